"""An address book as a collection (RFC 6352 §5.2): properties, members, changes and reports."""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from bureau.platform.dav import (
    BASIC,
    BadSyncToken,
    Call,
    Changes,
    Collection,
    Conditions,
    Content,
    DavError,
    Element,
    Properties,
    Property,
    Report,
    Resource,
    Written,
    calendarserver,
    carddav,
    dav,
    inner_of,
    principal_path,
    text,
    text_of,
)

from .. import policies, queries
from ..actions.books import delete_book, update_book
from ..actions.cards import MOST_BYTES, put_card
from ..errors import UidTaken
from ..models import AddressBook
from .cards import CardResource, uid_conflict, written
from .names import ADDS, MANAGES, READS, SUPPORTED_COLLATIONS, SUPPORTED_DATA, WRITES, actor_of
from .querying import REPORTS

SYNC = "urn:bureau:sync"
VCARD_TYPES = frozenset({"text/vcard", "text/x-vcard", "text/directory", "text/plain", ""})
VCARD_TYPES |= {"application/octet-stream"}
MOST_KEPT = 100
LONGEST_KEPT = 64 * 1024

NAME = dav("displayname")
DESCRIPTION = carddav("addressbook-description")
LIMITS: Properties = {
    carddav("supported-address-data"): Property(lambda _one, _call: SUPPORTED_DATA),
    carddav("supported-collation-set"): Property(lambda _one, _call: SUPPORTED_COLLATIONS),
    carddav("max-resource-size"): Property(lambda _one, _call: str(MOST_BYTES)),
}
PROTECTED = frozenset({*LIMITS, calendarserver("getctag")})


class BookResource(Collection):
    """A book in somebody's home: their own, or one that was shared with them."""

    keeps_properties: ClassVar[bool] = True
    properties: ClassVar[Properties] = {
        **BASIC,
        **LIMITS,
        DESCRIPTION: Property(lambda one, _: text(one.book.description)),
        calendarserver("getctag"): Property(lambda one, _: str(one.book.seq)),
    }
    reports: ClassVar[Mapping[str, Report]] = REPORTS
    methods: ClassVar[frozenset[str]] = frozenset(
        {"OPTIONS", "GET", "HEAD", "DELETE", "PROPFIND", "PROPPATCH", "REPORT", "MKCOL"}
    )

    def __init__(self, book: AddressBook, role: int, path: str) -> None:
        self.book = book
        self.role = role
        self.path = path

    def resource_types(self) -> Sequence[str]:
        """An address book."""
        return (dav("collection"), carddav("addressbook"))

    def display_name(self) -> str:
        """Its name."""
        return self.book.name

    def etag(self) -> str:
        """Changes with its content."""
        return f'"{self.book.seq}"'

    def owner_path(self) -> str:
        """Its owner."""
        return principal_path(self.book.owner_id)

    def privileges(self, call: Call) -> Names[str]:
        """What the caller's role allows."""
        granted: tuple[str, ...] = READS
        granted += WRITES if self.role >= policies.CHANGE else ()
        granted += ADDS if policies.ADD <= self.role < policies.CHANGE else ()
        return (*granted, *(MANAGES if self.role >= policies.MANAGE else ()))

    def dead_property(self, name: str) -> str | None:
        """What a client set under a name that means nothing to us."""
        found: str | None = self.book.properties.get(name)
        return found

    def members(self, call: Call) -> list[CardResource]:
        """All cards, without their octets. One query."""
        return [CardResource(self, row) for row in queries.cards_of(self.book.id, with_raw=False)]

    def all_whole(self) -> Iterable[CardResource]:
        """All cards with their octets. One query."""
        return (CardResource(self, row) for row in queries.cards_of(self.book.id, with_raw=True))

    def member(self, call: Call, name: str) -> CardResource | None:
        """One card with its octets. One query."""
        found = queries.cards_named(self.book.id, [name])
        return CardResource(self, found[0]) if found else None

    def members_named(self, call: Call, names: Sequence[str]) -> Mapping[str, Resource]:
        """Cards with their octets. One query for each 500."""
        rows = queries.cards_named(self.book.id, names)
        return {row.slug: CardResource(self, row) for row in rows}

    def get(self, call: Call) -> Content:
        """Say in words what is here; the content comes by reports."""
        return Content(f"{self.book.name}\n".encode(), "text/plain; charset=utf-8")

    def put(self, call: Call, name: str, conditions: Conditions) -> Written:
        """Store a card."""
        content_type = call.headers.get("Content-Type", "text/vcard")
        if content_type.partition(";")[0].strip().lower() not in VCARD_TYPES:
            raise DavError(403, carddav("supported-address-data"))
        if len(name) > 255:
            raise DavError(403)
        try:
            stored = put_card(
                actor_of(call),
                self.book.id,
                name,
                call.body,
                match=conditions.tags(),
                none_match=conditions.is_new,
            )
        except UidTaken as refusal:
            raise uid_conflict(self, refusal) from None
        return written(stored)

    def make_collection(
        self, call: Call, name: str, types: Names[str], properties: Mapping[str, Element]
    ) -> Mapping[str, int]:
        """Books hold no collections (RFC 6352 §5.2)."""
        raise DavError(403, carddav("addressbook-collection-location-ok"))

    def delete(self, call: Call, conditions: Conditions) -> None:
        """Delete the book."""
        delete_book(actor_of(call), self.book.id)

    def patch(self, call: Call, changes: Mapping[str, Element | None]) -> Mapping[str, int]:
        """Change its name, description and what clients keep in it."""
        if self.role < policies.MANAGE:
            return dict.fromkeys(changes, 403)
        name, description, kept, failed = fields_of(changes, self.book)
        if not failed:
            self.book = update_book(
                actor_of(call), self.book.id, name=name, description=description, properties=kept
            )
        return failed

    def sync_token(self) -> str:
        """Its number of changes."""
        return f"{SYNC}:{self.book.id}:{self.book.seq}"

    def changes(self, call: Call, token: str, most: int) -> Changes:
        """What changed after the token. No query where nothing did, else two."""
        since = self._since(token)
        if token and since == self.book.seq:
            return Changes(token, (), ())
        with_raw = b"address-data" in call.body
        found = queries.changes_since(self.book.id, since, most, with_raw=with_raw)
        page = found[:most]
        last = page[-1].seq if len(found) > most else self.book.seq
        return Changes(
            token=f"{SYNC}:{self.book.id}:{last}",
            members=[CardResource(self, one.row) for one in page if one.row is not None],
            gone=[self.path + one.slug for one in page if one.row is None],
            is_truncated=len(found) > most,
        )

    def _since(self, token: str) -> int:
        if not token:
            return 0
        space, _, seq = token.rpartition(":")
        if space != f"{SYNC}:{self.book.id}" or not (seq.isascii() and seq.isdigit()):
            raise BadSyncToken()
        if int(seq) > self.book.seq:
            raise BadSyncToken()
        return int(seq)


def fields_of(
    changes: Mapping[str, Element | None], book: AddressBook | None = None
) -> tuple[str | None, str | None, dict[str, str | None], dict[str, int]]:
    """Read properties as name, description and what is only kept; tell which cannot be set."""
    failed = {name: 403 for name in changes if name in PROTECTED}
    name = text_of(changes[NAME])[:200] if NAME in changes else None
    if name == "":
        failed[NAME] = 409
    description = text_of(changes[DESCRIPTION]) if DESCRIPTION in changes else None
    kept = {
        key: None if one is None else inner_of(one)
        for key, one in changes.items()
        if key not in (NAME, DESCRIPTION)
    }
    count = len({**(book.properties if book else {}), **kept})
    if count > MOST_KEPT or any(value and len(value) > LONGEST_KEPT for value in kept.values()):
        failed.update(dict.fromkeys(kept, 507))
    return name, description, kept, failed
