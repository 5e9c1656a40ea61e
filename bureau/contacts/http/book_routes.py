"""Routes of address books and who they are shared with."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from bureau import access
from bureau.people import Actor, actor_of, describe_principals
from bureau.people.http.auth import signed_in

from .. import policies, queries
from ..actions import books
from .book_schemas import BookGrantIn, BookGrantList, BookIn, BookList, BookOut, BookPatch
from .presenters import present_book

router = Router(tags=["contacts"], auth=signed_in)

ROLES = {
    "none": 0,
    "viewer": policies.READ,
    "contributor": policies.ADD,
    "editor": policies.CHANGE,
    "manager": policies.MANAGE,
}


@router.get("/contacts/books", response=BookList)
def list_books(request: HttpRequest) -> dict[str, Any]:
    """The address books that the caller may read, their own first."""
    actor = actor_of(request)
    books.default_book(actor)
    return {"items": [present_book(actor, row) for row in queries.list_books(actor)]}


@router.post("/contacts/books", response={201: BookOut})
def create_book(request: HttpRequest, body: BookIn) -> Status[dict[str, Any]]:
    """Make an address book."""
    actor = actor_of(request)
    return Status(201, _shown(actor, books.create_book(actor, body.name).id))


def _shown(actor: Actor, book_id: str) -> dict[str, Any]:
    rows = queries.list_books(actor)
    return next(present_book(actor, row) for row in rows if row.book.id == book_id)


@router.patch("/contacts/books/{book_id}", response=BookOut)
def update_book(request: HttpRequest, book_id: str, body: BookPatch) -> dict[str, Any]:
    """Call an address book otherwise."""
    actor = actor_of(request)
    books.update_book(actor, book_id, name=body.name, description=body.description)
    return _shown(actor, book_id)


@router.delete("/contacts/books/{book_id}", response={204: None})
def delete_book(request: HttpRequest, book_id: str) -> Status[None]:
    """Delete an address book with its contacts."""
    books.delete_book(actor_of(request), book_id)
    return Status(204, None)


@router.get("/contacts/books/{book_id}/grants", response=BookGrantList)
def list_grants(request: HttpRequest, book_id: str) -> dict[str, Any]:
    """Persons and groups with a role on the book."""
    book = policies.book_for(actor_of(request), book_id, policies.MANAGE)
    names = {role: name for name, role in ROLES.items()}
    grants = access.grants_of(book.scope_id)
    cards = describe_principals(grant.principal_id for grant in grants)
    items = [
        {
            "principal_id": grant.principal_id,
            "name": cards[grant.principal_id].name,
            "email": cards[grant.principal_id].email,
            "kind": cards[grant.principal_id].kind,
            "role": names.get(grant.role, "viewer"),
        }
        for grant in grants
        if grant.principal_id in cards
    ]
    return {"items": items}


@router.put("/contacts/books/{book_id}/grants", response={204: None})
def set_grant(request: HttpRequest, book_id: str, body: BookGrantIn) -> Status[None]:
    """Give a person or group a role on the book, or take it away."""
    books.share_book(actor_of(request), book_id, body.principal_id, ROLES[body.role])
    return Status(204, None)
