"""Storing, reading, moving and deleting events over CalDAV (RFC 4791 §5.3.2)."""

import pytest

from bureau.calendar.models import Calendar, CalendarObject, Occurrence, Tombstone

from .client import DavClient
from .samples import HEAD, event, task


@pytest.fixture
def home(ada: DavClient) -> str:
    """The address of Ada's calendar."""
    path = f"/dav/calendars/{ada.person.id}/"
    assert ada.propfind(path, "D:resourcetype", depth=1).hrefs() == [
        path,
        f"{path}default/",
        f"{path}inbox/",
        f"{path}outbox/",
    ]
    return f"{path}default/"


def test_an_event_is_returned_byte_for_byte_with_the_tag_of_put(ada: DavClient, home: str) -> None:
    raw = event("one", "X-UNKNOWN;X-P=1:kept", "GEO:48.85;2.35")
    put = ada.put(f"{home}one.ics", raw, If_None_Match="*")
    assert put.status == 201
    got = ada.call("GET", f"{home}one.ics")
    assert (got.status, got.body) == (200, raw.encode())
    assert got.headers["ETag"] == put.headers["ETag"]
    assert got.headers["Content-Type"] == "text/calendar; charset=utf-8; component=VEVENT"


def test_put_writes_the_rows_that_lists_read(ada: DavClient, home: str) -> None:
    ada.put(f"{home}one.ics", event("one", "RRULE:FREQ=DAILY;COUNT=3", "LOCATION:Room 5"))
    stored = CalendarObject.objects.get()
    assert (stored.uid, stored.component, stored.recurs, stored.filled_until) == (
        "one",
        "VEVENT",
        True,
        None,
    )
    found = Occurrence.objects.order_by("start_at").values_list("recurrence_id", "detail__location")
    assert list(found) == [
        ("20261201T090000Z", "Room 5"),
        ("20261202T090000Z", "Room 5"),
        ("20261203T090000Z", "Room 5"),
    ]


def test_put_replaces_what_it_knows_and_nothing_else(ada: DavClient, home: str) -> None:
    first = ada.put(f"{home}one.ics", event("one"))
    second = ada.put(f"{home}one.ics", event("one", summary="New"), If_Match=first.headers["ETag"])
    assert second.status == 204
    late = ada.put(f"{home}one.ics", event("one", summary="Old"), If_Match=first.headers["ETag"])
    assert late.status == 412
    again = ada.put(f"{home}one.ics", event("one", summary="Old"), If_None_Match="*")
    assert again.status == 412
    missing = ada.put(f"{home}two.ics", event("two"), If_Match='"x"')
    assert missing.status == 412
    assert b"SUMMARY:New" in ada.call("GET", f"{home}one.ics").body
    assert CalendarObject.objects.count() == 1


@pytest.mark.parametrize(
    ("raw", "status", "precondition"),
    [
        ("nonsense", 403, "valid-calendar-data"),
        (event("one").replace("UID:one\r\n", ""), 403, "valid-calendar-object-resource"),
        (
            event("one").replace("PRODID", "METHOD:REQUEST\r\nPRODID"),
            403,
            "valid-calendar-object-resource",
        ),
        (HEAD + "END:VCALENDAR\r\n", 403, "valid-calendar-object-resource"),
        (event("one", "X-LONG:" + "x" * 6_000_000), 413, "max-resource-size"),
    ],
)
def test_bad_objects_are_refused_with_their_precondition(
    ada: DavClient, home: str, raw: str, status: int, precondition: str
) -> None:
    answer = ada.put(f"{home}one.ics", raw)
    assert (answer.status, answer.precondition) == (status, precondition)
    assert not CalendarObject.objects.exists()


def test_a_uid_is_only_once_in_a_calendar(ada: DavClient, home: str) -> None:
    ada.put(f"{home}one.ics", event("one"))
    answer = ada.put(f"{home}other.ics", event("one"))
    assert (answer.status, answer.precondition) == (409, "no-uid-conflict")
    assert answer.xml.findtext(".//{DAV:}href") == f"{home}one.ics"
    changed = ada.put(f"{home}one.ics", event("two"))
    assert (changed.status, changed.precondition) == (409, "no-uid-conflict")


def test_a_calendar_takes_only_its_components(ada: DavClient, home: str) -> None:
    tasks = f"/dav/calendars/{ada.person.id}/tasks/"
    body = """<C:mkcalendar {ns}><D:set><D:prop><D:displayname>Tasks</D:displayname>
    <C:supported-calendar-component-set><C:comp name="VTODO"/>
    </C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>"""
    assert ada.call("MKCALENDAR", tasks, body).status == 201
    assert ada.put(f"{tasks}todo.ics", task()).status == 201
    answer = ada.put(f"{tasks}one.ics", event("one"))
    assert (answer.status, answer.precondition) == (403, "supported-calendar-component")


def test_delete_leaves_a_tombstone(ada: DavClient, home: str) -> None:
    put = ada.put(f"{home}one.ics", event("one"))
    assert ada.call("DELETE", f"{home}one.ics", If_Match='"other"').status == 412
    assert ada.call("DELETE", f"{home}one.ics", If_Match=put.headers["ETag"]).status == 204
    assert ada.call("DELETE", f"{home}one.ics").status == 404
    assert ada.call("GET", f"{home}one.ics").status == 404
    assert (CalendarObject.objects.count(), Occurrence.objects.count()) == (0, 0)
    assert list(Tombstone.objects.values_list("name", flat=True)) == ["one.ics"]
    ada.put(f"{home}one.ics", event("one"))
    assert not Tombstone.objects.exists()


def test_moving_keeps_the_bytes_and_tells_both_calendars(ada: DavClient, home: str) -> None:
    other = f"/dav/calendars/{ada.person.id}/other/"
    assert ada.call("MKCALENDAR", other).status == 201
    raw = event("one")
    ada.put(f"{home}one.ics", raw)
    moved = ada.call("MOVE", f"{home}one.ics", Destination=f"http://testserver{other}two.ics")
    assert moved.status == 201
    assert ada.call("GET", f"{home}one.ics").status == 404
    assert ada.call("GET", f"{other}two.ics").body == raw.encode()
    ada.put(f"{home}one.ics", event("three"))
    kept = ada.call("MOVE", f"{home}one.ics", Destination=f"{other}two.ics", Overwrite="F")
    assert kept.status == 412
    over = ada.call("MOVE", f"{home}one.ics", Destination=f"{other}two.ics")
    assert over.status == 204
    assert list(CalendarObject.objects.values_list("uid", "name")) == [("three", "two.ics")]


def test_renaming_within_a_calendar(ada: DavClient, home: str) -> None:
    ada.put(f"{home}one.ics", event("one"))
    assert ada.call("MOVE", f"{home}one.ics", Destination=f"{home}two.ics").status == 201
    assert ada.call("GET", f"{home}two.ics").body == event("one").encode()


def test_a_copy_goes_into_another_calendar_alone(ada: DavClient, home: str) -> None:
    other = f"/dav/calendars/{ada.person.id}/other/"
    ada.call("MKCALENDAR", other)
    ada.put(f"{home}one.ics", event("one"))
    assert ada.call("COPY", f"{home}one.ics", Destination=f"{other}one.ics").status == 201
    here = ada.call("COPY", f"{home}one.ics", Destination=f"{home}two.ics")
    assert (here.status, here.precondition) == (409, "no-uid-conflict")
    away = ada.call("COPY", f"{home}one.ics", Destination="http://elsewhere.example/x.ics")
    assert away.status == 502


def test_what_has_no_place_is_refused(ada: DavClient, home: str) -> None:
    assert ada.put(f"/dav/calendars/{ada.person.id}/none/one.ics", event("one")).status == 409
    loose = ada.put(f"/dav/calendars/{ada.person.id}/one.ics", event("one"))
    assert loose.status == 405
    inside = ada.call("MKCALENDAR", f"{home}inside/")
    assert (inside.status, inside.precondition) == (403, "calendar-collection-location-ok")
    assert Calendar.objects.count() == 1


def test_a_stranger_finds_nothing(ada: DavClient, ben: DavClient, home: str) -> None:
    ada.put(f"{home}one.ics", event("one"))
    assert ben.call("PROPFIND", home, Depth="0").status == 404
    assert ben.call("GET", f"{home}one.ics").status == 404
    assert ben.put(f"{home}two.ics", event("two")).status == 409
    assert ben.call("DELETE", f"{home}one.ics").status == 404
    assert ben.call("DELETE", home).status == 404
    assert ben.propfind(f"/dav/calendars/{ada.person.id}/", "D:displayname", depth=1).hrefs() == [
        f"/dav/calendars/{ada.person.id}/"
    ]
    assert CalendarObject.objects.get().seq == Calendar.objects.get(owner=ada.person).seq


def test_names_with_blanks_and_accents_are_found_again(ada: DavClient, home: str) -> None:
    path = f"{home}r%C3%A9union%20%231.ics"
    assert ada.put(path, event("one")).status == 201
    found = ada.propfind(home, "D:getetag", depth=1)
    assert found.hrefs() == [home, path]
    body = "<C:calendar-multiget {ns}><D:prop><D:getetag/></D:prop><D:href>" + path
    answer = ada.report(home, body + "</D:href></C:calendar-multiget>")
    assert answer.hrefs() == [path]


def test_doubled_lines_are_sanitised_and_no_tag_is_given(ada: DavClient, home: str) -> None:
    raw = event("one", "RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=DAILY;COUNT=3")
    put = ada.put(f"{home}one.ics", raw)
    assert put.status == 201
    assert "ETag" not in put.headers
    assert ada.call("GET", f"{home}one.ics").body.count(b"RRULE") == 1


def test_the_representation_is_returned_on_wish(ada: DavClient, home: str) -> None:
    put = ada.put(f"{home}one.ics", event("one"), Prefer="return=representation")
    assert (put.status, put.body) == (201, event("one").encode())
