"""`/dav/calendars/…`: everybody's home with their calendars, and those that were shared with them.

A shared calendar is found at two addresses: in its owner's home under its slug, and in the home of
whoever follows it under its id.
"""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Mapping
from typing import ClassVar

from django.db.models import QuerySet

from bureau.people import Actor, find_person
from bureau.platform.dav import (
    BASIC,
    Call,
    Collection,
    DavError,
    Element,
    NotHere,
    Properties,
    Property,
    Resource,
    caldav,
    dav,
    principal_path,
)
from bureau.platform.db import prepared
from bureau.platform.ids import is_id

from .. import policies
from ..actions.calendars import create_calendar, open_default_calendar
from ..models import Calendar, CalendarListEntry
from .boxes import Inbox, Outbox
from .calendars import CalendarResource
from .names import HOME, INBOX, READS, RESERVED, actor_of, calendar_path, home_path
from .properties import CALENDAR, LIMITS
from .querying import REPORTS
from .setting import fields_of

CalendarResource.properties = CALENDAR
CalendarResource.reports = REPORTS
FREE_BUSY_QUERY = caldav("free-busy-query")


class Homes(Collection):
    """All homes; only one's own is listed."""

    path = f"/dav/{HOME}/"
    properties: ClassVar[Properties] = BASIC

    def members(self, call: Call) -> list[Resource]:
        """Return the caller's home."""
        return [CalendarHome(call.caller.person_id)]

    def member(self, call: Call, name: str) -> Resource | None:
        """Return somebody's home."""
        return CalendarHome(name)


class CalendarHome(Collection):
    """The calendars of a person (RFC 4791 §6.2.1)."""

    methods: ClassVar[frozenset[str]] = frozenset(
        {"OPTIONS", "PROPFIND", "REPORT", "MKCALENDAR", "MKCOL"}
    )
    properties: ClassVar[Properties] = {
        **BASIC,
        **LIMITS,
        caldav("supported-calendar-component-sets"): Property(
            lambda _one, _call: "".join(
                f'<C:supported-calendar-component-set><C:comp name="{name}"/>'
                "</C:supported-calendar-component-set>"
                for name in ("VEVENT", "VTODO")
            )
        ),
    }

    def __init__(self, person_id: str) -> None:
        self.person_id = person_id
        self.path = home_path(person_id)

    def owner_path(self) -> str:
        """The person."""
        return principal_path(self.person_id)

    def privileges(self, call: Call) -> Names[str]:
        """In one's own home one may make calendars."""
        is_own = call.caller.person_id == self.person_id
        return (*READS, dav("bind"), dav("unbind")) if is_own else READS

    def members(self, call: Call) -> list[Resource]:
        """The person's calendars as far as the caller may read them; in one's own home also the
        boxes and what others shared. At most four queries.
        """
        actor = actor_of(call)
        own = list(Calendar.objects.filter(owner_id=self.person_id).order_by("position", "id"))
        if actor.person_id != self.person_id:
            roles = policies.roles_on(actor, own)
            return [
                CalendarResource(one, roles[one.id], calendar_path(self.person_id, one.slug))
                for one in own
                if roles[one.id] >= policies.READ
            ]
        found: list[Resource] = [
            CalendarResource(one, policies.MANAGE, calendar_path(self.person_id, one.slug))
            for one in own or _opened(self.person_id)
        ]
        return [*found, *_shared(actor), Inbox(self.person_id), Outbox(self.person_id)]

    def member(self, call: Call, name: str) -> Resource | None:
        """Return a calendar or box, None for what the caller may not know."""
        try:
            return _in_home(call, self.person_id, name)
        except NotHere:
            return None

    def make_collection(
        self, call: Call, name: str, types: Names[str], properties: Mapping[str, Element]
    ) -> Mapping[str, int]:
        """Make a calendar."""
        actor = actor_of(call)
        if actor.person_id != self.person_id:
            raise DavError(403, dav("need-privileges"))
        if set(types) != {dav("collection"), caldav("calendar")}:
            raise DavError(403, dav("valid-resourcetype"))
        fields, failed = fields_of(properties)
        if not failed:
            create_calendar(actor, fields, slug=name)
        return failed


def _opened(person_id: str) -> list[Calendar]:
    """Open the first calendar of somebody who never had one."""
    person = find_person(person_id)
    return [open_default_calendar(person)] if person else []


def _shared(actor: Actor) -> list[CalendarResource]:
    """Return what others shared and the actor follows. Three queries."""
    rows = CalendarListEntry.objects.filter(person_id=actor.person_id)
    entries = list(
        rows.exclude(calendar__owner_id=actor.person_id)
        .select_related("calendar")
        .order_by("position", "calendar_id")
    )
    roles = policies.roles_on(actor, [entry.calendar for entry in entries])
    return [
        _followed(actor.person_id, entry, roles[entry.calendar_id])
        for entry in entries
        if roles[entry.calendar_id] >= policies.READ
    ]


def _followed(person_id: str, entry: CalendarListEntry, role: int) -> CalendarResource:
    path = calendar_path(person_id, entry.calendar_id)
    return CalendarResource(entry.calendar, role, path, entry)


def home(call: Call, segments: tuple[str, ...]) -> Resource:
    """Return what is at an address below `/dav/calendars/`; raises `NotHere`."""
    if not segments:
        return Homes()
    person_id = segments[0]
    if len(segments) == 1:
        return _home(call, person_id)
    found = _in_home(call, person_id, segments[1])
    for name in segments[2:]:
        if not isinstance(found, Collection):
            raise NotHere()
        found = found.member(call, name) or _nothing()
    return found


def _nothing() -> Resource:
    raise NotHere()


def _home(call: Call, person_id: str) -> CalendarHome:
    if person_id != call.caller.person_id and (not is_id(person_id) or not find_person(person_id)):
        raise NotHere()
    return CalendarHome(person_id)


def _in_home(call: Call, person_id: str, name: str) -> Resource:
    is_own = person_id == call.caller.person_id
    if name in RESERVED:
        if not is_own:
            raise NotHere()
        return Inbox(person_id) if name == INBOX else Outbox(person_id)
    found = _by_slug(person_id, name)
    if found:
        return _readable(call, found[0], calendar_path(person_id, name))
    if is_own and is_id(name):
        return _followed_one(actor_of(call), name)
    raise NotHere()


def _readable(call: Call, calendar: Calendar, path: str) -> CalendarResource:
    role = policies.role_on(actor_of(call), calendar)
    asks_only_free_busy = call.method == "REPORT" and call.xml().tag == FREE_BUSY_QUERY
    if role < (policies.FREE_BUSY if asks_only_free_busy else policies.READ):
        raise NotHere()
    return CalendarResource(calendar, role, path)


def _followed_one(actor: Actor, calendar_id: str) -> CalendarResource:
    rows = CalendarListEntry.objects.filter(person_id=actor.person_id, calendar_id=calendar_id)
    entry = rows.select_related("calendar").first()
    role = policies.role_on(actor, entry.calendar) if entry else 0
    if entry is None or role < policies.READ:
        raise NotHere()
    return _followed(actor.person_id, entry, role)


@prepared
def _by_slug(person_id: str, slug: str) -> QuerySet[Calendar]:
    return Calendar.objects.filter(owner_id=person_id, slug=slug)
