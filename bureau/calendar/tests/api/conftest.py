"""People with calendars, and what the tests of the API ask for again and again."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bureau.people import Person
    from tests.fixtures.http import Api

MakePerson = Callable[..., "Person"]
Json = dict[str, Any]


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """Return a factory of active persons in Paris."""
    from bureau.people import SYSTEM, NewPerson, create_person

    def make(local: str, name: str = "", **fields: object) -> "Person":
        new = NewPerson(
            email=f"{local}@demo.example",
            name=name or local.title(),
            state="active",
            **{"time_zone": "Europe/Paris", **fields},  # type: ignore[arg-type]
        )
        return create_person(SYSTEM, new)

    return make


@pytest.fixture
def anna(make_person: MakePerson) -> "Person":
    """Anna works here."""
    return make_person("anna", "Anna Arendt")


@pytest.fixture
def ben(make_person: MakePerson) -> "Person":
    """Ben works here as well."""
    return make_person("ben", "Ben Braun")


@pytest.fixture
def root(make_person: MakePerson) -> "Person":
    """An administrator."""
    return make_person("root", "Root", role="admin")


@pytest.fixture
def annas(api: "Api", anna: "Person") -> "Api":
    """Anna's browser."""
    return api.signed_in(anna)


@pytest.fixture
def bens(api: "Api", ben: "Person") -> "Api":
    """Ben's browser."""
    return api.signed_in(ben)


def calendar_of(person: "Person") -> str:
    """Return the id of a person's default calendar."""
    from bureau.calendar.actions.calendars import open_default_calendar

    return open_default_calendar(person).id


def week(
    api: "Api", calendar_id: str = "", start: str = "2026-11-23", end: str = "2026-11-30"
) -> Any:
    """Return what happens between two days."""
    asked = {"calendars": calendar_id, "from": f"{start}T00:00:00Z", "to": f"{end}T00:00:00Z"}
    found = api.call("GET", "/calendar/events", query=asked)
    assert found.status == 200, found.body
    return found.json["items"]


def meeting(**fields: Any) -> Json:
    """Return the body of an event on Tuesday at nine in Paris."""
    return {
        "title": "Planning",
        "start": "2026-11-24T08:00:00Z",
        "end": "2026-11-24T09:00:00Z",
        "time_zone": "Europe/Paris",
        **fields,
    }
