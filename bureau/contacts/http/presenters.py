"""The only shapes of contacts and books that clients see."""

from typing import Any

from bureau.people import Actor

from .. import policies, queries
from ..models import AddressBook, Card
from ..vcard import read_card
from ..vcard.fields import read_fields


def photo_url(card_id: str, etag: str) -> str:
    """Return where the picture of a card is."""
    return f"/api/v1/contacts/{card_id}/photo?v={etag}"


def present_row(row: dict[str, Any]) -> dict[str, Any]:
    """Show a contact of a list."""
    row.pop("sort_key", None)
    moment = row["updated_at"].strftime("%Y%m%d%H%M%S%f")
    has_photo = row.pop("has_photo")
    row["photo_url"] = photo_url(row["id"], moment) if has_photo else None
    return row


def present_card(actor: Actor, card: Card) -> dict[str, Any]:
    """Show a contact. Five queries, two more for a group."""
    is_group = card.kind == "group"
    return {
        **read_fields(read_card(bytes(card.raw))),
        "id": card.id,
        "book_id": card.book_id,
        "uid": card.uid,
        "kind": card.kind,
        "etag": card.etag,
        "members": queries.members_of(card) if is_group else [],
        "groups": queries.groups_with(card),
        "photo_url": photo_url(card.id, card.etag) if card.has_photo else None,
        "may_change": policies.role_on(actor, card.book) >= policies.CHANGE,
        "created_at": card.created_at,
        "updated_at": card.updated_at,
    }


def present_book(actor: Actor, row: queries.BookRow) -> dict[str, Any]:
    """Show an address book."""
    book: AddressBook = row.book
    return {
        "id": book.id,
        "name": book.name,
        "description": book.description,
        "owner_id": book.owner_id,
        "owner_name": book.owner.name,
        "is_mine": book.owner_id == actor.person_id,
        "is_default": book.owner_id == actor.person_id and book.slug == "contacts",
        "count": row.count,
        "abilities": policies.abilities(row.role),
        "dav_url": f"/dav/addressbooks/{book.owner_id}/{book.slug}/",
    }
