"""Shapes that several topics share."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from bureau.platform.errors import BadInput

from ..choices import is_zone


def _moment(value: object) -> object:
    """Tell days from moments by their form, so that midnight never becomes a day."""
    if isinstance(value, str):
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    return value


Moment = Annotated[date | datetime, BeforeValidator(_moment)]
"""A date for what lasts all day, else a moment in UTC."""

Busy = Literal["free", "tentative", "busy", "unavailable"]
Visibility = Literal["public", "private", "confidential"]
Color = Annotated[str, Field(pattern=r"^(#[0-9a-f]{6})?$")]
Email = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+$")]
Title = Annotated[str, Field(max_length=1000)]


def _known_zone(name: str) -> str:
    if name and not is_zone(name):
        raise ValueError("Choose a time zone of the IANA list, such as Europe/Paris.")
    return name


Zone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]
"""An IANA name, or nothing for the caller's own."""


class CalendarInput(Schema):
    """A body; unknown fields are refused, so that a typing error never passes for success."""

    model_config = ConfigDict(extra="forbid")


class CalendarOwnerOut(Schema):
    """A person in passing."""

    id: str
    name: str
    email: str


class TimeSpan(Schema):
    """From when until when, in UTC; the end does not belong to it."""

    start: datetime
    end: datetime


def check_range(start: datetime, end: datetime, most_days: int = 731) -> None:
    """Refuse a part of time that is empty, too long or without an offset."""
    if start.tzinfo is None or end.tzinfo is None:
        words = "Write moments with Z or an offset."
    elif end <= start:
        words = "The end lies after the start."
    elif (end - start).days > most_days:
        words = f"Ask for at most {most_days} days."
    else:
        return
    raise BadInput(errors=[{"field": "to", "message": words}])
