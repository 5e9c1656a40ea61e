"""Reads of docs, each with its query count."""

from typing import Any

from bureau import drive, realtime
from bureau.access import Role
from bureau.drive import Standing, Verb
from bureau.people import Actor, PrincipalCard, describe_principals
from bureau.platform.db import Page

from .content.schema import Json, version
from .content.shared import read_envelope
from .errors import DocumentNotFound
from .models import Asset, Document
from .policies import KIND, Caller, standing

Row = dict[str, Any]


def describe(caller: Caller, document_id: str) -> Row:
    """Return what the editor needs beside the content. Eight queries."""
    found = standing(caller, document_id, Verb.READ)
    document = Document.objects.filter(id=document_id).first() or Document(id=document_id)
    is_guest = not caller.actor.person_id
    node = found.node
    people = {} if is_guest else _people(node.created_by_id, node.modified_by_id)
    return {
        **_place(found, is_guest),
        "id": node.id,
        "name": node.name,
        "url": f"/docs/{node.id}",
        "role": Role(found.role).name.lower(),
        "abilities": drive.abilities(found.role, drive.facts_of(node)),
        "schema_version": version(),
        "page": document.page,
        "created_at": node.created_at,
        "modified_at": node.modified_at,
        "created_by": people.get(node.created_by_id or ""),
        "modified_by": people.get(node.modified_by_id or ""),
        "is_starred": not is_guest and drive.is_starred(caller.actor, node.id),
        "is_trashed": drive.facts_of(node).is_trashed,
        "thumbnail": thumbnail_url(document),
        "guest_name": caller.actor.name if is_guest else None,
    }


def _place(found: Standing, is_guest: bool) -> Row:
    if is_guest:
        return {"parent": None, "drive": None}
    return {"parent": found.node.parent_id, "drive": found.drive.id}


def _people(*ids: str | None) -> dict[str, Row]:
    cards = describe_principals(id for id in ids if id)
    return {id: _card(card) for id, card in cards.items()}


def _card(card: PrincipalCard) -> Row:
    return {"id": card.id, "name": card.name}


def recent(actor: Actor, q: str, owner: str, cursor: str | None, limit: int) -> Page[Row]:
    """Return the documents that the actor sees, last changed first. Six queries."""
    if owner == "me":
        owner = actor.person_id
    page = drive.of_kind(actor, KIND, q, owner, cursor, limit)
    ids = [row["id"] for row in page.items]
    found = {
        document.id: document
        for document in Document.objects.filter(id__in=ids).only("id", "indexed_seq")
    }
    rows = [{**row, "thumbnail": thumbnail_url(found.get(row["id"]))} for row in page.items]
    return Page(rows, page.next)


def thumbnail_url(document: Document | None) -> str | None:
    """Return where the picture of the first page is; it changes with every new picture."""
    if document is None or document.indexed_seq < 0:
        return None
    return f"/api/v1/docs/{document.id}/thumbnail?v={document.indexed_seq}"


def content(caller: Caller, document_id: str) -> Json:
    """Return the whole document as an envelope. Four queries."""
    standing(caller, document_id, Verb.READ)
    return read_envelope(realtime.load(document_id))


def asset(caller: Caller, document_id: str, key: str) -> Asset:
    """Return a picture of a document the caller may read. Four queries."""
    standing(caller, document_id, Verb.READ)
    found = Asset.objects.filter(document_id=document_id, key=key).first()
    if found is None:
        raise DocumentNotFound("This picture does not exist any more.")
    return found
