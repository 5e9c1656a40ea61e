"""calendar-query, multiget and free-busy-query (RFC 4791 §7.8 to §7.10)."""

import pytest

from bureau.calendar.actions.calendars import CalendarFields, update_calendar
from bureau.calendar.models import Calendar
from bureau.people import actor_for

from .client import DavAnswer, DavClient
from .samples import HEAD, event, task

QUERY = """<C:calendar-query {{ns}}><D:prop><D:getetag/>{data}</D:prop><C:filter>
<C:comp-filter name="VCALENDAR">{inner}</C:comp-filter></C:filter>{more}</C:calendar-query>"""


@pytest.fixture
def home(ada: DavClient) -> str:
    """A calendar with events and tasks of all kinds."""
    ada.propfind(f"/dav/calendars/{ada.person.id}/", "D:resourcetype", depth=1)
    path = f"/dav/calendars/{ada.person.id}/default/"
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT30M", "DESCRIPTION:x", "END:VALARM")
    changed = event("weekly", "RRULE:FREQ=WEEKLY", start="20261102T100000Z").replace(
        "END:VCALENDAR",
        "BEGIN:VEVENT\r\nUID:weekly\r\nDTSTAMP:20261101T000000Z\r\n"
        "RECURRENCE-ID:20261109T100000Z\r\nDTSTART:20261112T150000Z\r\nDURATION:PT1H\r\n"
        "SUMMARY:Moved\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    for name, raw in {
        "single": event("single", "CATEGORIES:WORK,Fun", summary="Réunion ABC"),
        "weekly": changed,
        "allday": event("allday", start="VALUE=DATE:20261201", summary="Holiday"),
        "floating": event("floating", start="20261205T233000"),
        "long": event("long", start="20260901T000000Z", end="20270301T000000Z"),
        "alarm": event("alarm", *alarm, start="20270110T090000Z"),
        "old": event("old", "RRULE:FREQ=YEARLY", start="19900704T100000Z"),
        "guest": event(
            "guest",
            "ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Zoe:mailto:zoe@elsewhere.example",
            "ORGANIZER:mailto:boss@elsewhere.example",
            start="20270301T090000Z",
        ),
        "due": task("due", "DUE:20261210T120000Z", "STATUS:NEEDS-ACTION"),
        "undated": task("undated", "PRIORITY:1"),
        "done": task("done", "COMPLETED:20261115T080000Z", "CREATED:20261110T080000Z"),
    }.items():
        answer = ada.put(f"{path}{name}.ics", raw)
        assert answer.status == 201, (name, answer.body)
    return path


def ask(client: DavClient, path: str, inner: str, data: str = "", more: str = "") -> DavAnswer:
    return client.report(path, QUERY.format(inner=inner, data=data, more=more))


def names(client: DavClient, path: str, inner: str, more: str = "") -> list[str]:
    answer = ask(client, path, inner, more=more)
    assert answer.status == 207, answer.body
    return sorted(one.removeprefix(path).removesuffix(".ics") for one in answer.hrefs())


def events(inner: str) -> str:
    return f'<C:comp-filter name="VEVENT">{inner}</C:comp-filter>'


def tasks(inner: str) -> str:
    return f'<C:comp-filter name="VTODO">{inner}</C:comp-filter>'


def within(start: str, end: str) -> str:
    given = f'start="{start}"' * bool(start) + f' end="{end}"' * bool(end)
    return f"<C:time-range {given}/>"


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("20261201T090000Z", "20261201T093000Z", ["allday", "long", "single"]),
        ("20261201T100000Z", "20261201T110000Z", ["allday", "long"]),
        ("20261109T090000Z", "20261109T120000Z", ["long"]),
        ("20261112T150000Z", "20261112T150500Z", ["long", "weekly"]),
        ("20270704T000000Z", "20270705T000000Z", ["old"]),
        ("20510704T000000Z", "20510705T000000Z", ["old"]),
        ("19910704T000000Z", "19910705T000000Z", ["old"]),
        ("20270228T000000Z", "20270228T010000Z", ["long"]),
        ("20360101T000000Z", "20360107T235959Z", ["weekly"]),
    ],
)
def test_events_are_found_by_when_they_happen(
    ada: DavClient, home: str, start: str, end: str, found: list[str]
) -> None:
    assert names(ada, home, events(within(start, end))) == found


def test_open_ranges_reach_to_the_end_of_time(ada: DavClient, home: str) -> None:
    late = names(ada, home, events(within("20280101T000000Z", "")))
    assert late == ["old", "weekly"]
    assert names(ada, home, events(within("", "20000101T000000Z"))) == ["old"]


def test_local_times_are_judged_in_the_calendars_zone(ada: DavClient, home: str) -> None:
    late = events(within("20261206T043000Z", "20261206T044500Z"))
    assert names(ada, home, late) == ["long"]
    calendar = Calendar.objects.get(slug="default")
    zone = CalendarFields(time_zone="America/New_York")
    update_calendar(actor_for(ada.person), calendar, zone)
    assert names(ada, home, late) == ["floating", "long"]
    tokyo = "<C:timezone-id>Asia/Tokyo</C:timezone-id>"
    assert names(ada, home, late, tokyo) == ["long"]
    bad = ask(ada, home, late, more="<C:timezone-id>Moon/Base</C:timezone-id>")
    assert (bad.status, bad.precondition) == (403, "valid-timezone")


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        (
            '<C:prop-filter name="SUMMARY"><C:text-match>abc</C:text-match></C:prop-filter>',
            ["single"],
        ),
        (
            '<C:prop-filter name="SUMMARY"><C:text-match collation="i;octet">abc</C:text-match>'
            "</C:prop-filter>",
            [],
        ),
        (
            '<C:prop-filter name="SUMMARY"><C:text-match collation="i;unicode-casemap">RÉUNION'
            "</C:text-match></C:prop-filter>",
            ["single"],
        ),
        (
            '<C:prop-filter name="SUMMARY"><C:text-match negate-condition="yes">e</C:text-match>'
            "</C:prop-filter>",
            ["allday", "single"],
        ),
        ('<C:prop-filter name="RRULE"><C:is-not-defined/></C:prop-filter>', None),
        (
            '<C:prop-filter name="CATEGORIES"><C:text-match>fun</C:text-match></C:prop-filter>',
            ["single"],
        ),
        (
            '<C:prop-filter name="ATTENDEE"><C:text-match>mailto:zoe@</C:text-match>'
            '<C:param-filter name="PARTSTAT"><C:text-match>NEEDS-ACTION</C:text-match>'
            "</C:param-filter></C:prop-filter>",
            ["guest"],
        ),
        (
            '<C:prop-filter name="ATTENDEE"><C:param-filter name="ROLE"><C:is-not-defined/>'
            "</C:param-filter></C:prop-filter>",
            ["guest"],
        ),
        ('<C:comp-filter name="VALARM"/>', ["alarm"]),
        (
            '<C:comp-filter name="VALARM"><C:time-range start="20270110T082000Z" '
            'end="20270110T084000Z"/></C:comp-filter>',
            ["alarm"],
        ),
        (
            '<C:comp-filter name="VALARM"><C:time-range start="20270110T084000Z" '
            'end="20270110T100000Z"/></C:comp-filter>',
            [],
        ),
        (
            '<C:prop-filter name="DTSTART"><C:time-range start="20261201T000000Z" '
            'end="20261202T000000Z"/></C:prop-filter>',
            ["allday", "single"],
        ),
    ],
)
def test_events_are_found_by_what_they_say(
    ada: DavClient, home: str, inner: str, found: list[str] | None
) -> None:
    everything = ["alarm", "allday", "floating", "guest", "long", "single", "weekly"]
    assert names(ada, home, events(inner)) == (everything if found is None else found)


def test_times_and_texts_together(ada: DavClient, home: str) -> None:
    text = '<C:prop-filter name="SUMMARY"><C:text-match>meeting</C:text-match></C:prop-filter>'
    day = within("20261201T000000Z", "20261202T000000Z")
    assert names(ada, home, events(day + text)) == ["long"]


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("", ["done", "due", "undated"]),
        (within("20261210T000000Z", "20261211T000000Z"), ["due", "undated"]),
        (within("20261112T000000Z", "20261113T000000Z"), ["done", "undated"]),
        (within("20261120T000000Z", "20261121T000000Z"), ["undated"]),
        ('<C:prop-filter name="COMPLETED"><C:is-not-defined/></C:prop-filter>', ["due", "undated"]),
        (
            '<C:prop-filter name="STATUS"><C:text-match negate-condition="yes">CANCELLED'
            "</C:text-match></C:prop-filter>",
            ["due"],
        ),
    ],
)
def test_tasks_are_found(ada: DavClient, home: str, inner: str, found: list[str]) -> None:
    assert names(ada, home, tasks(inner)) == found


def test_everything_and_nothing(ada: DavClient, home: str) -> None:
    assert len(names(ada, home, "")) == 11
    assert names(ada, home, '<C:comp-filter name="VJOURNAL"/>') == []
    without = '<C:comp-filter name="VTODO"><C:is-not-defined/></C:comp-filter>'
    assert len(names(ada, home, without)) == 8


@pytest.mark.parametrize(
    ("body", "precondition"),
    [
        (QUERY.format(inner=events("<C:time-range/>"), data="", more=""), "valid-filter"),
        (
            QUERY.format(inner=events(within("20261201", "")), data="", more=""),
            "valid-filter",
        ),
        (
            QUERY.format(
                inner=events(
                    '<C:prop-filter name="SUMMARY"><C:text-match collation="i;klingon">x'
                    "</C:text-match></C:prop-filter>"
                ),
                data="",
                more="",
            ),
            "supported-collation",
        ),
        ("<C:calendar-query {{ns}}><D:prop/></C:calendar-query>", "valid-filter"),
        (
            QUERY.format(inner="", data='<C:calendar-data content-type="text/vcard"/>', more=""),
            "supported-calendar-data",
        ),
    ],
)
def test_bad_queries_are_refused_with_their_precondition(
    ada: DavClient, home: str, body: str, precondition: str
) -> None:
    answer = ada.report(home, body.replace("{{ns}}", "{ns}"))
    assert (answer.status, answer.precondition) == (403, precondition)


def data(client: DavClient, path: str, inner: str, wish: str) -> list[str]:
    """Return the lines of the data of the one object found, without zones."""
    answer = ask(client, path, inner, wish)
    assert answer.status == 207, answer.body
    assert len(answer.hrefs()) == 1, answer.hrefs()
    return answer.text("C:calendar-data").replace("\r", "").strip().split("\n")


WEEK = within("20261109T000000Z", "20261117T000000Z")
WEEKLY = events(
    WEEK + '<C:prop-filter name="UID"><C:text-match>weekly</C:text-match></C:prop-filter>'
)


def test_a_series_is_expanded_in_utc(ada: DavClient, home: str) -> None:
    wish = '<C:calendar-data><C:expand start="20261109T000000Z" end="20261117T000000Z"/>'
    lines = data(ada, home, WEEKLY, wish + "</C:calendar-data>")
    assert sorted(one for one in lines if one.startswith(("RECURRENCE-ID", "DTSTART"))) == [
        "DTSTART:20261112T150000Z",
        "DTSTART:20261116T100000Z",
        "RECURRENCE-ID:20261109T100000Z",
        "RECURRENCE-ID:20261116T100000Z",
    ]
    assert not [one for one in lines if one.startswith(("RRULE", "BEGIN:VTIMEZONE"))]


def test_changed_occurrences_outside_of_a_range_are_left_out(ada: DavClient, home: str) -> None:
    wish = '<C:calendar-data><C:limit-recurrence-set start="{}" end="{}"/></C:calendar-data>'
    near = data(ada, home, WEEKLY, wish.format("20261109T000000Z", "20261117T000000Z"))
    far = data(ada, home, WEEKLY, wish.format("20270101T000000Z", "20270201T000000Z"))
    assert (near.count("BEGIN:VEVENT"), far.count("BEGIN:VEVENT")) == (2, 1)
    assert "RRULE:FREQ=WEEKLY" in far


def test_only_the_wanted_properties_are_sent(ada: DavClient, home: str) -> None:
    wish = """<C:calendar-data><C:comp name="VCALENDAR"><C:prop name="VERSION"/>
    <C:comp name="VEVENT"><C:prop name="SUMMARY"/><C:prop name="UID"/></C:comp></C:comp>
    </C:calendar-data>"""
    alarm = events('<C:comp-filter name="VALARM"/>')
    assert data(ada, home, alarm, wish) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:alarm",
        "SUMMARY:Meeting",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_multiget_answers_each_address(ada: DavClient, home: str) -> None:
    hrefs = [f"{home}single.ics", f"{home}gone.ics", "/dav/elsewhere/x.ics", f"{home}due.ics"]
    inner = "".join(f"<D:href>{one}</D:href>" for one in hrefs)
    answer = ada.report(
        home,
        "<C:calendar-multiget {ns}><D:prop><D:getetag/><C:calendar-data/></D:prop>"
        f"{inner}</C:calendar-multiget>",
    )
    assert answer.hrefs() == hrefs
    assert answer.statuses() == {hrefs[1]: "404", hrefs[2]: "404"}
    assert "SUMMARY:Réunion ABC" in answer.text("C:calendar-data", 0)
    assert "BEGIN:VTODO" in answer.text("C:calendar-data", 3)


def test_free_busy_joins_what_touches_and_leaves_out_the_free(
    ada: DavClient, ben: DavClient
) -> None:
    path = f"/dav/calendars/{ada.person.id}/busy/"
    ada.call("MKCALENDAR", path)
    ada.put(f"{path}1.ics", event("1", start="20261201T090000Z"))
    ada.put(f"{path}2.ics", event("2", start="20261201T100000Z"))
    ada.put(f"{path}3.ics", event("3", "TRANSP:TRANSPARENT", start="20261201T140000Z"))
    ada.put(f"{path}4.ics", event("4", "STATUS:TENTATIVE", start="20261201T160000Z"))
    ada.put(f"{path}5.ics", event("5", "STATUS:CANCELLED", start="20261201T180000Z"))
    body = "<C:free-busy-query {ns}>" + within("20261201T000000Z", "20261202T000000Z")
    body += "</C:free-busy-query>"
    for client in (ada, ben):
        answer = client.report(path, body)
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        lines = answer.body.decode().split("\r\n")
        assert [one for one in lines if one.startswith("FREEBUSY")] == [
            "FREEBUSY;FBTYPE=BUSY:20261201T090000Z/20261201T110000Z",
            "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261201T160000Z/20261201T170000Z",
        ]
    assert ben.call("PROPFIND", path, Depth="0").status == 404
    calendar = Calendar.objects.get(slug="busy")
    update_calendar(actor_for(ada.person), calendar, CalendarFields(free_busy="shared"))
    assert ben.report(path, body).status == 404


def request(*addresses: str) -> str:
    lines = [
        "BEGIN:VFREEBUSY",
        "UID:ask",
        "DTSTAMP:20261101T000000Z",
        "DTSTART:20261201T000000Z",
        "DTEND:20261202T000000Z",
        "ORGANIZER:mailto:ada@demo.example",
        *(f"ATTENDEE:mailto:{one}" for one in addresses),
        "END:VFREEBUSY",
        "END:VCALENDAR",
        "",
    ]
    return HEAD + "METHOD:REQUEST\r\n" + "\r\n".join(lines)


def test_the_outbox_tells_when_others_are_busy(ada: DavClient, ben: DavClient) -> None:
    ben.propfind(f"/dav/calendars/{ben.person.id}/", "D:resourcetype", depth=1)
    ben.put(f"/dav/calendars/{ben.person.id}/default/1.ics", event("1"))
    outbox = f"/dav/calendars/{ada.person.id}/outbox/"
    answer = ada.call(
        "POST",
        outbox,
        request("ben@demo.example", "nobody@elsewhere.example"),
        Content_Type="text/calendar",
    )
    assert answer.status == 200, answer.body
    space = {"C": "urn:ietf:params:xml:ns:caldav", "D": "DAV:"}
    found = answer.xml.findall("C:response", space)
    assert [one.findtext("C:recipient/D:href", "", space) for one in found] == [
        "mailto:ben@demo.example",
        "mailto:nobody@elsewhere.example",
    ]
    assert [one.findtext("C:request-status", "", space) for one in found] == [
        "2.0;Success",
        "3.7;Invalid calendar user",
    ]
    reply = found[0].findtext("C:calendar-data", "", space)
    assert "FREEBUSY;FBTYPE=BUSY:20261201T090000Z/20261201T100000Z" in reply
    assert "ATTENDEE:mailto:ben@demo.example" in reply


def test_nobody_asks_in_anothers_name(ada: DavClient, ben: DavClient) -> None:
    outbox = f"/dav/calendars/{ben.person.id}/outbox/"
    answer = ben.call("POST", outbox, request("ada@demo.example"), Content_Type="text/calendar")
    assert (answer.status, answer.precondition) == (403, "valid-organizer")
    other = f"/dav/calendars/{ada.person.id}/outbox/"
    assert ben.call("POST", other, request("ada@demo.example")).status == 404
