"""Sharing: roles on nodes, and folders that inherit nothing. Every change is audited."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau import access
from bureau.access import Role
from bureau.drive.errors import GrantRefused, NodeNotFound
from bureau.drive.journal import record, stream_of
from bureau.drive.kinds import kind_named
from bureau.drive.models import Drive, Node, Place
from bureau.drive.places import place_of
from bureau.drive.policies import Standing, Verb, standing
from bureau.notifications import notify
from bureau.people import Actor, Person, describe_principals
from bureau.platform import events


@transaction.atomic
def share(
    actor: Actor,
    node_id: str,
    principal_ids: Sequence[str],
    role: Role,
    expires_at: datetime | None = None,
) -> None:
    """Give persons, groups or everyone a role on a node and all below it; replaces the role they
    had there.
    """
    found = standing(actor, node_id, Verb.SHARE)
    _check_role(found, role)
    _check_principals(principal_ids)
    place = place_of(found.node)
    changes = {}
    for principal_id in dict.fromkeys(principal_ids):
        _keep_a_manager(found, place, principal_id, role)
        before = access.set_grant(place.scope_id, principal_id, role, expires_at)
        changes[principal_id] = [_name(before), _name(role)]
    place.shared_at = timezone.now()
    place.save(update_fields=["shared_at"])
    _announce(found.node, changes)
    _notify(actor, found.node, [id for id, (before, _) in changes.items() if before is None])


@transaction.atomic
def unshare(actor: Actor, node_id: str, principal_id: str) -> None:
    """Take back a role given on this very node; everybody may take back their own."""
    own = principal_id == actor.person_id
    found = standing(actor, node_id, Verb.READ if own else Verb.SHARE)
    place = Place.objects.filter(node_id=node_id).first()
    if place is None:
        raise NodeNotFound("Nobody was given access to this itself. Look at the folder above it.")
    _keep_a_manager(found, place, principal_id, 0)
    before = access.remove_grant(place.scope_id, principal_id)
    if not before:
        raise NodeNotFound(
            "They were not given access to this itself. Look at the folder above it."
        )
    if not access.grants_of(place.scope_id):
        Place.objects.filter(scope_id=place.scope_id).update(shared_at=None)
    _announce(found.node, {principal_id: [_name(before), None]})


@transaction.atomic
def limit(actor: Actor, node_id: str, is_limited: bool) -> None:
    """Cut a folder off from what is granted above it, or join it again.

    Those who manage it when it is cut off are named on it, so that nobody locks themselves out.
    """
    node = standing(actor, node_id, Verb.LIMIT).node
    place = place_of(node)
    if place.is_limited == is_limited:
        return
    if is_limited:
        for principal_id in access.principals_on(place.scope_id, Role.MANAGER):
            access.set_grant(place.scope_id, principal_id, Role.MANAGER)
    access.set_inherits(place.scope_id, not is_limited)
    if not is_limited:
        _drop_redundant_grants(place)
    place.is_limited = is_limited
    place.save(update_fields=["is_limited"])
    record(place.drive_id, [node])
    events.emit(
        "node.limited",
        stream=stream_of(place.drive_id),
        subject=("node", node.id),
        payload={"node": node.id},
        changes={"limited": [not is_limited, is_limited]},
    )


def _drop_redundant_grants(place: Place) -> None:
    above = access.principals_on(place.parent_id or "")
    for grant in access.grants_of(place.scope_id):
        if above.get(grant.principal_id, 0) >= grant.role:
            access.remove_grant(place.scope_id, grant.principal_id)


def _check_role(found: Standing, role: Role) -> None:
    if role > found.role:
        raise GrantRefused("You cannot give more rights than you have.")
    if role == Role.MANAGER and found.drive.kind == Drive.Kind.MY:
        raise GrantRefused("Only the owner manages a My Drive. Give the editor role.")


def _check_principals(principal_ids: Iterable[str]) -> None:
    wanted = set(principal_ids)
    if not wanted or describe_principals(wanted).keys() != wanted:
        raise GrantRefused("Choose people or groups of your organisation.")


def _keep_a_manager(found: Standing, place: Place, principal_id: str, role: int) -> None:
    """Refuse to leave a drive without anybody who manages it."""
    if not found.node.is_root or role == Role.MANAGER:
        return
    managers = [g for g in access.grants_of(place.scope_id) if g.role == Role.MANAGER]
    if [grant.principal_id for grant in managers] == [principal_id]:
        raise GrantRefused("This is the last manager. Make somebody else a manager first.")


def _name(role: int) -> str | None:
    return Role(role).name.lower() if role else None


def _announce(node: Node, changes: dict[str, list[str | None]]) -> None:
    record(node.scope.drive_id, [node])
    events.emit(
        "node.shared",
        stream=stream_of(node.scope.drive_id),
        subject=("node", node.id),
        payload={"node": node.id, "name": node.name, "principals": sorted(changes)},
        changes=changes,
    )


def _notify(actor: Actor, node: Node, principal_ids: list[str]) -> None:
    persons = Person.objects.filter(id__in=principal_ids).exclude(id=actor.person_id)
    notify(
        persons.values_list("id", flat=True),
        "drive.shared",
        f"{actor.name} shared “{node.name}” with you",
        url=kind_named(node.kind).url.format(id=node.id),
    )
