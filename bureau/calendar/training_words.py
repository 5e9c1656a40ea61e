"""What people are told of training, in English and French."""

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, str]] = {
    "invited": ("Training: {title}", "Formation : {title}"),
    "invited_text": (
        "{who} invites you to the training “{title}”. Choose a date and register:",
        "{who} vous invite à la formation « {title} ». Choisissez une date et inscrivez-vous :",
    ),
    "registered": ("You are registered: {title}", "Vous êtes inscrit(e) : {title}"),
    "registered_text": (
        "{who} registered you for “{title}”, {when}. It is in your calendar.",
        "{who} vous a inscrit(e) à « {title} », {when}. La date figure dans votre agenda.",
    ),
    "waiting": ("You are on the waiting list: {title}", "Vous êtes en liste d'attente : {title}"),
    "waiting_text": (
        "{who} put you on the waiting list of “{title}”, {when}.",
        "{who} vous a mis(e) en liste d'attente pour « {title} », {when}.",
    ),
    "moved_up": ("You have a seat: {title}", "Une place s'est libérée : {title}"),
    "moved_up_text": (
        "A seat became free: you are registered for “{title}”, {when}. It is in your calendar. "
        "If you cannot come, cancel, so that the next one moves up.",
        "Une place s'est libérée : vous êtes inscrit(e) à « {title} », {when}. La date figure "
        "dans votre agenda. Si vous ne pouvez pas venir, annulez : la personne suivante prendra "
        "votre place.",
    ),
    "moved": ("Another date: {title}", "Autre date : {title}"),
    "moved_text": (
        "{who} moved you to another date of “{title}”: {when}.",
        "{who} vous a placé(e) à une autre date de « {title} » : {when}.",
    ),
    "removed": ("Registration cancelled: {title}", "Inscription annulée : {title}"),
    "removed_text": (
        "{who} cancelled your registration for “{title}”, {when}.",
        "{who} a annulé votre inscription à « {title} », {when}.",
    ),
    "changed": ("Training changed: {title}", "Formation modifiée : {title}"),
    "changed_text": (
        "Time or place of “{title}” changed. It is now {when}. Your calendar is up to date.",
        "L'horaire ou le lieu de « {title} » a changé : {when}. Votre agenda est à jour.",
    ),
    "cancelled": ("Training cancelled: {title}", "Formation annulée : {title}"),
    "cancelled_text": (
        "“{title}”, {when}, does not take place. It is no more in your calendar; look for "
        "another date:",
        "« {title} », {when}, n'aura pas lieu. La date n'est plus dans votre agenda ; cherchez-en "
        "une autre :",
    ),
    "feedback": ("How was it? {title}", "Votre avis : {title}"),
    "feedback_text": (
        "You were at “{title}”. Tell us how it was:",
        "Vous avez suivi « {title} ». Dites-nous ce que vous en avez pensé :",
    ),
    "where": ("Where: {place}", "Lieu : {place}"),
    "online": ("Join: {url}", "Participer : {url}"),
    "entry": (
        "Training. See the date, or cancel your registration: {url}",
        "Formation. Voir la date ou annuler votre inscription : {url}",
    ),
    "sender": ("{who} (training)", "{who} (formation)"),
}


def word(language: str, name: str, /, **values: object) -> str:
    """Return a phrase in the language; English where it is not French."""
    return _WORDS[name][1 if language.startswith("fr") else 0].format(**values)
