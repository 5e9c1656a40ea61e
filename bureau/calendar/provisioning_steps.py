"""What the calendar does for those who join and those who leave."""

from collections.abc import Mapping
from typing import Any

from bureau.people import Person
from bureau.provisioning import LeavingStep, Step

from .actions.calendars import open_default_calendar
from .actions.course_invitations import invite_joiner
from .actions.hand_over import hand_over, preview, take_back
from .actions.seats import count_coming, give_back_all


def _open(person: Person, settings: Mapping[str, Any]) -> None:
    open_default_calendar(person)


def _invite(person: Person, settings: Mapping[str, Any]) -> None:
    """Invite to the template's `courses`: [{id, title}]."""
    invite_joiner(person, [wanted["id"] for wanted in settings.get("courses", ())])


def _preview_seats(leaver: Person, successor: Person) -> list[str]:
    count = count_coming(leaver)
    if not count:
        return []
    seats = "1 training" if count == 1 else f"{count} trainings"
    return [f"{leaver.name}'s seats at {seats} to come go to those who wait."]


def _give_back(leaver: Person, successor: Person) -> None:
    give_back_all(leaver)


CALENDAR = Step(key="calendar.default", version=1, run=_open, kinds=("person", "shared"))
LEAVING = LeavingStep(key="calendar.hand_over", preview=preview, run=hand_over, undo=take_back)
TRAINING = Step(
    key="calendar.training",
    version=1,
    after=("mail.mailbox", "calendar.default"),
    run=_invite,
    kinds=("person",),
)
LEAVING_SEATS = LeavingStep(key="calendar.training", preview=_preview_seats, run=_give_back)
