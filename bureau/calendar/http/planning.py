"""Routes that help to plan: a sentence read, free times, a time for a meeting, the team's days."""

from django.http import HttpResponse
from ninja import Query, Router

from bureau.people.http.auth import signed_in
from bureau.platform.http.answers import JsonAnswer

from .. import planning
from ..presenting.team import team_rows
from .event_schemas import (
    FindIn,
    FreeBusyIn,
    FreeBusyListOut,
    QuickIn,
    QuickOut,
    SlotsOut,
    TeamOut,
    TeamQuery,
)
from .requests import SignedRequest
from .shapes import check_range

router = Router(auth=signed_in)
MOST_DAYS = 62


@router.post("/calendar/quick", response=QuickOut)
def read_sentence(request: SignedRequest, body: QuickIn) -> dict[str, object]:
    """Read a sentence; nothing is stored. Two queries."""
    return planning.quick(request.auth, body.text, body.time_zone, body.language)


@router.post("/calendar/free-busy", response=FreeBusyListOut)
def read_free_busy(request: SignedRequest, body: FreeBusyIn) -> dict[str, object]:
    """When people have time, as far as the caller may know."""
    check_range(body.start, body.end, MOST_DAYS)
    return {"items": planning.free_busy(request.auth, body.emails, body.start, body.end)}


@router.post("/calendar/find-a-time", response=SlotsOut)
def find_a_time(request: SignedRequest, body: FindIn) -> dict[str, object]:
    """Times at which a meeting suits most, best first."""
    check_range(body.start, body.end, MOST_DAYS)
    return {"slots": planning.find_a_time(request.auth, _wish(body))}


def _wish(body: FindIn) -> planning.MeetingWish:
    return planning.MeetingWish(
        body.guests, body.optional, body.resources, body.duration_min, body.start, body.end
    )


@router.get("/calendar/team", response=TeamOut)
def list_team(request: SignedRequest, wanted: Query[TeamQuery]) -> HttpResponse:
    """A row for every person."""
    check_range(wanted.start, wanted.end, MOST_DAYS)
    ids = [part for part in wanted.people.split(",") if part][:200]
    return JsonAnswer({"items": team_rows(request.auth, ids, wanted.start, wanted.end)})
