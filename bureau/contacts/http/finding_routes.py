"""Routes that find people: completion, the directory, other contacts, birthdays."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from bureau.people import actor_of
from bureau.people.http.auth import signed_in
from bureau.platform.http.answers import JsonAnswer, page_answer

from .. import queries
from ..actions.learn import forget
from ..completion import complete
from ..directory import list_directory
from .schemas import (
    BirthdayList,
    CompletionList,
    ContactDirectoryQuery,
    DirectoryPage,
    OtherContactPage,
)

router = Router(tags=["contacts"], auth=signed_in)

MOST_COMPLETIONS = 50


@router.get("/contacts/complete", response=CompletionList)
def complete_recipient(request: HttpRequest, q: str = "", limit: int = 10) -> HttpResponse:
    """Addresses that a beginning may mean: the caller's contacts, the directory, groups and whom
    they wrote to; those written to most and last first.
    """
    found = complete(actor_of(request), q, min(max(limit, 1), MOST_COMPLETIONS))
    items = [
        {"email": one.email, "name": one.name, "kind": one.kind, "id": one.id} for one in found
    ]
    return JsonAnswer({"items": items})


@router.get("/contacts/directory", response=DirectoryPage)
def directory(request: HttpRequest, wanted: Query[ContactDirectoryQuery]) -> HttpResponse:
    """Persons or groups of the organisation, by name."""
    return page_answer(list_directory(wanted.q, wanted.kind, wanted.cursor, wanted.limit))


@router.get("/contacts/others", response=OtherContactPage)
def list_others(request: HttpRequest, cursor: str | None = None, limit: int = 100) -> HttpResponse:
    """Addresses that the caller wrote to and that are no contacts yet, the last first."""
    limit = min(max(limit, 1), 500)
    return page_answer(queries.other_contacts(actor_of(request), cursor, limit))


@router.delete("/contacts/others/{other_id}", response={204: None})
def forget_other(request: HttpRequest, other_id: int) -> Status[None]:
    """Forget an address that the caller wrote to."""
    forget(actor_of(request), other_id)
    return Status(204, None)


@router.get("/contacts/birthdays", response=BirthdayList)
def list_birthdays(request: HttpRequest) -> dict[str, Any]:
    """Birthdays in the caller's address books."""
    return {"items": [asdict(one) for one in queries.birthdays(actor_of(request))]}
