"""Zones: names, definitions of the object's own, changes of clocks in both hemispheres."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.calendar.ical import named_zone, occurrences, parse_object, start_of
from bureau.calendar.ical.definitions import defined_zone
from bureau.calendar.ical.lines import split_line
from bureau.calendar.ical.vtimezones import zone_lines
from bureau.calendar.recurrence import Frequency, Rule
from bureau.calendar.recurrence.tests.oracle import oracle
from bureau.calendar.recurrence.tests.test_random_rules import rules

from .samples import calendar, event, parsed, zone

ZONES = (
    "Europe/Paris", "America/New_York", "Australia/Sydney", "America/Sao_Paulo",
    "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Dublin", "Asia/Tehran",
    "America/Santiago", "Africa/Cairo", "Antarctica/Troll", "Asia/Kathmandu",
)  # fmt: skip
FAR = datetime(9000, 1, 1, tzinfo=UTC)


def instants(*lines: str, zones: list[str] | None = None) -> list[str]:
    data = parsed(event(*lines), zones=zones)
    spans = occurrences(data, datetime(1900, 1, 1, tzinfo=UTC), FAR)
    return [f"{span.start:%Y-%m-%d %H:%M}" for span in spans]


@pytest.mark.parametrize(
    ("tzid", "name"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("europe/paris", "Europe/Paris"),
        ("/freeassociation.sourceforge.net/Europe/Paris", "Europe/Paris"),
        ("/mozilla.org/20050126_1/America/Argentina/Salta", "America/Argentina/Salta"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("AUS Eastern Standard Time", "Australia/Sydney"),
        ("Etc/UTC", "Etc/UTC"),
    ],
)
def test_names_of_zones(tzid: str, name: str) -> None:
    assert named_zone(tzid) == ZoneInfo(name)


@pytest.mark.parametrize(
    "tzid", ["", "Nowhere/Town", "../../etc/passwd", "Europe", "\x00", "x" * 999]
)
def test_what_is_no_zone(tzid: str) -> None:
    assert named_zone(tzid) is None


@pytest.mark.parametrize(
    ("tzid", "local", "instant"),
    [
        # Clocks put forward: the time does not exist, the offset before the gap counts.
        ("America/New_York", "20070311T023000", "2007-03-11 07:30"),
        ("Europe/Paris", "20260329T023000", "2026-03-29 01:30"),
        ("Australia/Sydney", "20261004T023000", "2026-10-03 16:30"),
        ("Australia/Lord_Howe", "20261004T021500", "2026-10-03 15:45"),
        # Clocks put back: the time exists twice, the first one counts.
        ("America/New_York", "20071104T013000", "2007-11-04 05:30"),
        ("Europe/Paris", "20261025T023000", "2026-10-25 00:30"),
        ("Australia/Sydney", "20260405T023000", "2026-04-04 15:30"),
        # Samoa had no 30 December 2011.
        ("Pacific/Apia", "20111230T120000", "2011-12-30 22:00"),
    ],
)
def test_local_times_that_are_none_or_two(tzid: str, local: str, instant: str) -> None:
    """RFC 5545 §3.3.5."""
    assert instants(f"DTSTART;TZID={tzid}:{local}") == [instant]


def test_a_daily_series_passes_a_gap() -> None:
    """RFC 5545 §3.3.10: a computed time that does not exist is read as an explicit one."""
    found = instants("DTSTART;TZID=Europe/Paris:20260328T023000", "RRULE:FREQ=DAILY;COUNT=3")
    assert found == ["2026-03-28 01:30", "2026-03-29 01:30", "2026-03-30 00:30"]


def test_hours_that_fall_together_happen_once() -> None:
    found = instants("DTSTART;TZID=Europe/Paris:20260329T010000", "RRULE:FREQ=HOURLY;COUNT=5")
    assert found == [f"2026-03-29 {hour:02}:00" for hour in (0, 1, 2, 3)]


def test_a_zone_that_changed_its_rules() -> None:
    """The United States moved their change of clocks in 2007; Brazil gave it up in 2019."""
    march = instants("DTSTART;TZID=America/New_York:20060315T090000", "RRULE:FREQ=YEARLY;COUNT=3")
    assert march == ["2006-03-15 14:00", "2007-03-15 13:00", "2008-03-15 13:00"]
    december = instants(
        "DTSTART;TZID=America/Sao_Paulo:20171201T090000", "RRULE:FREQ=YEARLY;COUNT=3"
    )
    assert december == ["2017-12-01 11:00", "2018-12-01 11:00", "2019-12-01 12:00"]


OWN = zone(
    "Town Hall",
    ("STANDARD", "20001029T030000", "+0200", "+0100", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    ("DAYLIGHT", "20000326T020000", "+0100", "+0200", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
)


def test_a_zone_of_the_objects_own() -> None:
    found = instants(
        "DTSTART;TZID=Town Hall:20260327T090000", "RRULE:FREQ=DAILY;COUNT=4", zones=OWN
    )
    assert found == [
        "2026-03-27 08:00", "2026-03-28 08:00", "2026-03-29 07:00", "2026-03-30 07:00",
    ]  # fmt: skip


def test_a_zone_of_one_object_means_nothing_in_another() -> None:
    assert instants("DTSTART;TZID=Town Hall:20260601T090000", zones=OWN) == ["2026-06-01 07:00"]
    other = zone("Town Hall", ("STANDARD", "19700101T000000", "-0500", "-0500", ""))
    assert instants("DTSTART;TZID=Town Hall:20260601T090000", zones=other) == ["2026-06-01 14:00"]
    alone = parsed(event("DTSTART;TZID=Town Hall:20260601T090000"))
    start = start_of(alone.first)
    assert start is not None
    assert start.is_local


def test_a_definition_may_follow_what_uses_it() -> None:
    lines = event("DTSTART;TZID=Town Hall:20260601T090000")
    data = parse_object(calendar(*lines, *OWN))
    assert data.start is not None
    assert data.start.instant == datetime(2026, 6, 1, 7, tzinfo=UTC)


def test_an_iana_name_means_iana_whatever_the_object_defines() -> None:
    wrong = zone("Europe/Paris", ("STANDARD", "19700101T000000", "-0500", "-0500", ""))
    assert instants("DTSTART;TZID=Europe/Paris:20260601T090000", zones=wrong) == [
        "2026-06-01 07:00"
    ]


def test_outlooks_zone_from_1601() -> None:
    lines = zone(
        "Customized Time Zone",
        ("STANDARD", "16010101T030000", "+0200", "+0100", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        ("DAYLIGHT", "16010101T020000", "+0100", "+0200", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
    )
    found = instants(
        "DTSTART;TZID=Customized Time Zone:20261020T090000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
        zones=lines,
    )
    assert found == ["2026-10-20 07:00", "2026-10-27 08:00"]


@pytest.mark.parametrize(
    "lines",
    [
        ["BEGIN:VTIMEZONE", "TZID:Bad", "END:VTIMEZONE"],
        zone("Bad", ("STANDARD", "yesterday", "+0100", "+0100", "")),
        zone("Bad", ("STANDARD", "20000101T000000", "+9900", "+9900", "")),
        zone("Bad", ("STANDARD", "20000101T000000", "x", "y", "FREQ=NEVER")),
    ],
)
def test_a_broken_definition_leaves_times_floating(lines: list[str]) -> None:
    assert instants("DTSTART;TZID=Bad:20260601T090000", zones=lines) == ["2026-06-01 09:00"]


@settings(max_examples=80, deadline=None)
@given(
    tzid=st.sampled_from(ZONES),
    seconds=st.integers(0, 67 * 365 * 86_400),
)
def test_our_definition_of_a_zone_says_what_the_zone_is(tzid: str, seconds: int) -> None:
    instant = datetime(1970, 1, 5, tzinfo=UTC) + timedelta(seconds=seconds)
    pairs = [line for text in zone_lines(tzid) if (line := split_line(text))]
    own = defined_zone(tzid, tuple((line.name, line.value) for line in pairs))
    real = ZoneInfo(tzid)
    assert own is not None
    local = instant.astimezone(real)
    assert instant.astimezone(own).replace(tzinfo=None) == local.replace(tzinfo=None)
    naive = local.replace(tzinfo=None, fold=0)
    assert naive.replace(tzinfo=own).utcoffset() == naive.replace(tzinfo=real).utcoffset()


def slow_instant(local: datetime, zone: ZoneInfo) -> datetime:
    """RFC 5545 §3.3.5 word by word: the first with this local time, else by the offset before."""
    offsets = {
        (local + timedelta(hours=hours)).replace(tzinfo=UTC).astimezone(zone).utcoffset()
        for hours in range(-36, 37)
    }
    found = sorted((local - offset).replace(tzinfo=UTC) for offset in offsets if offset is not None)
    for instant in found:
        if instant.astimezone(zone).replace(tzinfo=None) == local:
            return instant
    instant = found[0] - timedelta(hours=30)
    while (instant + timedelta(minutes=15)).astimezone(zone).replace(tzinfo=None) <= local:
        instant += timedelta(minutes=15)
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return (local - offset).replace(tzinfo=UTC)


@st.composite
def zoned_series(draw: st.DrawFn) -> tuple[Rule, datetime, str]:
    freq = draw(st.sampled_from([Frequency.WEEKLY, Frequency.DAILY, Frequency.HOURLY]))
    start = draw(st.datetimes(datetime(2005, 1, 1), datetime(2025, 12, 31)))
    minute = draw(st.sampled_from([0, 15, 30]))
    return (
        draw(rules(freq)),
        start.replace(minute=minute, second=0, microsecond=0),
        draw(st.sampled_from(ZONES)),
    )


@settings(max_examples=100, deadline=None)
@given(series=zoned_series())
def test_random_series_in_zones_against_the_oracle(series: tuple[Rule, datetime, str]) -> None:
    rule, start, tzid = series
    days = {Frequency.WEEKLY: 250, Frequency.DAILY: 120, Frequency.HOURLY: 6}[rule.freq]
    end = start + timedelta(days=days)
    data = parsed(
        event(
            f"DTSTART;TZID={tzid}:{start:%Y%m%dT%H%M%S}", "DURATION:PT30M",
            f"RRULE:{rule.to_text()}",
        )
    )  # fmt: skip
    real = ZoneInfo(tzid)
    locals_ = {start, *oracle(rule, start, end + timedelta(days=2))}
    expected = sorted({slow_instant(local, real) for local in locals_})
    low, high = slow_instant(start, real) + timedelta(days=1), slow_instant(end, real)
    spans = list(occurrences(data, low, high))
    half = timedelta(minutes=30)
    assert [span.start for span in spans] == [
        instant for instant in expected if low < instant + half and instant < high
    ]
    assert all(span.end - span.start == half for span in spans)
    assert [span.recurrence_id for span in spans] == [
        f"{span.start:%Y%m%dT%H%M%SZ}" for span in spans
    ]
