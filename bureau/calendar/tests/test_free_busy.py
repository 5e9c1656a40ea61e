"""Free/busy is the union of the busy occurrences that the asker may know of: nothing else."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau import access
from bureau.calendar.actions.calendars import CalendarFields, create_calendar, update_calendar
from bureau.calendar.actions.objects import delete_object, put_object
from bureau.calendar.free_time import free_busy_of
from bureau.calendar.models import Calendar, CalendarObject
from bureau.people import SYSTEM, NewPerson, Person, actor_for, create_person

from .itip import raw

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
END = MONDAY + timedelta(days=7)
STEP = timedelta(minutes=15)
VISIBLE = {"everyone": True, "shared": False, "granted": True, "nobody": False, "clear": False}


class Made(NamedTuple):
    """An event of the property test, in steps of a quarter of an hour since Monday."""

    calendar: str
    start: int
    length: int
    repeats: int
    kind: str


EVENTS = st.builds(
    Made,
    calendar=st.sampled_from(sorted(VISIBLE)),
    start=st.integers(-8, 96 * 7),
    length=st.integers(1, 30),
    repeats=st.integers(1, 9),
    kind=st.sampled_from(["busy", "free", "cancelled", "tentative"]),
)


@pytest.fixture
def persons(db: None) -> tuple[Person, Person]:
    made = [
        create_person(SYSTEM, NewPerson(email=f"{name}@demo.example", name=name, state="active"))
        for name in ("owner", "asker")
    ]
    return made[0], made[1]


@pytest.fixture
def calendars(persons: tuple[Person, Person]) -> dict[str, Calendar]:
    owner, asker = persons
    actor = actor_for(owner)
    made = {}
    for name in VISIBLE:
        made[name] = create_calendar(actor, CalendarFields(name=name), slug=name)
        rule = {"granted": "shared", "clear": "everyone"}.get(name, name)
        changes = CalendarFields(free_busy=rule, is_transparent=name == "clear")
        update_calendar(actor, made[name], changes)
    access.set_grant(made["granted"].scope_id, asker.id, access.Role.VIEWER)
    return {name: Calendar.objects.get(id=one.id) for name, one in made.items()}


def written(one: Made, uid: int) -> bytes:
    start = MONDAY + one.start * STEP
    more = {
        "free": ["TRANSP:TRANSPARENT"],
        "cancelled": ["STATUS:CANCELLED"],
        "tentative": ["STATUS:TENTATIVE"],
    }.get(one.kind, [])
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261101T000000Z",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DURATION:PT{one.length * 15}M",
        *([f"RRULE:FREQ=DAILY;COUNT={one.repeats}"] if one.repeats > 1 else []),
        *more,
        "END:VEVENT",
    ]
    return raw("\r\n".join(lines))


def expected(made: list[Made]) -> set[int]:
    """Work out the busy quarters of an hour, one by one."""
    quarters = set()
    for one in made:
        if VISIBLE[one.calendar] and one.kind in ("busy", "tentative"):
            for day in range(one.repeats):
                first = one.start + 96 * day
                quarters |= set(range(first, first + one.length))
    return {quarter for quarter in quarters if 0 <= quarter < 96 * 7}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(EVENTS, max_size=10))
def test_it_is_the_union_of_what_may_be_known(
    persons: tuple[Person, Person], calendars: dict[str, Calendar], made: list[Made]
) -> None:
    owner, asker = persons
    actor = actor_for(owner)
    for uid, one in enumerate(made):
        put_object(actor, calendars[one.calendar], f"{uid}.ics", written(one, uid))
    (found,) = free_busy_of(actor_for(asker), [owner.email], MONDAY, END)
    quarters = {
        quarter
        for span in found.busy
        for quarter in range((span.start - MONDAY) // STEP, (span.end - MONDAY) // STEP)
    }
    assert quarters == expected(made)
    for stored in CalendarObject.objects.select_related("calendar"):
        delete_object(actor, stored.calendar, stored.name)
