"""Expansion of objects: exceptions, changed occurrences, dates without a place, ranges."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bureau.calendar.ical import CalendarData, bounds, occurrences

from .samples import event, parsed

PARIS = "TZID=Europe/Paris"


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def within(
    data: CalendarData, start: str, end: str, zone: str = "UTC", limit: int = 1000
) -> list[str]:
    """The occurrences of a range as `id start/end title`, times in UTC."""
    found = occurrences(data, at(f"{start} 00:00"), at(f"{end} 00:00"), ZoneInfo(zone), limit)
    return [
        f"{span.recurrence_id} {span.start:%m-%d %H:%M}/{span.end:%m-%d %H:%M} "
        f"{span.component.get('SUMMARY', '')}".strip()
        for span in found
    ]


WEEKLY = (
    f"DTSTART;{PARIS}:20261005T090000",
    f"DTEND;{PARIS}:20261005T100000",
    "RRULE:FREQ=WEEKLY;COUNT=5",
    "SUMMARY:Team",
)


def test_a_single_event_has_no_recurrence_id() -> None:
    data = parsed(event("DTSTART:20261123T090000Z", "DTEND:20261123T093000Z"))
    assert within(data, "2026-11-01", "2026-12-01") == ["11-23 09:00/11-23 09:30"]
    assert bounds(data) == (at("2026-11-23 09:00"), at("2026-11-23 09:30"), False)


def test_a_series_keeps_its_local_time_over_a_change_of_clocks() -> None:
    data = parsed(event(*WEEKLY))
    assert within(data, "2026-10-01", "2026-12-01") == [
        "20261005T070000Z 10-05 07:00/10-05 08:00 Team",
        "20261012T070000Z 10-12 07:00/10-12 08:00 Team",
        "20261019T070000Z 10-19 07:00/10-19 08:00 Team",
        "20261026T080000Z 10-26 08:00/10-26 09:00 Team",
        "20261102T080000Z 11-02 08:00/11-02 09:00 Team",
    ]
    assert bounds(data) == (at("2026-10-05 07:00"), at("2026-11-02 09:00"), True)


def test_exceptions_in_any_form_exclude() -> None:
    """In its own zone, in UTC, floating, and as a mere date of the local day."""
    data = parsed(
        event(
            *WEEKLY,
            f"EXDATE;{PARIS}:20261005T090000",
            "EXDATE:20261012T070000Z,20261019T090000",
            "EXDATE;VALUE=DATE:20261026",
        )
    )
    assert within(data, "2026-10-01", "2026-12-01") == [
        "20261102T080000Z 11-02 08:00/11-02 09:00 Team"
    ]


def test_a_moved_occurrence_leaves_its_place_and_the_range() -> None:
    moved = event(
        f"RECURRENCE-ID;{PARIS}:20261012T090000",
        "DTSTART:20261110T150000Z",
        "DTEND:20261110T160000Z",
        "SUMMARY:Late",
    )
    data = parsed(event(*WEEKLY), moved)
    assert within(data, "2026-10-10", "2026-10-15") == []
    assert within(data, "2026-11-03", "2026-11-30") == [
        "20261012T070000Z 11-10 15:00/11-10 16:00 Late"
    ]
    assert bounds(data) == (at("2026-10-05 07:00"), at("2026-11-10 16:00"), True)


def test_recurrence_ids_are_told_in_the_kind_of_the_series() -> None:
    in_utc = event("RECURRENCE-ID:20261012T070000Z", "DTSTART:20261012T080000Z", "SUMMARY:A")
    floating = event("RECURRENCE-ID:20261019T090000", "DTSTART:20261019T080000Z", "SUMMARY:B")
    as_date = event("RECURRENCE-ID;VALUE=DATE:20261026", "DTSTART:20261026T110000Z", "SUMMARY:C")
    data = parsed(event(*WEEKLY), in_utc, floating, as_date)
    assert list(data.overrides) == ["20261012T070000Z", "20261019T070000Z", "20261026T080000Z"]
    assert [line.split()[-1] for line in within(data, "2026-10-01", "2026-12-01")] == [
        "Team", "A", "B", "C", "Team",
    ]  # fmt: skip


def test_additional_dates_and_periods() -> None:
    data = parsed(
        event(
            *WEEKLY[:2],
            f"RDATE;{PARIS}:20261007T090000,20261005T090000",
            "RDATE;VALUE=PERIOD:20261006T060000Z/PT3H,20261006T120000Z/20261006T123000Z",
            "RDATE:20261001T070000Z",
        )
    )
    assert within(data, "2026-10-01", "2026-12-01") == [
        "20261001T070000Z 10-01 07:00/10-01 08:00",
        "20261005T070000Z 10-05 07:00/10-05 08:00",
        "20261006T060000Z 10-06 06:00/10-06 09:00",
        "20261006T120000Z 10-06 12:00/10-06 12:30",
        "20261007T070000Z 10-07 07:00/10-07 08:00",
    ]


def test_this_and_future_shifts_what_follows() -> None:
    turn = event(
        f"RECURRENCE-ID;RANGE=THISANDFUTURE;{PARIS}:20261019T090000",
        f"DTSTART;{PARIS}:20261020T103000",
        f"DTEND;{PARIS}:20261020T123000",
        "SUMMARY:New",
    )
    single = event(
        f"RECURRENCE-ID;{PARIS}:20261026T090000", "DTSTART:20261026T050000Z", "SUMMARY:Once"
    )
    data = parsed(event(*WEEKLY), turn, single)
    assert within(data, "2026-10-01", "2026-12-01") == [
        "20261005T070000Z 10-05 07:00/10-05 08:00 Team",
        "20261012T070000Z 10-12 07:00/10-12 08:00 Team",
        "20261019T070000Z 10-20 08:30/10-20 10:30 New",
        "20261026T080000Z 10-26 05:00/10-26 05:00 Once",
        "20261102T080000Z 11-03 09:30/11-03 11:30 New",
    ]


def test_all_day_series_are_local_everywhere() -> None:
    data = parsed(
        event("DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261125", "RRULE:FREQ=YEARLY")
    )
    spans = list(occurrences(data, at("2027-01-01 00:00"), at("2029-01-01 00:00")))
    assert [(span.recurrence_id, span.start, span.end, span.is_local) for span in spans] == [
        ("20271123", at("2027-11-23 00:00"), at("2027-11-25 00:00"), True),
        ("20281123", at("2028-11-23 00:00"), at("2028-11-25 00:00"), True),
    ]
    assert bounds(data) == (at("2026-11-23 00:00"), None, True)


def test_the_zone_of_the_reader_decides_whether_a_local_day_is_in_the_range() -> None:
    data = parsed(event("DTSTART;VALUE=DATE:20261123"))
    start, end = at("2026-11-23 20:00"), at("2026-11-24 00:00")
    assert list(occurrences(data, start, end, ZoneInfo("Asia/Tokyo"))) == []
    assert len(list(occurrences(data, start, end, ZoneInfo("America/New_York")))) == 1


def test_floating_series() -> None:
    data = parsed(event("DTSTART:20261024T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"))
    spans = list(occurrences(data, at("2026-10-01 00:00"), at("2026-11-01 00:00")))
    assert [(span.recurrence_id, span.start, span.is_local) for span in spans] == [
        (f"202610{day}T080000", at(f"2026-10-{day} 08:00"), True) for day in (24, 25, 26)
    ]


def test_only_changed_occurrences_are_known_to_a_guest_of_one() -> None:
    data = parsed(event("RECURRENCE-ID:20261012T070000Z", "DTSTART:20261012T080000Z"))
    assert data.master is None
    assert within(data, "2026-10-01", "2026-12-01") == ["20261012T070000Z 10-12 08:00/10-12 08:00"]
    assert bounds(data) == (at("2026-10-12 08:00"), at("2026-10-12 08:00"), True)


def test_a_start_that_the_rule_lacks_is_the_first_of_all_the_same() -> None:
    data = parsed(event("DTSTART:20261124T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3"))
    assert [line[:8] for line in within(data, "2026-11-01", "2027-01-01")] == [
        "20261124", "20261130", "20261207",
    ]  # fmt: skip


def test_ranges_are_open_at_their_end_and_take_what_lasts_into_them() -> None:
    data = parsed(event("DTSTART:20261123T220000Z", "DTEND:20261124T020000Z"))
    assert within(data, "2026-11-24", "2026-11-25") != []
    assert within(data, "2026-11-22", "2026-11-23") == []
    instant = parsed(event("DTSTART:20261124T000000Z"))
    assert within(instant, "2026-11-24", "2026-11-25") != []
    assert within(instant, "2026-11-23", "2026-11-24") == []
    touching = parsed(event("DTSTART:20261123T220000Z", "DTEND:20261124T000000Z"))
    assert within(touching, "2026-11-24", "2026-11-25") == []


def test_a_long_occurrence_that_began_long_before_is_found() -> None:
    data = parsed(event("DTSTART:20260101T000000Z", "DURATION:P200D", "RRULE:FREQ=YEARLY"))
    assert within(data, "2027-07-01", "2027-07-02") == ["20270101T000000Z 01-01 00:00/07-20 00:00"]


def test_tasks_with_due_dates() -> None:
    task = ["BEGIN:VTODO", "UID:one", "DUE;VALUE=DATE:20261123", "RRULE:FREQ=WEEKLY;COUNT=2"]
    data = parsed([*task, "END:VTODO"])
    assert within(data, "2026-11-01", "2026-12-31") == [
        "20261123 11-23 00:00/11-24 00:00", "20261130 11-30 00:00/12-01 00:00",
    ]  # fmt: skip
    undated = parsed(["BEGIN:VTODO", "UID:one", "SUMMARY:Some day", "END:VTODO"])
    assert within(undated, "1990-01-01", "2050-01-01") == []
    assert bounds(undated) == (None, None, False)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=999999999"])
def test_expansion_is_capped(rule: str) -> None:
    data = parsed(event("DTSTART:19900101T000000Z", f"RRULE:{rule}"))
    assert len(within(data, "1990-01-01", "1999-01-01", limit=50)) == 50
    everything = list(occurrences(data, at("1990-01-01 00:00"), at("1999-01-01 00:00")))
    assert len(everything) == 20_000
    assert bounds(data)[1] is None


def test_a_daily_series_from_long_ago_is_not_counted_day_by_day() -> None:
    data = parsed(event(f"DTSTART;{PARIS}:19000101T090000", "RRULE:FREQ=DAILY"))
    assert within(data, "2026-11-23", "2026-11-24") == ["20261123T080000Z 11-23 08:00/11-23 08:00"]


def test_occurrences_come_by_their_start() -> None:
    data = parsed(
        event(f"DTSTART;{PARIS}:20261024T000000", "RRULE:FREQ=MINUTELY;INTERVAL=30;COUNT=120")
    )
    spans = list(occurrences(data, at("2026-10-01 00:00"), at("2026-11-01 00:00")))
    starts = [span.start for span in spans]
    assert starts == sorted(starts)
    assert len(spans) == 120
    assert len({span.recurrence_id for span in spans}) == 120


def test_several_rules_are_united() -> None:
    data = parsed(
        event(
            "DTSTART:20261123T090000Z",
            "RRULE:FREQ=DAILY;COUNT=3",
            "RRULE:FREQ=WEEKLY;COUNT=2",
        )
    )
    assert [line[:8] for line in within(data, "2026-11-01", "2026-12-31")] == [
        "20261123", "20261124", "20261125", "20261130",
    ]  # fmt: skip


def test_a_duration_of_days_is_nominal_and_of_hours_exact() -> None:
    """RFC 5545 §3.3.6 and §3.8.5.3, over the change of clocks of 25 October 2026."""
    for length, hours in (("P1D", 25), ("PT24H", 24), ("P1DT1H", 26)):
        data = parsed(event(f"DTSTART;{PARIS}:20261024T120000", f"DURATION:{length}"))
        (span,) = occurrences(data, at("2026-10-01 00:00"), at("2026-11-01 00:00"))
        assert span.end - span.start == timedelta(hours=hours)
    by_end = parsed(
        event(
            f"DTSTART;{PARIS}:20261017T120000",
            f"DTEND;{PARIS}:20261018T120000",
            "RRULE:FREQ=WEEKLY;COUNT=2",
        )
    )
    spans = list(occurrences(by_end, at("2026-10-01 00:00"), at("2026-11-01 00:00")))
    assert [span.end - span.start for span in spans] == [timedelta(hours=24)] * 2
