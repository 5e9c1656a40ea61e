"""Routes of labels, and of contacts that are one."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from bureau.people import actor_of
from bureau.people.http.auth import signed_in

from .. import policies, queries
from ..actions import labels, merge
from ..actions.books import default_book
from ..duplicates import suggestions
from .book_schemas import LabelApplyIn, LabelChanged, LabelDeleteIn, LabelList, LabelRenameIn
from .presenters import present_card, present_row
from .schemas import DuplicateList, MergeIn, MergeOut, MergeUndone

router = Router(tags=["contacts"], auth=signed_in)


@router.get("/contacts/labels", response=LabelList)
def list_labels(request: HttpRequest, book: str = "") -> dict[str, Any]:
    """Labels and groups of the caller's books, with how many contacts each has."""
    return {"items": queries.labels_of(actor_of(request), book)}


@router.post("/contacts/labels/rename", response=LabelChanged)
def rename_label(request: HttpRequest, body: LabelRenameIn) -> dict[str, int]:
    """Call a label otherwise on all contacts of a book."""
    changed = labels.rename_label(actor_of(request), body.book_id, body.label, body.name)
    return {"changed": changed}


@router.post("/contacts/labels/delete", response=LabelChanged)
def delete_label(request: HttpRequest, body: LabelDeleteIn) -> dict[str, int]:
    """Take a label off all contacts of a book."""
    return {"changed": labels.delete_label(actor_of(request), body.book_id, body.label)}


@router.post("/contacts/labels/apply", response=LabelChanged)
def apply_labels(request: HttpRequest, body: LabelApplyIn) -> dict[str, int]:
    """Put labels on contacts of one book and take others off."""
    changed = labels.label_cards(actor_of(request), body.ids, body.add, body.remove)
    return {"changed": changed}


@router.get("/contacts/duplicates", response=DuplicateList)
def list_duplicates(request: HttpRequest, book: str = "") -> dict[str, Any]:
    """Contacts of a book that look like one, the surest first."""
    actor = actor_of(request)
    chosen = policies.book_for(actor, book, policies.READ) if book else default_book(actor)
    found = suggestions(chosen.id)
    rows = queries.rows_of({card_id for one in found for card_id in one.card_ids})
    shown = {card_id: present_row(row) for card_id, row in rows.items()}
    items = [
        {"shared": list(one.shared), "contacts": [shown[card_id] for card_id in one.card_ids]}
        for one in found
    ]
    return {"items": items}


@router.post("/contacts/merge", response=MergeOut)
def merge_contacts(request: HttpRequest, body: MergeIn) -> dict[str, Any]:
    """Make contacts one: the first gets what only the others have."""
    actor = actor_of(request)
    card, merge_id = merge.merge(actor, body.ids)
    shown = policies.card_for(actor, card.id, policies.READ)
    return {"merge_id": merge_id, "contact": present_card(actor, shown)}


@router.post("/contacts/merges/{merge_id}/undo", response=MergeUndone)
def undo_merge(request: HttpRequest, merge_id: str) -> dict[str, Any]:
    """Bring merged contacts back as they were."""
    cards = merge.unmerge(actor_of(request), merge_id)
    columns = ("id", "name", "email", "kind")
    return {"items": [{name: getattr(card, name) for name in columns} for card in cards]}
