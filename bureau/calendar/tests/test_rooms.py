"""Rooms answer at once, and are never booked twice at the same time."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau import access
from bureau.calendar.actions import resources
from bureau.calendar.actions.approve import decide_booking
from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.actions.objects import delete_object, put_object
from bureau.calendar.ical import parse_object
from bureau.calendar.models import CalendarObject, Occurrence, Resource
from bureau.notifications import Notification
from bureau.people import EVERYONE, SYSTEM, NewPerson, Person, actor_for, create_person
from bureau.platform.errors import Forbidden
from tests.fixtures.races import at_once

from .itip import guest, raw, statuses, vevent

ROOM = "atlas@demo.example"
DAY = (timezone.now() + timedelta(days=30)).strftime("%Y%m%d")
WEEKS = [(timezone.now() + timedelta(days=30 + 7 * n)).strftime("%Y%m%d") for n in range(10)]


@pytest.fixture
def room(db: None) -> Resource:
    return resources.create_resource(SYSTEM, {"name": "Atlas", "email": ROOM})


def make(name: str) -> Person:
    email = f"{name.lower()}@demo.example"
    return create_person(SYSTEM, NewPerson(email=email, name=name, state="active"))


@pytest.fixture
def alice(db: None) -> Person:
    return make("Alice")


@pytest.fixture
def bob(db: None) -> Person:
    return make("Bob")


def book(
    person: Person,
    start: str = "09",
    end: str = "10",
    *,
    uid: str = "",
    day: str = DAY,
    more: tuple[str, ...] = (),
    name: str = "",
) -> CalendarObject:
    text = vevent(
        start=f"{day}T{start}0000",
        end=f"{day}T{end}0000",
        guests=(guest(ROOM, more=";CUTYPE=ROOM"),),
        organizer=f"ORGANIZER:mailto:{person.email}",
        more=more,
    ).replace("UID:meeting-1", f"UID:{uid or person.name}")
    calendar = open_default_calendar(person)
    name = name or f"{uid or 'one'}.ics"
    return put_object(actor_for(person), calendar, name, raw(text)).object


def answer_of(stored: CalendarObject) -> dict[str, str]:
    found = statuses(parse_object(bytes(stored.raw)))
    return {key: each[ROOM] for key, each in found.items()}


def booked(room: Resource) -> int:
    return Occurrence.objects.filter(calendar=room.calendar).exclude(busy="free").count()


def test_a_free_room_accepts_and_keeps_the_booking(alice: Person, room: Resource) -> None:
    assert answer_of(book(alice)) == {"": "ACCEPTED"}
    assert booked(room) == 1


def test_a_taken_room_declines_and_says_so(alice: Person, bob: Person, room: Resource) -> None:
    book(alice)
    stored = book(bob, "09", "11")
    assert answer_of(stored) == {"": "DECLINED"}
    assert booked(room) == 1
    told = Notification.objects.get(person=bob)
    assert (told.title, told.body) == (
        "Atlas is not available: Planning",
        "It is booked at this time.",
    )


def test_bookings_may_touch(alice: Person, bob: Person, room: Resource) -> None:
    book(alice)
    assert answer_of(book(bob, "10", "11")) == {"": "ACCEPTED"}
    assert booked(room) == 2


def test_a_cancelled_booking_makes_room(alice: Person, bob: Person, room: Resource) -> None:
    stored = book(alice)
    delete_object(actor_for(alice), stored.calendar, stored.name)
    assert booked(room) == 0
    assert answer_of(book(bob)) == {"": "ACCEPTED"}


def test_a_booking_may_move_within_its_own_time(alice: Person, room: Resource) -> None:
    book(alice, "09", "11", uid="x")
    assert answer_of(book(alice, "10", "12", uid="x")) == {"": "ACCEPTED"}
    assert booked(room) == 1


def test_a_booking_that_moves_onto_another_loses_the_room(
    alice: Person, bob: Person, room: Resource
) -> None:
    book(alice, "09", "10")
    book(bob, "11", "12", uid="x")
    assert answer_of(book(bob, "09", "10", uid="x")) == {"": "DECLINED"}
    assert booked(room) == 1


def test_a_series_gets_the_occurrences_that_are_free(
    alice: Person, bob: Person, room: Resource
) -> None:
    book(alice, day=WEEKS[2])
    stored = book(bob, more=("RRULE:FREQ=WEEKLY;COUNT=10",))
    found = answer_of(stored)
    assert found.pop("") == "ACCEPTED"
    assert [key[:8] for key in found] == [WEEKS[2]]
    assert list(found.values()) == ["DECLINED"]
    assert booked(room) == 10


def test_a_title_keeps_the_answer_without_asking(alice: Person, room: Resource) -> None:
    book(alice, uid="x")
    resources.change(SYSTEM, room.id, {"is_active": False})
    assert answer_of(book(alice, uid="x", more=("LOCATION:Atlas",))) == {"": "ACCEPTED"}


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"is_active": False}, ()),
        ({"longest_min": 30}, ()),
        ({"horizon_days": 20}, ()),
        ({}, ("RRULE:FREQ=WEEKLY",)),
    ],
)
def test_limits_decline(
    alice: Person, room: Resource, change: dict[str, Any], more: tuple[str, ...]
) -> None:
    resources.change(SYSTEM, room.id, change)
    assert answer_of(book(alice, more=more)) == {"": "DECLINED"}
    assert booked(room) == 0


def test_who_may_not_book_is_declined(alice: Person, room: Resource) -> None:
    access.remove_grant(room.scope_id, EVERYONE)
    assert answer_of(book(alice)) == {"": "DECLINED"}
    assert booked(room) == 0


def test_a_room_that_needs_approval_holds_the_slot_and_asks(
    alice: Person, bob: Person, room: Resource
) -> None:
    access.set_grant(room.scope_id, bob.id, access.Role.MANAGER)
    resources.change(SYSTEM, room.id, {"needs_approval": True})
    assert answer_of(book(alice)) == {"": "NEEDS-ACTION"}
    assert answer_of(book(bob)) == {"": "DECLINED"}
    assert Notification.objects.filter(
        person=bob, title="Approve a booking of Alice: Planning"
    ).exists()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(6, 20), st.integers(1, 3), st.sampled_from(["", ";COUNT=4"])),
        min_size=2,
        max_size=8,
    )
)
def test_no_bookings_ever_overlap(
    alice: Person, room: Resource, wishes: list[tuple[int, int, str]]
) -> None:
    for number, (start, length, rule) in enumerate(wishes):
        more = (f"RRULE:FREQ=DAILY{rule}",) if rule else ()
        book(alice, f"{start:02}", f"{start + length:02}", uid=f"wish-{number}", more=more)
    rows = Occurrence.objects.filter(calendar=room.calendar).exclude(busy="free")
    spans = sorted(rows.values_list("start_at", "end_at"))
    assert spans
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))
    for stored in CalendarObject.objects.filter(calendar__owner=alice):
        delete_object(actor_for(alice), stored.calendar, stored.name)
    assert booked(room) == 0


def test_a_manager_approves_or_declines_and_the_organizer_hears(
    alice: Person, bob: Person, room: Resource
) -> None:
    access.set_grant(room.scope_id, bob.id, access.Role.MANAGER)
    resources.change(SYSTEM, room.id, {"needs_approval": True})
    stored = book(alice)
    with pytest.raises(Forbidden):
        decide_booking(actor_for(alice), room.id, stored.uid, accepts=True)
    decide_booking(actor_for(bob), room.id, stored.uid, accepts=True)
    stored.refresh_from_db()
    assert answer_of(stored) == {"": "ACCEPTED"}
    decide_booking(actor_for(bob), room.id, stored.uid, accepts=False, note="Painters")
    stored.refresh_from_db()
    assert answer_of(stored) == {"": "DECLINED"}
    assert booked(room) == 0
    told = Notification.objects.filter(person=alice).order_by("id")
    assert [(one.title, one.body) for one in told] == [
        ("Atlas accepted: Planning", ""),
        ("Atlas declined: Planning", "Painters"),
    ]


def answer_of_booking(person: Person) -> str:
    return answer_of(book(person))[""]


@pytest.mark.django_db(transaction=True)
def test_of_200_bookings_at_once_one_gets_the_room_and_all_others_are_told() -> None:
    room = resources.create_resource(SYSTEM, {"name": "Atlas", "email": ROOM})
    persons = [make(f"Person{number}") for number in range(200)]
    for person in persons:
        open_default_calendar(person)
    finish = at_once([partial(answer_of_booking, person) for person in persons])
    assert finish.failures == []
    assert sorted(finish.results) == ["ACCEPTED", *["DECLINED"] * 199]
    assert booked(room) == 1
    told = Notification.objects.filter(kind="calendar.room", title__startswith="Atlas is not")
    assert told.values("person").distinct().count() == 199
