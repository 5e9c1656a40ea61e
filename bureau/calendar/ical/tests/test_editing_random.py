"""Edits of random series: every occurrence that an edit does not name stays what it was."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bureau.calendar.ical import (
    CalendarData,
    Edited,
    EventChanges,
    Range,
    edit,
    occurrences,
    parse_object,
    remove,
    text_of,
)
from bureau.calendar.recurrence import Frequency, Rule
from bureau.calendar.recurrence.tests.test_random_rules import rules

from .samples import calendar, event

LOW, HIGH = datetime(2024, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
MOST = 25


@dataclass(frozen=True)
class Seen:
    """An occurrence as a reader sees it."""

    start: datetime
    end: datetime
    title: str


def seen(*objects: CalendarData | None) -> list[Seen]:
    found = [
        Seen(span.start, span.end, text_of(span.component, "SUMMARY"))
        for data in objects
        if data is not None
        for span in occurrences(data, LOW, HIGH)
    ]
    return sorted(found, key=lambda each: (each.start, each.end, each.title))


def by_id(data: CalendarData) -> dict[str, Seen]:
    return {
        span.recurrence_id: Seen(span.start, span.end, text_of(span.component, "SUMMARY"))
        for span in occurrences(data, LOW, HIGH)
    }


def reread(data: CalendarData | None) -> CalendarData | None:
    return parse_object(data.to_bytes()) if data else None


@st.composite
def series(draw: st.DrawFn) -> CalendarData:
    """A series with up to MOST occurrences, exceptions, extra dates and changed occurrences."""
    rule: Rule = draw(
        st.sampled_from([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY]).flatmap(rules)
    )
    kind = draw(st.sampled_from(["date", "floating", "utc", "zoned"]))
    start = draw(st.datetimes(datetime(2025, 1, 1), datetime(2026, 6, 1)))
    start = start.replace(minute=0, second=0, microsecond=0)
    if kind == "date":
        start = start.replace(hour=0)
        rule = Rule(**(vars(rule) | {"byhour": (), "byminute": (), "bysecond": ()}))
    count = draw(st.integers(2, MOST))
    lines = [f"DTSTART{_text(kind, start)}", _length(kind), "SUMMARY:Series"]
    lines.append(f"RRULE:{Rule(**(vars(rule) | {'count': count})).to_text()}")
    if draw(st.booleans()):
        extra = start + timedelta(days=draw(st.integers(1, 200)), hours=3 if kind != "date" else 0)
        lines.append(f"RDATE{_text(kind, extra)}")
    plain = parse_object(calendar(*event(*lines)))
    ids = list(by_id(plain))
    gone = draw(st.sets(st.sampled_from(ids), max_size=2))
    lines += [f"EXDATE{_id(kind, each)}" for each in sorted(gone)]
    changed = draw(st.sets(st.sampled_from(ids), max_size=3)) - gone
    parts = event(*lines)
    for at, each in enumerate(sorted(changed)):
        shift = draw(st.sampled_from([0, 0, 1, -30]))
        moved = plain_start(each) + timedelta(days=shift)
        parts += event(
            f"RECURRENCE-ID{_id(kind, each)}", f"DTSTART{_text_of(kind, moved)}",
            _length(kind), f"SUMMARY:Changed {at}",
        )  # fmt: skip
    data = parse_object(calendar(*parts))
    assume(len(by_id(data)) > 1)
    return data


def plain_start(recurrence_id: str) -> datetime:
    text = recurrence_id.removesuffix("Z")
    return datetime.strptime(text, "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")


def _text(kind: str, local: datetime) -> str:
    if kind == "zoned":
        return f";TZID=Europe/Paris:{local:%Y%m%dT%H%M%S}"
    return _text_of(kind, local)


def _text_of(kind: str, moment: datetime) -> str:
    if kind == "date":
        return f";VALUE=DATE:{moment:%Y%m%d}"
    return f":{moment:%Y%m%dT%H%M%S}" + ("Z" if kind in ("utc", "zoned") else "")


def _id(kind: str, recurrence_id: str) -> str:
    return f";VALUE=DATE:{recurrence_id}" if kind == "date" else f":{recurrence_id}"


def _length(kind: str) -> str:
    return "DURATION:P1D" if kind == "date" else "DURATION:PT1H"


@settings(max_examples=30, deadline=None)
@given(data=series(), choice=st.data())
def test_an_edit_of_one_keeps_every_other(data: CalendarData, choice: st.DataObject) -> None:
    before = by_id(data)
    one = choice.draw(st.sampled_from(list(before)))
    after = reread(edit(data, Range.THIS, one, EventChanges(title="Edited")).kept)
    assert after is not None
    expected = before | {one: Seen(before[one].start, before[one].end, "Edited")}
    assert by_id(after) == expected
    assert by_id(data) == before


@settings(max_examples=30, deadline=None)
@given(data=series(), choice=st.data())
def test_a_removal_of_one_keeps_every_other(data: CalendarData, choice: st.DataObject) -> None:
    before = by_id(data)
    one = choice.draw(st.sampled_from(list(before)))
    after = reread(remove(data, Range.THIS, one).kept)
    assert after is not None
    assert by_id(after) == {key: seen for key, seen in before.items() if key != one}


@settings(max_examples=50, deadline=None)
@given(data=series(), choice=st.data())
def test_a_split_happens_when_the_series_did(data: CalendarData, choice: st.DataObject) -> None:
    before = by_id(data)
    one = choice.draw(st.sampled_from(list(before)))
    edited = edit(data, Range.FOLLOWING, one, EventChanges(location="Elsewhere"))
    kept, split = reread(edited.kept), reread(edited.split)
    assert seen(kept, split) == seen(data)
    if split is not None:
        assert kept is not None
        assert split.uid != kept.uid == data.uid
        assert set(by_id(kept)) == {key for key in before if order(key) < order(one)}
        assert set(by_id(split)) == {key for key in before if order(key) >= order(one)}
        assert {text_of(part, "LOCATION") for part in split.parts} == {"Elsewhere"}
        assert {text_of(part, "LOCATION") for part in kept.parts} == {""}


def order(recurrence_id: str) -> str:
    return recurrence_id.ljust(16, "0")


@settings(max_examples=40, deadline=None)
@given(data=series(), choice=st.data())
def test_what_follows_is_removed_and_nothing_else(
    data: CalendarData, choice: st.DataObject
) -> None:
    before = by_id(data)
    one = choice.draw(st.sampled_from(list(before)))
    kept = reread(remove(data, Range.FOLLOWING, one).kept)
    left = {key: each for key, each in before.items() if order(key) < order(one)}
    assert (by_id(kept) if kept else {}) == left


@settings(max_examples=30, deadline=None)
@given(data=series())
def test_a_new_title_for_all_keeps_times_and_own_titles(data: CalendarData) -> None:
    after = reread(edit(data, Range.ALL, "", EventChanges(title="All")).kept)
    assert after is not None
    assert by_id(after) == {
        key: Seen(each.start, each.end, each.title.replace("Series", "All"))
        for key, each in by_id(data).items()
    }


@settings(max_examples=50, deadline=None)
@given(data=series(), days=st.integers(-10, 10), hours=st.integers(0, 2), choice=st.data())
def test_a_moved_series_keeps_all_its_exceptions(
    data: CalendarData, days: int, hours: int, choice: st.DataObject
) -> None:
    """As many occurrences as before; those that had left their place stay where they were put."""
    assert data.master is not None
    before = by_id(data)
    start = data.start
    assert start is not None
    hours = 0 if start.is_all_day else hours
    target = start.at(start.local + timedelta(days=days, hours=hours))
    edited: Edited = edit(data, Range.ALL, "", EventChanges(start=target.value))
    after = reread(edited.kept)
    assert after is not None
    found = by_id(after)
    assert len(found) == len(before)
    assert sorted(each.title for each in found.values()) == sorted(
        each.title for each in before.values()
    )
    away = [each for key, each in before.items() if is_away(key, each)]
    assert all(each in found.values() for each in away)


def is_away(recurrence_id: str, each: Seen) -> bool:
    return plain_start(recurrence_id) != each.start.replace(tzinfo=None)


@settings(max_examples=30, deadline=None)
@given(data=series(), choice=st.data())
def test_an_edit_of_an_edit_is_as_one(data: CalendarData, choice: st.DataObject) -> None:
    """Editing one of the second half after a split is editing it before."""
    ids = list(by_id(data))
    one = choice.draw(st.sampled_from(ids))
    edited = edit(data, Range.FOLLOWING, one, EventChanges(title="Half"))
    split = reread(edited.split or edited.kept)
    assert split is not None
    other = choice.draw(st.sampled_from(list(by_id(split))))
    twice = reread(edit(split, Range.THIS, other, EventChanges(title="Twice")).kept)
    assert twice is not None
    expected = by_id(split)
    expected[other] = Seen(expected[other].start, expected[other].end, "Twice")
    assert by_id(twice) == expected
