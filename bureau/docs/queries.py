"""Reads of docs, each with its query count."""

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc

from bureau import drive, realtime
from bureau.access import Role
from bureau.drive import Standing, Verb
from bureau.people import Actor, PrincipalCard, describe_principals
from bureau.platform.db import Page
from bureau.realtime import VersionNotFound, VersionRow

from . import history
from .content.schema import Json
from .content.schema import version as schema_version
from .content.ydoc import Shared, read_envelope
from .errors import DocumentNotFound
from .models import Asset, Document
from .policies import GUEST, KIND, Caller, standing

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
        "schema_version": schema_version(),
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


def versions(caller: Caller, document_id: str) -> list[Row]:
    """Return the versions, newest first; for those who may write. Five queries."""
    standing(caller, document_id, Verb.EDIT)
    return _present_versions(realtime.versions(document_id))


def version(caller: Caller, document_id: str, version_id: str) -> Row:
    """Return one version; raises `VersionNotFound`. Five queries."""
    for row in versions(caller, document_id):
        if row["id"] == version_id:
            return row
    raise VersionNotFound


def version_content(caller: Caller, document_id: str, version_id: str) -> Json:
    """Return what a version says, as an envelope. Four queries and a blob."""
    standing(caller, document_id, Verb.EDIT)
    doc: Shared = Doc()
    doc.apply_update(realtime.state_at(document_id, version_id))
    return read_envelope(doc)


def _present_versions(rows: list[VersionRow]) -> list[Row]:
    names = _names({author for row in rows for author in (row.created_by, *row.authors)})
    return [
        {
            "id": row.id,
            "name": row.name,
            "at": row.at,
            "created_by": names.get(row.created_by),
            "authors": [names[author] for author in row.authors if author in names],
        }
        for row in rows
    ]


def _names(authors: Iterable[str]) -> dict[str, Row]:
    """Return how the authors of the log are shown; the system itself is not. One query."""
    wanted = set(authors)
    cards = describe_principals(author for author in wanted if author)
    people: dict[str, Row] = {id: _card(card) for id, card in cards.items()}
    guests = {
        author: {"id": None, "name": author.removeprefix(GUEST)}
        for author in wanted
        if author.startswith(GUEST)
    }
    return people | guests


def comparison(caller: Caller, document_id: str, from_id: str, to_id: str) -> Row:
    """Return what changed between two versions, and by whom. Queries grow with the sessions
    between, never with the text.
    """
    standing(caller, document_id, Verb.EDIT)
    blocks = history.compared(document_id, from_id, to_id)
    names = _names({by for block in blocks for part in block.parts for by in part.authors})
    places = {author: place for place, author in enumerate(names)}
    return {
        "people": list(names.values()),
        "blocks": [
            {
                "attributes": block.attributes,
                "is_in_table": block.is_in_table,
                "is_reformatted": block.is_reformatted,
                "parts": [
                    {
                        "text": part.text,
                        "change": part.change,
                        "authors": sorted(places[by] for by in part.authors if by in places),
                    }
                    for part in block.parts
                ],
            }
            for block in blocks
        ],
    }
