"""Publishing a calendar at an address that anybody may read."""

import secrets

from django.db import transaction

from bureau.people import Actor
from bureau.platform.errors import NotFound

from .. import policies
from ..events import announce_calendar
from ..models import Calendar, Publication

TOKEN_BYTES = 24


def publications(actor: Actor, calendar_id: str) -> list[Publication]:
    """Return where a calendar is published; managers only. At most four queries."""
    policies.calendar_for(actor, calendar_id, policies.MANAGE)
    return list(Publication.objects.filter(calendar_id=calendar_id).order_by("id"))


def publish(actor: Actor, calendar_id: str, is_public: bool, shows: str) -> Publication:
    """Publish a calendar; managers only. Raises `UnknownCalendar`, `NotYourCalendar`."""
    with transaction.atomic():
        calendar = policies.calendar_for(actor, calendar_id, policies.MANAGE)
        row = Publication.objects.create(
            calendar=calendar,
            token=secrets.token_urlsafe(TOKEN_BYTES),
            is_public=is_public,
            shows=shows,
            created_by_id=actor.person_id,
        )
        announce_calendar("shared", calendar, {f"publication:{row.id}": [None, shows]})
    return row


def unpublish(actor: Actor, calendar_id: str, publication_id: str) -> None:
    """Make an address stop working; managers only. Raises `NotFound`."""
    with transaction.atomic():
        calendar = policies.calendar_for(actor, calendar_id, policies.MANAGE)
        rows = Publication.objects.filter(calendar_id=calendar_id, id=publication_id)
        row = rows.first()
        if row is None:
            raise NotFound()
        announce_calendar("shared", calendar, {f"publication:{row.id}": [row.shows, None]})
        rows.delete()


def published(token: str) -> tuple[Calendar, Publication]:
    """Return what is published at an address; raises `NotFound`. One query by unique index."""
    rows = Publication.objects.select_related("calendar__owner")
    row = rows.filter(token=token, calendar__owner__state="active").first()
    if row is None:
        raise NotFound()
    return row.calendar, row
