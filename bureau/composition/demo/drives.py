"""Shared drives with folders and real files, and a few files in My Drive."""

import json
import random
from importlib.resources import files
from typing import Any

from django.db import transaction

from bureau.access import Role
from bureau.drive import Drive, Node, add_file, create_folder, create_shared_drive, my_drive, share
from bureau.people import EVERYONE, Actor, actor_for
from bureau.platform import blobs

from . import artefacts, names
from .people import Cast

VENDORS = 1_500
ROLES = {"viewer": Role.VIEWER, "content_manager": Role.EDITOR}
OWN_FOLDERS = {
    "Notes": {"Ideas.md": "# Ideas\n\n- Show sellers their battery figures every Monday\n"},
    "Photos": {"Battery screen.png": "#b43c28"},
}
MEDIA_TYPES = {
    "md": "text/markdown",
    "txt": "text/plain",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "png": "image/png",
}


def load(cast: Cast) -> None:
    """Make the drives that are missing, with everything in them."""
    wanted = json.loads(files(__package__).joinpath("texts/drives.json").read_text("utf-8"))
    there = _names_of_shared_drives()
    for name, content in wanted.items():
        if name in there:
            continue
        _make(cast, name, content)
    _own_files(cast)


@transaction.atomic
def _make(cast: Cast, name: str, content: dict[str, Any]) -> None:
    """Make one drive; whole, so that a second load finds it finished or not at all."""
    admin = actor_for(cast.admin)
    drive = create_shared_drive(admin, name)
    _fill(admin, _root(drive), content["folders"])
    if name == "Seller care":
        _add_vendors(admin, _root(drive))
    group = EVERYONE if content["group"] == "all" else cast.groups[content["group"]].id
    share(admin, _root(drive), [group], ROLES[content["role"]])


def _names_of_shared_drives() -> set[str]:
    drives = Drive.objects.filter(kind=Drive.Kind.SHARED)
    return set(drives.values_list("root__name", flat=True))


def _root(drive: Drive) -> str:
    return str(drive.root_id)


def _fill(actor: Actor, parent_id: str, folders: dict[str, dict[str, str]]) -> None:
    for name, content in folders.items():
        folder = create_folder(actor, parent_id, name)
        for file_name, text in content.items():
            _add(actor, folder.id, file_name, _bytes(file_name, text))


def _bytes(file_name: str, text: str) -> bytes:
    """Pictures are described by a colour, pages by their lines; the rest is text."""
    if file_name.endswith(".png"):
        red, green, blue = (int(text[start : start + 2], 16) for start in (1, 3, 5))
        return artefacts.png(640, 400, (red, green, blue))
    if file_name.endswith(".pdf"):
        title, *lines = text.split("\n")
        return artefacts.pdf(title, lines)
    return text.encode()


def _add(actor: Actor, parent_id: str, name: str, raw: bytes) -> Node:
    media_type = MEDIA_TYPES[name.rsplit(".", 1)[1]]
    return add_file(actor, parent_id, name, blobs.put(raw), media_type)


def _add_vendors(actor: Actor, root_id: str) -> None:
    rows = names.vendors(random.Random("relume vendors"), VENDORS)
    folder = Node.objects.get(parent_id=root_id, name="Vendors")
    _add(actor, folder.id, "Vendors.csv", artefacts.table(rows))


def _own_files(cast: Cast) -> None:
    for person in (cast.admin, cast.maya, cast.lead):
        drive = my_drive(person)
        if Node.objects.filter(parent_id=_root(drive)).exists():
            continue
        _fill(actor_for(person), _root(drive), OWN_FOLDERS)
