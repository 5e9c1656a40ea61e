"""What the calendar does for those who join and those who leave."""

from collections.abc import Mapping
from typing import Any

from bureau.people import Person
from bureau.provisioning import LeavingStep, Step

from .actions.calendars import open_default_calendar
from .actions.hand_over import hand_over, preview, take_back


def _open(person: Person, settings: Mapping[str, Any]) -> None:
    open_default_calendar(person)


CALENDAR = Step(key="calendar.default", version=1, run=_open, kinds=("person", "shared"))
LEAVING = LeavingStep(key="calendar.hand_over", preview=preview, run=hand_over, undo=take_back)
