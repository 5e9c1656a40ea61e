"""Routes of the caller's list of calendars."""

from django.http import HttpResponse
from ninja import PatchDict, Router, Status

from bureau.people.http.auth import signed_in
from bureau.platform.http.answers import JsonAnswer

from .. import policies
from ..actions.calendars import (
    CalendarFields,
    create_calendar,
    delete_calendar,
    update_calendar,
)
from ..actions.importing import open_own_calendar
from ..actions.sharing import EntryFields, remove_entry, set_entry
from ..listing import listed, listed_one
from ..presenting.calendars import present_calendar, present_calendars
from .calendar_schemas import CalendarIn, CalendarOut, CalendarPatch, CalendarsOut, EntryIn
from .requests import SignedRequest

router = Router(auth=signed_in)


@router.get("/calendar/calendars", response=CalendarsOut)
def list_calendars(request: SignedRequest) -> HttpResponse:
    """The caller's list, by position; whoever has no calendar gets one. Nine queries."""
    found = listed(request.auth)
    if not any(one.is_default for one in found) and open_own_calendar(request.auth):
        found = listed(request.auth)
    return JsonAnswer({"items": present_calendars(found), "next": None})


@router.post("/calendar/calendars", response={201: CalendarOut})
def post_calendar(request: SignedRequest, body: CalendarIn) -> Status[dict[str, object]]:
    """Make a calendar of one's own."""
    wanted = CalendarFields(body.name, body.description, body.color or None, body.time_zone)
    calendar = create_calendar(request.auth, wanted, kind=body.kind)
    return Status(201, present_calendar(listed_one(request.auth, calendar.id)))


@router.patch("/calendar/calendars/{calendar_id}", response=CalendarOut)
def patch_calendar(
    request: SignedRequest, calendar_id: str, body: PatchDict[CalendarPatch]
) -> dict[str, object]:
    """Change a calendar for everybody; managers only."""
    calendar = policies.calendar_for(request.auth, calendar_id, policies.MANAGE)
    update_calendar(request.auth, calendar, CalendarFields(**body))
    return present_calendar(listed_one(request.auth, calendar_id))


@router.delete("/calendar/calendars/{calendar_id}", response={204: None})
def remove_calendar(request: SignedRequest, calendar_id: str) -> Status[None]:
    """Delete a calendar with everything in it; managers only."""
    calendar = policies.calendar_for(request.auth, calendar_id, policies.MANAGE)
    delete_calendar(request.auth, calendar)
    return Status(204, None)


@router.put("/calendar/calendars/{calendar_id}/entry", response=CalendarOut)
def put_entry(request: SignedRequest, calendar_id: str, body: EntryIn) -> dict[str, object]:
    """Add a calendar to one's list, or change one's own look of it."""
    calendar = policies.calendar_for(request.auth, calendar_id, policies.FREE_BUSY)
    set_entry(request.auth, calendar, EntryFields(**body.model_dump()))
    return present_calendar(listed_one(request.auth, calendar_id))


@router.delete("/calendar/calendars/{calendar_id}/entry", response={204: None})
def delete_entry(request: SignedRequest, calendar_id: str) -> Status[None]:
    """Take a calendar out of one's list; it stays where it is."""
    calendar = policies.calendar_for(request.auth, calendar_id, policies.FREE_BUSY)
    remove_entry(request.auth, calendar)
    return Status(204, None)
