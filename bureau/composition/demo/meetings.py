"""Calendars: rooms in every office, the company's and the training calendar, and weeks of meetings
of those whom the demo speaks of. Weeks begin with the one in which it is loaded first.
"""

import json
import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau import calendar
from bureau.access import Role
from bureau.calendar import Calendar, CalendarObject, EventChanges, Guest, Resource
from bureau.people import EVERYONE, Person, actor_for
from bureau.platform.config import config
from bureau.platform.context import acting

from . import names
from .people import TIME_ZONES, Cast

ZONE = TIME_ZONES["FR"]
FEATURES = ("screen", "video", "whiteboard")
WEEKS_BACK = 4
"""Series began a month ago, so that there is something to look back on."""
TASKS = {
    "Answer the open questions of the pilot sellers": 1,
    "Read the new grading guide": 3,
    "Book the train to Berlin": 8,
}


@dataclass
class _Load:
    cast: Cast
    monday: date
    rng: random.Random
    rooms: dict[str, Resource]
    shared: dict[str, Calendar] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Person]:
        """Those whom the texts name."""
        cast = self.cast
        return {
            "admin": cast.admin,
            "helpdesk": cast.helpdesk,
            "lead": cast.lead,
            "maya": cast.maya,
        }


def load(cast: Cast) -> None:
    """Make rooms, calendars and meetings that are missing."""
    today = timezone.now().date()
    monday = today - timedelta(days=today.weekday())
    one = _Load(cast, monday, random.Random("relume meetings"), _rooms(cast))
    one.shared = {"company": _company(cast), "training": _training(cast)}
    wanted = json.loads(files(__package__).joinpath("texts/meetings.json").read_text("utf-8"))
    for meeting in wanted:
        _meet(one, meeting)
    _tasks(one)
    _holidays(one)


def _rooms(cast: Cast) -> dict[str, Resource]:
    known = {room.name: room for room in Resource.objects.all()}
    wanted = json.loads(files(__package__).joinpath("texts/rooms.json").read_text("utf-8"))
    for country, (building, rooms) in wanted.items():
        for number, (name, capacity) in enumerate(rooms):
            if name not in known:
                with transaction.atomic(), acting(cast.admin.id):
                    known[name] = _room(cast, country, building, number, name, capacity)
    return known


def _room(
    cast: Cast, country: str, building: str, number: int, name: str, capacity: int
) -> Resource:
    fields = {
        "name": name,
        "email": f"room-{names.plain(name)}@{config().domain}",
        "building": building,
        "floor": str(number + 1),
        "capacity": capacity,
        "features": list(FEATURES[: 1 + capacity // 6]),
        "time_zone": TIME_ZONES[country],
    }
    return calendar.create_resource(actor_for(cast.admin), fields)


def _company(cast: Cast) -> Calendar:
    return _shared(cast, "company", "Relume", "#0f766e", Calendar.Kind.COMPANY)


def _training(cast: Cast) -> Calendar:
    return _shared(cast, "training", "Training", "#7c3aed", Calendar.Kind.TEAM)


def _shared(cast: Cast, slug: str, name: str, color: str, kind: str) -> Calendar:
    """Return a calendar that everybody reads, and human resources fill."""
    owner = calendar.house()
    found = Calendar.objects.filter(owner=owner, slug=slug).first()
    if found is not None:
        return found
    with transaction.atomic(), acting(cast.admin.id):
        fields = calendar.CalendarFields(
            name=name, color=color, time_zone=ZONE, components="VEVENT", is_transparent=True
        )
        admin = actor_for(cast.admin)
        made = calendar.create_calendar(admin, fields, slug=slug, kind=kind, owner_id=owner.id)
        system = actor_for(owner)
        calendar.share_calendar(system, made, EVERYONE, Role.VIEWER)
        calendar.share_calendar(system, made, cast.groups["hr"].id, Role.EDITOR)
        calendar.share_calendar(system, made, cast.admin.id, Role.MANAGER)
    return made


def _meet(one: _Load, wanted: dict[str, Any]) -> None:
    """Write one meeting, under a name of its own so that it is there once."""
    organizer = one.people[wanted["by"]]
    there = one.shared.get(wanted.get("in", "")) or calendar.open_default_calendar(organizer)
    uid = f"demo-{wanted['id']}@{config().domain}"
    changes = _changes(one, wanted, organizer, there)
    if CalendarObject.objects.filter(calendar=there, name=calendar.event_name(uid)).exists():
        return
    with acting(organizer.id):
        calendar.add_event(actor_for(organizer), there, changes, uid, notifies=False)
    for name in wanted.get("guests", ()):
        _accept(one.people[name], uid)


def _accept(guest: Person, uid: str) -> None:
    copy = CalendarObject.objects.filter(uid=uid, calendar__owner=guest).first()
    if copy is not None:
        with acting(guest.id):
            calendar.answer(actor_for(guest), copy.id, calendar.Answer("accepted"))


def _changes(
    one: _Load, wanted: dict[str, Any], organizer: Person, there: Calendar
) -> EventChanges:
    start, end = _when(one, wanted)
    guests = _guests(one, wanted, organizer)
    call = wanted.get("conference")
    changes = EventChanges(
        title=wanted["title"],
        description_html=wanted.get("text", ""),
        location=wanted.get("location") or wanted.get("room", ""),
        start=start,
        end=end,
        zone=ZONE,
        rule=wanted.get("rule"),
        visibility=wanted.get("visibility", "public"),
        kind=wanted.get("kind", "event"),
        busy="free" if wanted.get("kind") == "working_location" else "busy",
        conference_url=f"https://meet.{config().domain}/{call}" if call else "",
    )
    if not guests:
        return changes
    host = there.owner
    return replace(changes, guests=tuple(guests), organizer=Guest(host.email, host.name))


def _when(one: _Load, wanted: dict[str, Any]) -> tuple[date, date]:
    weeks = wanted.get("week", -WEEKS_BACK)
    day = one.monday + timedelta(weeks=weeks, days=wanted["day"])
    if "days" in wanted:
        return day, day + timedelta(days=wanted["days"])
    start = datetime.combine(day, time.fromisoformat(wanted["at"]))
    return start, start + timedelta(minutes=wanted["minutes"])


def _guests(one: _Load, wanted: dict[str, Any], organizer: Person) -> list[Guest]:
    persons = [one.people[name] for name in wanted.get("guests", ())]
    if "team" in wanted:
        unit, count = wanted["team"]
        staff = [p for p in one.cast.members if p.unit and p.unit.name == unit]
        others = [p for p in staff if p not in (*persons, organizer)]
        persons += one.rng.sample(others, count)
    guests = [Guest(person.email, person.name) for person in persons]
    if room := one.rooms.get(wanted.get("room", "")):
        guests.append(Guest(room.person.email, room.name, kind="room"))
    return guests


def _tasks(one: _Load) -> None:
    """Give Maya something to do."""
    maya = one.cast.maya
    there = calendar.open_default_calendar(maya)
    if CalendarObject.objects.filter(calendar=there, component="VTODO").exists():
        return
    with acting(maya.id):
        for title, days in TASKS.items():
            fields = {"title": title, "due": one.monday + timedelta(days=days), "is_all_day": True}
            calendar.create_task(actor_for(maya), there.id, fields)


def _holidays(one: _Load) -> None:
    """Make the holidays of every office; those of the demo have the French ones in their list."""
    for country in names.countries():
        with transaction.atomic():
            found = calendar.holiday_calendar(country.code, "en")
            if country.code == "FR":
                for person in one.people.values():
                    calendar.set_entry(actor_for(person), found, calendar.EntryFields(True))
