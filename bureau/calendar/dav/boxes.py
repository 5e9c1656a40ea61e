"""The scheduling inbox and outbox (RFC 6638 §2.1, §2.2): what came for a person, and where clients
ask when others are busy.
"""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar
from urllib.parse import quote

from bureau.platform.dav import (
    BASIC,
    Call,
    Collection,
    Conditions,
    Content,
    DavError,
    Element,
    Properties,
    Property,
    Report,
    Resource,
    caldav,
    calendarserver,
    dav,
    escaped,
    hrefs,
    principal_path,
    segments_of_href,
)
from bureau.platform.dav.reports import multiget

from ..actions.inbox import choose_default_calendar, remove_item
from ..models import Calendar, CalendarSettings, InboxItem
from .asking import answer
from .names import (
    HOME,
    ICALENDAR,
    INBOX,
    OUTBOX,
    READS,
    SUPPORTED_DATA,
    actor_of,
    calendar_path,
)

DEFAULT = caldav("schedule-default-calendar-URL")
DATA = caldav("calendar-data")


class InboxItemResource(Resource):
    """A scheduling message."""

    methods: ClassVar[frozenset[str]] = frozenset(
        {"OPTIONS", "GET", "HEAD", "DELETE", "PROPFIND", "REPORT"}
    )

    def __init__(self, parent: Inbox, item: InboxItem) -> None:
        self.parent = parent
        self.item = item
        self.path = parent.path + quote(item.name)

    def etag(self) -> str:
        """The tag of its bytes."""
        return f'"{self.item.etag}"'

    def content_type(self) -> str:
        """A calendar with a method."""
        return ICALENDAR

    def size_bytes(self) -> int:
        """The number of its bytes."""
        return len(self.item.raw)

    def modified_at(self) -> datetime:
        """When it came."""
        return self.item.created_at

    def get(self, call: Call) -> Content:
        """Answer its bytes."""
        return Content(bytes(self.item.raw), ICALENDAR, self.etag(), self.item.created_at)

    def delete(self, call: Call, conditions: Conditions) -> None:
        """Take it away; it was processed when it came."""
        remove_item(actor_of(call), self.item.name)


def _data(one: InboxItemResource, _call: Call) -> str:
    return escaped(bytes(one.item.raw).decode("utf-8", "replace"))


InboxItemResource.properties = {**BASIC, DATA: Property(_data, in_propfind=False)}


class Inbox(Collection):
    """What came for a person: already in their calendar, kept until a client has seen it."""

    reports: ClassVar[Mapping[str, Report]] = {caldav("calendar-multiget"): multiget}

    def __init__(self, person_id: str) -> None:
        self.person_id = person_id
        self.path = calendar_path(person_id, INBOX)

    def resource_types(self) -> Sequence[str]:
        """A scheduling inbox."""
        return (dav("collection"), caldav("schedule-inbox"))

    def display_name(self) -> str:
        """Its name in lists."""
        return "Inbox"

    def owner_path(self) -> str:
        """The person."""
        return principal_path(self.person_id)

    def privileges(self, call: Call) -> Names[str]:
        """Its owner reads and clears it; everybody may invite."""
        deliver = ("schedule-deliver", "schedule-deliver-invite", "schedule-deliver-reply")
        return (
            *READS,
            dav("unbind"),
            dav("write-properties"),
            *map(caldav, (*deliver, "schedule-query-freebusy")),
        )

    def members(self, call: Call) -> list[Resource]:
        """All messages. One query."""
        rows = InboxItem.objects.filter(person_id=self.person_id).order_by("seq")
        return [InboxItemResource(self, item) for item in rows]

    def member(self, call: Call, name: str) -> Resource | None:
        """One message. One query."""
        item = InboxItem.objects.filter(person_id=self.person_id, name=name).first()
        return InboxItemResource(self, item) if item else None

    def patch(self, call: Call, changes: Mapping[str, Element | None]) -> Mapping[str, int]:
        """Choose the default calendar (RFC 6638 §9.2)."""
        if set(changes) != {DEFAULT}:
            return dict.fromkeys((name for name in changes if name != DEFAULT), 403)
        element = changes[DEFAULT]
        address = element.findtext(dav("href"), "") if element is not None else ""
        calendar = self._calendar_at(address)
        if calendar is None:
            raise DavError(403, caldav("valid-schedule-default-calendar-URL"))
        choose_default_calendar(actor_of(call), calendar)
        return {}

    def _calendar_at(self, address: str) -> Calendar | None:
        segments = segments_of_href(address) or ()
        if segments[:2] != (HOME, self.person_id) or len(segments) != 3:
            return None
        return Calendar.objects.filter(owner_id=self.person_id, slug=segments[2]).first()


def _default(one: Inbox, _call: Call) -> str | None:
    rows = CalendarSettings.objects.filter(person_id=one.person_id)
    slug = rows.values_list("default_calendar__slug", flat=True).first()
    return hrefs(calendar_path(one.person_id, slug)) if slug else None


def _ctag(one: Inbox, _call: Call) -> str:
    rows = CalendarSettings.objects.filter(person_id=one.person_id)
    return str(rows.values_list("inbox_seq", flat=True).first() or 0)


INBOX_PROPERTIES: Properties = {
    **BASIC,
    DEFAULT: Property(_default),
    calendarserver("getctag"): Property(_ctag),
    caldav("supported-calendar-data"): Property(lambda _one, _call: SUPPORTED_DATA),
    caldav("calendar-free-busy-set"): Property(lambda _one, _call: ""),
}
Inbox.properties = INBOX_PROPERTIES


class Outbox(Collection):
    """Where clients ask when others are busy (RFC 6638 §5)."""

    methods: ClassVar[frozenset[str]] = frozenset({"OPTIONS", "POST", "PROPFIND", "REPORT"})

    def __init__(self, person_id: str) -> None:
        self.person_id = person_id
        self.path = calendar_path(person_id, OUTBOX)

    def resource_types(self) -> Sequence[str]:
        """A scheduling outbox."""
        return (dav("collection"), caldav("schedule-outbox"))

    def display_name(self) -> str:
        """Its name in lists."""
        return "Outbox"

    def owner_path(self) -> str:
        """The person."""
        return principal_path(self.person_id)

    def privileges(self, call: Call) -> Names[str]:
        """Its owner schedules."""
        sends = ("schedule-send", "schedule-send-invite", "schedule-send-reply")
        return (*READS, *map(caldav, (*sends, "schedule-send-freebusy")))

    def post(self, call: Call) -> Content:
        """Answer when people are busy."""
        return answer(actor_of(call), call.body)


Outbox.properties = {
    **BASIC,
    caldav("supported-calendar-data"): Property(lambda _one, _call: SUPPORTED_DATA),
}
