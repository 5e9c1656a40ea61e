"""Routes of searching: one change to everything that a filter finds, and searches that are kept."""

from typing import Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from bureau.people import Actor, Person
from bureau.people.http.auth import signed_in
from bureau.platform.errors import BadInput, Forbidden, NotFound

from ..actions.bulk import start_bulk, undo_bulk
from ..actions.open_account import open_account
from ..models import BulkAction, SavedSearch
from ..policies import check_reads, may_write
from .jmap.email_filter import condition_of
from .jmap.email_order import NEWEST
from .jmap.email_query import ids_found
from .jmap.email_set import check_patch
from .jmap.protocol import Call, Exchange, MethodError, SetError
from .requests import SignedRequest

router = Router()
MOST_SEARCHES = 100


class BulkIn(Schema):
    """What to do to which messages; filter and update are those of JMAP."""

    account_id: str = Field(alias="accountId", max_length=26)
    filter: dict[str, Any]
    update: dict[str, Any]


class BulkOut(Schema):
    """How far it is; the id undoes it."""

    id: str
    state: Literal["running", "done", "failed"]
    done: int
    total: int
    is_undone: bool


class SavedSearchIn(Schema):
    """A search to keep."""

    name: str = Field(min_length=1, max_length=100)
    query: str = Field(min_length=1, max_length=1000)


class SavedSearchOut(SavedSearchIn):
    """A search that is kept."""

    id: str


class SavedSearchesOut(Schema):
    """All searches of the caller."""

    items: list[SavedSearchOut]


@router.post("/mail/bulk", response={201: BulkOut}, auth=signed_in)
def post_bulk(request: SignedRequest, body: BulkIn) -> Status[dict[str, object]]:
    """Change everything that the filter finds now, in the background."""
    actor = request.auth
    check_reads(actor, body.account_id)
    if not may_write(actor):
        raise Forbidden()
    call = Call(Exchange(actor, {body.account_id: True}), body.account_id, {})
    try:
        condition = condition_of(call, body.filter)
        check_patch(call, body.update)
    except (MethodError, SetError) as error:
        raise BadInput(str(error)) from None
    found = ids_found(body.account_id, condition, (NEWEST,), collapses=False)
    bulk = start_bulk(body.account_id, actor.person_id, found, body.update)
    return Status(201, _described(bulk))


@router.get("/mail/bulk/{bulk_id}", response=BulkOut, auth=signed_in)
def get_bulk(request: SignedRequest, bulk_id: str) -> dict[str, object]:
    """How far it is."""
    return _described(_bulk(request.auth, bulk_id))


@router.post("/mail/bulk/{bulk_id}/undo", response=BulkOut, auth=signed_in)
def post_undo(request: SignedRequest, bulk_id: str) -> dict[str, object]:
    """Take it back, as far as it went."""
    return _described(undo_bulk(_bulk(request.auth, bulk_id).id))


def _bulk(actor: Actor, bulk_id: str) -> BulkAction:
    row = BulkAction.objects.filter(id=bulk_id, person_id=actor.person_id).first()
    if row is None:
        raise NotFound()
    check_reads(actor, row.account_id)
    return row


_SHOWN = {BulkAction.State.UNDOING: "running", BulkAction.State.UNDONE: "done"}


def _described(row: BulkAction) -> dict[str, object]:
    state = BulkAction.State(row.state)
    return {
        "id": row.id,
        "state": _SHOWN.get(state, str(state)),
        "done": row.done,
        "total": row.total,
        "is_undone": state in _SHOWN,
    }


@router.get("/mail/searches", response=SavedSearchesOut, auth=signed_in)
def list_searches(request: SignedRequest) -> dict[str, object]:
    """The searches that the caller keeps. One query."""
    rows = SavedSearch.objects.filter(account_id=request.auth.person_id).order_by("name")
    return {"items": list(rows.values("id", "name", "query"))}


@router.post("/mail/searches", response={201: SavedSearchOut}, auth=signed_in)
def post_search(request: SignedRequest, body: SavedSearchIn) -> Status[SavedSearch]:
    """Keep a search; one of the same name is replaced."""
    account_id = open_account(Person.objects.get(id=request.auth.person_id)).person_id
    known = SavedSearch.objects.filter(account_id=account_id)
    if known.exclude(name=body.name).count() >= MOST_SEARCHES:
        raise BadInput("You keep very many searches. Remove one first.")
    row, _ = SavedSearch.objects.update_or_create(
        account_id=account_id, name=body.name, defaults={"query": body.query}
    )
    return Status(201, row)


@router.delete("/mail/searches/{search_id}", response={204: None}, auth=signed_in)
def delete_search(request: SignedRequest, search_id: str) -> Status[None]:
    """Forget a search."""
    rows = SavedSearch.objects.filter(account_id=request.auth.person_id, id=search_id)
    if not rows.delete()[0]:
        raise NotFound()
    return Status(204, None)
