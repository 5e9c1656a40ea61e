"""What guests and organisers are told of invitations and answers, in English and French."""

from collections.abc import Mapping

from bureau.platform.http.language import Language

_WORDS: Mapping[str, tuple[str, str]] = {
    "no_title": ("(no title)", "(sans titre)"),
    "told_new": ("{who} invites you: {title}", "{who} vous invite : {title}"),
    "told_changed": ("Changed by {who}: {title}", "Modifié par {who} : {title}"),
    "told_cancelled": ("Cancelled by {who}: {title}", "Annulé par {who} : {title}"),
    "told_partly_cancelled": (
        "{who} cancelled an occurrence: {title}",
        "{who} a annulé une occurrence : {title}",
    ),
    "told_counter_declined": (
        "{who} keeps the time: {title}",
        "{who} garde l'horaire : {title}",
    ),
    "told_accepted": ("{who} accepted: {title}", "{who} a accepté : {title}"),
    "told_tentative": ("{who} may come: {title}", "{who} viendra peut-être : {title}"),
    "told_declined": ("{who} declined: {title}", "{who} a refusé : {title}"),
    "told_delegated": ("{who} passed it on: {title}", "{who} a délégué : {title}"),
    "told_needs_action": ("{who} has not decided: {title}", "{who} n'a pas décidé : {title}"),
    "told_countered": (
        "{who} proposes another time: {title}",
        "{who} propose un autre horaire : {title}",
    ),
    "room_taken": ("It is booked at this time.", "Elle est déjà réservée à cet horaire."),
    "room_partly_taken": (
        "It is booked at some of these times.",
        "Elle est déjà réservée à certains de ces horaires.",
    ),
    "room_closed": ("It is out of use.", "Elle est hors service."),
    "room_not_yours": ("You may not book it.", "Vous ne pouvez pas la réserver."),
    "room_too_far": (
        "The booking ends later than it can be booked ahead. Give the series an earlier end.",
        "La réservation va au-delà de la période ouverte. Donnez à la série une fin plus proche.",
    ),
    "room_too_long": (
        "The booking is longer than allowed.",
        "La réservation dépasse la durée permise.",
    ),
    "room_waits": ("Somebody has to approve it.", "Quelqu'un doit l'approuver."),
    "room_told": ("{who} is not available: {title}", "{who} n'est pas disponible : {title}"),
    "room_asked": (
        "Approve a booking of {who}: {title}",
        "Approuver une réservation de {who} : {title}",
    ),
    "mail_new": ("Invitation: {title}", "Invitation : {title}"),
    "mail_changed": ("Updated invitation: {title}", "Invitation modifiée : {title}"),
    "mail_cancelled": ("Cancelled: {title}", "Annulé : {title}"),
    "mail_accepted": ("Accepted: {title}", "Accepté : {title}"),
    "mail_tentative": ("Tentative: {title}", "Peut-être : {title}"),
    "mail_declined": ("Declined: {title}", "Refusé : {title}"),
    "mail_answered": ("Answer: {title}", "Réponse : {title}"),
    "mail_countered": ("New time proposed: {title}", "Nouvel horaire proposé : {title}"),
    "mail_counter_declined": ("The time stays: {title}", "L'horaire ne change pas : {title}"),
    "mail_refresh": ("Please send again: {title}", "Merci de renvoyer : {title}"),
    "says_new": ("{who} invites you.", "{who} vous invite."),
    "says_changed": ("{who} changed this event.", "{who} a modifié cet événement."),
    "says_cancelled": ("{who} cancelled this event.", "{who} a annulé cet événement."),
    "says_accepted": ("{who} accepted the invitation.", "{who} a accepté l'invitation."),
    "says_tentative": ("{who} may come.", "{who} viendra peut-être."),
    "says_declined": ("{who} declined the invitation.", "{who} a refusé l'invitation."),
    "says_answered": ("{who} answered the invitation.", "{who} a répondu à l'invitation."),
    "says_countered": ("{who} proposes another time.", "{who} propose un autre horaire."),
    "says_counter_declined": (
        "{who} cannot move the event to the time that you proposed.",
        "{who} ne peut pas déplacer l'événement à l'horaire proposé.",
    ),
    "says_refresh": (
        "{who} asks for the current state of this event.",
        "{who} demande l'état actuel de cet événement.",
    ),
    "when": ("When", "Quand"),
    "where": ("Where", "Où"),
    "organizer": ("Organiser", "Organisé par"),
    "guests": ("Guests", "Invités"),
    "repeats": ("It repeats; see the attached file.", "Il se répète ; voir le fichier joint."),
    "join": ("Join", "Participer"),
    "going": ("Will you come?", "Viendrez-vous ?"),
    "yes": ("Yes", "Oui"),
    "maybe": ("Maybe", "Peut-être"),
    "no": ("No", "Non"),
    "page_title": ("Invitation", "Invitation"),
    "page_answer_accepted": ("You will come", "Vous viendrez"),
    "page_answer_tentative": ("You may come", "Vous viendrez peut-être"),
    "page_answer_declined": ("You will not come", "Vous ne viendrez pas"),
    "page_send": ("Send this answer", "Envoyer cette réponse"),
    "page_note": ("A note to the organiser (optional)", "Un mot pour l'organisateur (facultatif)"),
    "page_done": ("Your answer was sent.", "Votre réponse a été envoyée."),
    "page_change": ("Change the answer", "Changer la réponse"),
    "page_gone": (
        "This event was cancelled or moved, or the link is not valid any more. Look for a newer "
        "invitation in your mail.",
        "Cet événement a été annulé ou déplacé, ou ce lien n'est plus valable. Cherchez une "
        "invitation plus récente dans votre courrier.",
    ),
    "reminder": ("Reminder: {title}", "Rappel : {title}"),
    "reminder_text": ("{title} begins at {when}.", "{title} commence à {when}."),
    "agenda": ("Your day: {date}", "Votre journée : {date}"),
    "all_day": ("All day", "Toute la journée"),
}


def word(language: str, name: str, /, **values: object) -> str:
    """Return a phrase in the language; English where it is not French."""
    return _WORDS[name][1 if language.startswith("fr") else 0].format(**values)


def knows(name: str) -> bool:
    """Tell whether there is a phrase of this name."""
    return name in _WORDS


def words(language: Language) -> dict[str, str]:
    """Return all phrases, for templates that fill no gaps."""
    position = 1 if language == "fr" else 0
    return {name: phrase[position] for name, phrase in _WORDS.items()}
