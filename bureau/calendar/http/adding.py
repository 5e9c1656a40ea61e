"""Routes of what can be added to one's list: colleagues, shared calendars, holidays, the web."""

from ninja import Query, Router, Status

from bureau.people.http.auth import signed_in

from ..actions import adding
from ..directory import find_in_directory
from ..holidays import countries
from ..listing import listed_one
from ..presenting.calendars import present_calendar
from ..presenting.publications import present_subscription
from .calendar_schemas import (
    CalendarDirectoryOut,
    CalendarDirectoryQuery,
    CalendarOut,
    CountriesOut,
    SubscriptionIn,
    SubscriptionState,
)
from .requests import SignedRequest

router = Router(auth=signed_in)


@router.get("/calendar/directory", response=CalendarDirectoryOut)
def list_directory(
    request: SignedRequest, wanted: Query[CalendarDirectoryQuery]
) -> dict[str, object]:
    """People and calendars that the caller may add. Four queries."""
    return {"items": find_in_directory(request.auth, wanted.q, wanted.kind)}


@router.post("/calendar/subscriptions", response={201: CalendarOut})
def subscribe(request: SignedRequest, body: SubscriptionIn) -> Status[dict[str, object]]:
    """Add a calendar to one's list."""
    calendar = adding.add(request.auth, adding.Wish(**body.model_dump()))
    return Status(201, present_calendar(listed_one(request.auth, calendar.id)))


@router.get("/calendar/subscriptions/{calendar_id}", response=SubscriptionState)
def get_subscription(request: SignedRequest, calendar_id: str) -> dict[str, object]:
    """How an outside calendar of the caller does. One query."""
    return present_subscription(adding.own_subscription(request.auth, calendar_id))


@router.post("/calendar/subscriptions/{calendar_id}/refresh", response={202: SubscriptionState})
def refresh(request: SignedRequest, calendar_id: str) -> Status[dict[str, object]]:
    """Have an outside calendar fetched now."""
    return Status(202, present_subscription(adding.refresh_now(request.auth, calendar_id)))


@router.get("/calendar/holidays/countries", response=CountriesOut)
def list_countries(request: SignedRequest) -> dict[str, object]:
    """Countries whose holidays can be added. No queries."""
    return {"items": countries()}
