"""What the public page says by itself, in English and French; the form's own words are its
author's.
"""

from collections.abc import Mapping

from bureau.platform.http.language import Language as Language
from bureau.platform.http.language import language_of as language_of

_WORDS: Mapping[str, tuple[str, str]] = {
    "required": ("required", "obligatoire"),
    "optional_note": (
        "Questions marked * need an answer.",
        "Les questions marquées * sont obligatoires.",
    ),
    "your_email": ("Your e-mail address", "Votre adresse e-mail"),
    "email_help": ("So that we can answer you.", "Pour que nous puissions vous répondre."),
    "continue": ("Continue", "Continuer"),
    "submit": ("Submit", "Envoyer"),
    "sending": ("Sending…", "Envoi…"),
    "choose": ("Choose…", "Choisissez…"),
    "other": ("Other", "Autre"),
    "other_text": ("Write your own answer", "Écrivez votre réponse"),
    "add_files": ("Choose files", "Choisir des fichiers"),
    "files_limit": (
        "At most {count} files, {size} MB each.",
        "Au plus {count} fichiers, {size} Mo chacun.",
    ),
    "file_limit": ("One file of at most {size} MB.", "Un fichier de {size} Mo au plus."),
    "remove": ("Remove", "Retirer"),
    "uploading": ("Uploading…", "Envoi en cours…"),
    "upload_failed": (
        "This file could not be sent. Try again.",
        "Ce fichier n'a pas pu être envoyé. Réessayez.",
    ),
    "restored": ("We kept what you wrote before.", "Nous avons gardé ce que vous aviez écrit."),
    "start_over": ("Start over", "Recommencer"),
    "more_questions": (
        "Some more questions fit your answers. Please answer them too.",
        "D'autres questions correspondent à vos réponses. Merci d'y répondre aussi.",
    ),
    "check_answers": ("Please check these answers:", "Merci de vérifier ces réponses :"),
    "thanks": ("Thank you", "Merci"),
    "received": ("We have received your answers.", "Nous avons bien reçu vos réponses."),
    "reference": ("Reference", "Référence"),
    "closed": ("This form is closed", "Ce formulaire est fermé"),
    "closed_text": (
        "It does not take answers at the moment. Ask the person who sent you the link.",
        "Il n'accepte pas de réponses pour le moment. "
        "Demandez à la personne qui vous a envoyé le lien.",
    ),
    "not_found": ("This form does not exist", "Ce formulaire n'existe pas"),
    "not_found_text": (
        "Check the address, or ask the person who sent you the link.",
        "Vérifiez l'adresse, ou demandez à la personne qui vous a envoyé le lien.",
    ),
    "too_many": (
        "Many answers are coming in just now. Wait a minute, then submit again; "
        "your answers are kept.",
        "Beaucoup de réponses arrivent en ce moment. Attendez une minute puis renvoyez ; "
        "vos réponses sont gardées.",
    ),
    "stale": (
        "This page was open for too long or was changed. Check your answers and submit again.",
        "Cette page est restée ouverte trop longtemps ou a changé. "
        "Vérifiez vos réponses et renvoyez.",
    ),
    "leave_empty": ("Leave this empty", "Laissez ce champ vide"),
    "signed_in_as": (
        "You answer as {name} ({email}).",
        "Vous répondez en tant que {name} ({email}).",
    ),
    "need_answer": ("Answer this question.", "Répondez à cette question."),
    "need_consent": ("Tick the box to continue.", "Cochez la case pour continuer."),
    "not_number": ("Write a number.", "Écrivez un nombre."),
    "not_date": ("Write a date such as 2026-01-31.", "Écrivez une date comme 2026-01-31."),
    "not_email": (
        "Write an e-mail address such as name@example.org.",
        "Écrivez une adresse e-mail comme nom@example.org.",
    ),
    "not_url": (
        "Write an address that starts with https://.",
        "Écrivez une adresse qui commence par https://.",
    ),
    "not_phone": (
        "Write a phone number with digits, such as +33 1 23 45 67 89.",
        "Écrivez un numéro de téléphone, comme +33 1 23 45 67 89.",
    ),
    "not_option": ("Choose one of the options.", "Choisissez l'une des options."),
    "too_short": ("Write at least {least} characters.", "Écrivez au moins {least} caractères."),
    "too_long": ("Write at most {most} characters.", "Écrivez au plus {most} caractères."),
    "too_small": ("Write {least} or more.", "Écrivez {least} ou plus."),
    "too_large": ("Write {most} or less.", "Écrivez {most} ou moins."),
    "too_early": ("Choose {least} or later.", "Choisissez le {least} ou plus tard."),
    "too_late": ("Choose {most} or earlier.", "Choisissez le {most} ou plus tôt."),
    "too_few": ("Choose at least {least}.", "Choisissez-en au moins {least}."),
    "too_many_chosen": ("Choose at most {most}.", "Choisissez-en au plus {most}."),
    "too_many_files": ("Add at most {most} files.", "Ajoutez au plus {most} fichiers."),
    "file_too_large": ("A file has at most {most} MB.", "Un fichier a au plus {most} Mo."),
    "file_empty": ("This file is empty.", "Ce fichier est vide."),
    "file_type": (
        "This type of file is not accepted here: {type}.",
        "Ce type de fichier n'est pas accepté ici : {type}.",
    ),
    "file_gone": (
        "A file is no longer here. Add it again.",
        "Un fichier n'est plus disponible. Ajoutez-le à nouveau.",
    ),
    "powered": (
        "Never send passwords through forms.",
        "N'envoyez jamais de mot de passe par formulaire.",
    ),
}


def word(language: Language, name: str, /, **values: object) -> str:
    """Return a phrase in the language."""
    return _WORDS[name][0 if language == "en" else 1].format(**values)


def words(language: Language) -> dict[str, str]:
    """Return all phrases that have no gaps, for templates."""
    position = 0 if language == "en" else 1
    return {name: phrase[position] for name, phrase in _WORDS.items()}
