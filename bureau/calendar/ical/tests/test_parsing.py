"""Reading and writing objects: what real clients send, what is refused, what must not get lost."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.calendar.ical import (
    BadCalendarData,
    bounds,
    describe,
    occurrences,
    parse_message,
    parse_object,
    text_of,
    values_of,
)

from .samples import calendar, event, parsed

LINES = """\
UID:4088E990AD89CB3DBB484909
DTSTAMP:20261120T101500Z
DTSTART;TZID=Europe/Paris:20261123T090000
DURATION:PT24H
SUMMARY;LANGUAGE=fr:Réunion\\, équipe\\; 2ᵉ étage\\nligne
LOCATION;ALTREP="https://x.example/?a=1;b=2":Salle
GEO:48.85;2.35
CATEGORIES:A\\,B,C
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="1 rue A\\n75001";X-TITLE="C, b":geo:48.85,2.35
X-UNKNOWN;X-ONE=1;X-MANY=a,"b;c",d:any;thing,goes\\here
ATTENDEE;CN="O'Brien, Pat";PARTSTAT=ACCEPTED;ROLE=CHAIR;SCHEDULE-STATUS=2.0:mailto:pat@x.example
ATTENDEE;DELEGATED-TO="mailto:a@x.example","mailto:b@x.example":MAILTO:c@x.example
ORGANIZER;SENT-BY="mailto:s@x.example":mailto:o@x.example
ATTACH;ENCODING=BASE64;VALUE=BINARY:aGVsbG8=
ATTACH;FMTTYPE=application/pdf;FILENAME=f.pdf:https://x.example/f.pdf?a=1,2;3
REQUEST-STATUS:2.0;Success
RRULE:FREQ=WEEKLY;UNTIL=20271231T225959Z;BYDAY=MO
EXDATE;TZID=Europe/Paris:20261130T090000,20261207T090000
RDATE;VALUE=PERIOD:20261201T080000Z/PT90M
CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://meet.x.example/1
IMAGE;VALUE=URI;DISPLAY=BADGE:https://x.example/i.png
X-ALT-DESC;FMTTYPE=text/html:<p>a\\, b</p>
RELATED-TO;RELTYPE=SIBLING:other
PRIORITY:5
SEQUENCE:3
CREATED:19970101T000000Z
X-EMPTY:
URL:https://x.example/%2Fa?b=c;d
""".splitlines()


def unfolded(raw: bytes) -> list[str]:
    return re.sub(r"\r\n[ \t]", "", raw.decode()).split("\r\n")


def alarm(trigger: str = "-PT15M") -> list[str]:
    return [
        "BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER;RELATED=START:{trigger}", "DESCRIPTION:x",
        "X-WR-ALARMUID:7", "END:VALARM",
    ]  # fmt: skip


def test_everything_comes_back_as_it_came() -> None:
    lines = ["BEGIN:VEVENT", *LINES, *alarm(), "END:VEVENT"]
    written = unfolded(parse_object(calendar("X-WR-CALNAME:Own", *lines)).to_bytes())
    begin = written.index("BEGIN:VEVENT")
    inside = [line for line in written[begin:] if line][: len(lines)]
    assert sorted(inside) == sorted(lines)
    assert inside[0] == "BEGIN:VEVENT"
    assert inside[-1] == "END:VEVENT"
    assert "X-WR-CALNAME:Own" in written[:begin]


def test_properties_keep_their_order() -> None:
    lines = [
        "BEGIN:VEVENT",
        "UID:one",
        "SUMMARY:Z",
        "DTSTART:20261123T090000Z",
        "X-A:1",
        "END:VEVENT",
    ]
    written = unfolded(parse_object(calendar(*lines)).to_bytes())
    assert written[3:-2] == lines


def test_lines_are_folded_between_characters() -> None:
    title = "é" * 200
    raw = parsed(event("DTSTART:20261123T090000Z", f"SUMMARY:{title}")).to_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert all(piece.decode() for piece in raw.split(b"\r\n") if piece)
    assert text_of(parse_object(raw).first, "SUMMARY") == title


def test_a_missing_zone_is_added_under_the_name_in_use() -> None:
    data = parsed(event("DTSTART;TZID=W. Europe Standard Time:20261123T090000"))
    written = unfolded(data.to_bytes())
    assert written.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:W. Europe Standard Time" in written
    assert "DTSTART;TZID=W. Europe Standard Time:20261123T090000" in written
    assert parse_object(data.to_bytes()).to_bytes() == data.to_bytes()


def test_a_zone_that_is_there_is_kept_as_it_is() -> None:
    own = ["BEGIN:VTIMEZONE", "TZID:Europe/Paris", "X-OWN:1", "BEGIN:STANDARD",
           "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
           "END:VTIMEZONE"]  # fmt: skip
    data = parsed(event("DTSTART;TZID=Europe/Paris:20261123T090000"), zones=own)
    written = unfolded(data.to_bytes())
    assert written[3 : 3 + len(own)] == own
    assert written.count("BEGIN:VTIMEZONE") == 1


def test_a_copy_is_changed_alone() -> None:
    data = parsed(
        event("DTSTART:20261123T090000Z", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example")
    )
    raw = data.to_bytes()
    twin = data.copy()
    twin.attendees(twin.first)[0].params["PARTSTAT"] = "DECLINED"
    twin.first.pop("DTSTAMP")
    assert data.to_bytes() == raw
    assert b"DECLINED" in twin.to_bytes()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\r\n\r\n"])
def test_line_ends_of_any_kind(ending: str) -> None:
    text = calendar(*event("DTSTART:20261123T090000Z", "SUMMARY:Line", " d out")).decode()
    data = parse_object(text.replace("\r\n", ending).encode())
    assert text_of(data.first, "SUMMARY") == ("Lined out" if ending != "\r\n\r\n" else "Line")


def test_marks_blanks_and_other_bytes() -> None:
    raw = b"\xef\xbb\xbf" + calendar(*event("dtstart ; value=date-time : 20261123T090000Z"))
    with pytest.raises(BadCalendarData):
        parse_object(raw.replace(b" : ", b" x "))
    latin = calendar(*event("DTSTART:20261123T090000Z", "SUMMARY:caf")).replace(b"caf", b"caf\xe9")
    assert text_of(parse_object(latin).first, "SUMMARY") == "café"
    split = calendar(*event("DTSTART:20261123T090000Z", "SUMMARY:caf@"))
    assert text_of(
        parse_object(split.replace(b"@", b"\xc3\r\n \xa9")).first, "SUMMARY"
    ) == "café"  # fmt: skip


def test_what_a_client_doubled_is_left_out() -> None:
    """Thunderbird writes RRULE and VALARM once more on each save."""
    data = parsed(
        event(
            "DTSTART:20261123T090000Z", "RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY", "SUMMARY:A",
            "SUMMARY:A", *alarm(), *alarm(), *alarm("-PT5M"),
        )
    )  # fmt: skip
    written = unfolded(data.to_bytes())
    assert data.is_repaired
    assert written.count("RRULE:FREQ=DAILY") == 1
    assert written.count("SUMMARY:A") == 1
    assert written.count("BEGIN:VALARM") == 2
    assert not parsed(event("DTSTART:20261123T090000Z", *alarm())).is_repaired


def test_a_value_of_another_form_is_kept_as_text() -> None:
    data = parsed(event("DTSTART:20261123T090000Z", "CREATED:yesterday", "PRIORITY:high", "GEO:x"))
    written = unfolded(data.to_bytes())
    assert {"CREATED:yesterday", "PRIORITY:high", "GEO:x"} <= set(written)
    assert describe(data.first, set()).priority == 0


def test_a_leap_second_and_small_letters() -> None:
    data = parsed(event("DTSTART:20161231t235960z"))
    assert data.start is not None
    assert data.start.instant == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


GOOD = event("DTSTART:20261123T090000Z")


@pytest.mark.parametrize(
    ("precondition", "raw"),
    [
        ("valid-calendar-data", b""),
        ("valid-calendar-data", b"hello"),
        ("valid-calendar-data", b"BEGIN:VCARD\r\nEND:VCARD\r\n"),
        ("valid-calendar-data", calendar(*GOOD) + calendar(*GOOD)),
        ("valid-calendar-data", calendar(*GOOD).replace(b"END:VCALENDAR\r\n", b"")),
        ("valid-calendar-data", calendar("BEGIN:VEVENT", "UID:1", "END:VTODO")),
        ("valid-calendar-data", calendar(*event("SUMMARY:No start"))),
        ("valid-calendar-data", calendar(*event("DTSTART:tomorrow"))),
        ("valid-calendar-data", calendar(*event("DTSTART:20261399T000000Z"))),
        ("valid-calendar-data", calendar(*event("DTSTART:20261123", "RRULE:FREQ=OFTEN"))),
        ("valid-calendar-data", calendar(*event("DTSTART:20261123", "RECURRENCE-ID:x"))),
        ("valid-calendar-data", calendar(*(["BEGIN:VEVENT"] * 50), *(["END:VEVENT"] * 50))),
        ("supported-rscale", calendar(*event("DTSTART:20261123", "RRULE:RSCALE=X;FREQ=DAILY"))),
        ("supported-calendar-data", calendar(*GOOD).replace(b"VERSION:2.0", b"VERSION:1.0")),
        ("supported-calendar-component", calendar("BEGIN:VFREEBUSY", "UID:1", "END:VFREEBUSY")),
        ("valid-calendar-object-resource", calendar()),
        ("valid-calendar-object-resource", calendar("METHOD:REQUEST", *GOOD)),
        ("valid-calendar-object-resource", calendar(*GOOD, *GOOD)),
        ("valid-calendar-object-resource", calendar(*GOOD, *event("UID:2", "DTSTART:20261123"))),
        ("valid-calendar-object-resource", calendar("BEGIN:VEVENT", "SUMMARY:A", "END:VEVENT")),
        (
            "valid-calendar-object-resource",
            calendar(*GOOD, "BEGIN:VTODO", "UID:one", "END:VTODO"),
        ),
        (
            "valid-calendar-object-resource",
            calendar(*(event("RECURRENCE-ID:20261123T090000Z", "DTSTART:20261123T090000Z") * 2)),
        ),
    ],
)  # fmt: skip
def test_what_is_no_object_is_refused(precondition: str, raw: bytes) -> None:
    with pytest.raises(BadCalendarData) as refused:
        parse_object(raw)
    assert refused.value.precondition == precondition
    assert refused.value.words.endswith(".")


def test_messages() -> None:
    lines = ["BEGIN:VEVENT", "UID:one", "DTSTAMP:20261123T000000Z",
             "ATTENDEE;PARTSTAT=DECLINED:mailto:B@x.example", "END:VEVENT"]  # fmt: skip
    message = parse_message(calendar("METHOD:reply", *lines))
    assert message.method == "REPLY"
    assert message.data.uid == "one"
    assert b"METHOD" not in message.data.to_bytes()
    for raw in (calendar(*lines), calendar("METHOD:HELLO", *lines)):
        with pytest.raises(BadCalendarData):
            parse_message(raw)


def use(raw: bytes) -> None:
    """All that the calendar does with an object."""
    try:
        data = parse_object(raw)
    except BadCalendarData:
        return
    for part in data.parts:
        describe(part, {"a@x.example"})
    start, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
    found = list(occurrences(data, start, end, limit=100))
    assert found == sorted(found, key=lambda span: span.start)
    bounds(data)
    again = parse_object(data.to_bytes())
    assert again.to_bytes() == data.to_bytes()
    assert list(again.overrides) == list(data.overrides)
    assert len(list(occurrences(again, start, end, limit=100))) == len(found)
    assert data.copy().to_bytes() == data.to_bytes()


SAMPLE = calendar(
    "BEGIN:VTIMEZONE", "TZID:Own", "BEGIN:STANDARD", "DTSTART:19701025T030000",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD", "END:VTIMEZONE",
    "BEGIN:VEVENT", *LINES, *alarm(), "END:VEVENT",
    *event(f"{LINES[0]}", "RECURRENCE-ID;TZID=Own:20261214T090000", "DTSTART:20261214T100000Z"),
)  # fmt: skip


def test_the_sample_itself_can_be_used() -> None:
    use(SAMPLE)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_objects_are_refused_or_used(choice: st.DataObject) -> None:
    """Cut, doubled, swapped and overwritten: BadCalendarData or an object that works."""
    raw = bytearray(SAMPLE)
    for _ in range(choice.draw(st.integers(1, 4))):
        at = choice.draw(st.integers(0, len(raw) - 1))
        length = choice.draw(st.integers(0, 30))
        piece = choice.draw(
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from([b"\r\n", b":", b";", b"=", b",", b'"', b"9", b"-", b"T", b"Z"]),
                st.just(bytes(raw[at : at + 40])),
            )
        )
        raw[at : at + length] = piece
        if not raw:
            return
    use(bytes(raw))


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(
        ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "ATTENDEE",
         "ORGANIZER", "CATEGORIES", "TRIGGER", "STATUS", "GEO", "ATTACH", "X-A", "COMPLETED"]
    ),
    params=st.sampled_from(["", ";VALUE=DATE", ";TZID=Own", ";VALUE=PERIOD", ";RANGE=THISANDFUTURE",
                            ";X=\"", ";=", ";VALUE=", ";VALUE=NONSENSE", ";A=1;A=2"]),
    value=st.one_of(
        st.text(max_size=20),
        st.text(alphabet="0123456789TZP/-,DHMSW", max_size=40),
        st.sampled_from(["00010101T000000", "99991231T235959Z", "99991231", "00010101", "P9999999W",
                         "PT99999999999S", "-P1D", "20261123T090000/P1D", "FREQ=SECONDLY"]),
    ),
)  # fmt: skip
def test_odd_values_are_refused_or_used(name: str, params: str, value: str) -> None:
    lines = ["UID:one", f"{name}{params}:{value}"]
    if name != "DTSTART":
        lines.append("DTSTART;TZID=Europe/Paris:20261123T090000")
    use(calendar(*event(*lines), *event("RECURRENCE-ID:20261124T080000Z", "DTSTART:20261125")))


def test_values_of_a_property_that_is_there_twice() -> None:
    data = parsed(event("DTSTART:20261123T090000Z", "COMMENT:a", "COMMENT:b"))
    assert [str(each) for each in values_of(data.first, "COMMENT")] == ["a", "b"]
    assert values_of(data.first, "CONTACT") == []


def test_a_large_object_is_read_in_good_time() -> None:
    parts = [
        line
        for day in range(1, 29)
        for hour in range(24)
        for line in event(
            f"RECURRENCE-ID:202602{day:02}T{hour:02}0000Z", f"DTSTART:202602{day:02}T{hour:02}0000Z"
        )
    ]
    data = parse_object(calendar(*event("DTSTART:20260201T000000Z", "RRULE:FREQ=HOURLY"), *parts))
    assert len(data.overrides) == 28 * 24
