"""What mails and notifications about comments say, in the languages of the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The texts in one language."""

    commented: str
    mentioned: str
    assigned: str
    sender: str
    subject: str
    refused: str
    letter: str


_ENGLISH = Words(
    commented="{author} commented on “{title}”",
    mentioned="{author} mentioned you in “{title}”",
    assigned="A comment on “{title}” was assigned to you",
    sender="{author} (Comments)",
    subject="Comment on “{title}”",
    refused="Your answer by mail could not be added as a comment",
    letter="""{headline}

{quoted}{text}

Reply to this mail to answer in the thread, or open it:
{address}
""",
)
_FRENCH = Words(
    commented="{author} a commenté « {title} »",
    mentioned="{author} vous a mentionné dans « {title} »",
    assigned="Un commentaire sur « {title} » vous a été attribué",
    sender="{author} (Commentaires)",
    subject="Commentaire sur « {title} »",
    refused="Votre réponse par courriel n’a pas pu être ajoutée aux commentaires",
    letter="""{headline}

{quoted}{text}

Répondez à ce courriel pour répondre dans le fil, ou ouvrez-le :
{address}
""",
)


def words_in(language: str) -> Words:
    """Return the texts in a language; English where there are none."""
    return _FRENCH if language.startswith("fr") else _ENGLISH
