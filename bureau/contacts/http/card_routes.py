"""Routes of contacts: list, read, make, change, delete, picture."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status
from ninja.files import UploadedFile

from bureau.people import Actor, actor_of
from bureau.people.http.auth import signed_in
from bureau.platform import pictures
from bureau.platform.db import Page
from bureau.platform.http.answers import page_answer

from .. import policies, queries
from ..actions import cards
from ..actions.books import default_book
from ..errors import BadContact, UnknownContact
from ..vcard import converted, read_card
from ..vcard.card import bare_uid
from ..vcard.describe import photo_of
from ..vcard.fields import ADDRESS_PARTS, Labelled
from .presenters import present_card, present_row
from .schemas import (
    ContactFields,
    ContactIn,
    ContactListQuery,
    ContactOut,
    ContactPage,
    ContactPatch,
    ContactQuery,
)

router = Router(tags=["contacts"], auth=signed_in)

SHOWN_TYPES = frozenset({"png", "jpeg", "jpg", "gif", "webp"})
PICTURE_SIDE = 720
MOST_PICTURE_BYTES = 20 * 1024 * 1024


def filter_of(wanted: ContactQuery) -> queries.CardFilter:
    """Return what a query asks for."""
    return queries.CardFilter(
        book_id=wanted.book,
        label=wanted.label,
        group_id=wanted.group,
        kind=wanted.kind,
        words=wanted.q,
        email=wanted.email,
    )


@router.get("/contacts", response=ContactPage)
def list_contacts(request: HttpRequest, wanted: Query[ContactListQuery]) -> HttpResponse:
    """Contacts of the books that the caller may read, by name."""
    page = queries.list_cards(actor_of(request), filter_of(wanted), wanted.cursor, wanted.limit)
    return page_answer(Page([present_row(row) for row in page.items], page.next))


def fields_of(body: ContactFields) -> dict[str, Any]:
    """Return the fields that a body names, as the card takes them."""
    given = body.dict(exclude_unset=True, exclude={"members", "etag", "book_id", "is_group"})
    fields = {name: value for name, value in given.items() if value is not None}
    for name in ("emails", "phones", "urls"):
        if name in fields:
            fields[name] = [Labelled(**one) for one in fields[name] if one["value"].strip()]
    if "addresses" in fields:
        fields["addresses"] = [_address(one) for one in fields["addresses"]]
    return fields


def _address(one: dict[str, Any]) -> Labelled:
    parts = tuple(one.get(part, "") for part in ADDRESS_PARTS)
    return Labelled("", one.get("type", ""), one.get("is_primary", False), parts)


def _uids(actor: Actor, ids: list[str] | None) -> list[str] | None:
    if ids is None:
        return None
    found = policies.visible_cards(actor).in_bulk(ids)
    return [bare_uid(found[one].uid) for one in ids if one in found]


@router.post("/contacts", response={201: ContactOut})
def create_contact(request: HttpRequest, body: ContactIn) -> Status[dict[str, Any]]:
    """Make a contact, or a group of contacts."""
    actor = actor_of(request)
    book_id = body.book_id or default_book(actor).id
    members = _uids(actor, body.members or []) if body.is_group else None
    card = cards.create_contact(actor, book_id, fields_of(body), members=members)
    return Status(201, _shown(actor, card.id))


def _shown(actor: Actor, card_id: str) -> dict[str, Any]:
    return present_card(actor, policies.card_for(actor, card_id, policies.READ))


@router.get("/contacts/{card_id}", response=ContactOut)
def get_contact(request: HttpRequest, card_id: str) -> dict[str, Any]:
    """A contact with all that is on it."""
    return _shown(actor_of(request), card_id)


@router.patch("/contacts/{card_id}", response=ContactOut)
def change_contact(request: HttpRequest, card_id: str, body: ContactPatch) -> dict[str, Any]:
    """Change fields of a contact."""
    actor = actor_of(request)
    members = _uids(actor, body.members)
    cards.update_contact(actor, card_id, fields_of(body), etag=body.etag, members=members)
    return _shown(actor, card_id)


@router.delete("/contacts/{card_id}", response={204: None})
def delete_contact(request: HttpRequest, card_id: str) -> Status[None]:
    """Delete a contact."""
    cards.delete_contact(actor_of(request), card_id)
    return Status(204, None)


@router.get("/contacts/{card_id}/vcard", response={200: bytes}, include_in_schema=False)
def download(request: HttpRequest, card_id: str, version: str = "") -> HttpResponse:
    """The contact as a vCard: as it is stored, or in version 3.0 or 4.0."""
    card = policies.card_for(actor_of(request), card_id, policies.READ)
    raw = bytes(card.raw)
    if version in ("3.0", "4.0"):
        raw = converted(read_card(raw), version).to_bytes()
    response = HttpResponse(raw, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="contact.vcf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.get("/contacts/{card_id}/photo", response={200: bytes}, include_in_schema=False)
def get_photo(request: HttpRequest, card_id: str) -> HttpResponse:
    """The picture within the contact, never rendered as a page."""
    card = policies.card_for(actor_of(request), card_id, policies.READ)
    found = photo_of(read_card(bytes(card.raw))) if card.has_photo else None
    if found is None:
        raise UnknownContact
    subtype, octets = found
    shown = f"image/{subtype}" if subtype in SHOWN_TYPES else "application/octet-stream"
    response = HttpResponse(octets, content_type=shown.replace("jpg", "jpeg"))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"
    return response


@router.post("/contacts/{card_id}/photo", response=ContactOut)
def set_photo(request: HttpRequest, card_id: str, file: UploadedFile) -> dict[str, Any]:
    """Give the contact a picture; it is made small and written anew."""
    actor = actor_of(request)
    policies.card_for(actor, card_id, policies.CHANGE)
    if (file.size or 0) > MOST_PICTURE_BYTES:
        raise BadContact("The picture is larger than 20 MB. Choose a smaller one.")
    small = pictures.made_small(file.chunks(), PICTURE_SIDE, PICTURE_SIDE)
    if not small:
        raise BadContact("This is not a picture that can be read. Choose a JPEG, PNG or WebP.")
    cards.set_picture(actor, card_id, "webp", small)
    return _shown(actor, card_id)


@router.delete("/contacts/{card_id}/photo", response=ContactOut)
def delete_photo(request: HttpRequest, card_id: str) -> dict[str, Any]:
    """Take the picture away."""
    actor = actor_of(request)
    cards.set_picture(actor, card_id, "", b"")
    return _shown(actor, card_id)
