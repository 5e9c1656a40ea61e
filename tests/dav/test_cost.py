"""What requests cost: fixed numbers of queries; two of them sign in and find the calendar."""

import pytest

from bureau.calendar.actions.calendars import open_default_calendar
from tests.fixtures.database import CountQueries

from .client import DavClient
from .samples import event

MONTH = """<C:calendar-query {ns}><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>
<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="20261201T000000Z" end="20270101T000000Z"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
SYNC = """<D:sync-collection {ns}><D:sync-token>%s</D:sync-token><D:sync-level>1</D:sync-level>
<D:prop><D:getetag/></D:prop></D:sync-collection>"""


@pytest.fixture
def home(ada: DavClient) -> str:
    """A calendar with thirty events."""
    calendar = open_default_calendar(ada.person)
    calendar.time_zone = "Europe/Paris"
    calendar.save(update_fields=["time_zone"])
    path = f"/dav/calendars/{ada.person.id}/default/"
    for number in range(30):
        assert ada.put(f"{path}{number}.ics", event(str(number))).status == 201
    return path


def test_reading_costs_the_same_however_much_there_is(
    ada: DavClient, home: str, count_queries: CountQueries
) -> None:
    token = ada.propfind(home, "D:sync-token").text("D:sync-token")
    hrefs = "".join(f"<D:href>{home}{number}.ics</D:href>" for number in range(30))
    with count_queries(3):
        assert len(ada.propfind(home, "D:getetag", depth=1).hrefs()) == 31
    with count_queries(6):
        assert len(ada.report(home, MONTH).hrefs()) == 30
    with count_queries(2):
        assert ada.report(home, SYNC % token).hrefs() == []
    with count_queries(3):
        assert len(ada.report(home, SYNC % "").hrefs()) == 30
    with count_queries(3):
        body = "<C:calendar-multiget {ns}><D:prop><C:calendar-data/></D:prop>"
        assert len(ada.report(home, f"{body}{hrefs}</C:calendar-multiget>").hrefs()) == 30
    with count_queries(6, at_most=True):
        ada.propfind(f"/dav/calendars/{ada.person.id}/", "D:displayname", depth=1)


def test_writing_costs_the_same_however_much_there_is(
    ada: DavClient, home: str, count_queries: CountQueries
) -> None:
    with count_queries(20, at_most=True):
        assert ada.put(f"{home}new.ics", event("new")).status == 201
    with count_queries(20, at_most=True):
        assert ada.put(f"{home}1.ics", event("1", summary="x")).status == 204
