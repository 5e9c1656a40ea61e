"""A human resources team with a calendar of the company, colleagues, and a course."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from bureau.people import Person
    from tests.fixtures.http import Answer, Api

Json = dict[str, Any]
ROUTE = "/calendar/courses"
BEGAN = timezone.now()
"""One moment for all, so that no test sees midnight come."""


def in_days(days: float, hour: int = 9) -> datetime:
    """Return a full hour, so many days from the beginning of the tests."""
    moment = BEGAN + timedelta(days=days)
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


def date(days: float = 7, **fields: Any) -> Json:
    """Return the body of a date of two hours."""
    start = in_days(days)
    return {
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=2)).isoformat(),
        "time_zone": "Europe/Paris",
        "place": "Paris office",
        **fields,
    }


@dataclass
class Training:
    """The course of a test, seen through the API."""

    hr: "Api"
    course_id: str

    @property
    def path(self) -> str:
        return f"{ROUTE}/{self.course_id}"

    def read(self, api: "Api | None" = None) -> Json:
        answer = (api or self.hr).get(self.path)
        assert answer.status == 200, answer.body
        found: Json = answer.json
        return found

    def plan(self, days: float = 7, **fields: Any) -> str:
        """Plan a date; return its id."""
        known = {one["id"] for one in self.read()["sessions"]}
        answer = self.hr.post(f"{self.path}/sessions", date(days, **fields))
        assert answer.status == 201, answer.body
        (fresh,) = [one["id"] for one in answer.json["sessions"] if one["id"] not in known]
        return str(fresh)

    def session(self, session_id: str, api: "Api | None" = None) -> Json:
        (found,) = [one for one in self.read(api)["sessions"] if one["id"] == session_id]
        return dict(found)


def seats_of(session_id: str) -> str:
    """Return the route of a date's registrations."""
    return f"/calendar/sessions/{session_id}/registrations"


def join(api: "Api", session_id: str, person_id: str = "") -> "Answer":
    """Register for a date."""
    return api.post(seats_of(session_id), {"person_id": person_id} if person_id else {})


def who(training: Training, session_id: str) -> list[tuple[str, str]]:
    """Return who comes and who waits, in order."""
    answer = training.hr.get(seats_of(session_id))
    assert answer.status == 200, answer.body
    return [(one["name"], one["state"]) for one in answer.json["items"]]


def entries_of(person: "Person") -> list[tuple[str, datetime, str]]:
    """Return what of training stands in a person's calendars."""
    from bureau.calendar.models import Occurrence

    rows = Occurrence.objects.filter(
        calendar__owner=person, object__uid__startswith="seat-"
    ).order_by("start_at")
    columns = ("detail__title", "start_at", "detail__my_status")
    return list(rows.values_list(*columns))


def told(person: "Person") -> list[str]:
    """Return what training put under a person's bell, the first first."""
    from bureau.notifications import Notification

    rows = Notification.objects.filter(person=person, kind="calendar.training").order_by("id")
    return list(rows.values_list("title", flat=True))


@pytest.fixture
def make_person(db: None) -> Callable[..., "Person"]:
    """Return a factory of active persons in Paris, each with a calendar."""
    from bureau.calendar.actions.calendars import open_default_calendar
    from bureau.people import SYSTEM, NewPerson, create_person

    def make(local: str, name: str = "", **fields: object) -> "Person":
        new = NewPerson(
            email=f"{local}@demo.example",
            name=name or local.title(),
            state="active",
            **{"time_zone": "Europe/Paris", **fields},  # type: ignore[arg-type]
        )
        person = create_person(SYSTEM, new)
        open_default_calendar(person)
        return person

    return make


@pytest.fixture
def hana(make_person: Callable[..., "Person"]) -> "Person":
    """She works in human resources."""
    return make_person("hana", "Hana Hall")


@pytest.fixture
def anna(make_person: Callable[..., "Person"]) -> "Person":
    """A colleague."""
    return make_person("anna", "Anna Arendt")


@pytest.fixture
def ben(make_person: Callable[..., "Person"]) -> "Person":
    """Another colleague."""
    return make_person("ben", "Ben Braun")


@pytest.fixture
def cleo(make_person: Callable[..., "Person"]) -> "Person":
    """A third colleague."""
    return make_person("cleo", "Cleo Caron", language="fr")


@pytest.fixture
def root(make_person: Callable[..., "Person"]) -> "Person":
    """An administrator."""
    return make_person("root", "Root", role="admin")


@pytest.fixture
def company_calendar(root: "Person", hana: "Person") -> str:
    """A calendar of the company that Hana fills."""
    from bureau import access
    from bureau.calendar.actions.calendars import CalendarFields, create_calendar
    from bureau.calendar.actions.sharing import share_calendar
    from bureau.people import actor_for

    fields = CalendarFields(name="Training")
    made = create_calendar(actor_for(root), fields, kind="company")
    share_calendar(actor_for(root), made, hana.id, access.Role.EDITOR)
    return made.id


@pytest.fixture
def training(api: "Api", hana: "Person", company_calendar: str) -> Training:
    """A course for everybody, published, without dates."""
    hr = api.signed_in(hana)
    body = {"title": "First aid", "calendar_id": company_calendar, "audience": ["everyone"]}
    made = hr.post(ROUTE, body)
    assert made.status == 201, made.body
    published = hr.put(f"{ROUTE}/{made.json['id']}/state", {"state": "published"})
    assert published.status == 200, published.body
    return Training(hr, made.json["id"])
