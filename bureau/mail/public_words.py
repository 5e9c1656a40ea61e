"""What mail's public pages and the notices of confidential messages say, in English and French."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import override

from bureau.platform.http.language import Language

_WORDS: Mapping[str, tuple[str, str]] = {
    "notice_intro": (
        "{name} sent you a confidential message.",
        "{name} vous a envoyé un message confidentiel.",
    ),
    "notice_open": ("Read the message", "Lire le message"),
    "notice_until": (
        "It can be read until {date}, unless its author ends that earlier.",
        "Il peut être lu jusqu'au {date}, sauf si son auteur y met fin avant.",
    ),
    "code_subject": ("Your code to read a message", "Votre code pour lire un message"),
    "code_text": (
        "Your code is {code}\n\nEnter it on the page where you asked for it. It is valid for "
        "{minutes} minutes and opens once.\n\nIf you did not ask for a code, there is nothing to "
        "do.\n",
        "Votre code est {code}\n\nSaisissez-le sur la page où vous l'avez demandé. Il est valable "
        "{minutes} minutes et ne sert qu'une fois.\n\nSi vous n'avez pas demandé de code, vous "
        "n'avez rien à faire.\n",
    ),
    "title": ("Confidential message", "Message confidentiel"),
    "confidential": ("Confidential", "Confidentiel"),
    "until": ("Can be read until {date}", "Peut être lu jusqu'au {date}"),
    "from": ("From", "De"),
    "to": ("To", "À"),
    "sent": ("Sent", "Envoyé le"),
    "no_subject": ("No subject", "Sans objet"),
    "body": ("Message", "Message"),
    "rules": (
        "It cannot be forwarded, copied, printed or downloaded from here.",
        "Il ne peut être ni transféré, ni copié, ni imprimé, ni téléchargé ici.",
    ),
    "no_print": (
        "This message is confidential and is not printed.",
        "Ce message est confidentiel et ne s'imprime pas.",
    ),
    "files": ("Files", "Fichiers"),
    "withheld": ("Cannot be opened here", "Ne peut pas être ouvert ici"),
    "yours": (
        "You sent this message. Its recipients see it as below.",
        "Vous avez envoyé ce message. Ses destinataires le voient comme ci-dessous.",
    ),
    "yours_over": (
        "You sent this message. Its recipients cannot read it any more.",
        "Vous avez envoyé ce message. Ses destinataires ne peuvent plus le lire.",
    ),
    "over": ("This message is no longer available", "Ce message n'est plus disponible"),
    "over_text": (
        "It has expired, or its author ended access to it. If you still need it, ask the person "
        "who sent it to you.",
        "Il a expiré, ou son auteur en a retiré l'accès. Si vous en avez encore besoin, demandez à "
        "la personne qui vous l'a envoyé.",
    ),
    "unknown": ("There is nothing at this address", "Il n'y a rien à cette adresse"),
    "unknown_text": (
        "Check that the link is complete, or open it from the message again.",
        "Vérifiez que le lien est complet, ou ouvrez-le à nouveau depuis le message.",
    ),
    "ask_text": (
        "Enter the address that this message was sent to. We send a code to it with which you can "
        "read the message.",
        "Saisissez l'adresse à laquelle ce message a été envoyé. Nous y envoyons un code qui vous "
        "permettra de le lire.",
    ),
    "email": ("Your e-mail address", "Votre adresse e-mail"),
    "ask": ("Send a code", "Envoyer un code"),
    "asked": (
        "If the message was sent to {email}, a code is on its way there. It is valid for {minutes} "
        "minutes.",
        "Si le message a été envoyé à {email}, un code y arrive. Il est valable {minutes} minutes.",
    ),
    "code": ("Code", "Code"),
    "open": ("Open the message", "Ouvrir le message"),
    "another": ("Use another address", "Utiliser une autre adresse"),
    "wrong": (
        "This code is not right, or not any more. Check it, or ask for a new one.",
        "Ce code n'est pas le bon, ou ne l'est plus. Vérifiez-le, ou demandez-en un nouveau.",
    ),
    "not_email": (
        "Enter an e-mail address such as name@example.org.",
        "Saisissez une adresse e-mail comme nom@example.org.",
    ),
    "too_many": (
        "There were many attempts. Wait a few minutes, then try again.",
        "Il y a eu beaucoup d'essais. Attendez quelques minutes, puis réessayez.",
    ),
    "sign_in": ("Sign in", "Se connecter"),
    "inside_text": (
        "This message was sent to people of this organisation. Sign in to read it.",
        "Ce message a été envoyé à des personnes de cette organisation. Connectez-vous pour le "
        "lire.",
    ),
    "colleague": (
        "Do you work here? Sign in to read it without a code.",
        "Vous travaillez ici ? Connectez-vous pour le lire sans code.",
    ),
    "forwarding": ("Forwarding mail", "Transfert de courrier"),
    "forwarding_asked": (
        "{name} would like to have mail forwarded to this address:",
        "{name} souhaite que son courrier soit transféré à cette adresse :",
    ),
    "forwarding_agree": ("I agree", "J'accepte"),
    "forwarding_else": (
        "If you do not agree, close this page: no mail comes.",
        "Si vous n'êtes pas d'accord, fermez cette page : aucun courrier n'arrivera.",
    ),
    "forwarding_done": (
        "Mail of {name} may be forwarded to this address:",
        "Le courrier de {name} peut être transféré à cette adresse :",
    ),
    "forwarding_gone": ("This link is no longer valid.", "Ce lien n'est plus valable."),
}


def word(language: Language, name: str, /, **values: object) -> str:
    """Return a phrase in the language."""
    return _WORDS[name][0 if language == "en" else 1].format(**values)


def words(language: Language) -> dict[str, str]:
    """Return all phrases, for templates that fill no gaps."""
    position = 0 if language == "en" else 1
    return {name: phrase[position] for name, phrase in _WORDS.items()}


def date_text(moment: datetime, language: Language) -> str:
    """Write a moment out in its own zone, which is named."""
    pattern = "j F Y, H:i" if language == "en" else "j F Y à H:i"
    with override(language):
        return f"{date_format(moment, pattern)} ({moment.tzname()})"
