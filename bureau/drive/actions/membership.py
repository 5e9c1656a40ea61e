"""Membership of shared drives that comes with an account, from the joiner's template."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bureau import access
from bureau.access import Role
from bureau.drive.errors import NodeNotFound
from bureau.drive.journal import stream_of
from bureau.drive.models import Drive
from bureau.people import Person
from bureau.platform import events


@transaction.atomic
def join_drive(person: Person, wanted: str | Mapping[str, Any]) -> None:
    """Make a person a member of a shared drive, named by id or name; nobody's role is lowered by
    it.
    """
    named = {"name": wanted} if isinstance(wanted, str) else wanted
    role = Role[str(named.get("role", "contributor")).upper()]
    drive = _find(str(named.get("id") or named.get("name")))
    root = drive.root
    assert root is not None
    if access.role_on([person.id], root.scope_id) >= role:
        return
    before = access.set_grant(root.scope_id, person.id, role)
    events.emit(
        "node.shared",
        stream=stream_of(drive.id),
        subject=("node", root.id),
        payload={"node": root.id, "name": root.name, "principals": [person.id]},
        changes={person.id: [Role(before).name.lower() if before else None, role.name.lower()]},
    )


def _find(id_or_name: str) -> Drive:
    shared = Drive.objects.filter(kind=Drive.Kind.SHARED).select_related("root")
    drive = shared.filter(id=id_or_name).first() or shared.filter(root__name=id_or_name).first()
    if drive is None:
        raise NodeNotFound(f"There is no shared drive “{id_or_name}”.")
    return drive
