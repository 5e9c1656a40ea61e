"""What an edit changes of an event, as typed values; `UNSET` leaves a thing as it is."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Final, Literal


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True)
class Reminder:
    """A reminder some minutes before the start."""

    method: Literal["popup", "email"]
    minutes: int


@dataclass(frozen=True)
class Guest:
    """Somebody or something invited."""

    email: str
    name: str = ""
    is_optional: bool = False
    kind: Literal["individual", "group", "resource", "room"] = "individual"


@dataclass(frozen=True)
class Attachment:
    """A link to a file; `node_id` is Drive's where it is ours."""

    url: str
    name: str = ""
    node_id: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class EventChanges:
    """The properties an edit sets. Empty texts, None and empty lists take a property away.

    `start` and `end` are dates for all-day events (the end is the day after the last one), else
    times with a zone, or without one for local times in `zone`. They are those of the occurrence
    that the edit names, also where the whole series moves. `zone` is an IANA name, empty for
    floating. `organizer` is set when somebody is invited first.
    """

    title: str | Unset = UNSET
    description_html: str | Unset = UNSET
    location: str | Unset = UNSET
    start: date | datetime | Unset = UNSET
    end: date | datetime | Unset = UNSET
    zone: str | Unset = UNSET
    is_all_day: bool | Unset = UNSET
    rule: str | None | Unset = UNSET
    busy: Literal["busy", "free"] | Unset = UNSET
    status: str | Unset = UNSET
    visibility: Literal["public", "private", "confidential"] | Unset = UNSET
    color: str | Unset = UNSET
    kind: str | Unset = UNSET
    conference_url: str | Unset = UNSET
    reminders: tuple[Reminder, ...] | None | Unset = UNSET
    """None for what the calendar has; an empty tuple for no reminders at all."""
    organizer: Guest | Unset = UNSET
    guests: tuple[Guest, ...] | Unset = UNSET
    guests_can: frozenset[str] | Unset = UNSET
    """Of `modify`, `invite` and `see_guests`."""
    attachments: tuple[Attachment, ...] | Unset = UNSET
    categories: tuple[str, ...] | Unset = UNSET
    url: str | Unset = UNSET

    @property
    def changed(self) -> dict[str, object]:
        """The names and values of what is set."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in found.items() if value is not UNSET}
