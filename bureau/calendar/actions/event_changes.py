"""From what the browser sends to what an edit sets: people looked up, files judged, times read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from icalendar import Component

from bureau import drive, people
from bureau.people import Actor, Group, Person
from bureau.platform.config import config
from bureau.platform.errors import BadInput

from ..ical import (
    Attachment,
    EventChanges,
    Guest,
    Reminder,
    address_of,
    attachments_of,
    guests_of,
)
from ..models import Calendar, Resource
from ..recurrence import BadRule, Rule
from ..rich_text import clean

PLAIN = ("title", "location", "visibility", "color", "kind", "conference_url", "is_all_day")
GuestKind = Literal["individual", "group", "resource", "room"]
ROOMS = ("ROOM", "RESOURCE")


def changes_from(
    actor: Actor, calendar: Calendar, fields: Mapping[str, Any], component: Component | None
) -> EventChanges:
    """Return the edit that these fields ask for; `component` is what is there, if anything.

    Raises `BadInput`, also for files that the actor may not read and rooms that do not exist.
    """
    values: dict[str, Any] = {name: fields[name] for name in PLAIN if name in fields}
    if "description" in fields:
        values["description_html"] = clean(fields["description"])
    if "recurrence" in fields:
        values["rule"] = _rule(fields["recurrence"])
    if "busy" in fields:
        values["busy"] = "free" if fields["busy"] == "free" else "busy"
        values["status"] = "TENTATIVE" if fields["busy"] == "tentative" else "CONFIRMED"
    if "reminders" in fields:
        values["reminders"] = _reminders(fields["reminders"])
    if "guests_can" in fields:
        rights = fields["guests_can"]
        values["guests_can"] = frozenset(name for name, may in rights.items() if may)
    if "attachments" in fields:
        values["attachments"] = _attachments(actor, fields["attachments"], component)
    changes = replace(EventChanges(**values), **_times(fields))
    if "guests" in fields or "resources" in fields:
        return replace(changes, **_invited(calendar, fields, component))
    return changes


def _rule(text: str | None) -> str | None:
    if not text:
        return None
    rule = text.removeprefix("RRULE:").strip()
    try:
        Rule.parse(rule)
    except BadRule as error:
        raise _bad("recurrence", str(error)) from None
    return rule


def _reminders(given: Sequence[Mapping[str, Any]] | None) -> tuple[Reminder, ...] | None:
    if given is None:
        return None
    return tuple(Reminder(one["method"], one["minutes"]) for one in given)


def _times(fields: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in ("start", "end"):
        if fields.get(name) is not None:
            values[name] = _moment(name, fields[name], fields.get("is_all_day"))
    if fields.get("time_zone"):
        values["zone"] = fields["time_zone"]
    _check_order(values.get("start"), values.get("end"))
    return values


def _moment(name: str, given: date, is_all_day: bool | None) -> date:
    is_moment = isinstance(given, datetime)
    if is_all_day is None or is_all_day != is_moment:
        return given
    raise _bad(name, "Write a date for what lasts all day, else a moment.")


def _check_order(start: date | None, end: date | None) -> None:
    if start is None or end is None:
        return
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise _bad("end", "Start and end are both dates or both moments.")
    if isinstance(start, datetime) and isinstance(end, datetime):
        if (start.tzinfo is None) != (end.tzinfo is None):
            raise _bad("end", "Write both with an offset or both without.")
        if end < start:
            raise _bad("end", "The end lies after the start.")
    elif end <= start:
        raise _bad("end", "The end is the day after the last one.")
    if end - start > timedelta(days=3660):
        raise _bad("end", "That is too long.")


def _bad(field: str, message: str) -> BadInput:
    return BadInput(errors=[{"field": field, "message": message}])


def _attachments(
    actor: Actor, given: Iterable[Mapping[str, Any]], component: Component | None
) -> tuple[Attachment, ...]:
    there = {one.node_id for one in attachments_of(component)} if component is not None else set()
    return tuple(_attachment(actor, one, there) for one in given)


def _attachment(actor: Actor, given: Mapping[str, Any], there: set[str]) -> Attachment:
    if not given.get("node_id"):
        return Attachment(given["url"], given.get("name") or given["url"])
    node_id = given["node_id"]
    name = given.get("name") or ""
    if node_id not in there or not name:
        try:
            name = drive.read_node(actor, node_id).name
        except drive.DriveRefusal:
            raise _bad("attachments", "A file does not exist or was not shared with you.") from None
    return Attachment(f"{config().public_url}/drive/files/{node_id}", name, node_id)


def _invited(
    calendar: Calendar, fields: Mapping[str, Any], component: Component | None
) -> dict[str, Any]:
    """Return guests and rooms together: of what is left out, those that are there stay."""
    present = guests_of(component) if component is not None else []
    rooms = [address_of(one) for one in present if _is_room(one)]
    others = {
        address_of(one): str(one.params.get("ROLE", "")).upper() == "OPT-PARTICIPANT"
        for one in present
        if not _is_room(one)
    }
    if "guests" in fields:
        others = {one["email"].strip().lower(): one["is_optional"] for one in fields["guests"]}
    if "resources" in fields:
        rooms = _room_addresses(fields["resources"])
    if not others and not rooms:
        return {"guests": ()} if component is not None else {}
    owner = calendar.owner
    others.pop(owner.email, None)
    known = people.resolve_addresses([*others, *rooms])
    guests = [_guest(email, known.get(email), optional) for email, optional in others.items()]
    guests += [_room(email, known.get(email)) for email in rooms]
    values: dict[str, Any] = {"guests": tuple(guests)}
    if component is None or "ORGANIZER" not in component:
        values["organizer"] = Guest(owner.email, owner.name)
    return values


def _is_room(value: Any) -> bool:
    return str(value.params.get("CUTYPE", "")).upper() in ROOMS


def _guest(email: str, owner: Person | Group | None, is_optional: bool) -> Guest:
    if isinstance(owner, Person) and owner.kind == Person.Kind.RESOURCE:
        return _room(email, owner)
    kind: GuestKind = "group" if isinstance(owner, Group) else "individual"
    return Guest(email, owner.name if owner else "", is_optional, kind)


def _room(email: str, owner: Person | Group | None) -> Guest:
    return Guest(email, owner.name if owner else "", False, "room")


def _room_addresses(ids: Sequence[str]) -> list[str]:
    rows = Resource.objects.filter(id__in=ids, is_active=True)
    found = dict(rows.values_list("id", "person__email"))
    if len(found) < len(set(ids)):
        raise _bad("resources", "A room does not exist any more.")
    return [found[id] for id in dict.fromkeys(ids)]


def zone_for(calendar: Calendar, fields: Mapping[str, Any], chosen: str) -> str:
    """Return the zone of a new event: the given one, the calendar's, or that of the person."""
    name = fields.get("time_zone") or calendar.time_zone or chosen
    return str(ZoneInfo(name))
