"""Telling people under their bell what a scheduling message brought."""

from collections.abc import Iterable

from bureau import notifications
from bureau.people import Person

from ..ical import text_of
from ..scheduling import ITip
from ..scheduling_words import word


def tell(
    persons: Iterable[Person], name: str, message: ITip, who: str, body: str = "", url: str = ""
) -> None:
    """Notify people, each in their language. One INSERT for each language."""
    title = text_of(message.data.first, "SUMMARY")
    languages: dict[str, list[str]] = {}
    for person in persons:
        languages.setdefault(person.language, []).append(person.id)
    for language, person_ids in sorted(languages.items()):
        said = word(language, name, who=who, title=title or word(language, "no_title"))
        notifications.notify(
            person_ids, "calendar.invitation", said, body or message.note, url or "/calendar"
        )
