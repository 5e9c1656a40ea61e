"""Routes of leaving under /api/v1/provisioning/leavings. Administrators only."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from bureau.people import Person, actor_of
from bureau.people.http.auth import admin_only
from bureau.platform.errors import NotFound

from .. import queries
from ..actions import leave
from ..models import Leaving
from .schemas import HoldIn, LeavingIn, LeavingOut, LeavingPage

Limit = Annotated[int, Query(ge=1, le=100)]

router = Router(tags=["provisioning"], auth=admin_only)


@router.get("/provisioning/leavings", response=LeavingPage)
def list_leavings(
    request: HttpRequest, cursor: str | None = None, limit: Limit = 30
) -> dict[str, Any]:
    """List leavings, newest first; the steps are shown with one of them."""
    page = queries.page_of_leavings(actor_of(request), cursor, limit)
    return {"items": [_summary(leaving) for leaving in page.items], "next": page.next}


@router.post("/provisioning/leavings", response={201: LeavingOut})
def plan_leaving(request: HttpRequest, body: LeavingIn) -> Status[dict[str, Any]]:
    """Show what would be handed over; nothing changes."""
    person, to = _person(body.person_id), _person(body.to_id)
    return Status(201, _shown(leave.plan_leaving(person, to, actor_of(request))))


@router.get("/provisioning/leavings/{leaving_id}", response=LeavingOut)
def show_leaving(request: HttpRequest, leaving_id: str) -> dict[str, Any]:
    """Show how far a leaving is."""
    return _shown(queries.visible_leaving(actor_of(request), leaving_id))


@router.post("/provisioning/leavings/{leaving_id}/apply", response={202: LeavingOut})
def apply_leaving(request: HttpRequest, leaving_id: str) -> Status[dict[str, Any]]:
    """Suspend the person at once and hand everything over."""
    return Status(202, _shown(leave.apply_leaving(actor_of(request), leaving_id)))


@router.post("/provisioning/leavings/{leaving_id}/undo", response=LeavingOut)
def undo_leaving(request: HttpRequest, leaving_id: str) -> dict[str, Any]:
    """Let the person in again."""
    return _shown(leave.undo_leaving(actor_of(request), leaving_id))


@router.post("/provisioning/leavings/{leaving_id}/legal-hold", response=LeavingOut)
def set_legal_hold(request: HttpRequest, leaving_id: str, body: HoldIn) -> dict[str, Any]:
    """Keep the account from being deleted, or let it go."""
    return _shown(leave.set_legal_hold(actor_of(request), leaving_id, body.has_legal_hold))


@router.post("/provisioning/leavings/{leaving_id}/delete", response=LeavingOut)
def delete_now(request: HttpRequest, leaving_id: str) -> dict[str, Any]:
    """End the hold early and delete the account."""
    return _shown(leave.delete_now(actor_of(request), leaving_id))


def _person(person_id: str) -> Person:
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        raise NotFound("There is no such person.")
    return person


def _summary(leaving: Leaving) -> dict[str, Any]:
    names = (
        "id", "person", "to", "state", "preview", "has_legal_hold", "delete_after", "error",
        "created_at", "applied_at",
    )  # fmt: skip
    state = leaving.state
    held = state == Leaving.State.HELD
    return {
        **{name: getattr(leaving, name) for name in names},
        "abilities": {
            "apply": state == Leaving.State.PLANNED,
            "undo": held or state == Leaving.State.APPLYING,
            "delete": held and not leaving.has_legal_hold,
        },
    }


def _shown(leaving: Leaving) -> dict[str, Any]:
    return {**_summary(leaving), "steps": queries.leaving_steps_of(leaving)}
