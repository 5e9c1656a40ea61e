"""Every example of RFC 5545 §3.8.5.3, and what the text of §3.3.10 says beside them."""

import time
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from bureau.calendar.recurrence import BadRule, Rule, instances

NEW_YORK = ZoneInfo("America/New_York")


def local(moment: datetime) -> datetime:
    return moment.astimezone(NEW_YORK).replace(tzinfo=None)


def given(text: str, start: str, most: int = 400) -> list[str]:
    rule = Rule.parse(text)
    begin = datetime.strptime(start, "%Y-%m-%d %H:%M")
    found = instances(rule, begin, until=rule.until_for(local))
    return [f"{moment:%Y-%m-%d %H:%M}" for moment in islice(found, most)]


def days(*months: str, clock: str = "09:00") -> list[str]:
    """`1997-09 2 4` is two days of a month."""
    return [
        f"{month.split()[0]}-{int(day):02} {clock}" for month in months for day in month.split()[1:]
    ]


def every(first: date, last: date, step: int = 1) -> list[str]:
    number = (last - first).days // step + 1
    return [f"{first + timedelta(days=step * at)} 09:00" for at in range(number)]


JANUARIES = [
    f"{day}" for year in (1998, 1999, 2000) for day in every(date(year, 1, 1), date(year, 1, 31))
]
THIRD = date(1997, 9, 2)
EXAMPLES = {
    "daily for 10 occurrences": (
        "FREQ=DAILY;COUNT=10", "1997-09-02", days("1997-09 2 3 4 5 6 7 8 9 10 11"),
    ),
    "daily until December 24": (
        "FREQ=DAILY;UNTIL=19971224T000000Z", "1997-09-02", every(THIRD, date(1997, 12, 23)),
    ),
    "every other day, forever": (
        "FREQ=DAILY;INTERVAL=2", "1997-09-02", every(THIRD, date(1997, 12, 3), 2),
    ),
    "every 10 days, 5 occurrences": (
        "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", days("1997-09 2 12 22", "1997-10 2 12"),
    ),
    "every day in January, yearly": (
        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "1998-01-01", JANUARIES,
    ),
    "every day in January, daily": (
        "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01", JANUARIES,
    ),
    "weekly for 10 occurrences": (
        "FREQ=WEEKLY;COUNT=10", "1997-09-02",
        days("1997-09 2 9 16 23 30", "1997-10 7 14 21 28", "1997-11 4"),
    ),
    "weekly until December 24": (
        "FREQ=WEEKLY;UNTIL=19971224T000000Z", "1997-09-02", every(THIRD, date(1997, 12, 23), 7),
    ),
    "every other week, forever": (
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02",
        days("1997-09 2 16 30", "1997-10 14 28", "1997-11 11 25", "1997-12 9 23", "1998-01 6 20"),
    ),
    "Tuesday and Thursday for five weeks, by end": (
        "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997-09-02",
        days("1997-09 2 4 9 11 16 18 23 25 30", "1997-10 2"),
    ),
    "Tuesday and Thursday for five weeks, by count": (
        "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02",
        days("1997-09 2 4 9 11 16 18 23 25 30", "1997-10 2"),
    ),
    "every other week on three days": (
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01",
        days("1997-09 1 3 5 15 17 19 29", "1997-10 1 3 13 15 17 27 29 31",
             "1997-11 10 12 14 24 26 28", "1997-12 8 10 12 22"),
    ),
    "every other week on two days, 8 occurrences": (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02",
        days("1997-09 2 4 16 18 30", "1997-10 2 14 16"),
    ),
    "first Friday, 10 occurrences": (
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05",
        days("1997-09 5", "1997-10 3", "1997-11 7", "1997-12 5", "1998-01 2", "1998-02 6",
             "1998-03 6", "1998-04 3", "1998-05 1", "1998-06 5"),
    ),
    "first Friday until December 24": (
        "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997-09-05",
        days("1997-09 5", "1997-10 3", "1997-11 7", "1997-12 5"),
    ),
    "first and last Sunday of every other month": (
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07",
        days("1997-09 7 28", "1997-11 2 30", "1998-01 4 25", "1998-03 1 29", "1998-05 3 31"),
    ),
    "second last Monday": (
        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22",
        days("1997-09 22", "1997-10 20", "1997-11 17", "1997-12 22", "1998-01 19", "1998-02 16"),
    ),
    "third last day of the month": (
        "FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28",
        days("1997-09 28", "1997-10 29", "1997-11 28", "1997-12 29", "1998-01 29", "1998-02 26"),
    ),
    "2nd and 15th": (
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02",
        days("1997-09 2 15", "1997-10 2 15", "1997-11 2 15", "1997-12 2 15", "1998-01 2 15"),
    ),
    "first and last day": (
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30",
        days("1997-09 30", "1997-10 1 31", "1997-11 1 30", "1997-12 1 31", "1998-01 1 31",
             "1998-02 1"),
    ),
    "every 18 months": (
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10",
        days("1997-09 10 11 12 13 14 15", "1999-03 10 11 12 13"),
    ),
    "every Tuesday, every other month": (
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02",
        days("1997-09 2 9 16 23 30", "1997-11 4 11 18 25", "1998-01 6 13 20 27",
             "1998-03 3 10 17 24 31"),
    ),
    "June and July": (
        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10",
        days(*(f"{year}-{month} 10" for year in range(1997, 2002) for month in ("06", "07"))),
    ),
    "every other year in three months": (
        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10",
        days("1997-03 10",
             *(f"{year}-0{month} 10" for year in (1999, 2001, 2003) for month in (1, 2, 3))),
    ),
    "three days of every third year": (
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "1997-01-01",
        days("1997-01 1", "1997-04 10", "1997-07 19", "2000-01 1", "2000-04 9", "2000-07 18",
             "2003-01 1", "2003-04 10", "2003-07 19", "2006-01 1"),
    ),
    "the 20th Monday": (
        "FREQ=YEARLY;BYDAY=20MO", "1997-05-19", days("1997-05 19", "1998-05 18", "1999-05 17"),
    ),
    "Monday of week 20": (
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12",
        days("1997-05 12", "1998-05 11", "1999-05 17"),
    ),
    "every Thursday in March": (
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13",
        days("1997-03 13 20 27", "1998-03 5 12 19 26", "1999-03 4 11 18 25"),
    ),
    "every Thursday in summer": (
        "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05",
        days("1997-06 5 12 19 26", "1997-07 3 10 17 24 31", "1997-08 7 14 21 28",
             "1998-06 4 11 18 25", "1998-07 2 9 16 23 30", "1998-08 6 13 20 27"),
    ),
    "every Friday the 13th": (
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02",
        days("1998-02 13", "1998-03 13", "1998-11 13", "1999-08 13", "2000-10 13"),
    ),
    "the first Saturday after the first Sunday": (
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13",
        days("1997-09 13", "1997-10 11", "1997-11 8", "1997-12 13", "1998-01 10", "1998-02 7",
             "1998-03 7", "1998-04 11", "1998-05 9", "1998-06 13"),
    ),
    "election day": (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05",
        days("1996-11 5", "2000-11 7", "2004-11 2"),
    ),
    "the third of three days": (
        "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04",
        days("1997-09 4", "1997-10 7", "1997-11 6"),
    ),
    "the second last working day": (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29",
        days("1997-09 29", "1997-10 30", "1997-11 27", "1997-12 30", "1998-01 29", "1998-02 26",
             "1998-03 30"),
    ),
    "week start Monday": (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05",
        days("1997-08 5 10 19 24"),
    ),
    "week start Sunday": (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05",
        days("1997-08 5 17 19 31"),
    ),
    "days that don't exist are left out": (
        "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15",
        days("2007-01 15 30", "2007-02 15", "2007-03 15 30"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_of_the_standard(name: str) -> None:
    text, start, expected = EXAMPLES[name]
    rule = Rule.parse(text)
    is_finite = rule.count is not None or rule.until is not None
    assert given(text, f"{start} 09:00", 400 if is_finite else len(expected)) == expected


def test_every_three_hours_of_a_day() -> None:
    """With the end of erratum 3883: 17:00 in New York."""
    found = given("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "1997-09-02 09:00")
    assert found == [f"1997-09-02 {clock}" for clock in ("09:00", "12:00", "15:00")]


def test_every_fifteen_minutes_six_times() -> None:
    found = given("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "1997-09-02 09:00")
    clocks = ("09:00", "09:15", "09:30", "09:45", "10:00", "10:15")
    assert found == [f"1997-09-02 {clock}" for clock in clocks]


def test_every_hour_and_a_half() -> None:
    found = given("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "1997-09-02 09:00")
    assert found == [f"1997-09-02 {clock}" for clock in ("09:00", "10:30", "12:00", "13:30")]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
        "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
    ],
)
def test_every_twenty_minutes_of_working_hours(text: str) -> None:
    expected = [
        f"1997-09-{day:02} {hour:02}:{minute:02}"
        for day in (2, 3)
        for hour in range(9, 17)
        for minute in (0, 20, 40)
    ]
    assert given(text, "1997-09-02 09:00", 48) == expected


def test_a_week_by_number_has_the_weekday_of_the_start() -> None:
    """Week 1 may begin in the year before; no other day of the week is meant."""
    assert given("FREQ=YEARLY;BYWEEKNO=1", "1997-12-30 09:00", 4) == days(
        "1997-12 30", "1999-01 5", "2000-01 4", "2001-01 2"
    )
    assert given("FREQ=YEARLY;BYWEEKNO=53", "2004-12-31 09:00", 3) == days(
        "2004-12 31", "2010-01 1", "2016-01 1"
    )


def test_the_last_week_counts_from_the_end() -> None:
    assert given("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO", "2020-12-28 09:00", 3) == days(
        "2020-12 28", "2021-12 27", "2022-12 26"
    )


def test_a_position_in_the_first_week_counts_from_its_beginning() -> None:
    """DTSTART is the second of its week: the first of BYSETPOS is before it, and never given."""
    found = given("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1", "2026-11-25 09:00", 2)
    assert found == days("2026-11 30", "2026-12 7")
    assert given("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2", "2026-11-25 09:00", 2) == days(
        "2026-11 25", "2026-12 2"
    )


def test_a_leap_second_is_the_second_before() -> None:
    start = datetime(2026, 1, 1, 0, 0, 59)
    found = list(instances(Rule.parse("FREQ=MINUTELY;BYSECOND=59,60;COUNT=2"), start))
    assert found == [start, start + timedelta(minutes=1)]


def test_until_may_be_a_date_a_local_time_or_utc() -> None:
    for until in ("19970904", "19970904T090000", "19970904T130000Z"):
        assert given(f"FREQ=DAILY;UNTIL={until}", "1997-09-02 09:00") == days("1997-09 2 3 4")
    assert given("FREQ=DAILY;UNTIL=19970904T125959Z", "1997-09-02 09:00") == days("1997-09 2 3")


@pytest.mark.parametrize(
    "text",
    [
        "", "DAILY", "FREQ=", "FREQ=NEVER", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;COUNT=x", "FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;BYMONTH=13", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=54MO",
        "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=20261399", "FREQ=WEEKLY;WKST=1",
        "RSCALE=HEBREW;FREQ=YEARLY", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=YEARLY;BYSETPOS=0",
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(BadRule):
        Rule.parse(text)


def test_a_rule_is_read_as_clients_write_it() -> None:
    rule = Rule.parse(" freq=weekly; byday=tu,mo,mo ;X-OWN=1;INTERVAL=02;WKST=SU;FREQ=DAILY;")
    assert rule.to_text() == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=SU"
    assert Rule.parse("FREQ=DAILY;UNTIL=20261231T225960Z").until == datetime(
        2026, 12, 31, 22, 59, 59, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYSETPOS=2", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1", "FREQ=SECONDLY;INTERVAL=7200;BYHOUR=1",
        "FREQ=YEARLY;INTERVAL=1000000000;BYMONTH=1", "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    ],
)  # fmt: skip
def test_a_rule_that_never_happens_ends_soon(text: str) -> None:
    began = time.process_time()
    assert list(instances(Rule.parse(text), datetime(2026, 3, 3))) == []
    assert time.process_time() - began < 1


def test_what_is_far_behind_is_skipped() -> None:
    began = time.process_time()
    for text in ("FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=7", "FREQ=DAILY;BYDAY=MO,TU",
                 "FREQ=SECONDLY;COUNT=999999999"):  # fmt: skip
        found = instances(Rule.parse(text), datetime(1990, 1, 1), after=datetime(2006, 11, 1))
        assert next(found) >= datetime(2006, 11, 1)
    assert time.process_time() - began < 0.2


def test_the_calendar_ends() -> None:
    found = list(instances(Rule.parse("FREQ=YEARLY"), datetime(9996, 2, 28)))
    assert [moment.year for moment in found] == [9996, 9997, 9998, 9999]
    for text in ("FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=MO,SU", "FREQ=YEARLY;BYWEEKNO=1,52"):
        assert list(instances(Rule.parse(text), datetime(9999, 12, 31, 23, 0)))[1:] == []
        assert next(instances(Rule.parse(text), datetime(1, 1, 1))) >= datetime(1, 1, 1)
