"""Routes of what guests do with an event."""

from ninja import Router

from bureau.people.http.auth import signed_in

from ..actions import guests
from ..presenting.events import present_event
from .event_schemas import EventAnswerIn, EventOut, LateIn, LateOut
from .requests import SignedRequest

router = Router(auth=signed_in)


@router.post("/calendar/events/{event_id}/answer", response=EventOut)
def answer_event(request: SignedRequest, event_id: str, body: EventAnswerIn) -> dict[str, object]:
    """Accept, perhaps, decline, or propose another time."""
    guests.answer(request.auth, event_id, body.model_dump())
    shown = "" if body.range == "all" else body.recurrence_id
    return present_event(request.auth, event_id, shown)


@router.post("/calendar/events/{event_id}/late", response=LateOut)
def say_late(request: SignedRequest, event_id: str, body: LateIn) -> dict[str, object]:
    """Write to the organizer and the guests that one comes later."""
    return {"told": guests.say_late(request.auth, event_id, body.minutes, body.note)}
