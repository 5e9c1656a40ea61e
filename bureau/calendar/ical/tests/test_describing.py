"""What lists show of a component."""

from datetime import UTC, datetime

import pytest

from bureau.calendar.ical import Described, conference_of, describe, guests_of

from .samples import event, parsed

START = "DTSTART:20261123T090000Z"


def described(*lines: str) -> Described:
    return describe(parsed(event(START, *lines)).first, {"me@x.example"})


def test_a_meeting() -> None:
    assert described(
        "SUMMARY:Budget\\, 2027", "LOCATION:Room 4", "COLOR:cornflowerblue", "STATUS:CONFIRMED",
        "CLASS:PRIVATE", "ORGANIZER:MAILTO:Boss@x.example",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@x.example",
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ME@x.example", "ATTENDEE:mailto:you@x.example",
        "CONFERENCE;VALUE=URI:https://meet.x.example/1", "ATTACH:https://x.example/f",
    ) == Described(
        kind="event", title="Budget, 2027", location="Room 4", color="#6495ed",
        status="confirmed", busy="tentative", visibility="private", is_all_day=False,
        organizer="boss@x.example", guests=2, my_status="tentative",
        conference_url="https://meet.x.example/1", has_attachments=True, due_at=None,
        completed_at=None, priority=0,
    )  # fmt: skip


def test_an_empty_event() -> None:
    found = described()
    assert (found.kind, found.title, found.busy, found.visibility, found.my_status) == (
        "event", "", "busy", "public", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "busy"),
    [
        (["TRANSP:TRANSPARENT"], "free"),
        (["TRANSP:OPAQUE"], "busy"),
        (["STATUS:TENTATIVE"], "tentative"),
        (["STATUS:CANCELLED"], "free"),
        (["ATTENDEE;PARTSTAT=DECLINED:mailto:me@x.example"], "free"),
        (["ATTENDEE:mailto:me@x.example"], "tentative"),
        (["ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@x.example"], "busy"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:OOF"], "unavailable"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:FREE"], "free"),
        (["X-BUREAU-KIND:OUT_OF_OFFICE"], "unavailable"),
        (["X-BUREAU-KIND:WORKING_LOCATION"], "free"),
        (["X-BUREAU-KIND:FOCUS_TIME"], "busy"),
    ],
)
def test_how_busy_an_event_makes(lines: list[str], busy: str) -> None:
    assert described(*lines).busy == busy


def test_a_task() -> None:
    lines = ["BEGIN:VTODO", "UID:one", "SUMMARY:Pay", "DUE;TZID=Europe/Paris:20261123T090000",
             "COMPLETED:20261122T100000Z", "STATUS:COMPLETED", "PRIORITY:1",
             "END:VTODO"]  # fmt: skip
    found = describe(parsed(lines).first, set())
    assert (found.kind, found.busy, found.status, found.priority) == (
        "task",
        "free",
        "completed",
        1,
    )
    assert found.due_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert found.completed_at == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_texts_are_cut_to_what_fits() -> None:
    found = described(f"SUMMARY:{'x' * 5000}", f"STATUS:{'Y' * 50}", "CLASS:X-SECRET")
    assert (len(found.title), len(found.status), found.visibility) == (1000, 12, "private")


def test_guests_are_counted_once_and_without_the_organizer() -> None:
    part = parsed(
        event(
            START,
            "ORGANIZER:mailto:a@x.example",
            "ATTENDEE:mailto:a@x.example",
            "ATTENDEE:mailto:b@x.example",
            "ATTENDEE:MAILTO:B@x.example",
            "ATTENDEE;EMAIL=c@x.example:urn:uuid:1",
        )  # fmt: skip
    ).first
    assert [str(guest) for guest in guests_of(part)] == ["MAILTO:B@x.example", "urn:uuid:1"]


def test_only_web_addresses_are_conferences() -> None:
    part = parsed(
        event(
            START,
            "CONFERENCE;VALUE=URI:javascript:alert(1)",
            "CONFERENCE;VALUE=URI:tel:+331",
            "X-GOOGLE-CONFERENCE:https://meet.google.com/abc",
        )  # fmt: skip
    ).first
    assert conference_of(part) == "https://meet.google.com/abc"
