"""Drives: everybody's own, and those that teams share."""

from django.db import transaction

from bureau import access
from bureau.access import Role
from bureau.drive.errors import NotAllowed
from bureau.drive.journal import index, record, stream_of
from bureau.drive.models import Drive, Node, Place
from bureau.drive.names import clean_name
from bureau.drive.policies import Verb, standing
from bureau.drive.tree import set_name
from bureau.people import Actor, Person
from bureau.platform import events

MY_DRIVE_NAME = "My Drive"


@transaction.atomic
def create_shared_drive(actor: Actor, name: str, quota_bytes: int | None = None) -> Drive:
    """Make a shared drive; the actor becomes its manager."""
    if actor.kind == "guest":
        raise NotAllowed
    drive = _create(Drive(kind=Drive.Kind.SHARED, quota_bytes=quota_bytes), name, actor.person_id)
    index(Node.objects.get(id=drive.root_id))
    events.emit(
        "drive.created",
        stream=stream_of(drive.id),
        subject=("drive", drive.id),
        payload={"drive": drive.id, "node": drive.root_id, "name": name},
        changes={"name": [None, name]},
    )
    return drive


@transaction.atomic
def my_drive(person: Person, quota_bytes: int | None = None) -> Drive:
    """Return the person's My Drive, making it at first. Two queries once it is there."""
    found = Drive.objects.select_related("root").filter(owner_id=person.id).first()
    if found:
        return found
    # Two first requests at once wait for each other here.
    Person.objects.select_for_update().get(id=person.id)
    found = Drive.objects.select_related("root").filter(owner_id=person.id).first()
    fresh = Drive(kind=Drive.Kind.MY, owner_id=person.id, quota_bytes=quota_bytes)
    return found or _create(fresh, MY_DRIVE_NAME, person.id)


def _create(drive: Drive, name: str, manager_id: str) -> Drive:
    scope = access.create_scope()
    root = Node(scope_id=scope.id, group=Node.Group.FOLDER, kind="folder")
    set_name(root, clean_name(name))
    drive.save(force_insert=True)
    root.save(force_insert=True)
    Place.objects.create(scope_id=scope.id, drive=drive, node=root)
    drive.root = root
    drive.save(update_fields=["root"])
    root.scope.drive = drive
    if manager_id:
        access.set_grant(scope.id, manager_id, Role.MANAGER)
    return drive


@transaction.atomic
def change_drive(
    actor: Actor, drive_id: str, name: str | None = None, description: str | None = None
) -> Drive:
    """Give a shared drive another name or say what it is for; for its managers."""
    drive = Drive.objects.select_for_update().get(id=drive_id)
    root = standing(actor, drive.root_id or "", Verb.MANAGE).node
    before = {"name": root.name, "description": drive.description}
    if name is not None:
        set_name(root, clean_name(name))
        root.save(update_fields=["name", "name_hash", "sort_key"])
        index(root)
        record(drive.id, [root])
    if description is not None:
        drive.description = description.strip()
        drive.save(update_fields=["description"])
    after = {"name": root.name, "description": drive.description}
    changes = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if changes:
        events.emit(
            "drive.changed",
            stream=stream_of(drive.id),
            subject=("drive", drive.id),
            payload={"drive": drive.id},
            changes=changes,
        )
    return drive


@transaction.atomic
def set_quota(actor: Actor, drive_id: str, quota_bytes: int | None) -> Drive:
    """Limit a drive, or lift its limit with None; for administrators."""
    if not actor.is_admin:
        raise NotAllowed
    drive = Drive.objects.select_for_update().get(id=drive_id)
    before, drive.quota_bytes = drive.quota_bytes, quota_bytes
    drive.save(update_fields=["quota_bytes"])
    events.emit(
        "drive.quota_set",
        stream=stream_of(drive.id),
        subject=("drive", drive.id),
        payload={"drive": drive.id},
        changes={"quota_bytes": [before, quota_bytes]},
    )
    return drive
