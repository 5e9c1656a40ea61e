"""Where texts come from: products register what a person has written in them.

A source gives own words only: no quoted text, no signature, nothing that a machine wrote.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

MOST_TEXTS = 3_000


@dataclass(frozen=True, slots=True)
class Text:
    """One text somebody wrote, and to whom: pairs of display name and address."""

    id: str
    body: str
    recipients: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextSource:
    """The texts of one product. Ids are listed newest first, and never stand for another text."""

    name: str
    ids_of: Callable[[str, datetime | None, int], Sequence[str]]
    """(person's id, only later than, at most): the ids of the texts there are now."""
    read: Callable[[str, Sequence[str]], Iterable[Text]]
    """(person's id, ids): those texts; what is gone is left out."""
    authors: Callable[[], Iterable[str]]
    """The ids of the persons who may have texts."""
    is_on: Callable[[str], bool]
    """Whether the person wants suggestions there."""


_sources: dict[str, TextSource] = {}


def register_source(source: TextSource) -> None:
    """Add a source of texts; a second registration under one name replaces the first."""
    _sources[source.name] = source


def sources() -> list[TextSource]:
    """Return the registered sources."""
    return list(_sources.values())


def is_wanted(person_id: str) -> bool:
    """Tell whether the person wants suggestions: all sources that know the person say so."""
    return all(source.is_on(person_id) for source in sources())
