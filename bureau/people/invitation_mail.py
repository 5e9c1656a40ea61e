"""The invitation as a message, in the person's language."""

from bureau.platform.config import config

from .mailer import SystemMail, send_system_mail
from .models import Invitation

TEXTS = {
    "en": (
        "Your account at {organisation}",
        "Hello {name},\n\nan account was made for you: {email}.\n"
        "Open this link to choose a passkey or a password. It works once, until {until}.\n\n"
        "{link}\n",
    ),
    "fr": (
        "Votre compte chez {organisation}",
        "Bonjour {name},\n\nun compte a été créé pour vous : {email}.\n"
        "Ouvrez ce lien pour choisir une clé d’accès ou un mot de passe. "
        "Il fonctionne une seule fois, jusqu’au {until}.\n\n{link}\n",
    ),
}


def invitation_mail(invitation: Invitation) -> SystemMail:
    """Write the message; it goes outside if an outside address is known."""
    person = invitation.person
    subject, text = TEXTS.get(person.language, TEXTS["en"])
    values = {
        "organisation": config().domain,
        "name": person.given_name or person.name,
        "email": person.email,
        "until": invitation.expires_at.date().isoformat(),
        "link": invitation.link,
    }
    receiver = person.recovery_email or person.email
    return SystemMail(receiver, subject.format(**values), text.format(**values))


def send_invitation(invitation: Invitation) -> None:
    """Send the link to the person, in the caller's transaction."""
    send_system_mail(invitation_mail(invitation))
