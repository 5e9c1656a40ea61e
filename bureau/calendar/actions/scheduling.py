"""The one way in which a write meets scheduling (RFC 6638 §3.2).

`process` says what must be stored and who must be told; `deliver` tells them. Both run in the
transaction of the write, between its preconditions and its commit.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from icalendar import Component, vCalAddress

from bureau import people
from bureau.people import Actor

from ..errors import BadObject
from ..ical import CalendarData
from ..models import Calendar, CalendarObject
from ..scheduling import ITip, plan
from ..scheduling.attendees import address_of, attendees_of, changed, set_attendees
from . import deliver as delivering
from .book import decide_all
from .directory import Directory, addresses_in, expanded, look_up

REFUSED = {
    "allowed-organizer-scheduling-object-change": "The organiser of an event cannot be changed. "
    "Make a new event instead.",
    "allowed-attendee-scheduling-object-change": "Only the organiser can change this event. "
    "You can answer it, and set reminders of your own.",
    "same-organizer-in-all-components": "All occurrences of an event have the same organiser.",
    "max-attendees-per-instance": "This event has too many guests. Publish it in a team "
    "calendar instead.",
    "unique-scheduling-object-resource": "This invitation is in another calendar of yours already.",
}
"""By precondition of RFC 6638 §3.2.4."""


@dataclass(frozen=True, slots=True)
class Processed:
    """What a write comes to."""

    data: CalendarData | None
    """What is to be stored; None where the object is to be removed."""
    changed: bool = False
    """Whether `data` differs from what the client sent: then PUT gives no ETag."""
    deliveries: tuple[delivering.Delivery, ...] = ()
    """What `deliver` takes care of once the object is stored."""
    keeps_schedule_tag: bool = False
    """Whether the schedule tag stays although the object changed (RFC 6638 §3.2.10)."""


def process(
    calendar: Calendar,
    old: CalendarData | None,
    new: CalendarData | None,
    actor: Actor,
    *,
    notifies: bool = True,
    note: str = "",
) -> Processed:
    """Say what the change from `old` to `new` in the calendar stores and sends.

    None stands for an object that did not exist or is removed. `notifies` is false where the
    person asked that nobody be told; copies inside are kept up to date all the same. `note` goes
    with the messages. Raises a refusal with the precondition of RFC 6638 §3.2.4 where the change
    is not allowed; then nothing may be stored. No query where nobody is invited, else four and
    three for each room.
    """
    if not any(data is not None and data.organizer for data in (old, new)):
        return Processed(new)
    person_id, own = _scheduling_for(calendar, old, new, actor)
    directory = look_up(addresses_in(old, new))
    wanted = new
    if new is not None and new.organizer in own:
        wanted = expanded(new, directory)
        directory = _with_members(directory, wanted)
    planned = plan(old, wanted, own, timezone.now(), _rooms(directory, old, actor))
    if planned.precondition:
        raise BadObject(REFUSED[planned.precondition], planned.precondition)
    _check_unique(calendar, new)
    stored = _with_statuses(planned.stored, planned.messages, directory)
    sender = delivering.Sender(person_id, actor, notifies=notifies, note=note)
    return Processed(
        stored,
        changed=stored is not None and new is not None and stored.to_bytes() != new.to_bytes(),
        deliveries=tuple(
            delivering.Delivery(message, sender, directory) for message in planned.messages
        ),
    )


def _scheduling_for(
    calendar: Calendar, old: CalendarData | None, new: CalendarData | None, actor: Actor
) -> tuple[str, frozenset[str]]:
    """Return for whom and for which addresses a write schedules: the calendar's owner, or whoever
    organises an event of their own in a calendar of others. At most two queries.
    """
    own = frozenset(people.addresses_of(calendar.owner_id))
    organizers = {data.organizer for data in (old, new) if data is not None} - {""}
    if actor.person_id and actor.person_id != calendar.owner_id and not organizers & own:
        theirs = frozenset(people.addresses_of(actor.person_id))
        if organizers <= theirs:
            return actor.person_id, theirs
    return calendar.owner_id, own


def deliver(processed: Processed) -> None:
    """Tell everybody concerned, in the caller's transaction, after the object was stored."""
    for delivery in processed.deliveries:
        delivering.deliver(delivery)


def _with_members(directory: Directory, data: CalendarData) -> Directory:
    missing = addresses_in(data) - set(directory.persons) - set(directory.groups)
    if not directory.groups or not missing:
        return directory
    found = look_up(missing)
    return Directory(
        {**directory.persons, **found.persons},
        directory.groups,
        {**directory.resources, **found.resources},
    )


def _rooms(
    directory: Directory, old: CalendarData | None, actor: Actor
) -> Callable[[CalendarData], CalendarData]:
    def decide(settled: CalendarData) -> CalendarData:
        invited = addresses_in(settled)
        persons = [one for address, one in directory.persons.items() if address in invited]
        rooms = [directory.resources[one.id] for one in persons if one.id in directory.resources]
        return decide_all(rooms, old, settled, actor) if rooms else settled

    return decide


def _check_unique(calendar: Calendar, new: CalendarData | None) -> None:
    """Refuse a second copy of an invitation in the calendars of one person (RFC 6638 §3.2.4.1)."""
    if new is None or not new.organizer:
        return
    rows = CalendarObject.objects.filter(uid=new.uid, calendar__owner_id=calendar.owner_id)
    if rows.exclude(calendar_id=calendar.id).exclude(organizer="").exists():
        name = "unique-scheduling-object-resource"
        raise BadObject(REFUSED[name], name)


def _with_statuses(
    stored: CalendarData | None, messages: Iterable[ITip], directory: Directory
) -> CalendarData | None:
    """Write SCHEDULE-STATUS of whoever a message goes to (RFC 6638 §3.2.9)."""
    told = {address for message in messages for address in message.recipients}
    if stored is None or not told:
        return stored
    copy = stored.copy()
    for part in copy.parts:
        _note_statuses(part, {address: directory.status_of(address) for address in told})
    return copy


def _note_statuses(part: Component, statuses: dict[str, str]) -> None:
    set_attendees(part, [_noted(one, statuses) for one in attendees_of(part)])
    organizer = part.get("ORGANIZER")
    if isinstance(organizer, vCalAddress):
        part["ORGANIZER"] = _noted(organizer, statuses)


def _noted(user: vCalAddress, statuses: dict[str, str]) -> vCalAddress:
    status = statuses.get(address_of(user))
    return changed(user, SCHEDULE_STATUS=status) if status else user
