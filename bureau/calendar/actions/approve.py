"""Deciding on bookings of rooms that need approval."""

from django.db import transaction
from django.utils import timezone

from bureau import access, people
from bureau.people import Actor
from bureau.platform.errors import Forbidden, NotFound

from .. import queries
from ..errors import UnknownObject
from ..events import announce_object
from ..ical import parse_object
from ..models import Resource
from ..scheduling import plan
from ..store.writing import remove, write
from . import deliver as delivering
from .answer import Answer, answered
from .directory import look_up


def decide_booking(
    actor: Actor, resource_id: str, uid: str, *, accepts: bool, note: str = ""
) -> None:
    """Approve or decline what was booked; the organiser is told. Managers of the resource only.

    Raises `NotFound` for no such resource, `UnknownObject` for no such booking, `Forbidden`.
    """
    with transaction.atomic():
        room = Resource.objects.select_for_update(of=("self",)).select_related("calendar")
        resource = room.filter(id=resource_id).first()
        if resource is None:
            raise NotFound()
        if not may_decide(actor, resource):
            raise Forbidden()
        _decide(actor, resource, uid, "accepted" if accepts else "declined", note)


def may_decide(actor: Actor, resource: Resource) -> bool:
    """Tell whether the actor decides on bookings of the resource. Two queries."""
    if actor.is_admin:
        return True
    role = access.role_on(people.principals_of(actor.person_id), resource.scope_id)
    return role >= access.Role.MANAGER


def _decide(actor: Actor, resource: Resource, uid: str, status: str, note: str) -> None:
    calendar = resource.calendar
    existing = queries.object_with_uid(calendar.id, uid)
    if existing is None:
        raise UnknownObject()
    own = frozenset({resource.person.email})
    before = parse_object(bytes(existing.raw))
    after = answered(before, own, Answer(status, note))
    planned = plan(before, after, own, timezone.now())
    if status == "declined":
        remove(calendar, existing)
        announce_object("deleted", calendar, existing)
    else:
        stored = write(calendar, existing.name, after, after.to_bytes(), existing=existing)
        announce_object("updated", calendar, stored)
    sender = delivering.Sender(resource.person_id, actor, note=note)
    directory = look_up([after.organizer])
    for message in planned.messages:
        delivering.deliver(delivering.Delivery(message, sender, directory))
