"""Making, describing, sharing and synchronising calendars (RFC 4791 §5.2, RFC 5689, RFC 6578)."""

import pytest

from bureau import access
from bureau.calendar.actions.sharing import share_calendar
from bureau.calendar.models import Calendar
from bureau.people import actor_for

from .client import NAMES, DavClient
from .samples import event


@pytest.fixture
def home(ada: DavClient) -> str:
    """The address of Ada's calendar."""
    path = f"/dav/calendars/{ada.person.id}/"
    ada.propfind(path, "D:resourcetype", depth=1)
    return f"{path}default/"


def calendar_of(client: DavClient) -> Calendar:
    return Calendar.objects.get(owner=client.person, slug="default")


def test_a_principal_leads_to_calendars_and_boxes(ada: DavClient) -> None:
    path = f"/dav/principals/{ada.person.id}/"
    found = ada.propfind(
        path,
        "C:calendar-home-set",
        "C:calendar-user-address-set",
        "C:schedule-inbox-URL",
        "C:schedule-outbox-URL",
        "C:calendar-user-type",
    )
    home = f"/dav/calendars/{ada.person.id}/"
    assert found.text("C:calendar-home-set") == home
    addresses = [one.text for one in found.prop("C:calendar-user-address-set")]
    assert addresses[0] == "mailto:ada@demo.example"
    assert path in addresses
    assert found.text("C:schedule-inbox-URL") == f"{home}inbox/"
    assert found.text("C:schedule-outbox-URL") == f"{home}outbox/"
    assert found.text("C:calendar-user-type") == "INDIVIDUAL"


def test_a_calendar_says_what_it_takes(ada: DavClient, home: str) -> None:
    found = ada.propfind(
        home,
        "D:resourcetype",
        "C:supported-calendar-component-set",
        "C:max-resource-size",
        "D:supported-report-set",
        "D:current-user-privilege-set",
        "D:owner",
        "CS:getctag",
        "D:sync-token",
    )
    assert found.prop("D:resourcetype/C:calendar") is not None
    names = [one.get("name") for one in found.prop("C:supported-calendar-component-set")]
    assert names == ["VEVENT", "VTODO"]
    assert found.text("C:max-resource-size") == str(5 * 1024 * 1024)
    reports = {
        one.tag for one in found.prop("D:supported-report-set").iterfind(".//D:report/*", NAMES)
    }
    assert {name.rpartition("}")[2] for name in reports} == {
        "sync-collection",
        "expand-property",
        "calendar-query",
        "calendar-multiget",
        "free-busy-query",
    }
    granted = {one[0].tag.rpartition("}")[2] for one in found.prop("D:current-user-privilege-set")}
    assert {"read", "write", "bind", "unbind", "write-properties", "read-free-busy"} <= granted
    assert found.text("D:owner") == f"/dav/principals/{ada.person.id}/"
    assert found.text("CS:getctag") == "0"


MAKE = """<D:mkcol {ns}><D:set><D:prop>
<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>
<D:displayname>Trips</D:displayname><C:calendar-description>Away</C:calendar-description>
<A:calendar-color xmlns:A="http://apple.com/ns/ical/">#FF00AAFF</A:calendar-color>
<X:note xmlns:X="urn:x">kept <X:b>so</X:b></X:note>
</D:prop></D:set></D:mkcol>"""


def test_extended_mkcol_makes_a_calendar_with_its_properties(ada: DavClient) -> None:
    path = f"/dav/calendars/{ada.person.id}/trips/"
    assert ada.call("MKCOL", path, MAKE).status == 201
    body = """<D:propfind {ns}><D:prop><D:displayname/><C:calendar-description/>
    <A:calendar-color xmlns:A="http://apple.com/ns/ical/"/><X:note xmlns:X="urn:x"/>
    </D:prop></D:propfind>"""
    found = ada.call("PROPFIND", path, body, Depth="0")
    assert found.text("D:displayname") == "Trips"
    assert found.text("C:calendar-description") == "Away"
    assert found.text("{http://apple.com/ns/ical/}calendar-color") == "#FF00AAFF"
    assert found.text("{urn:x}note") == "kept so"
    assert Calendar.objects.get(slug="trips").color == "#ff00aa"
    again = ada.call("MKCALENDAR", path)
    assert (again.status, again.precondition) == (405, "resource-must-be-null")


@pytest.mark.parametrize(
    ("types", "precondition"),
    [("<D:collection/>", "valid-resourcetype"), ("<D:principal/>", "valid-resourcetype")],
)
def test_only_calendars_are_made_here(ada: DavClient, types: str, precondition: str) -> None:
    body = MAKE.replace("<D:collection/><C:calendar/>", types)
    answer = ada.call("MKCOL", f"/dav/calendars/{ada.person.id}/trips/", body)
    assert (answer.status, answer.precondition) == (403, precondition)
    assert not Calendar.objects.filter(slug="trips").exists()


def test_a_calendar_with_a_bad_property_is_not_made(ada: DavClient) -> None:
    path = f"/dav/calendars/{ada.person.id}/trips/"
    answer = ada.call("MKCOL", path, MAKE.replace("#FF00AAFF", "reddish"))
    assert answer.status == 403
    assert answer.xml.tag == "{DAV:}mkcol-response"
    assert not Calendar.objects.filter(slug="trips").exists()


def test_nobody_makes_calendars_for_others(ada: DavClient, ben: DavClient) -> None:
    answer = ben.call("MKCALENDAR", f"/dav/calendars/{ada.person.id}/trap/")
    assert (answer.status, answer.precondition) == (403, "need-privileges")
    assert not Calendar.objects.filter(slug="trap").exists()


def test_proppatch_sets_and_removes_or_nothing(ada: DavClient, home: str) -> None:
    body = """<D:propertyupdate {ns}><D:set><D:prop><D:displayname>Work</D:displayname>
    <X:a xmlns:X="urn:x">1</X:a></D:prop></D:set></D:propertyupdate>"""
    assert ada.call("PROPPATCH", home, body).status == 207
    assert ada.propfind(home, "D:displayname").text("D:displayname") == "Work"
    body = """<D:propertyupdate {ns}><D:remove><D:prop><X:a xmlns:X="urn:x"/></D:prop></D:remove>
    <D:set><D:prop><D:displayname>Home</D:displayname><D:getetag>1</D:getetag></D:prop></D:set>
    </D:propertyupdate>"""
    answer = ada.call("PROPPATCH", home, body)
    found = [one.text for one in answer.xml.findall(".//D:status", NAMES)]
    assert found == ["HTTP/1.1 424 Failed Dependency", "HTTP/1.1 403 Forbidden"]
    assert ada.propfind(home, "D:displayname").text("D:displayname") == "Work"
    assert calendar_of(ada).properties == {"{urn:x}a": "1"}


def test_a_calendar_is_deleted_but_the_default_one(ada: DavClient, home: str) -> None:
    trips = f"/dav/calendars/{ada.person.id}/trips/"
    ada.call("MKCALENDAR", trips)
    ada.put(f"{trips}one.ics", event("one"))
    assert ada.call("DELETE", trips).status == 204
    assert ada.call("PROPFIND", trips, Depth="0").status == 404
    kept = ada.call("DELETE", home)
    assert (kept.status, kept.precondition) == (403, "default-calendar-needed")
    assert calendar_of(ada)


SYNC = """<D:sync-collection {{ns}}><D:sync-token>{token}</D:sync-token>
<D:sync-level>1</D:sync-level>{limit}<D:prop><D:getetag/></D:prop></D:sync-collection>"""


def sync(client: DavClient, path: str, token: str = "", limit: int = 0) -> tuple[str, list[str]]:
    """Return the new token and what changed, gone ones with a minus."""
    within = f"<D:limit><D:nresults>{limit}</D:nresults></D:limit>" if limit else ""
    answer = client.report(path, SYNC.format(token=token, limit=within), depth=0)
    assert answer.status == 207, answer.body
    marks = {"404": "-", "507": "!"}
    statuses = answer.statuses()
    names = [
        marks.get(statuses.get(one, ""), "") + one.removeprefix(path) for one in answer.hrefs()
    ]
    return answer.xml.findtext("D:sync-token", "", NAMES), names


def test_sync_tells_what_changed_and_what_is_gone(ada: DavClient, home: str) -> None:
    token, names = sync(ada, home)
    assert names == []
    for name in ("a", "b", "c"):
        ada.put(f"{home}{name}.ics", event(name))
    token, names = sync(ada, home, token)
    assert names == ["a.ics", "b.ics", "c.ics"]
    assert sync(ada, home, token) == (token, [])
    ada.call("DELETE", f"{home}b.ics")
    ada.put(f"{home}a.ics", event("a", summary="New"))
    newer, names = sync(ada, home, token)
    assert names == ["a.ics", "-b.ics"]
    assert sync(ada, home)[1] == ["c.ics", "a.ics"]
    assert newer == ada.propfind(home, "D:sync-token").text("D:sync-token")


def test_sync_in_pages_reaches_the_same_end(ada: DavClient, home: str) -> None:
    for number in range(7):
        ada.put(f"{home}{number}.ics", event(str(number)))
    token, seen = "", []
    for _ in range(4):
        token, names = sync(ada, home, token, limit=3)
        seen += [name for name in names if name != "!"]
        if "!" not in names:
            break
    assert sorted(seen) == [f"{number}.ics" for number in range(7)]
    assert token == ada.propfind(home, "D:sync-token").text("D:sync-token")


@pytest.mark.parametrize("token", ["nonsense", "urn:bureau:sync:x:0", "{own}9"])
def test_a_strange_token_is_refused(ada: DavClient, home: str, token: str) -> None:
    own = ada.propfind(home, "D:sync-token").text("D:sync-token")
    body = SYNC.format(token=token.replace("{own}", own), limit="")
    answer = ada.report(home, body, depth=0)
    assert (answer.status, answer.precondition) == (403, "valid-sync-token")


def share(owner: DavClient, other: DavClient, role: int) -> str:
    """Share the default calendar; return its address in the other's home."""
    calendar = calendar_of(owner)
    share_calendar(actor_for(owner.person), calendar, other.person.id, role)
    return f"/dav/calendars/{other.person.id}/{calendar.id}/"


def test_a_shared_calendar_is_in_the_home_of_whom_it_was_shared_with(
    ada: DavClient, ben: DavClient, home: str
) -> None:
    ada.put(f"{home}one.ics", event("one"))
    path = share(ada, ben, access.Role.VIEWER)
    found = ben.propfind(f"/dav/calendars/{ben.person.id}/", "D:owner", depth=1)
    assert path in found.hrefs()
    assert found.text("D:owner", found.hrefs().index(path)) == f"/dav/principals/{ada.person.id}/"
    assert ben.call("GET", f"{path}one.ics").body == event("one").encode()
    for answer in (
        ben.put(f"{path}two.ics", event("two")),
        ben.put(f"{path}one.ics", event("one", summary="x")),
        ben.call("DELETE", f"{path}one.ics"),
    ):
        assert (answer.status, answer.precondition) == (403, "need-privileges")
    granted = ben.propfind(path, "D:current-user-privilege-set")
    assert granted.prop("D:current-user-privilege-set/D:privilege/D:write") is None
    assert ada.call("GET", f"{home}one.ics").body == event("one").encode()


def test_an_editor_writes_and_the_owner_sees_it(ada: DavClient, ben: DavClient, home: str) -> None:
    path = share(ada, ben, access.Role.EDITOR)
    assert ben.put(f"{path}one.ics", event("one")).status == 201
    assert ada.call("GET", f"{home}one.ics").body == event("one").encode()


def test_a_contributor_changes_only_what_they_added(
    ada: DavClient, ben: DavClient, home: str
) -> None:
    path = share(ada, ben, access.Role.CONTRIBUTOR)
    ada.put(f"{home}ada.ics", event("ada"))
    assert ben.put(f"{path}ben.ics", event("ben")).status == 201
    assert ben.put(f"{path}ben.ics", event("ben", summary="x")).status == 204
    assert ben.put(f"{path}ada.ics", event("ada", summary="x")).status == 403
    assert ben.call("DELETE", f"{path}ada.ics").status == 403
    assert ben.call("DELETE", f"{path}ben.ics").status == 204
    assert ada.call("GET", f"{home}ada.ics").body == event("ada").encode()


def test_private_events_are_only_busy_to_viewers(ada: DavClient, ben: DavClient, home: str) -> None:
    ada.put(f"{home}one.ics", event("one", "CLASS:PRIVATE", "LOCATION:Clinic", summary="Doctor"))
    path = share(ada, ben, access.Role.VIEWER)
    body = ben.call("GET", f"{path}one.ics").body
    assert b"SUMMARY:Busy" in body
    assert b"DTSTART:20261201T090000Z" in body
    assert b"Doctor" not in body
    assert b"Clinic" not in body
    query = """<C:calendar-query {ns}><D:prop><D:getetag/></D:prop><C:filter>
    <C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="SUMMARY">
    <C:text-match>doctor</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter></C:filter>
    </C:calendar-query>"""
    assert ben.report(path, query).hrefs() == []
    assert ada.report(home, query).hrefs() == [f"{home}one.ics"]
    other = f"/dav/calendars/{ben.person.id}/own/"
    assert ben.call("MKCALENDAR", other).status == 201
    assert ben.call("COPY", f"{path}one.ics", Destination=f"{other}one.ics").status == 403


def test_a_sharee_renames_and_leaves_for_themselves_alone(
    ada: DavClient, ben: DavClient, home: str
) -> None:
    path = share(ada, ben, access.Role.VIEWER)
    body = """<D:propertyupdate {ns}><D:set><D:prop><D:displayname>Boss</D:displayname></D:prop>
    </D:set></D:propertyupdate>"""
    ben.call("PROPPATCH", path, body)
    assert ben.propfind(path, "D:displayname").text("D:displayname") == "Boss"
    assert ada.propfind(home, "D:displayname").text("D:displayname") == "Calendar"
    assert ben.call("DELETE", path).status == 204
    assert ben.call("PROPFIND", path, Depth="0").status == 404
    assert ada.call("PROPFIND", home, Depth="0").status == 207


def test_a_right_that_is_taken_back_ends_at_once(ada: DavClient, ben: DavClient, home: str) -> None:
    path = share(ada, ben, access.Role.EDITOR)
    share_calendar(actor_for(ada.person), calendar_of(ada), ben.person.id, 0)
    assert ben.call("PROPFIND", path, Depth="0").status == 404
    assert ben.call("PROPFIND", home, Depth="0").status == 404
