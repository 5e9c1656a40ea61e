"""Files of an event: those of Drive by what the reader may do with them there."""

from collections.abc import Iterable
from typing import Any

from bureau import drive
from bureau.people import Person, actor_for

from ..ical import Attachment


def present_attachments(person: Person, files: Iterable[Attachment]) -> list[dict[str, Any]]:
    """Show files and links. Whoever may not read a file of Drive sees its name only."""
    return [_shown(person, file) for file in files]


def _shown(person: Person, file: Attachment) -> dict[str, Any]:
    may_read = not file.node_id or may_read_node(person, file.node_id)
    return {
        "node_id": file.node_id or None,
        "url": file.url if may_read else None,
        "name": file.name,
        "may_read": may_read,
    }


def may_read_node(person: Person, node_id: str) -> bool:
    """Tell whether a person may read a file of Drive."""
    try:
        drive.read_node(actor_for(person), node_id)
    except drive.DriveRefusal:
        return False
    return True
