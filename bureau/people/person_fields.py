"""What can be written of a person, checked once where it enters.

Provisioning checks a whole plan with `check_new_person` before it applies any of it.
"""

import re
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .errors import BadPerson

Kind = Literal["person", "service", "shared", "resource"]
State = Literal["invited", "active"]
RoleText = Literal["admin", "helpdesk", "member"]
LANGUAGES = ("en", "fr")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LENGTHS = {
    "name": 200,
    "given_name": 100,
    "family_name": 100,
    "title": 120,
    "phone": 40,
}

WorkingHours = Mapping[str, Sequence[Sequence[str]]]
FieldErrors = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be made."""

    email: str
    name: str
    kind: Kind = "person"
    state: State = "invited"
    role: RoleText = "member"
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    phone: str = ""
    language: str = "en"
    country: str = ""
    time_zone: str = "UTC"
    unit_id: str | None = None
    manager_id: str | None = None
    start_date: date | None = None
    recovery_email: str = ""
    aliases: tuple[str, ...] = ()
    password: str | None = None
    """For the first administrator and the demo; everybody else sets their own by invitation."""


class PersonChanges(TypedDict, total=False):
    """Fields to be changed; those left out stay."""

    email: str
    name: str
    given_name: str
    family_name: str
    title: str
    phone: str
    language: str
    country: str
    time_zone: str
    unit_id: str | None
    manager_id: str | None
    start_date: date | None
    recovery_email: str
    working_hours: WorkingHours
    aliases: Sequence[str]


OWN_FIELDS = frozenset({"phone", "language", "time_zone", "working_hours"})
"""What persons may change of themselves."""


NULLABLE = frozenset({"unit_id", "manager_id", "start_date"})


def as_changes(values: Mapping[str, Any]) -> PersonChanges:
    """Return fields by name as changes; None stays only where it means: none of these."""
    changes = PersonChanges()
    for field, value in values.items():
        if field not in PersonChanges.__annotations__:
            raise BadPerson(errors=[_error(field, "There is no such field.")])
        if value is not None or field in NULLABLE:
            changes |= {field: value}  # type: ignore[misc]
    return changes


def normal_email(text: str) -> str:
    """Return the address as it is stored and compared."""
    return text.strip().lower()


def check_new_person(person: NewPerson) -> FieldErrors:
    """Return what is wrong with the fields themselves, without looking into the database."""
    values = asdict(person)
    errors = check_fields(values)
    for alias in person.aliases:
        errors += _email_error("aliases", alias)
    return errors


def check_fields(values: Mapping[str, object]) -> FieldErrors:
    """Return what is wrong with these fields, without looking into the database."""
    errors: FieldErrors = []
    for field, value in values.items():
        errors += _check_field(field, value)
    return errors


def require(errors: FieldErrors) -> None:
    """Raise `BadPerson` if there are errors."""
    if errors:
        raise BadPerson(errors=errors)


def _check_field(field: str, value: object) -> FieldErrors:
    text = value.strip() if isinstance(value, str) else ""
    if field == "email" or (field == "recovery_email" and text):
        return _email_error(field, text)
    if field == "name" and not text:
        return [_error(field, "Write a name.")]
    if field in LENGTHS and (len(text) > LENGTHS[field] or not text.isprintable()):
        return [_error(field, f"Write at most {LENGTHS[field]} characters on one line.")]
    if field == "language" and text not in LANGUAGES:
        return [_error(field, f"Choose one of {', '.join(LANGUAGES)}.")]
    if field == "country" and text and not re.fullmatch("[A-Z]{2}", text):
        return [_error(field, "Write the two-letter code of the country, such as FR.")]
    if field == "time_zone" and text not in time_zones():
        return [_error(field, "Write a time zone such as Europe/Paris.")]
    if field == "working_hours" and not are_working_hours(value):
        return [_error(field, 'Write hours per day, such as {"mon": [["09:00", "17:00"]]}.')]
    return []


def _email_error(field: str, text: str) -> FieldErrors:
    try:
        validate_email(normal_email(text))
    except ValidationError:
        return [_error(field, f"'{text}' is not an e-mail address.")]
    return []


def _error(field: str, message: str) -> dict[str, str]:
    return {"field": field, "message": message}


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones."""
    return frozenset(zoneinfo.available_timezones())


def are_working_hours(value: object) -> bool:
    """Tell whether the value maps days to ordered spans of clock times."""
    if not isinstance(value, Mapping):
        return False
    return all(day in DAYS and _are_spans(spans) for day, spans in value.items())


def _are_spans(spans: object) -> bool:
    if not isinstance(spans, list | tuple):
        return False
    times: list[str] = []
    for span in spans:
        if not isinstance(span, list | tuple) or len(span) != 2:
            return False
        times.extend(str(time) for time in span)
    ordered = all(earlier < later for earlier, later in zip(times, times[1:], strict=False))
    return ordered and all(CLOCK.fullmatch(time) for time in times)
