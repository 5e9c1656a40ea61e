"""Import, export, publishing, and calendars of elsewhere."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bureau.calendar.actions import feeds
from bureau.calendar.models import Calendar, CalendarObject, Subscription
from bureau.calendar.tests.test_splitting import event, file
from bureau.people import Person
from bureau.platform.http.outgoing import Fetched, Unchanged, Unreachable
from tests.fixtures.http import API, Api

from .conftest import calendar_of, meeting, week

pytestmark = pytest.mark.django_db


def upload(api: Api, raw: bytes, calendar_id: str = "") -> Any:
    sent = {"file": SimpleUploadedFile("a.ics", raw), "calendar_id": calendar_id}
    answer = api.client.post(f"{API}/calendar/import", sent)
    return answer.status_code, answer.json()


def test_an_import_says_what_it_skipped_and_why(annas: Api) -> None:
    raw = file(
        event(b"a", b"SUMMARY:One"),
        b"BEGIN:VEVENT\nUID:broken\n",
        event(b"b", b"SUMMARY:Two", b"DTSTART:nonsense"),
        event(b"c", b"SUMMARY:Three"),
    )
    status, done = upload(annas, raw)
    assert (status, done["added"], done["changed"]) == (200, 2, 0)
    assert [one["line"] for one in done["skipped"]] == [10, 12]
    assert done["skipped"][0]["why"] == "This VEVENT has no end."
    assert [row["title"] for row in week(annas)] == ["One", "Three"]


def test_importing_again_changes_only_what_is_different(annas: Api) -> None:
    upload(annas, file(event(b"a", b"SUMMARY:One"), event(b"b", b"SUMMARY:Two")))
    again = file(event(b"a", b"SUMMARY:One"), event(b"b", b"SUMMARY:New"))
    assert upload(annas, again) == (200, {"added": 0, "changed": 1, "skipped": []})
    assert sorted(row["title"] for row in week(annas)) == ["New", "One"]


def test_a_takeout_archive_is_imported(annas: Api) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("Takeout/Calendar/own.ics", file(event(b"a")))
        packed.writestr("Takeout/Calendar/team.ics", file(event(b"b")))
        packed.writestr("Takeout/readme.html", b"x")
    assert upload(annas, archive.getvalue()) == (200, {"added": 2, "changed": 0, "skipped": []})


@pytest.mark.parametrize("raw", [b"", b"hello", b"PK\x03\x04broken"])
def test_what_is_no_calendar_is_refused(annas: Api, raw: bytes) -> None:
    assert upload(annas, raw)[0] == 422
    assert not CalendarObject.objects.exists()


def test_nobody_imports_into_what_they_may_not_write(
    annas: Api, bens: Api, anna: Person, ben: Person
) -> None:
    calendar_id = calendar_of(anna)
    assert upload(bens, file(event(b"a")), calendar_id)[0] == 404
    annas.put(f"/calendar/calendars/{calendar_id}/grants/{ben.id}", {"role": "viewer"})
    assert upload(bens, file(event(b"a")), calendar_id)[0] == 403
    assert not CalendarObject.objects.exists()


def test_what_is_exported_can_be_imported_elsewhere(annas: Api, bens: Api, anna: Person) -> None:
    annas.post("/calendar/events", meeting(recurrence="FREQ=DAILY;COUNT=3"))
    annas.post("/calendar/tasks", {"title": "Report"})
    export = annas.get(f"/calendar/calendars/{calendar_of(anna)}/export.ics")
    assert export.headers["Content-Disposition"] == 'attachment; filename="Calendar.ics"'
    assert upload(bens, export.body) == (200, {"added": 2, "changed": 0, "skipped": []})
    assert [row["start"] for row in week(bens)] == [row["start"] for row in week(annas)]


def test_a_published_calendar_is_read_by_anybody_until_it_is_taken_back(
    api: Api, annas: Api, bens: Api, anna: Person
) -> None:
    calendar_id = calendar_of(anna)
    start = (timezone.now() + timedelta(days=1)).replace(microsecond=0)
    when = {"start": start.isoformat(), "end": (start + timedelta(hours=1)).isoformat()}
    annas.post("/calendar/events", meeting(title="Open day", **when))
    annas.post("/calendar/events", meeting(title="Doctor", visibility="private", **when))
    path = f"/calendar/calendars/{calendar_id}/publications"
    assert bens.post(path, {}).status in (403, 404)
    made = annas.post(path, {"shows": "everything"})
    assert made.status == 201
    place = made.json["ics_url"].partition("/calendar/published/")[2]
    found = api.get(f"/calendar/published/{place}", site=True)
    assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"Open day" in found.body
    assert b"Doctor" not in found.body
    page = api.get(f"/calendar/published/{place.removesuffix('.ics')}", site=True)
    assert b"Open day" in page.body
    assert b"Doctor" not in page.body
    assert page.headers["X-Robots-Tag"] == "noindex"
    busy = annas.post(path, {"shows": "busy", "is_public": True}).json
    busy_place = busy["ics_url"].partition("/calendar/published/")[2]
    hidden = api.get(f"/calendar/published/{busy_place}", site=True)
    assert b"SUMMARY:Busy" in hidden.body
    assert b"Open day" not in hidden.body
    assert (
        b"Open day"
        not in api.get(f"/calendar/published/{busy_place.removesuffix('.ics')}", site=True).body
    )
    assert len(annas.get(path).json["items"]) == 2
    assert annas.delete(f"{path}/{made.json['id']}").status == 204
    assert api.get(f"/calendar/published/{place}", site=True).status == 404
    assert api.post(f"/calendar/published/{busy_place}", site=True).status == 405


class Host:
    """Another host, which answers as the test wants."""

    def __init__(self, patch: pytest.MonkeyPatch, content: bytes) -> None:
        self.content, self.problem, self.asked = content, "", [("", "")]
        self.asked.clear()
        patch.setattr(feeds, "fetch_changed", self._fetch)

    def _fetch(self, url: str, most: int, *, etag: str, last_modified: str, **_: Any) -> Fetched:
        self.asked.append((url, etag))
        if self.problem:
            raise Unreachable(self.problem)
        if etag and etag == f'"{len(self.content)}"':
            raise Unchanged()
        return Fetched(self.content, "text/calendar", f'"{len(self.content)}"')


def test_a_calendar_of_elsewhere_is_fetched_and_follows(
    annas: Api, drain: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = Host(monkeypatch, file(event(b"a", b"SUMMARY:Match"), event(b"b", b"SUMMARY:Final")))
    wanted = {"url": "webcal://club.example/a.ics", "name": "Club"}
    added = annas.post("/calendar/subscriptions", wanted)
    assert added.status == 201, added.body
    assert (added.json["kind"], added.json["name"]) == ("subscribed", "Club")
    drain()
    calendar_id = added.json["id"]
    assert sorted(row["title"] for row in week(annas, calendar_id)) == ["Final", "Match"]
    assert host.asked == [("https://club.example/a.ics", "")]
    ids = {row["event_id"] for row in week(annas, calendar_id)}
    host.content = file(event(b"a", b"SUMMARY:Match"), event(b"c", b"SUMMARY:Party!!"))
    path = f"/calendar/subscriptions/{calendar_id}"
    assert annas.post(f"{path}/refresh").status == 202
    drain()
    found = week(annas, calendar_id)
    assert sorted(row["title"] for row in found) == ["Match", "Party!!"]
    assert len(ids & {row["event_id"] for row in found}) == 1
    annas.post(f"{path}/refresh")
    drain()
    assert host.asked[-1][1] == f'"{len(host.content)}"'
    assert annas.get(path).json["failures"] == 0
    event_path = f"/calendar/events/{found[0]['event_id']}"
    assert annas.patch(event_path, {"changes": {"title": "Mine"}}).status == 403


def test_a_host_that_is_away_is_asked_less_and_less_often(
    annas: Api, drain: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = Host(monkeypatch, file(event(b"a", b"SUMMARY:Match")))
    added = annas.post("/calendar/subscriptions", {"url": "https://club.example/a.ics"}).json
    drain()
    host.problem = "The server there answered 500."
    waits = []
    for _ in range(3):
        feeds.refresh(added["id"])
        row = Subscription.objects.get()
        waits.append(round((row.next_at - timezone.now()).total_seconds() / 60))
    state = annas.get(f"/calendar/subscriptions/{added['id']}").json
    assert (waits, state["failures"]) == ([15, 30, 60], 3)
    assert state["problem"] == "The server there answered 500."
    assert [row["title"] for row in week(annas, added["id"])] == ["Match"]
    assert feeds.due_subscriptions(10) == []
    host.problem, host.content = "", b"<html>moved</html>"
    feeds.refresh(added["id"])
    problem = annas.get(f"/calendar/subscriptions/{added['id']}").json["problem"]
    assert problem == "What is there is not an .ics file."
    assert len(week(annas, added["id"])) == 1


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "https://", "https://u:p@a.example/"]
)
def test_only_addresses_of_the_web_are_subscribed_to(annas: Api, url: str) -> None:
    assert annas.post("/calendar/subscriptions", {"url": url}).status == 422
    assert not Calendar.objects.filter(kind="subscribed").exists()


def test_nothing_inside_our_own_network_is_fetched(annas: Api, drain: Any) -> None:
    added = annas.post("/calendar/subscriptions", {"url": "http://127.0.0.1:8000/a.ics"}).json
    drain()
    state = annas.get(f"/calendar/subscriptions/{added['id']}").json
    assert (state["failures"], state["problem"]) == (1, "Only public addresses are asked.")


def test_others_learn_nothing_of_a_subscription(annas: Api, bens: Api) -> None:
    added = annas.post("/calendar/subscriptions", {"url": "https://club.example/a.ics"}).json
    path = f"/calendar/subscriptions/{added['id']}"
    assert (bens.get(path).status, bens.post(f"{path}/refresh").status) == (404, 404)
