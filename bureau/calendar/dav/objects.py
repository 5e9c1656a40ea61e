"""One event or task as a resource: `/dav/calendars/<person>/<calendar>/<name>`."""

from __future__ import annotations

from collections.abc import Collection as Names
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from bureau.platform.dav import (
    BASIC,
    Call,
    Collection,
    Conditions,
    Content,
    DavError,
    Properties,
    Property,
    Resource,
    Written,
    caldav,
    quoted,
    text,
)

from .. import policies
from ..actions.objects import Stored, copy_object, delete_object, move_object
from ..queries import ObjectRow
from .calendar_data import calendar_data
from .masking import is_masked, masked
from .names import ICALENDAR, actor_of

if TYPE_CHECKING:
    from .calendars import CalendarResource


class ObjectResource(Resource):
    """An object of a calendar, with its bytes where they were read."""

    methods: ClassVar[frozenset[str]] = frozenset(
        {
            "OPTIONS",
            "GET",
            "HEAD",
            "PUT",
            "DELETE",
            "COPY",
            "MOVE",
            "PROPFIND",
            "PROPPATCH",
            "REPORT",
        }
    )

    def __init__(self, parent: CalendarResource, row: ObjectRow) -> None:
        self.parent = parent
        self.row = row
        self.path = parent.path + quote(row.name, safe="!$'()*,;:@-._~")

    def display_name(self) -> str:
        """The last part of its address."""
        return self.row.name

    def etag(self) -> str:
        """The tag of its bytes; another for those who do not see all of them."""
        return f'"{self.row.etag}"'

    def content_type(self) -> str:
        """Its type with the component, as Apple's clients like to know it."""
        return f"{ICALENDAR}; component={self.row.component}"

    def size_bytes(self) -> int:
        """The number of its bytes."""
        return self.row.size_bytes

    def modified_at(self) -> datetime:
        """When it last changed."""
        return self.row.updated_at

    def created_at(self) -> datetime:
        """When it came."""
        return self.row.created_at

    def owner_path(self) -> str:
        """The calendar's owner."""
        return self.parent.owner_path()

    def privileges(self, call: Call) -> Names[str]:
        """What the caller may do with the calendar."""
        return self.parent.privileges(call)

    def shown(self, call: Call) -> bytes:
        """Return its bytes as the caller may see them."""
        if is_masked(self.parent, self.row.name, call):
            return masked(self.row.raw)
        return bytes(self.row.raw)

    def get(self, call: Call) -> Content:
        """Answer its bytes as they came in."""
        headers = {"Schedule-Tag": quoted(self.row.schedule_tag)} if self.row.schedule_tag else {}
        return Content(
            self.shown(call), self.content_type(), self.etag(), self.row.updated_at, headers
        )

    def delete(self, call: Call, conditions: Conditions) -> None:
        """Delete it; guests and organisers are told."""
        delete_object(
            actor_of(call),
            self.parent.calendar,
            self.row.name,
            match=conditions.tags(),
            schedule_tag=schedule_tag_of(call),
            notifies=replies(call),
        )

    def copy_to(self, call: Call, parent: Collection, name: str, overwrites: bool) -> Written:
        """Copy it into another calendar."""
        target = _calendar(parent).calendar
        self._check_shown(call)
        stored = copy_object(
            actor_of(call), self.parent.calendar, self.row.name, target, name, overwrites=overwrites
        )
        return written(stored)

    def move_to(self, call: Call, parent: Collection, name: str, overwrites: bool) -> Written:
        """Move it into another calendar or under another name."""
        target = _calendar(parent).calendar
        stored = move_object(
            actor_of(call), self.parent.calendar, self.row.name, target, name, overwrites=overwrites
        )
        return written(stored)

    def _check_shown(self, call: Call) -> None:
        """Refuse to copy what the caller does not see."""
        policies.require(
            self.parent.role, policies.EDIT if is_masked(self.parent, self.row.name, call) else 0
        )


def _calendar(parent: Collection) -> CalendarResource:
    from .calendars import CalendarResource

    if not isinstance(parent, CalendarResource):
        raise DavError(403, caldav("calendar-collection-location-ok"))
    return parent


def written(stored: Stored) -> Written:
    """Return what PUT answers: no entity tag where scheduling changed the bytes (RFC 6638
    §3.2.10).
    """
    etag = f'"{stored.etag}"' if stored.is_as_sent else ""
    headers = {"Schedule-Tag": quoted(stored.schedule_tag)} if stored.schedule_tag else {}
    return Written(stored.is_new, etag, headers)


def schedule_tag_of(call: Call) -> str | None:
    """Return If-Schedule-Tag-Match without quotes, None where it is not given (RFC 6638 §8.3)."""
    given = call.headers.get("If-Schedule-Tag-Match")
    return None if given is None else given.strip().strip('"')


def replies(call: Call) -> bool:
    """Tell whether Schedule-Reply lets a refusal be told to the organiser (RFC 6638 §8.1)."""
    return call.headers.get("Schedule-Reply", "T").strip().upper() != "F"


OBJECT_PROPERTIES: Properties = {
    **BASIC,
    caldav("calendar-data"): Property(calendar_data, in_propfind=False),
    caldav("schedule-tag"): Property(lambda one, _: text(quoted(one.row.schedule_tag))),
}
ObjectResource.properties = OBJECT_PROPERTIES
