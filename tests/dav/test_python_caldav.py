"""The public library `caldav` against a whole server, as its own functional tests use it."""

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from caldav.davclient import DAVClient
from caldav.elements.dav import DisplayName
from caldav.lib import error

from tests.fixtures.server import MakeServer

from .samples import event, task
from .site import Site, build


@pytest.fixture(scope="module")
def site(make_server: MakeServer) -> Site:
    return build(make_server)


def client_of(site: Site, local: str = "anna", url: str = "") -> Any:
    user, password = site.login(local)
    return DAVClient(url=url or site.dav, username=user, password=password)


@pytest.fixture
def principal(site: Site) -> Any:
    return client_of(site).principal()


@pytest.fixture
def calendar(principal: Any, request: pytest.FixtureRequest) -> Any:
    """A new calendar."""
    name = request.node.name
    made = principal.make_calendar(name=name, cal_id=name.replace("[", "-").replace("]", ""))
    yield made
    made.delete()


def test_the_well_known_address_is_followed_through_the_front_door(site: Site) -> None:
    found = httpx.request("PROPFIND", f"{site.server.url}/.well-known/caldav")
    assert (found.status_code, found.headers["Location"]) == (301, "/dav/")
    anonymous = httpx.request("PROPFIND", site.dav, headers={"Depth": "0"})
    assert anonymous.status_code == 401
    assert anonymous.headers["WWW-Authenticate"].startswith("Basic")


def test_the_server_says_that_it_can_schedule(site: Site) -> None:
    client = client_of(site)
    assert client.check_dav_support()
    assert client.check_cdav_support()
    assert client.check_scheduling_support()


def test_a_principal_has_calendars_addresses_and_boxes(principal: Any) -> None:
    assert "Calendar" in [one.get_display_name() for one in principal.calendars()]
    assert "mailto:anna@demo.example" in principal.calendar_user_address_set()
    assert principal.schedule_inbox().url
    assert principal.schedule_outbox().url
    assert str(principal.get_vcal_address()) == "mailto:anna@demo.example"


def test_a_calendar_is_made_renamed_and_deleted(principal: Any) -> None:
    made = principal.make_calendar(name="Yep", cal_id="yep")
    assert made.get_display_name() == "Yep"
    made.set_properties([DisplayName("Nope")])
    assert principal.calendar(name="Nope").url == made.url
    made.delete()
    with pytest.raises(error.NotFoundError):
        principal.calendar(cal_id="yep").get_display_name()


def test_events_are_saved_changed_found_and_deleted(calendar: Any) -> None:
    saved = calendar.save_event(event("first", summary="One"))
    assert [one.url for one in calendar.events()] == [saved.url]
    assert calendar.event_by_uid("first").icalendar_component["SUMMARY"] == "One"
    saved.icalendar_component["SUMMARY"] = "Two"
    saved.save()
    assert calendar.event_by_url(saved.url).icalendar_component["SUMMARY"] == "Two"
    with pytest.raises(error.ConsistencyError):
        calendar.save_event(event("first"), no_overwrite=True)
    saved.delete()
    with pytest.raises(error.NotFoundError):
        calendar.event_by_uid("first")


def test_dates_are_searched_with_and_without_expansion(calendar: Any) -> None:
    calendar.save_event(event("y", "RRULE:FREQ=YEARLY", start="VALUE=DATE:19971102", summary="Day"))
    span = {
        "start": datetime(2008, 11, 1, 17, tzinfo=UTC),
        "end": datetime(2008, 11, 3, 17, tzinfo=UTC),
    }
    (plain,) = calendar.search(event=True, expand=False, **span)
    assert plain.icalendar_component["RRULE"]
    (one,) = calendar.search(event=True, expand=True, **span)
    assert one.icalendar_component["DTSTART"].dt == date(2008, 11, 2)
    assert "RRULE" not in one.icalendar_component
    two = calendar.search(
        event=True,
        server_expand=True,
        start=span["start"],
        end=datetime(2009, 11, 3, 17, tzinfo=UTC),
    )
    assert sum(len(one.icalendar_instance.walk("VEVENT")) for one in two) == 2


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"summary": "Board meeting"}, {"b"}),
        ({"category": "PERSONAL"}, {"a"}),
        ({"category": "PERSONAL", "summary": "Board"}, set()),
        ({"no_category": True}, {"b", "c"}),
        ({"uid": "c"}, {"c"}),
    ],
)
def test_events_are_searched_by_what_they_say(
    calendar: Any, wish: dict[str, Any], found: set[str]
) -> None:
    calendar.save_event(event("a", "CATEGORIES:FAMILY,PERSONAL", summary="Bank holiday"))
    calendar.save_event(event("b", summary="Board meeting"))
    calendar.save_event(event("c", "LOCATION:Hall"))
    results = calendar.search(event=True, **wish)
    assert {str(one.icalendar_component["UID"]) for one in results} == found


def test_tasks_are_pending_until_they_are_done(calendar: Any) -> None:
    todo = calendar.save_todo(task("t1", "DUE;VALUE=DATE:20261201", "STATUS:NEEDS-ACTION"))
    calendar.save_todo(task("t2", "PRIORITY:1"))
    assert len(calendar.todos()) == 2
    todo.complete()
    assert [str(one.icalendar_component["UID"]) for one in calendar.todos()] == ["t2"]
    assert len(calendar.todos(include_completed=True)) == 2


def test_changes_come_by_sync_token(calendar: Any) -> None:
    calendar.save_event(event("s1"))
    known = calendar.objects(load_objects=True)
    assert len(list(known)) == 1
    second = calendar.save_event(event("s2"))
    changes = calendar.objects_by_sync_token(sync_token=known.sync_token, load_objects=False)
    assert [one.url for one in changes] == [second.url]
    second.delete()
    updated, deleted = known.sync()
    assert (len(list(updated)), len(list(deleted))) == (0, 0)
    first = calendar.event_by_uid("s1")
    first.icalendar_component["SUMMARY"] = "x"
    first.save()
    assert len(list(known.sync()[0])) == 1


def test_many_events_are_fetched_at_once(calendar: Any) -> None:
    urls = [calendar.save_event(event(f"m{number}")).url for number in range(5)]
    found = calendar.multiget(urls, raise_notfound=True)
    assert len(list(found)) == 5
    with pytest.raises(error.NotFoundError):
        list(calendar.multiget([calendar.url.join("gone.ics")], raise_notfound=True))


def test_busy_times_are_asked_for(calendar: Any) -> None:
    calendar.save_event(event("f1", start="20270101T090000Z"))
    found = calendar.freebusy_request(
        datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)
    )
    assert "FREEBUSY;FBTYPE=BUSY:20270101T090000Z/20270101T100000Z" in found.data.replace("\r", "")


def test_busy_times_of_others_are_asked_at_the_outbox(site: Site, principal: Any) -> None:
    span = datetime(2027, 2, 1, tzinfo=UTC), datetime(2027, 2, 2, tzinfo=UTC)
    client_of(site, "ben").principal().calendar(name="Calendar").save_event(
        event("busy", start="20270201T090000Z")
    )
    found = principal.freebusy_request(*span, ["mailto:ben@demo.example"])
    written = "".join(one.data for key, one in found.items() if key != "errors")
    assert "20270201T090000Z/20270201T100000Z" in written


def test_one_occurrence_is_changed_and_the_series_stays(calendar: Any) -> None:
    calendar.save_event(event("r", "RRULE:FREQ=DAILY;COUNT=4", start="20270105T090000Z"))
    span = {"start": datetime(2027, 1, 6, tzinfo=UTC), "end": datetime(2027, 1, 7, tzinfo=UTC)}
    (one,) = calendar.search(event=True, expand=True, **span)
    one.icalendar_component["SUMMARY"] = "Only this"
    one.save(only_this_recurrence=True)
    full = calendar.event_by_uid("r")
    titles = [str(part["SUMMARY"]) for part in full.icalendar_instance.walk("VEVENT")]
    assert sorted(titles) == ["Meeting", "Only this"]
    (again,) = calendar.search(event=True, expand=True, **span)
    assert again.icalendar_component["SUMMARY"] == "Only this"


def test_wrong_passwords_are_refused(site: Site) -> None:
    client: Any = DAVClient(url=site.dav, username="anna@demo.example", password="wrong")
    with pytest.raises(error.AuthorizationError):
        client.principal().calendars()


def test_methods_of_dav_reach_the_server_with_an_idempotency_key(site: Site) -> None:
    """A key on what is no POST of the API changes nothing."""
    answer = httpx.request(
        "PROPFIND",
        site.home("anna"),
        headers={"Depth": "1", "Idempotency-Key": "k"},
        auth=site.login("anna"),
    )
    assert answer.status_code == 207
    assert answer.headers["DAV"].startswith("1, 3, access-control")
    assert "calendar-auto-schedule" in answer.headers["DAV"]
