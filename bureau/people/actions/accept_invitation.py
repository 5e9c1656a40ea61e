"""Accept an invitation with a password or a passkey: the person joins."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.people.errors import BadPerson, InvitationGone, PasskeyRefused
from bureau.people.events import announce_person
from bureau.people.models import Invitation, Person
from bureau.people.secret_hashes import hashed
from bureau.platform import live
from bureau.platform.context import acting

from .update_person import locked_person

Credential = dict[str, object]


def open_invitation(token: str) -> Invitation:
    """Return the invitation with its person; raises `InvitationGone`. One query by unique index."""
    invitation = (
        Invitation.objects.select_related("person")
        .filter(token_hash=hashed(token), used_at__isnull=True, expires_at__gt=timezone.now())
        .first()
    )
    if invitation is None or invitation.person.state != Person.State.INVITED:
        raise InvitationGone
    return invitation


@transaction.atomic
def accept_with_password(token: str, password: str) -> Person:
    """Set the password and let the person in; emits `person.joined`.

    Raises `InvitationGone`, and `BadPerson` for a password that is too easy to guess.
    """
    person = _use(token)
    try:
        validate_password(password, person)
    except ValidationError as error:
        errors = [{"field": "password", "message": message} for message in error.messages]
        raise BadPerson(errors=errors) from error
    person.set_password(password)
    return _join(person, "password")


def begin_passkey(token: str) -> dict[str, object]:
    """Return the WebAuthn creation options for the invited person.

    The challenge waits in the session of the request (allauth keeps it there).
    """
    person = open_invitation(token).person
    options: dict[str, object] = webauthn.begin_registration(person, passwordless=True)
    return options


@transaction.atomic
def accept_with_passkey(
    token: str, name: str, credential: Credential
) -> tuple[Person, Authenticator]:
    """Verify what the browser made, keep it and let the person in; emits `person.joined`.

    Raises `InvitationGone`, and `PasskeyRefused` for an answer to another challenge or origin.
    """
    person = _use(token)
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused from error
    made = webauthn.WebAuthn.add(person, name.strip()[:80] or "Passkey", credential)
    return _join(person, "passkey"), made.instance


def _use(token: str) -> Person:
    """Take the invitation, so that no other request can."""
    invitation = open_invitation(token)
    person = locked_person(invitation.person_id)
    unused = Invitation.objects.filter(id=invitation.id, used_at__isnull=True)
    if not unused.update(used_at=timezone.now()) or person.state != Person.State.INVITED:
        raise InvitationGone
    return person


def _join(person: Person, way: str) -> Person:
    person.state = Person.State.ACTIVE
    person.save(update_fields=["state", "password", "updated_at"])
    with acting(person.id):
        announce_person("joined", person, {"state": ["invited", "active"], "with": [None, way]})
    if person.manager_id:
        live.publish([person.manager_id], "people", change="joined", id=person.id)
    return person
