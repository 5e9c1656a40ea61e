"""Routes of events."""

from django.http import HttpResponse
from ninja import Query, Router, Status

from bureau.people.http.auth import signed_in
from bureau.platform.http.answers import JsonAnswer

from ..actions import events
from ..presenting.events import present_event
from ..presenting.occurrences import occurrences_for
from .event_schemas import (
    EventIn,
    EventMoveIn,
    EventOut,
    EventPatch,
    OccurrencesOut,
    OccurrencesQuery,
    RemovalQuery,
)
from .requests import SignedRequest
from .shapes import check_range

router = Router(auth=signed_in)


@router.get("/calendar/events", response=OccurrencesOut)
def list_events(request: SignedRequest, wanted: Query[OccurrencesQuery]) -> HttpResponse:
    """What happens in these calendars in this part of time. Seven queries."""
    check_range(wanted.start, wanted.end)
    ids = [part for part in wanted.calendars.split(",") if part]
    items = occurrences_for(request.auth, ids, wanted.start, wanted.end, wanted.q)
    return JsonAnswer({"items": items, "next": None})


@router.post("/calendar/events", response={201: EventOut})
def create_event(request: SignedRequest, body: EventIn) -> Status[dict[str, object]]:
    """Make an event, and invite its guests."""
    made = events.make(
        request.auth,
        body.calendar_id,
        body.model_dump(exclude={"calendar_id", "notifies"}),
        notifies=body.notifies,
    )
    return Status(201, present_event(request.auth, made.id, ""))


@router.get("/calendar/events/{event_id}", response=EventOut)
def get_event(request: SignedRequest, event_id: str, recurrence_id: str = "") -> dict[str, object]:
    """An event, or one of its occurrences. Eight queries."""
    return present_event(request.auth, event_id, recurrence_id)


@router.patch("/calendar/events/{event_id}", response=EventOut)
def update_event(request: SignedRequest, event_id: str, body: EventPatch) -> dict[str, object]:
    """Change one occurrence, it and those that follow, or all. Answers with the event that holds
    the changed part: a new one where the series was split.
    """
    changes = body.changes.model_dump(exclude_unset=True)
    aim = events.Aim(body.range, body.recurrence_id, body.etag, body.notifies, body.note)
    found = events.change(request.auth, event_id, changes, aim)
    return present_event(request.auth, found.event_id, found.recurrence_id)


@router.delete("/calendar/events/{event_id}", response={204: None})
def delete_event(
    request: SignedRequest, event_id: str, wanted: Query[RemovalQuery]
) -> Status[None]:
    """Remove one occurrence, it and those that follow, or all; guests are told."""
    aim = events.Aim(wanted.range, wanted.recurrence_id, "", wanted.notifies, "")
    events.remove(request.auth, event_id, aim)
    return Status(204, None)


@router.post("/calendar/events/{event_id}/move", response=EventOut)
def move_event(request: SignedRequest, event_id: str, body: EventMoveIn) -> dict[str, object]:
    """Put an event into another calendar."""
    found = events.move(request.auth, event_id, body.calendar_id)
    return present_event(request.auth, found.id, "")
