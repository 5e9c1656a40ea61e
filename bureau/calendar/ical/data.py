"""One object of a calendar (RFC 4791 §4.1): a series or single event with all its exceptions."""

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from icalendar import Calendar, Component
from icalendar.prop import vCalAddress

from .times import When, start_of, when_of
from .writing import write_calendar

ZONE = "VTIMEZONE"


@dataclass
class CalendarData:
    """An object, parsed. By convention nobody changes what somebody else holds: `copy` first.

    `overrides` are the changed occurrences by the text of their RECURRENCE-ID: `20261123`,
    `20261123T090000` (floating) or `20261123T090000Z` (zoned ones are told in UTC). `is_repaired`
    says that lines a client had doubled were left out, so that `to_bytes` is not what came in.
    """

    calendar: Calendar
    uid: str
    component: str
    master: Component | None
    overrides: dict[str, Component] = field(default_factory=dict)
    is_repaired: bool = False

    @classmethod
    def of_calendar(cls, calendar: Calendar) -> "CalendarData":
        """The object of components that are known to belong together."""
        parts = [part for part in calendar.subcomponents if part.name != ZONE]
        master = next((part for part in parts if "RECURRENCE-ID" not in part), None)
        uid = str(parts[0].get("UID", "")) if parts else ""
        data = cls(calendar, uid, str(parts[0].name) if parts else "", master)
        for part in parts:
            if part is not master and (key := data.recurrence_id(part)):
                data.overrides[key] = part
        return data

    @property
    def parts(self) -> list[Component]:
        """The master, if there is one, and the changed occurrences."""
        return [*([self.master] if self.master else []), *self.overrides.values()]

    @property
    def first(self) -> Component:
        """The master, or the first changed occurrence where only such are known."""
        return self.parts[0]

    @property
    def organizer(self) -> str:
        """The organizer's address in lower case; empty when nobody is invited."""
        return next((found for part in self.parts if (found := organizer_of(part))), "")

    @property
    def start(self) -> When | None:
        """When the series starts."""
        return start_of(self.first) if self.parts else None

    @property
    def recurs(self) -> bool:
        """Whether it may happen more than once, or is one occurrence of a series."""
        if self.overrides or not self.master:
            return True
        return "RRULE" in self.master or "RDATE" in self.master

    def attendees(self, component: Component) -> list[vCalAddress]:
        """The ATTENDEE values of a component, with their parameters."""
        return [value for value in values_of(component, "ATTENDEE") if hasattr(value, "params")]

    def recurrence_id(self, component: Component) -> str:
        """The text of a component's RECURRENCE-ID, in the kind of the series' DTSTART."""
        own = when_of(component, "RECURRENCE-ID")
        model = start_of(self.master) if self.master else None
        if own is None:
            return ""
        return (own.like(model) if model else own).text

    def component_for(self, recurrence_id: str) -> Component | None:
        """What describes an occurrence: its own component or the series'."""
        return self.overrides.get(recurrence_id) or self.master

    def to_bytes(self) -> bytes:
        """The object as it is sent: CRLF, folded, with the zones it uses, unknown lines kept."""
        return write_calendar(self.calendar)

    def copy(self) -> "CalendarData":
        """The same object, to be changed."""
        calendar = copied(self.calendar)
        assert isinstance(calendar, Calendar)
        data = CalendarData.of_calendar(calendar)
        data.is_repaired = self.is_repaired
        return data


def copied(component: Component) -> Component:
    """A component with copies of all its values and components."""
    twin = type(component)()
    if not twin.name:
        twin.name = component.name  # type: ignore[misc]
    for name, values in component.items():
        twin[name] = (
            [_copied(value) for value in values] if isinstance(values, list) else _copied(values)
        )
    twin.subcomponents = [copied(inner) for inner in component.subcomponents]
    return twin


def _copied(value: object) -> object:
    twin = copy.copy(value)
    if hasattr(twin, "params"):
        twin.params = copy.copy(twin.params)
    return twin


def values_of(component: Component, name: str) -> list[Any]:
    """All values of a property, however many there are."""
    found = component.get(name)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def text_of(component: Component, name: str) -> str:
    """The first value of a property as text; empty where there is none."""
    found = values_of(component, name)
    return str(found[0]) if found else ""


def address_of(value: object) -> str:
    """A calendar user address as a mail address in lower case, or as it is where it is none."""
    text = str(value).strip()
    if text[:7].lower() == "mailto:":
        return text[7:].strip().lower()
    email = getattr(value, "params", {}).get("EMAIL", "")
    return str(email).strip().lower() or text.lower()


def organizer_of(component: Component) -> str:
    """The address of a component's ORGANIZER in lower case."""
    found = values_of(component, "ORGANIZER")
    return address_of(found[0]) if found else ""


def instant_of(component: Component, name: str) -> datetime | None:
    """When a property says, as an instant; dates and floating times as if they were UTC."""
    found = when_of(component, name)
    return found.instant if found else None
