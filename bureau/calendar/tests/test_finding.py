"""Finding a time, held to a search that looks at every minute."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bureau.calendar.finding import MINUTE, Agenda, Interval, Slot, find_slots

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
END = START + timedelta(hours=10)
HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0) -> datetime:
    return START.replace(hour=hour, minute=minute)


def test_the_first_time_that_suits_all_comes_first() -> None:
    agendas = [
        Agenda("ann", [(at(8), at(10))], [(at(8), at(17))]),
        Agenda("bob", [(at(10), at(10, 20))], [(at(9), at(17))]),
    ]
    best = find_slots(agendas, START, END, HOUR)[0]
    assert best == Slot(at(10, 30), at(11, 30), (), (), 100)


def test_where_nothing_suits_all_the_least_bad_is_offered_with_names() -> None:
    day = [(START, END)]
    agendas = [Agenda("ann", day, day), Agenda("bob", [], day), Agenda("room", [], None)]
    best = find_slots(agendas, START, END, HOUR)[0]
    assert (best.start, best.conflicts, best.out_of_hours) == (START, ("ann",), ())
    assert best.score == 67


def test_early_hours_count_less_than_conflicts() -> None:
    agendas = [
        Agenda("ann", [(at(8), at(17))], [(START, END)]),
        Agenda("bob", [], [(at(8), at(12))]),
    ]
    best = find_slots(agendas, START, END, HOUR)[0]
    assert (best.start, best.conflicts, best.out_of_hours) == (at(17), (), ("bob",))


def test_optional_guests_decide_between_times_that_are_equal() -> None:
    agendas = [
        Agenda("ann", [], [(START, END)]),
        Agenda("opt", [(at(8), at(9))], [(START, END)], is_optional=True),
    ]
    assert find_slots(agendas, START, END, HOUR)[0].start == at(9)


def test_a_time_at_which_nobody_comes_is_none() -> None:
    assert find_slots([Agenda("ann", [(START, END)], None)], START, END, HOUR) == []
    assert find_slots([Agenda("ann", [], None)], START, START + timedelta(minutes=59), HOUR) == []


SPANS = st.lists(
    st.tuples(st.integers(-60, 660), st.integers(1, 180)).map(
        lambda pair: (
            START + pair[0] * MINUTE,
            START + (pair[0] + pair[1]) * MINUTE + timedelta(seconds=pair[1] % 60),
        )
    ),
    max_size=6,
)
AGENDAS = st.lists(
    st.tuples(SPANS, st.none() | SPANS, st.booleans()).map(
        lambda parts: Agenda(str(id(parts)), parts[0], parts[1], parts[2])
    ),
    min_size=1,
    max_size=5,
)


def _touches(spans: Sequence[Interval], start: datetime, end: datetime) -> bool:
    return any(begins < end and ends > start for begins, ends in spans)


def _covered(spans: Sequence[Interval], start: datetime, end: datetime) -> bool:
    minute = start
    while minute < end:
        if not any(begins <= minute and minute + MINUTE <= ends for begins, ends in spans):
            return False
        minute += MINUTE
    return True


@given(AGENDAS, st.sampled_from([15, 25, 30, 60, 95]))
def test_what_is_said_of_a_slot_is_true(agendas: list[Agenda], minutes: int) -> None:
    length = timedelta(minutes=minutes)
    slots = find_slots(agendas, START, END, length)
    for slot in slots:
        assert START <= slot.start < slot.end <= END
        assert slot.end - slot.start == length
        assert slot.start.minute % 15 == 0
        busy = {one.who for one in agendas if _touches(one.busy, slot.start, slot.end)}
        off = {
            one.who
            for one in agendas
            if one.working is not None and not _covered(one.working, slot.start, slot.end)
        }
        assert set(slot.conflicts) == busy
        assert set(slot.out_of_hours) == off - busy
        assert (slot.score == 100) == (not busy and not off)
    assert [slot.score for slot in slots] == sorted((slot.score for slot in slots), reverse=True)
    starts = sorted(slot.start for slot in slots)
    assert all(
        later - earlier >= length for earlier, later in zip(starts, starts[1:], strict=False)
    )


@given(AGENDAS)
def test_a_time_that_suits_all_is_found_if_there_is_one(agendas: list[Agenda]) -> None:
    length = timedelta(minutes=30)
    candidates = [START + number * timedelta(minutes=15) for number in range(39)]
    suits = [
        start
        for start in candidates
        if not any(_touches(one.busy, start, start + length) for one in agendas)
        and all(
            one.working is None or _covered(one.working, start, start + length) for one in agendas
        )
    ]
    slots = find_slots(agendas, START, END, length)
    assert ([slots[0].start] if slots and slots[0].score == 100 else []) == suits[:1]


def test_fifty_people_over_two_weeks_take_less_than_a_tenth_of_a_second() -> None:
    days = [START + timedelta(days=number) for number in range(14)]
    agendas = [
        Agenda(
            f"person{who}",
            [(day + (who + n) % 9 * HOUR, day + (who + n) % 9 * HOUR + HOUR / 2) for day in days
             for n in range(6)],
            [(day, day + 9 * HOUR) for day in days],
        )
        for who in range(50)
    ]  # fmt: skip
    began = time.process_time()
    assert len(find_slots(agendas, START, START + timedelta(days=14), HOUR)) == 20
    assert time.process_time() - began < 0.1
