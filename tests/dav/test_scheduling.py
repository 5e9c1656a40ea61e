"""Scheduling over CalDAV as clients see it (RFC 6638): delivery, tags, inbox, answers."""

from collections.abc import Callable

import pytest

from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.models import CalendarObject, InboxItem

from .client import DavClient
from .samples import event

GUESTS = (
    "ORGANIZER;CN=Ada:mailto:ada@demo.example",
    "ATTENDEE;CN=Ada;PARTSTAT=ACCEPTED:mailto:ada@demo.example",
    "ATTENDEE;CN=Ben;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ben@demo.example",
)


@pytest.fixture
def home(ada: DavClient, ben: DavClient) -> str:
    """The address of Ada's calendar; Ben has one as well."""
    for client in (ada, ben):
        open_default_calendar(client.person)
    return f"/dav/calendars/{ada.person.id}/default/"


def bens(ben: DavClient) -> str:
    """The address of the one object in Ben's calendar."""
    path = f"/dav/calendars/{ben.person.id}/default/"
    (_, found) = ben.propfind(path, "D:getetag", depth=1).hrefs()
    return found


def test_a_guest_of_the_organisation_has_it_at_once(
    ada: DavClient, ben: DavClient, home: str
) -> None:
    put = ada.put(f"{home}meet.ics", event("meet", *GUESTS))
    assert put.status == 201
    assert put.headers["Schedule-Tag"]
    got = ben.call("GET", bens(ben))
    assert b"SUMMARY:Meeting" in got.body
    assert got.headers["Schedule-Tag"]
    inbox = f"/dav/calendars/{ben.person.id}/inbox/"
    (_, item) = ben.propfind(inbox, "D:getetag", depth=1).hrefs()
    message = ben.call("GET", item)
    assert b"METHOD:REQUEST" in message.body
    before = ben.propfind(inbox, "CS:getctag").text("CS:getctag")
    assert ben.call("DELETE", item).status == 204
    assert not InboxItem.objects.filter(person=ben.person).exists()
    assert ben.propfind(inbox, "CS:getctag").text("CS:getctag") != before
    assert ada.call("PROPFIND", inbox, Depth="0").status == 404


def test_put_gives_no_tag_where_the_server_wrote_into_the_object(ada: DavClient, home: str) -> None:
    put = ada.put(f"{home}meet.ics", event("meet", *GUESTS))
    got = ada.call("GET", f"{home}meet.ics")
    if "ETag" in put.headers:
        assert got.body == event("meet", *GUESTS).encode()
    else:
        assert b"SCHEDULE-STATUS" in got.body


def test_an_answer_reaches_the_organiser_and_keeps_the_schedule_tag(
    ada: DavClient, ben: DavClient, home: str
) -> None:
    ada.put(f"{home}meet.ics", event("meet", *GUESTS))
    before = ada.call("GET", f"{home}meet.ics")
    own = ben.call("GET", bens(ben))
    answered = own.body.replace(b"PARTSTAT=NEEDS-ACTION", b"PARTSTAT=ACCEPTED")
    assert answered != own.body
    put = ben.put(bens(ben), answered, If_Schedule_Tag_Match=own.headers["Schedule-Tag"])
    assert put.status == 204
    after = ada.call("GET", f"{home}meet.ics")
    unfolded = after.body.replace(b"\r\n ", b"")
    (line,) = [one for one in unfolded.split(b"\r\n") if b"ben@demo" in one]
    assert b"PARTSTAT=ACCEPTED" in line
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.headers["Schedule-Tag"] == before.headers["Schedule-Tag"]


def test_a_stale_schedule_tag_is_refused(ada: DavClient, home: str) -> None:
    put = ada.put(f"{home}meet.ics", event("meet", *GUESTS))
    late = ada.put(
        f"{home}meet.ics",
        event("meet", *GUESTS, start="20261202T090000Z"),
        If_Schedule_Tag_Match=put.headers["Schedule-Tag"],
    )
    assert late.status == 204
    stale = ada.put(
        f"{home}meet.ics", event("meet", *GUESTS), If_Schedule_Tag_Match=put.headers["Schedule-Tag"]
    )
    assert stale.status == 412
    assert b"20261202T090000Z" in ada.call("GET", f"{home}meet.ics").body
    tag = ada.propfind(f"{home}meet.ics", "C:schedule-tag").text("C:schedule-tag")
    assert tag == late.headers["Schedule-Tag"]


def test_deleting_cancels_for_the_guests(
    ada: DavClient, ben: DavClient, home: str, drain: Callable[[], int]
) -> None:
    ada.put(f"{home}meet.ics", event("meet", *GUESTS))
    assert ada.call("DELETE", f"{home}meet.ics").status == 204
    drain()
    left = CalendarObject.objects.filter(calendar__owner=ben.person)
    assert all(b"STATUS:CANCELLED" in bytes(one.raw) for one in left)


def test_a_default_calendar_is_chosen_for_what_comes(
    ada: DavClient, ben: DavClient, home: str
) -> None:
    other = f"/dav/calendars/{ben.person.id}/other/"
    inbox = f"/dav/calendars/{ben.person.id}/inbox/"
    assert ben.call("MKCALENDAR", other).status == 201
    name = "C:schedule-default-calendar-URL"
    assert ben.propfind(inbox, name).text(name) == f"/dav/calendars/{ben.person.id}/default/"
    body = f"""<D:propertyupdate {{ns}}><D:set><D:prop><{name}><D:href>%s</D:href></{name}>
    </D:prop></D:set></D:propertyupdate>"""
    refused = ben.call("PROPPATCH", inbox, body % home)
    assert (refused.status, refused.precondition) == (403, "valid-schedule-default-calendar-URL")
    assert ben.call("PROPPATCH", inbox, body % other).status == 207
    assert ben.propfind(inbox, name).text(name) == other
    ada.put(f"{home}meet.ics", event("meet", *GUESTS))
    assert len(ben.propfind(other, "D:getetag", depth=1).hrefs()) == 2
