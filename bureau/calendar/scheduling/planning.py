"""Which messages a write sends (RFC 6638 §3.2), and what of it is allowed."""

from datetime import datetime

from ..ical import CalendarData
from .attendees import address_of, attendees_of, organizer_of
from .guest import plan_guest
from .messages import components_of
from .organizer import Decide, as_it_is, plan_organizer
from .result import Plan

MOST_ATTENDEES = 3_000


def plan(
    old: CalendarData | None,
    new: CalendarData | None,
    own: frozenset[str],
    now: datetime,
    decide: Decide = as_it_is,
) -> Plan:
    """Say what changing `old` into `new` stores and sends, for the person with these addresses.

    None stands for no object: the change is then a creation or a removal. An object of which the
    person is neither organizer nor attendee is stored as it is. `decide` writes the answers of
    rooms, which are known at once, into what the organizer stores.
    """
    problem = _problem(old, new, own)
    if problem:
        return Plan(new, precondition=problem)
    if _organizes(old, new, own):
        return plan_organizer(old, new, own, now, decide)
    if _attends(old, own) or _attends(new, own):
        return plan_guest(old, new, own, now)
    return Plan(new)


def _problem(old: CalendarData | None, new: CalendarData | None, own: frozenset[str]) -> str | None:
    """Return the precondition of RFC 6638 §3.2.4 that the change fails."""
    if new is None:
        return None
    components = components_of(new).values()
    organizers = {organizer_of(one) for one in components if "ORGANIZER" in one}
    if len(organizers) > 1:
        return "same-organizer-in-all-components"
    if any(len(attendees_of(one)) > MOST_ATTENDEES for one in components):
        return "max-attendees-per-instance"
    if old is None or not old.organizer or new.organizer == old.organizer:
        return None
    if old.organizer in own:
        is_plain = not new.organizer or new.organizer in own
        return None if is_plain else "allowed-organizer-scheduling-object-change"
    return "allowed-attendee-scheduling-object-change" if _attends(old, own) else None


def _organizes(old: CalendarData | None, new: CalendarData | None, own: frozenset[str]) -> bool:
    return any(data is not None and data.organizer in own for data in (new, old))


def _attends(data: CalendarData | None, own: frozenset[str]) -> bool:
    if data is None or not data.organizer:
        return False
    components = components_of(data).values()
    return any(address_of(one) in own for each in components for one in attendees_of(each))
