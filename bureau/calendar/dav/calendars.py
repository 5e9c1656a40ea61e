"""A calendar as a collection (RFC 4791 §4.2): its properties, members, changes and reports."""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from typing import ClassVar

from bureau.platform.dav import (
    BadSyncToken,
    Call,
    Changes,
    Collection,
    Conditions,
    Content,
    DavError,
    Element,
    Report,
    Resource,
    Written,
    caldav,
    dav,
    principal_path,
)

from .. import policies, queries
from ..actions.calendars import delete_calendar
from ..actions.objects import put_object
from ..actions.sharing import remove_entry
from ..errors import UidTaken
from ..models import Calendar, CalendarListEntry
from .names import ADDS, READS, WRITES, actor_of
from .objects import ObjectResource, schedule_tag_of, written
from .setting import apply

SYNC = "urn:bureau:sync"


class CalendarResource(Collection):
    """A calendar in somebody's home: one's own, or one that was shared."""

    keeps_properties: ClassVar[bool] = True
    methods: ClassVar[frozenset[str]] = frozenset(
        {
            "OPTIONS",
            "GET",
            "HEAD",
            "DELETE",
            "PROPFIND",
            "PROPPATCH",
            "REPORT",
            "MKCALENDAR",
            "MKCOL",
        }
    )
    reports: ClassVar[Mapping[str, Report]] = {}

    def __init__(
        self, calendar: Calendar, role: int, path: str, entry: CalendarListEntry | None = None
    ) -> None:
        self.calendar = calendar
        self.role = role
        self.path = path
        self.entry = entry
        """How the caller wants to see a calendar that somebody shared."""

    def resource_types(self) -> Sequence[str]:
        """A calendar."""
        return (dav("collection"), caldav("calendar"))

    def display_name(self) -> str:
        """The caller's own name for it, or the one it has for all."""
        return (self.entry.name if self.entry else "") or self.calendar.name

    def etag(self) -> str:
        """Changes with its content."""
        return f'"{self.calendar.seq}"'

    def owner_path(self) -> str:
        """Its owner."""
        return principal_path(self.calendar.owner_id)

    def privileges(self, call: Call) -> Names[str]:
        """What the caller's role allows."""
        if self.role < policies.READ:
            return (caldav("read-free-busy"),)
        granted: tuple[str, ...] = READS
        if self.calendar.kind not in policies.FILLED_BY_US:
            granted += WRITES if self.role >= policies.EDIT else ()
            granted += ADDS if policies.ADD <= self.role < policies.EDIT else ()
        if self.role >= policies.MANAGE:
            granted += (dav("all"), dav("write-acl"), dav("share"))
        return granted

    def dead_property(self, name: str) -> str | None:
        """What a client set under a name that means nothing to us."""
        found: str | None = self.calendar.properties.get(name)
        return found

    def members(self, call: Call) -> list[ObjectResource]:
        """All objects, without their bytes. One query."""
        rows = queries.objects_of(self.calendar.id, with_raw=False)
        return [ObjectResource(self, row) for row in rows]

    def member(self, call: Call, name: str) -> ObjectResource | None:
        """One object with its bytes. One query."""
        found = queries.objects_named(self.calendar.id, [name])
        return ObjectResource(self, found[0]) if found else None

    def members_named(self, call: Call, names: Sequence[str]) -> Mapping[str, Resource]:
        """Objects with their bytes. One query for each 500."""
        rows = queries.objects_named(self.calendar.id, names)
        return {row.name: ObjectResource(self, row) for row in rows}

    def get(self, call: Call) -> Content:
        """Say in words what is here; the content comes by reports."""
        return Content(f"{self.display_name()}\n".encode(), "text/plain; charset=utf-8")

    def put(self, call: Call, name: str, conditions: Conditions) -> Written:
        """Store an object."""
        content_type = call.headers.get("Content-Type", "text/calendar")
        if content_type.partition(";")[0].strip().lower() not in ICALENDAR_TYPES:
            raise DavError(403, caldav("supported-calendar-data"))
        try:
            stored = put_object(
                actor_of(call),
                self.calendar,
                name,
                call.body,
                match=conditions.tags(),
                none_match=conditions.is_new,
                schedule_tag=schedule_tag_of(call),
            )
        except UidTaken as refusal:
            there = f"<D:href>{self.path}{refusal.name}</D:href>"
            raise DavError(409, caldav("no-uid-conflict"), there) from None
        return written(stored)

    def make_collection(
        self, call: Call, name: str, types: Names[str], properties: Mapping[str, Element]
    ) -> Mapping[str, int]:
        """Calendars hold no collections (RFC 4791 §5.3.1.1)."""
        raise DavError(403, caldav("calendar-collection-location-ok"))

    def delete(self, call: Call, conditions: Conditions) -> None:
        """Delete one's own calendar; take a shared one out of one's list."""
        if self.calendar.owner_id != actor_of(call).person_id and self.entry is not None:
            remove_entry(actor_of(call), self.calendar)
            return
        delete_calendar(actor_of(call), self.calendar)

    def patch(self, call: Call, changes: Mapping[str, Element | None]) -> Mapping[str, int]:
        """Change how it is called and looks."""
        return apply(actor_of(call), self, changes)

    def sync_token(self) -> str:
        """Its number of changes."""
        return f"{SYNC}:{self.calendar.id}:{self.calendar.seq}"

    def changes(self, call: Call, token: str, most: int) -> Changes:
        """What changed after the token. No query where nothing did, else two."""
        since = self._since(token)
        if since == self.calendar.seq and token:
            return Changes(token, (), ())
        found = queries.changes_since(self.calendar.id, since, most)
        page, is_truncated = _page(found, most)
        last = page[-1].seq if page and is_truncated else self.calendar.seq
        return Changes(
            token=f"{SYNC}:{self.calendar.id}:{last}",
            members=[ObjectResource(self, one.row) for one in page if one.row is not None],
            gone=[self.path + one.name for one in page if one.row is None],
            is_truncated=is_truncated,
        )

    def _since(self, token: str) -> int:
        if not token:
            return 0
        space, _, seq = token.rpartition(":")
        if space != f"{SYNC}:{self.calendar.id}" or not (seq.isascii() and seq.isdigit()):
            raise BadSyncToken()
        if int(seq) > self.calendar.seq:
            raise BadSyncToken()
        return int(seq)

    def zone(self) -> str:
        """Return the zone of floating times. A query where the calendar has none."""
        return self.calendar.time_zone or self.calendar.owner.time_zone or "UTC"


ICALENDAR_TYPES = frozenset({"text/calendar", "application/octet-stream", "text/plain", ""})


def _page(found: Sequence[queries.Change], most: int) -> tuple[Sequence[queries.Change], bool]:
    """Return at most so many changes and whether there are more. What was one change is not parted
    (a move is a removal and an addition).
    """
    if len(found) <= most:
        return found, False
    last = most
    while last > 0 and found[last - 1].seq == found[most].seq:
        last -= 1
    return found[: last or most], True
