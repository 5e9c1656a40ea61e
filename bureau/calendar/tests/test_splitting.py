"""Files with many events, whole and broken, cut into objects."""

from hypothesis import given
from hypothesis import strategies as st

from bureau.calendar.exporting import join
from bureau.calendar.ical import parse_object
from bureau.calendar.splitting import Skipped, split

ZONE = b"""BEGIN:VTIMEZONE
TZID:Custom/Zone
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def event(uid: bytes, more: bytes = b"", start: bytes = b"DTSTART:20261124T080000Z") -> bytes:
    lines = [b"BEGIN:VEVENT", b"UID:" + uid, b"DTSTAMP:20260101T000000Z", start]
    return b"\n".join([*lines, *([more] if more else []), b"END:VEVENT", b""])


def file(*parts: bytes) -> bytes:
    return b"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + b"".join(parts) + b"END:VCALENDAR\n"


def uids(raw: bytes) -> list[str]:
    return [parse_object(piece.to_bytes()).uid for piece in split(raw).pieces]


def test_a_series_and_its_exceptions_are_one_object() -> None:
    raw = file(
        event(b"a", b"RRULE:FREQ=DAILY"),
        event(b"b"),
        event(b"a", b"RECURRENCE-ID:20261125T080000Z"),
    )
    found = split(raw)
    assert [(piece.uid, piece.line, len(piece.blocks)) for piece in found.pieces] == [
        ("a", 4, 2),
        ("b", 10, 1),
    ]
    data = parse_object(found.pieces[0].to_bytes())
    assert (data.uid, list(data.overrides)) == ("a", ["20261125T080000Z"])
    assert found.skipped == []


def test_an_object_takes_along_the_zones_it_uses() -> None:
    zoned = event(b"a", start=b"DTSTART;TZID=Custom/Zone:20261124T080000")
    first, second = split(file(ZONE, zoned, event(b"b"))).pieces
    assert b"BEGIN:VTIMEZONE" in first.to_bytes()
    assert b"BEGIN:VTIMEZONE" not in second.to_bytes()


def test_what_has_no_end_spoils_nothing_else() -> None:
    raw = file(event(b"a"), b"BEGIN:VEVENT\nUID:lost\n", event(b"b"))
    assert split(raw).skipped == [Skipped(9, "This VEVENT has no end.")]
    assert uids(raw) == ["a", "b"]


def test_the_last_event_of_a_file_that_was_cut_off_is_told_of() -> None:
    raw = file(event(b"a"), event(b"b"))[:-40]
    assert [piece.uid for piece in split(raw).pieces] == ["a"]
    assert split(raw).skipped == [Skipped(9, "This VEVENT has no end.")]


def test_what_is_not_kept_is_told_of_once() -> None:
    raw = file(b"BEGIN:VFREEBUSY\nUID:f\nEND:VFREEBUSY\n", event(b"a"))
    assert split(raw).skipped == [Skipped(4, "VFREEBUSY is not kept in a calendar.")]
    assert uids(raw) == ["a"]


def test_a_file_without_events_says_so() -> None:
    assert split(file()).skipped == [Skipped(1, "There is no event or task in this file.")]


def test_several_calendars_in_one_file_are_all_read() -> None:
    assert uids(file(event(b"a")) + file(event(b"b"))) == ["a", "b"]


def test_an_event_without_a_uid_gets_the_same_one_each_time() -> None:
    raw = file(event(b"x").replace(b"UID:x\n", b""))
    assert uids(raw) == uids(raw)
    assert len(uids(raw)[0]) == 32


def test_an_alarms_uid_is_not_the_events() -> None:
    alarm = b"BEGIN:VALARM\nUID:alarm\nACTION:DISPLAY\nTRIGGER:-PT5M\nDESCRIPTION:x\nEND:VALARM"
    raw = b"BEGIN:VEVENT\n" + alarm + b"\nUID:a\nDTSTAMP:20260101T000000Z\nDTSTART:20261124T080000Z"
    assert uids(file(raw + b"\nEND:VEVENT\n")) == ["a"]


def test_folded_uids_and_lines_of_any_kind_are_read() -> None:
    raw = file(event(b"long\n er-uid")).replace(b"\n", b"\r\n")
    assert uids(raw) == ["longer-uid"]
    assert uids(b"\xef\xbb\xbf" + file(event(b"a")).replace(b"\n", b"\r")) == ["a"]


def test_the_name_of_a_calendar_is_read() -> None:
    assert split(file(b"X-WR-CALNAME:Team\n", event(b"a"))).name == "Team"


def test_joining_and_splitting_gives_the_same_objects_back() -> None:
    raw = file(ZONE, event(b"a", start=b"DTSTART;TZID=Custom/Zone:20261124T080000"), event(b"b"))
    pieces = [piece.to_bytes() for piece in split(raw).pieces]
    joined = join("All, of; it", pieces)
    assert [piece.to_bytes() for piece in split(joined).pieces] == pieces
    assert joined.count(b"BEGIN:VTIMEZONE") == 1
    assert b"X-WR-CALNAME:All\\, of\\; it\r\n" in joined


@given(st.binary(max_size=400))
def test_no_bytes_whatsoever_are_too_much(noise: bytes) -> None:
    raw = file(event(b"a"), noise + b"\n", event(b"b"))
    found = split(raw)
    assert {piece.uid for piece in found.pieces} >= {"a"} or found.skipped


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_split(noise: bytes) -> None:
    found = split(noise)
    assert found.pieces or found.skipped
