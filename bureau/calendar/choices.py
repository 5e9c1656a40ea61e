"""What a person may choose for the calendar, with the defaults; the one schema of it."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, model_validator

from bureau.people import Person

from .models import CalendarSettings

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As `Person.working_hours` names them."""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    """Tell whether this is a name of the IANA list."""
    return name in _zones()


def _known(name: str) -> str:
    if name and not is_zone(name):
        raise ValueError("Choose a time zone of the IANA list, such as Europe/Paris.")
    return name


ZoneName = Annotated[str, Field(max_length=64), AfterValidator(_known)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]


class WorkingHours(Schema):
    """A part of a working day: 0 is Monday; times are of the person's zone."""

    day: int = Field(ge=0, le=6)
    start: Clock
    end: Clock
    location: Annotated[str, Field(max_length=100)] = ""

    @model_validator(mode="after")
    def _ordered(self) -> "WorkingHours":
        if self.end <= self.start:
            raise ValueError("The end lies after the start.")
        return self


class DefaultReminder(Schema):
    """A reminder that events have unless they say otherwise."""

    method: Literal["popup", "email"] = "popup"
    minutes: Annotated[int, Field(ge=0, le=40320)] = 10


def _office_week() -> list[WorkingHours]:
    return [WorkingHours(day=day, start="09:00", end="17:00") for day in range(5)]


def _ten_minutes() -> list[DefaultReminder]:
    return [DefaultReminder()]


class Choices(Schema):
    """The settings of one person."""

    model_config = ConfigDict(extra="ignore", json_schema_serialization_defaults_required=True)

    time_zone: ZoneName = "UTC"
    second_time_zone: ZoneName | None = None
    week_start: int = Field(0, ge=0, le=6, description="0 is Monday")
    working_hours: list[WorkingHours] = Field(default_factory=_office_week, max_length=50)
    default_duration_min: int = Field(30, ge=5, le=1440)
    default_reminders: list[DefaultReminder] = Field(default_factory=_ten_minutes, max_length=5)
    view: Literal["day", "workweek", "week", "month", "year", "agenda", "team"] = "week"
    shows_weekends: bool = True
    shows_declined: bool = True
    dims_past: bool = True
    daily_agenda: bool = False
    clock: Literal["12", "24", ""] = Field("", description="Empty: as the locale has it")


def read_choices(person: Person, values: Mapping[str, Any]) -> Choices:
    """Return what a person chose; zone and hours are those of their profile unless chosen."""
    given: dict[str, Any] = {"time_zone": person.time_zone if is_zone(person.time_zone) else "UTC"}
    if hours := _profile_hours(person.working_hours):
        given["working_hours"] = hours
    return Choices.model_validate({**given, **values})


def _profile_hours(hours: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"day": DAYS.index(day), "start": part[0], "end": part[1]}
        for day in DAYS
        for part in hours.get(day, ())
        if len(part) == 2
    ]


def choices_of_all(persons: Mapping[str, Person]) -> dict[str, Choices]:
    """Return the settings of persons (id -> person). One query."""
    rows = CalendarSettings.objects.filter(person_id__in=list(persons))
    values = dict(rows.values_list("person_id", "values"))
    return {id: read_choices(person, values.get(id, {})) for id, person in persons.items()}


def choices_of(person: Person) -> Choices:
    """Return the settings of a person. One query by primary key."""
    return choices_of_all({person.id: person})[person.id]
