"""Occurrences in rows: they are those of the object, and stay three years ahead."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.actions.objects import put_object
from bureau.calendar.actions.rolling import roll_forward
from bureau.calendar.models import Calendar, CalendarObject, Occurrence
from bureau.calendar.queries import occurrences_between
from bureau.calendar.store.window import AHEAD
from bureau.people import Actor, actor_for
from tests.fixtures.database import CountQueries

from .conftest import person
from .samples import event

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def actor(db: None) -> Actor:
    return actor_for(person("Ada"))


@pytest.fixture
def calendar(actor: Actor) -> Calendar:
    from bureau.people import find_person

    owner = find_person(actor.person_id)
    assert owner is not None
    return open_default_calendar(owner)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.calendar.store.window.timezone.now", lambda: NOW)


def put(actor: Actor, calendar: Calendar, uid: str, *lines: str, start: str) -> CalendarObject:
    raw = event(uid, *lines, start=start).encode()
    return put_object(actor, calendar, f"{uid}.ics", raw).object


def starts(calendar: Calendar, start: datetime, end: datetime) -> list[str]:
    rows = occurrences_between([calendar.id], start, end)
    return [f"{row.uid} {row.start_at:%Y%m%dT%H%M}" for row in rows]


def test_an_endless_series_has_rows_for_the_window_and_answers_beyond(
    actor: Actor, calendar: Calendar
) -> None:
    stored = put(actor, calendar, "w", "RRULE:FREQ=WEEKLY", start="20200106T090000Z")
    assert stored.filled_until == NOW + AHEAD
    rows = Occurrence.objects.order_by("start_at").values_list("start_at", flat=True)
    assert (rows[0].year, len(rows)) == (2025, 209)
    early = starts(calendar, datetime(2021, 1, 4, tzinfo=UTC), datetime(2021, 1, 12, tzinfo=UTC))
    assert early == ["w 20210104T0900", "w 20210111T0900"]
    late = starts(calendar, datetime(2040, 1, 2, tzinfo=UTC), datetime(2040, 1, 3, tzinfo=UTC))
    assert late == ["w 20400102T0900"]


def test_what_happens_every_minute_has_no_rows_and_is_found(
    actor: Actor, calendar: Calendar
) -> None:
    put(actor, calendar, "m", "RRULE:FREQ=MINUTELY", start="20261201T090000Z")
    assert not Occurrence.objects.exists()
    begin = datetime(2027, 1, 1, tzinfo=UTC)
    assert len(starts(calendar, begin, begin + timedelta(minutes=5))) == 64


def test_rows_roll_forward_and_a_second_time_nothing_is_done(
    actor: Actor, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(actor, calendar, "w", "RRULE:FREQ=WEEKLY", start="20200106T090000Z")
    put(actor, calendar, "m", "RRULE:FREQ=MINUTELY", start="20261201T090000Z")
    before = CalendarObject.objects.get(uid="w")
    later = NOW + timedelta(days=120)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert roll_forward(later) == 1
    assert roll_forward(later) == 0
    after = CalendarObject.objects.get(uid="w")
    assert after.filled_until == later + AHEAD
    assert (after.etag, after.seq, after.updated_at) == (
        before.etag,
        before.seq,
        before.updated_at,
    )
    last = Occurrence.objects.order_by("-start_at").values_list("start_at", flat=True)[0]
    assert later + AHEAD - timedelta(days=7) < last < later + AHEAD


def test_long_events_are_found_in_their_middle(actor: Actor, calendar: Calendar) -> None:
    raw = event("long", start="20260101T000000Z", end="20270101T000000Z").encode()
    put_object(actor, calendar, "long.ics", raw)
    day = datetime(2026, 7, 1, tzinfo=UTC)
    assert starts(calendar, day, day + timedelta(days=1)) == ["long 20260101T0000"]
    after = datetime(2027, 1, 1, tzinfo=UTC)
    assert starts(calendar, after, after + timedelta(days=1)) == []


def test_a_range_is_a_fixed_number_of_queries(
    actor: Actor, calendar: Calendar, count_queries: CountQueries
) -> None:
    for number in range(12):
        put(actor, calendar, str(number), "RRULE:FREQ=DAILY", start="20261201T090000Z")
    begin = datetime(2026, 12, 1, tzinfo=UTC)
    with count_queries(3):
        found = occurrences_between([calendar.id], begin, begin + timedelta(days=30))
    assert len(found) == 360
