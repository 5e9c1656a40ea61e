"""Who may see and do what with calendars; every read and write of events goes through here.

The ladder is that of `bureau.access` on `Calendar.scope_id`. Below it stands who only learns when
the owner is busy. To anyone else a calendar does not exist.
"""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from bureau import access, people
from bureau.people import Actor
from bureau.platform.db import prepared

from .errors import NotYourCalendar, ReadOnlyCalendar, UnknownCalendar
from .models import Calendar, CalendarObject

FREE_BUSY = 5
READ = int(access.Role.VIEWER)
ADD = int(access.Role.CONTRIBUTOR)
EDIT = int(access.Role.EDITOR)
MANAGE = int(access.Role.MANAGER)

FILLED_BY_US = frozenset(
    {Calendar.Kind.HOLIDAYS, Calendar.Kind.BIRTHDAYS, Calendar.Kind.SUBSCRIBED}
)
"""Kinds in which nobody writes events by hand."""

ROLE_NAMES = {
    FREE_BUSY: "free_busy",
    READ: "viewer",
    int(access.Role.COMMENTER): "commenter",
    ADD: "contributor",
    EDIT: "editor",
    MANAGE: "manager",
}


def role_on(actor: Actor, calendar: Calendar) -> int:
    """Return the actor's role on the calendar, 0 for none. At most two queries."""
    return roles_on(actor, [calendar])[calendar.id]


def roles_on(actor: Actor, calendars: Iterable[Calendar]) -> dict[str, int]:
    """Return the actor's role by calendar id, 0 for none. At most two queries."""
    found = list(calendars)
    if actor.kind == "system":
        return {calendar.id: MANAGE for calendar in found}
    strangers = [one.scope_id for one in found if one.owner_id != actor.person_id]
    roles: dict[str, int] = {}
    if strangers:
        roles = access.roles_on(people.principals_of(actor.person_id), strangers)
    return {one.id: _role(actor, one, roles.get(one.scope_id, 0)) for one in found}


def _role(actor: Actor, calendar: Calendar, granted: int) -> int:
    if calendar.owner_id == actor.person_id:
        return MANAGE
    if granted == 0 and calendar.free_busy == Calendar.FreeBusy.EVERYONE and actor.person_id:
        return FREE_BUSY
    return granted


def visible_calendars(actor: Actor, at_least: int = READ) -> QuerySet[Calendar]:
    """Return the calendars that the actor owns or has a granted role on. Not evaluated; one query
    for the principals.
    """
    return calendars_of(people.principals_of(actor.person_id), actor.person_id, at_least=at_least)


def calendars_of(
    principals: Collection[str], person_id: str, *, at_least: int
) -> QuerySet[Calendar]:
    """Return the calendars of a person and those on which the principals have a role."""
    shared = Calendar.objects.filter(scope_id__in=access.visible_scopes(principals, at_least))
    return shared | Calendar.objects.filter(owner_id=person_id)


@prepared
def _calendars(calendar_id: str) -> QuerySet[Calendar]:
    return Calendar.objects.filter(id=calendar_id)


def calendar_for(actor: Actor, calendar_id: str, at_least: int = READ) -> Calendar:
    """Return a calendar on which the actor has this role; raises `UnknownCalendar` or
    `NotYourCalendar`. At most three queries.
    """
    found = _calendars(calendar_id)
    if not found:
        raise UnknownCalendar()
    require(role_on(actor, found[0]), at_least)
    return found[0]


def require(role: int, at_least: int) -> None:
    """Refuse a role that is too low: as unknown to whoever may not even read."""
    if role >= at_least:
        return
    if role < READ:
        raise UnknownCalendar()
    raise NotYourCalendar()


def check_adds(actor: Actor, calendar: Calendar, role: int) -> None:
    """Refuse a new object to whoever may not add one here."""
    require(role, ADD)
    check_written_by_hand(actor, calendar)


def check_changes(actor: Actor, calendar: Calendar, stored: CalendarObject, role: int) -> None:
    """Refuse the change of an object: editors change all, contributors what they added."""
    is_own = role >= ADD and stored.created_by_id == actor.person_id != ""
    require(role, ADD if is_own else EDIT)
    check_written_by_hand(actor, calendar)


def check_written_by_hand(actor: Actor, calendar: Calendar) -> None:
    """Refuse to write where only we do."""
    if calendar.kind in FILLED_BY_US and actor.kind != "system":
        raise ReadOnlyCalendar()


def hides_details(role: int, visibility: str) -> bool:
    """Tell whether this role only learns that the owner is busy then."""
    return role < EDIT and (role < READ or visibility in ("private", "confidential"))
