"""Edits one by one: what is written, and what stays."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bureau.calendar.ical import (
    Attachment,
    BadCalendarData,
    CalendarData,
    EventChanges,
    Guest,
    Range,
    Reminder,
    UnknownOccurrence,
    attachments_of,
    color_of,
    create,
    description_of,
    edit,
    guests_can_of,
    occurrences,
    parse_object,
    reminders_of,
    remove,
    text_of,
)

from .samples import event, parsed

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SERIES = (
    "DTSTART;TZID=Europe/Paris:20261005T090000",
    "DTEND;TZID=Europe/Paris:20261005T100000",
    "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=6",
    "EXDATE;TZID=Europe/Paris:20261012T090000",
    "SUMMARY:Team",
    "X-OWN:1",
)
CHANGED = (
    "RECURRENCE-ID;TZID=Europe/Paris:20261019T090000",
    "DTSTART;TZID=Europe/Paris:20261020T140000",
    "DTEND;TZID=Europe/Paris:20261020T150000",
    "SUMMARY:Team moved",
)


def series() -> CalendarData:
    return parsed(event(*SERIES), event(*CHANGED))


def line(data: CalendarData, name: str, part: int = 0) -> str:
    """A property as it is written."""
    begun = data.to_bytes().decode().replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[part + 1]
    return next((text for text in begun.split("\r\n") if text.startswith(name)), "")


def starts(data: CalendarData | None) -> list[str]:
    assert data is not None
    low, high = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    found = occurrences(parse_object(data.to_bytes()), low, high)
    return [f"{span.start:%m-%d %H:%M}" for span in found]


def kept(data: CalendarData | None) -> CalendarData:
    assert data is not None
    return data


def test_one_occurrence_gets_a_component_of_its_own() -> None:
    changes = EventChanges(title="Once", start=datetime(2026, 10, 26, 16, tzinfo=PARIS))
    data = kept(edit(series(), Range.THIS, "20261026T080000Z", changes, NOW).kept)
    assert line(data, "RECURRENCE-ID", 2) == "RECURRENCE-ID;TZID=Europe/Paris:20261026T090000"
    assert line(data, "DTSTART", 2) == "DTSTART;TZID=Europe/Paris:20261026T160000"
    assert line(data, "DTEND", 2) == "DTEND;TZID=Europe/Paris:20261026T170000"
    assert line(data, "SEQUENCE", 2) == "SEQUENCE:1"
    assert line(data, "DTSTAMP", 2) == "DTSTAMP:20261123T120000Z"
    assert (line(data, "X-OWN", 2), line(data, "RRULE", 2)) == ("X-OWN:1", "")
    assert line(data, "SUMMARY") == "SUMMARY:Team"
    assert line(data, "DTSTAMP") == "DTSTAMP:20260101T000000Z"


def test_a_split_divides_rule_and_exceptions() -> None:
    edited = edit(series(), Range.FOLLOWING, "20261019T070000Z", EventChanges(title="New"), NOW)
    first, second = kept(edited.kept), kept(edited.split)
    assert line(first, "RRULE") == "RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=MO"
    assert line(second, "RRULE") == "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO"
    assert line(second, "DTSTART") == "DTSTART;TZID=Europe/Paris:20261019T090000"
    assert starts(first) == ["10-05 07:00"]
    assert starts(second) == ["10-20 12:00", "10-26 08:00", "11-02 08:00", "11-09 08:00"]
    assert (first.uid, line(first, "SEQUENCE"), line(second, "EXDATE")) == ("one", "SEQUENCE:1", "")
    assert text_of(second.overrides["20261019T070000Z"], "SUMMARY") == "New"
    assert text_of(second.first, "SUMMARY") == "New"


@pytest.mark.parametrize(
    ("start", "rule", "until"),
    [
        (":20261005T090000Z", "FREQ=DAILY", "UNTIL=20261007T085959Z"),
        (":20261005T090000", "FREQ=DAILY;UNTIL=20271231T000000", "UNTIL=20261007T085959"),
        (";VALUE=DATE:20261005", "FREQ=DAILY", "UNTIL=20261006"),
    ],
)
def test_the_first_half_ends_in_the_form_of_its_start(start: str, rule: str, until: str) -> None:
    data = parsed(event(f"DTSTART{start}", f"RRULE:{rule}"))
    spans = occurrences(data, datetime(2026, 10, 7, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    edited = edit(data, Range.FOLLOWING, next(spans).recurrence_id, EventChanges(title="A"), NOW)
    assert line(kept(edited.kept), "RRULE") == f"RRULE:FREQ=DAILY;{until}"
    assert line(kept(edited.split), "RRULE") == f"RRULE:{rule}"


def test_from_the_first_on_is_all() -> None:
    edited = edit(series(), Range.FOLLOWING, "20261005T070000Z", EventChanges(title="New"), NOW)
    assert edited.split is None
    assert text_of(kept(edited.kept).first, "SUMMARY") == "New"


def test_moving_a_series_moves_its_exceptions() -> None:
    """Two days later and an hour earlier, named by an occurrence behind the change of clocks."""
    changes = EventChanges(start=datetime(2026, 10, 28, 8, tzinfo=PARIS))
    data = kept(edit(series(), Range.ALL, "20261026T080000Z", changes, NOW).kept)
    assert line(data, "DTSTART") == "DTSTART;TZID=Europe/Paris:20261007T080000"
    assert line(data, "RRULE") == "RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=WE"
    assert line(data, "EXDATE") == "EXDATE;TZID=Europe/Paris:20261014T080000"
    assert line(data, "RECURRENCE-ID", 1) == "RECURRENCE-ID;TZID=Europe/Paris:20261021T080000"
    assert line(data, "DTSTART", 1) == "DTSTART;TZID=Europe/Paris:20261020T140000"
    assert starts(data) == [
        "10-07 06:00",
        "10-20 12:00",
        "10-28 07:00",
        "11-04 07:00",
        "11-11 07:00",
    ]


@pytest.mark.parametrize(
    ("rule", "start", "target", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", "20261013", date(2026, 10, 14), "FREQ=MONTHLY;BYDAY=2WE"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "20261030", date(2026, 10, 29), "FREQ=MONTHLY;BYDAY=-1TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "20261031", date(2026, 10, 30),
         "FREQ=MONTHLY;BYMONTHDAY=-2"),
        ("FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=10", "20261031", date(2026, 11, 1),
         "FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=11"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU", "20261006", date(2026, 10, 7),
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=TU"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "20261005", date(2026, 10, 6),
         "FREQ=DAILY;BYDAY=TU,WE,TH,FR,SA"),
    ],
)  # fmt: skip
def test_rules_move_with_their_days(rule: str, start: str, target: date, expected: str) -> None:
    data = parsed(event(f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}"))
    moved = kept(edit(data, Range.ALL, "", EventChanges(start=target), NOW).kept)
    assert line(moved, "RRULE") == f"RRULE:{expected}"
    assert line(moved, "DTSTART") == f"DTSTART;VALUE=DATE:{target:%Y%m%d}"


def test_a_rule_whose_days_cannot_move_keeps_them() -> None:
    data = parsed(
        event("DTSTART:20261030T090000Z", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
    )
    changes = EventChanges(start=datetime(2026, 10, 29, 11, tzinfo=UTC))
    moved = kept(edit(data, Range.ALL, "", changes, NOW).kept)
    assert line(moved, "DTSTART") == "DTSTART:20261030T110000Z"
    assert starts(moved)[:3] == ["10-30 11:00", "11-30 11:00", "12-31 11:00"]


def test_a_series_becomes_all_day_and_back() -> None:
    changes = EventChanges(start=date(2026, 10, 5), end=date(2026, 10, 6))
    whole = kept(edit(series(), Range.ALL, "", changes, NOW).kept)
    assert line(whole, "DTSTART") == "DTSTART;VALUE=DATE:20261005"
    assert line(whole, "EXDATE") == "EXDATE;VALUE=DATE:20261012"
    assert line(whole, "RECURRENCE-ID", 1) == "RECURRENCE-ID;VALUE=DATE:20261019"
    back = EventChanges(
        start=datetime(2026, 10, 5, 9), end=datetime(2026, 10, 5, 10), zone="Europe/Paris"
    )
    again = kept(edit(whole, Range.ALL, "", back, NOW).kept)
    assert starts(again) == starts(series())


def test_another_zone_keeps_local_times() -> None:
    data = kept(edit(series(), Range.ALL, "", EventChanges(zone="America/New_York"), NOW).kept)
    assert line(data, "DTSTART") == "DTSTART;TZID=America/New_York:20261005T090000"
    assert line(data, "EXDATE") == "EXDATE;TZID=America/New_York:20261012T090000"
    assert starts(data)[0] == "10-05 13:00"


def test_a_new_rule_leaves_exceptions_that_still_have_a_place() -> None:
    daily = kept(edit(series(), Range.ALL, "", EventChanges(rule="FREQ=DAILY;COUNT=20"), NOW).kept)
    assert list(daily.overrides) == ["20261019T070000Z"]
    tuesdays = EventChanges(rule="FREQ=WEEKLY;BYDAY=TU")
    assert list(kept(edit(series(), Range.ALL, "", tuesdays, NOW).kept).overrides) == []
    single = kept(edit(series(), Range.ALL, "", EventChanges(rule=None), NOW).kept)
    assert not single.recurs
    assert starts(single) == ["10-05 07:00"]
    with pytest.raises(BadCalendarData):
        edit(series(), Range.ALL, "", EventChanges(rule="FREQ=OFTEN"), NOW)


def test_removals() -> None:
    data = series()
    one = kept(remove(data, Range.THIS, "20261019T070000Z", NOW).kept)
    assert starts(one) == ["10-05 07:00", "10-26 08:00", "11-02 08:00", "11-09 08:00"]
    assert one.overrides == {}
    following = kept(remove(data, Range.FOLLOWING, "20261026T080000Z", NOW).kept)
    assert starts(following) == ["10-05 07:00", "10-20 12:00"]
    assert remove(data, Range.FOLLOWING, "20261005T070000Z", NOW).kept is None
    assert remove(data, Range.ALL, "", NOW).kept is None
    last = parsed(event("DTSTART:20261005T090000Z", "RRULE:FREQ=DAILY;COUNT=1"))
    assert remove(last, Range.THIS, "20261005T090000Z", NOW).kept is None


@pytest.mark.parametrize("recurrence_id", ["20261006T070000Z", "20261012T070000Z", "20261005", "x"])
def test_an_occurrence_that_is_not_there(recurrence_id: str) -> None:
    for of in (Range.THIS, Range.FOLLOWING):
        with pytest.raises(UnknownOccurrence):
            edit(series(), of, recurrence_id, EventChanges(title="A"), NOW)
        with pytest.raises(UnknownOccurrence):
            remove(series(), of, recurrence_id, NOW)


def test_guests_keep_their_answers_and_changed_occurrences_their_own_guests() -> None:
    data = parsed(
        event(*SERIES, "ORGANIZER:mailto:o@x.example",
              "ATTENDEE;PARTSTAT=ACCEPTED;X-A=1:mailto:a@x.example", "ATTENDEE:mailto:b@x.example"),
        event(*CHANGED, "ORGANIZER:mailto:o@x.example", "ATTENDEE:mailto:a@x.example",
              "ATTENDEE:mailto:b@x.example", "ATTENDEE:mailto:only@x.example"),
    )  # fmt: skip
    guests = (Guest("a@x.example"), Guest("new@x.example", "New", is_optional=True))
    after = kept(edit(data, Range.ALL, "", EventChanges(guests=guests), NOW).kept)
    assert [str(each) for each in after.attendees(after.first)] == [
        "mailto:a@x.example", "mailto:new@x.example",
    ]  # fmt: skip
    first, new = after.attendees(after.first)
    assert (first.params["PARTSTAT"], first.params["X-A"]) == ("ACCEPTED", "1")
    assert (new.params["ROLE"], new.params["PARTSTAT"]) == ("OPT-PARTICIPANT", "NEEDS-ACTION")
    (changed,) = after.overrides.values()
    assert [str(each) for each in after.attendees(changed)] == [
        "mailto:a@x.example", "mailto:only@x.example", "mailto:new@x.example",
    ]  # fmt: skip


def test_what_is_created_is_read_back() -> None:
    data = create(
        EventChanges(
            title="Budget; 2027", description_html="<p>All <b>of</b> it</p>", location="Room 4",
            start=datetime(2026, 11, 23, 8, tzinfo=UTC), end=datetime(2026, 11, 23, 9, tzinfo=UTC),
            zone="Europe/Paris", rule="FREQ=WEEKLY;COUNT=2", busy="free", visibility="private",
            color="#3b82f7", kind="focus_time",
            reminders=(Reminder("popup", 10), Reminder("email", 60)),
            organizer=Guest("o@x.example", "Olga"), guests=(Guest("a@x.example"),),
            guests_can=frozenset({"modify"}), categories=("One, two", "Three"),
            attachments=(Attachment("https://x.example/f", "f.pdf", "n1", "application/pdf"),),
        ),
        now=NOW,
    )  # fmt: skip
    again = parse_object(data.to_bytes())
    part = again.first
    assert again.to_bytes() == data.to_bytes()
    assert starts(again) == ["11-23 08:00", "11-30 08:00"]
    assert line(again, "DTSTART") == "DTSTART;TZID=Europe/Paris:20261123T090000"
    assert description_of(part) == ("<p>All <b>of</b> it</p>", True)
    assert text_of(part, "DESCRIPTION") == "All of it"
    assert color_of(part) == "#3b82f7"
    assert guests_can_of(part) == frozenset({"modify"})
    assert reminders_of(part) == (Reminder("popup", 10), Reminder("email", 60))
    assert attachments_of(part) == (
        Attachment("https://x.example/f", "f.pdf", "n1", "application/pdf"),
    )
    assert line(again, "CATEGORIES") == "CATEGORIES:One\\, two,Three"
    cleared = EventChanges(location="", color="", reminders=None, attachments=(), kind="event")
    empty = kept(edit(again, Range.ALL, "", cleared, NOW).kept)
    for name in ("LOCATION", "COLOR", "BEGIN:VALARM", "ATTACH", "X-BUREAU-KIND"):
        assert line(empty, name) == ""
    assert reminders_of(empty.first) is None
    none = kept(edit(again, Range.ALL, "", EventChanges(reminders=()), NOW).kept)
    assert reminders_of(parse_object(none.to_bytes()).first) == ()


def test_an_all_day_event_without_an_end_takes_a_day() -> None:
    data = create(EventChanges(title="Off", start=date(2026, 12, 24)), now=NOW)
    assert line(data, "DTSTART") == "DTSTART;VALUE=DATE:20261224"
    assert starts(data) == ["12-24 00:00"]
