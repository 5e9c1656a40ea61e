"""Handing a leaver's My Drive to somebody: the whole tree becomes one folder, by one constant-cost
move.
"""

from django.db import transaction
from django.db.models import F

from bureau import access
from bureau.drive.actions.drives import my_drive
from bureau.drive.journal import index, record, stream_of
from bureau.drive.models import Change, Drive, Node, Place, Upload
from bureau.drive.places import follow_parent
from bureau.drive.sizes import in_words
from bureau.drive.tree import free_name, lock_folder, set_name
from bureau.people import Person
from bureau.platform import events


def hand_over_preview(person: Person, successor: Person) -> list[str]:
    """Return sentences that say what `hand_over` will do."""
    drive = Drive.objects.filter(owner_id=person.id).first()
    if not drive or not Node.objects.filter(parent_id=drive.root_id).exists():
        return [f"{person.name}'s My Drive is empty."]
    count = Node.objects.filter(scope__drive=drive, group=Node.Group.FILE).count()
    files = "1 file" if count == 1 else f"{count} files"
    return [
        f"{person.name}'s My Drive ({files}, {in_words(drive.used_bytes)}) "
        f"becomes the folder “{_folder_name(person)}” in the My Drive of {successor.name}; "
        "whoever they are shared with keeps access."
    ]


@transaction.atomic
def hand_over(person: Person, successor: Person) -> None:
    """Move a person's My Drive into the successor's as a folder. Done twice, it is done once.

    The successor's quota does not stop it. No file's row is touched, only the root and the drive's
    places.
    """
    drive = Drive.objects.select_for_update().filter(owner_id=person.id).first()
    if drive is None or drive.root_id is None:
        return
    target = my_drive(successor)
    parent = Node.objects.select_related("scope__drive").get(id=target.root_id)
    node = Node.objects.select_related("scope__drive").get(id=drive.root_id)
    if not Node.objects.filter(parent=node).exists():
        return
    _graft(node, parent, _folder_name(person))
    access.remove_grant(node.scope_id, person.id)
    Place.objects.filter(drive=drive).update(drive=target)
    Drive.objects.filter(id=target.id).update(used_bytes=F("used_bytes") + drive.used_bytes)
    Upload.objects.filter(person_id=person.id, finished_at=None).delete()
    record(drive.id, [node], Change.What.GONE)
    drive.delete()
    node.scope.drive = target
    index(node)
    record(target.id, [node])
    events.emit(
        "drive.handed_over",
        stream=stream_of(target.id),
        subject=("node", node.id),
        payload={"node": node.id, "from": person.id, "to": successor.id},
        changes={"owner": [person.id, successor.id]},
    )


def _graft(node: Node, parent: Node, name: str) -> None:
    lock_folder(parent)
    set_name(node, free_name(parent, name, is_folder=True))
    node.parent = parent
    node.save()
    follow_parent(node, parent)


def _folder_name(person: Person) -> str:
    return f"{person.name}'s files".replace("/", "-")
