"""Store, change and delete cards: the one way in for CardDAV and the JSON API."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction

from bureau.people import Actor

from .. import policies
from ..errors import (
    BadAddressData,
    BadContact,
    Changed,
    PreconditionFailed,
    UidTaken,
    UnknownContact,
)
from ..events import announce
from ..models import AddressBook, Card
from ..vcard import BadCard, VCard, new_card, read_card
from ..vcard.fields import change_fields, make_group, set_members, set_photo
from .writing import Draft, erase, uid_holder, write

MOST_BYTES = 4 * 1024 * 1024
"""CARDDAV:max-resource-size; photos are within."""
INVALID = "valid-address-data"


@dataclass(frozen=True, slots=True)
class Stored:
    """A card that was put, and whether there was none before."""

    card: Card
    is_new: bool


def put_card(
    actor: Actor,
    book_id: str,
    slug: str,
    raw: bytes,
    *,
    match: Collection[str] | None = None,
    none_match: bool = False,
) -> Stored:
    """Store the octets of a card under a name, as PUT does (RFC 6352 §6.3.2).

    `match` are entity tags of which the card must have one now (`*`: any), `none_match` asks for
    there being none. Raises `UnknownContact`, `MayNotChange`, `PreconditionFailed`,
    `BadAddressData`.
    """
    card = checked(raw)
    with transaction.atomic():
        book = _locked(policies.book_for(actor, book_id, policies.ADD))
        old = Card.objects.filter(book=book, slug=slug).first()
        _check_match(old, match, none_match)
        if old is not None:
            policies.require(actor, book, policies.CHANGE)
            if bytes(old.raw) == raw:
                return Stored(old, is_new=False)
        _check_uid(book, card, old)
        (stored,) = write(book, [Draft(slug, card, old)])
        _announce(book, old, stored)
    return Stored(stored, is_new=old is None)


def checked(raw: bytes) -> VCard:
    """Return the card of octets that may be stored as they are (RFC 6352 §5.1); raises
    `BadAddressData`.
    """
    if len(raw) > MOST_BYTES:
        raise BadAddressData("max-resource-size", "The card is larger than 4 MB.")
    try:
        card = read_card(raw)
    except BadCard as error:
        raise BadAddressData(INVALID, str(error)) from error
    if card.version not in ("3.0", "4.0"):
        raise BadAddressData("supported-address-data", "VERSION must be 3.0 or 4.0.")
    if not card.uid or len(card.uid) > 255 or not card.uid.isprintable():
        raise BadAddressData(INVALID, "A card needs a UID of at most 255 characters.")
    if len(list(card.all("UID"))) > 1 or len(list(card.all("VERSION"))) > 1:
        raise BadAddressData(INVALID, "UID and VERSION stand once.")
    if card.first("FN") is None:
        raise BadAddressData(INVALID, "A card needs a formatted name (FN).")
    return card


def _locked(book: AddressBook) -> AddressBook:
    """Let writers of a book wait for one another, so that checks hold until the end."""
    return AddressBook.objects.select_for_update().get(id=book.id)


def _check_match(old: Card | None, match: Collection[str] | None, none_match: bool) -> None:
    if none_match and old is not None:
        raise PreconditionFailed
    if match is not None and (old is None or not {"*", old.etag} & set(match)):
        raise PreconditionFailed


def _check_uid(book: AddressBook, card: VCard, old: Card | None) -> None:
    holder = uid_holder(book, card.uid)
    if holder is not None and (old is None or holder.id != old.id):
        raise UidTaken(holder.slug)


def _announce(book: AddressBook, old: Card | None, new: Card) -> None:
    shown = ("name", "organization", "email", "phone", "kind")
    pairs = {name: [getattr(old, name, ""), getattr(new, name)] for name in shown}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    verb = "updated" if old else "created"
    announce(f"contact.{verb}", book, ("contact", new.id), changes)


def delete_card(
    actor: Actor, book_id: str, slug: str, *, match: Collection[str] | None = None
) -> None:
    """Delete a card by its name; raises `UnknownContact`, `MayNotChange`,
    `PreconditionFailed`.
    """
    with transaction.atomic():
        book = _locked(policies.book_for(actor, book_id, policies.CHANGE))
        card = Card.objects.filter(book=book, slug=slug).first()
        if card is None:
            raise UnknownContact
        _check_match(card, match, none_match=False)
        _delete(book, card)


def delete_contact(actor: Actor, card_id: str) -> None:
    """Delete a card by its id; raises `UnknownContact`, `MayNotChange`."""
    with transaction.atomic():
        card = policies.card_for(actor, card_id, policies.CHANGE, lock=True)
        _delete(_locked(card.book), card)


def _delete(book: AddressBook, card: Card) -> None:
    erase(book, [card])
    announce("contact.deleted", book, ("contact", card.id), {"name": [card.name, None]})


def move_card(
    actor: Actor, card: Card, target_id: str, slug: str, *, keeps: bool, overwrites: bool = True
) -> Stored:
    """Copy or move a card into a book under a name (RFC 4918 §9.8, §9.9); raises as `put_card`
    and `PreconditionFailed` where something is there that may not be overwritten.
    """
    with transaction.atomic():
        if not keeps:
            policies.card_for(actor, card.id, policies.CHANGE)
            if (card.book_id, card.slug) == (target_id, slug):
                return Stored(card, is_new=False)
            delete_card(actor, card.book_id, card.slug)
        raw = bytes(card.raw)
        return put_card(actor, target_id, slug, raw, none_match=not overwrites)


def create_contact(
    actor: Actor,
    book_id: str,
    fields: Mapping[str, Any],
    *,
    members: list[str] | None = None,
) -> Card:
    """Make a card of fields (see `vcard.fields`), a group where members are given; raises
    `UnknownContact`, `MayNotChange`, `BadContact`.
    """
    uid = str(uuid4())
    card = new_card(uid)
    if members is not None:
        make_group(card)
    change_fields(card, fields)
    if members is not None:
        set_members(card, members)
    if card.text("FN") == "?":
        raise BadContact("Give the contact a name, an organisation, an address or a number.")
    return put_card(actor, book_id, f"{uid}.vcf", card.to_bytes(), none_match=True).card


def update_contact(
    actor: Actor,
    card_id: str,
    fields: Mapping[str, Any],
    *,
    etag: str | None = None,
    members: list[str] | None = None,
) -> Card:
    """Change fields of a card; all else of it stays byte for byte. Raises `UnknownContact`,
    `MayNotChange`, `Changed` where `etag` is not the card's any more.
    """

    def change(card: VCard) -> None:
        change_fields(card, fields)
        if members is not None:
            set_members(card, members)

    return _changed(actor, card_id, change, etag)


def set_picture(actor: Actor, card_id: str, subtype: str, octets: bytes) -> Card:
    """Give a card a picture, or none with no octets; raises `UnknownContact`, `MayNotChange`."""
    return _changed(actor, card_id, lambda card: set_photo(card, subtype, octets), None)


def _changed(actor: Actor, card_id: str, change: Any, etag: str | None) -> Card:
    with transaction.atomic():
        row = policies.card_for(actor, card_id, policies.CHANGE, lock=True)
        if etag is not None and etag != row.etag:
            raise Changed
        card = read_card(bytes(row.raw))
        change(card)
        return put_card(actor, row.book_id, row.slug, card.to_bytes()).card
