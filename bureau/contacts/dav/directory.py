"""The company directory as a read-only book in everybody's home: a card for each person and
group, made of what people keep.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bureau.platform.dav import (
    BASIC,
    Call,
    Collection,
    Conditions,
    Content,
    Properties,
    Property,
    Report,
    Resource,
    Written,
    calendarserver,
    carddav,
    dav,
    quoted,
    text,
)
from bureau.platform.errors import Forbidden

from ..directory import DirectoryCard, directory_cards, directory_state
from .books import LIMITS
from .cards import CARD, content_of
from .names import DIRECTORY, READS, VCARD, book_path
from .querying import REPORTS

NAME = "Directory"


@dataclass
class DirectoryCardResource(Resource):
    """A person or group of the organisation."""

    properties: ClassVar[Properties] = CARD
    methods: ClassVar[frozenset[str]] = frozenset({"OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT"})

    card: DirectoryCard
    path: str

    def raw(self) -> bytes:
        """Return the card."""
        return self.card.raw

    def display_name(self) -> str:
        """The name."""
        return self.card.name

    def etag(self) -> str:
        """The tag of its octets."""
        return quoted(hashlib.blake2b(self.card.raw, digest_size=16).hexdigest())

    def content_type(self) -> str:
        """Its type."""
        return VCARD

    def size_bytes(self) -> int:
        """The number of its octets."""
        return len(self.card.raw)

    def get(self, call: Call) -> Content:
        """Answer the card."""
        return content_of(self.card.raw, self.etag(), None, call)

    def delete(self, call: Call, conditions: Conditions) -> None:
        """Nobody deletes colleagues here."""
        raise ReadOnly()


class ReadOnly(Forbidden):
    """The directory is kept in the administration."""

    precondition = dav("need-privileges")
    title = "The directory is kept by the administrators."


class DirectoryResource(Collection):
    """The directory in somebody's home."""

    properties: ClassVar[Properties] = {
        **BASIC,
        **LIMITS,
        carddav("addressbook-description"): Property(
            lambda _one, _call: text("Everybody in the organisation")
        ),
        calendarserver("getctag"): Property(lambda one, _: one.state()),
    }
    reports: ClassVar[Mapping[str, Report]] = REPORTS
    methods: ClassVar[frozenset[str]] = frozenset({"OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT"})

    def __init__(self, person_id: str) -> None:
        self.path = book_path(person_id, DIRECTORY)
        self._state = ""

    def state(self) -> str:
        """Return what changes with the directory. Four queries, once."""
        self._state = self._state or directory_state()
        return self._state

    def resource_types(self) -> Sequence[str]:
        """An address book, which Apple's programs can tell from one's own."""
        return (dav("collection"), carddav("addressbook"))

    def display_name(self) -> str:
        """Its name."""
        return NAME

    def etag(self) -> str:
        """Changes with its content."""
        return quoted(self.state())

    def privileges(self, call: Call) -> Sequence[str]:
        """Everybody reads it, nobody changes it."""
        return READS

    def members(self, call: Call) -> list[Resource]:
        """All cards. Four queries."""
        return [self._resource(card) for card in directory_cards()]

    def all_whole(self) -> Iterable[Resource]:
        """All cards. Four queries."""
        return self.members_of(None)

    def members_of(self, ids: Sequence[str] | None) -> list[Resource]:
        """Return the cards of these persons and groups, of all for None. Four queries."""
        return [self._resource(card) for card in directory_cards(ids)]

    def member(self, call: Call, name: str) -> Resource | None:
        """One card."""
        return self.members_named(call, [name]).get(name)

    def members_named(self, call: Call, names: Sequence[str]) -> Mapping[str, Resource]:
        """Cards by name. Four queries."""
        ids = [name.removesuffix(".vcf") for name in names if name.endswith(".vcf")]
        found = directory_cards(ids)
        return {f"{card.id}.vcf": self._resource(card) for card in found}

    def _resource(self, card: DirectoryCard) -> DirectoryCardResource:
        return DirectoryCardResource(card, f"{self.path}{card.id}.vcf")

    def get(self, call: Call) -> Content:
        """Say in words what is here."""
        return Content(f"{NAME}\n".encode(), "text/plain; charset=utf-8")

    def put(self, call: Call, name: str, conditions: Conditions) -> Written:
        """Nobody adds colleagues here."""
        raise ReadOnly()

    def delete(self, call: Call, conditions: Conditions) -> None:
        """It stays."""
        raise ReadOnly()
