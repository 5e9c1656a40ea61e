"""One card as a resource: `/dav/addressbooks/<person>/<book>/<name>`."""

from __future__ import annotations

from collections.abc import Collection as Names
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from bureau.platform.dav import (
    BASIC,
    Call,
    Collection,
    Conditions,
    Content,
    DavError,
    Properties,
    Property,
    Resource,
    Written,
    carddav,
    quoted,
)

from ..actions.cards import Stored, delete_card, move_card
from ..errors import UidTaken
from ..models import Card
from .address_data import Wish, address_data, shaped, version_for
from .names import DATA, VCARD, actor_of

if TYPE_CHECKING:
    from .books import BookResource

CARD: Properties = {**BASIC, DATA: Property(address_data, in_propfind=False)}


def content_of(raw: bytes, etag: str, modified_at: datetime | None, call: Call) -> Content:
    """Answer GET: the octets as they are, or in the version that Accept asks for."""
    version = version_for(call.headers.get("Accept", ""))
    body = shaped(raw, Wish(version, None)) if version else raw
    return Content(body, VCARD, etag, modified_at, {"X-Content-Type-Options": "nosniff"})


class CardResource(Resource):
    """A card of a book."""

    properties: ClassVar[Properties] = CARD
    methods: ClassVar[frozenset[str]] = frozenset(
        {"OPTIONS", "GET", "HEAD", "PUT", "DELETE", "COPY", "MOVE", "PROPFIND", "REPORT"}
    )

    def __init__(self, parent: BookResource, row: Card) -> None:
        self.parent = parent
        self.row = row
        self.path = parent.path + quote(row.slug, safe="!$'()*,;:@-._~")

    def raw(self) -> bytes:
        """Return the octets as they came in."""
        return bytes(self.row.raw)

    def display_name(self) -> str:
        """The name on the card."""
        return self.row.name

    def etag(self) -> str:
        """The tag of its octets."""
        return quoted(self.row.etag)

    def content_type(self) -> str:
        """Its type."""
        return VCARD

    def size_bytes(self) -> int:
        """The number of its octets."""
        return self.row.size_bytes

    def modified_at(self) -> datetime:
        """When it last changed."""
        return self.row.updated_at

    def created_at(self) -> datetime:
        """When it came."""
        return self.row.created_at

    def owner_path(self) -> str:
        """The book's owner."""
        return self.parent.owner_path()

    def privileges(self, call: Call) -> Names[str]:
        """What the caller may do with the book."""
        return self.parent.privileges(call)

    def get(self, call: Call) -> Content:
        """Answer the card."""
        return content_of(self.raw(), self.etag(), self.row.updated_at, call)

    def delete(self, call: Call, conditions: Conditions) -> None:
        """Delete it."""
        book_id = self.parent.book.id
        delete_card(actor_of(call), book_id, self.row.slug, match=conditions.tags())

    def copy_to(self, call: Call, parent: Collection, name: str, overwrites: bool) -> Written:
        """Copy it into another book."""
        return self._move(call, parent, name, keeps=True, overwrites=overwrites)

    def move_to(self, call: Call, parent: Collection, name: str, overwrites: bool) -> Written:
        """Move it into another book or under another name."""
        return self._move(call, parent, name, keeps=False, overwrites=overwrites)

    def _move(
        self, call: Call, parent: Collection, name: str, *, keeps: bool, overwrites: bool
    ) -> Written:
        from .books import BookResource

        if not isinstance(parent, BookResource):
            raise DavError(403, carddav("addressbook-collection-location-ok"))
        try:
            stored = move_card(
                actor_of(call), self.row, parent.book.id, name, keeps=keeps, overwrites=overwrites
            )
        except UidTaken as refusal:
            raise uid_conflict(parent, refusal) from None
        return written(stored)


def written(stored: Stored) -> Written:
    """Return what PUT answers: octets are kept as they came, so their tag is given."""
    return Written(stored.is_new, quoted(stored.card.etag))


def uid_conflict(parent: BookResource, refusal: UidTaken) -> DavError:
    """Name the card that has the UID (RFC 6352 §6.3.2.1)."""
    there = f"<D:href>{parent.path}{quote(refusal.slug)}</D:href>"
    return DavError(409, carddav("no-uid-conflict"), there)
