"""Routes of who else has a calendar: roles, and published addresses."""

from ninja import Router, Status

from bureau import access
from bureau.people.http.auth import signed_in
from bureau.platform.errors import NotFound

from .. import policies
from ..actions import publishing
from ..actions.sharing import share_calendar
from ..presenting.calendars import present_grants
from ..presenting.publications import present_publication, present_publications
from .calendar_schemas import (
    CalendarGrantIn,
    CalendarGrantOut,
    CalendarGrantsOut,
    PublicationIn,
    PublicationOut,
    PublicationsOut,
)
from .requests import SignedRequest

router = Router(auth=signed_in)


@router.get("/calendar/calendars/{calendar_id}/grants", response=CalendarGrantsOut)
def list_grants(request: SignedRequest, calendar_id: str) -> dict[str, object]:
    """Everybody with a role; managers only. Six queries."""
    calendar = policies.calendar_for(request.auth, calendar_id, policies.MANAGE)
    return {"items": present_grants(access.grants_of(calendar.scope_id))}


@router.put("/calendar/calendars/{calendar_id}/grants/{principal_id}", response=CalendarGrantOut)
def put_grant(
    request: SignedRequest, calendar_id: str, principal_id: str, body: CalendarGrantIn
) -> dict[str, object]:
    """Give a person, a group or everyone a role; managers only."""
    calendar = policies.calendar_for(request.auth, calendar_id, policies.MANAGE)
    share_calendar(request.auth, calendar, principal_id, access.Role[body.role.upper()])
    rows = access.grants_of(calendar.scope_id)
    return present_grants([row for row in rows if row.principal_id == principal_id])[0]


@router.delete("/calendar/calendars/{calendar_id}/grants/{principal_id}", response={204: None})
def delete_grant(request: SignedRequest, calendar_id: str, principal_id: str) -> Status[None]:
    """Take a role back; managers only."""
    calendar = policies.calendar_for(request.auth, calendar_id, policies.MANAGE)
    rows = access.grants_of(calendar.scope_id)
    if not any(row.principal_id == principal_id for row in rows):
        raise NotFound()
    share_calendar(request.auth, calendar, principal_id, 0)
    return Status(204, None)


@router.get("/calendar/calendars/{calendar_id}/publications", response=PublicationsOut)
def list_publications(request: SignedRequest, calendar_id: str) -> dict[str, object]:
    """Where it is published; managers only. Four queries."""
    return {"items": present_publications(publishing.publications(request.auth, calendar_id))}


@router.post("/calendar/calendars/{calendar_id}/publications", response={201: PublicationOut})
def publish(
    request: SignedRequest, calendar_id: str, body: PublicationIn
) -> Status[dict[str, object]]:
    """Publish a calendar at an address that anybody may read; managers only."""
    row = publishing.publish(request.auth, calendar_id, body.is_public, body.shows)
    return Status(201, present_publication(row))


@router.delete(
    "/calendar/calendars/{calendar_id}/publications/{publication_id}", response={204: None}
)
def unpublish(request: SignedRequest, calendar_id: str, publication_id: str) -> Status[None]:
    """Make an address stop working at once; managers only."""
    publishing.unpublish(request.auth, calendar_id, publication_id)
    return Status(204, None)
