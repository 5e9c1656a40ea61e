"""Keeping versions under a name, and coming back to one."""

from django.db import transaction

from bureau import realtime
from bureau.docs.content.writing import write_envelope
from bureau.docs.content.ydoc import Shared, read_envelope
from bureau.docs.jobs import index_soon
from bureau.docs.policies import Caller, standing
from bureau.drive import Verb
from bureau.platform import events


@transaction.atomic
def name_version(caller: Caller, document_id: str, name: str) -> str:
    """Keep the document as it is now under a name; return the version's id."""
    standing(caller, document_id, Verb.EDIT)
    return realtime.name_version(document_id, name, caller.author)


@transaction.atomic
def rename_version(caller: Caller, document_id: str, version_id: str, name: str) -> None:
    """Give a version another name; an empty one makes it one of many."""
    standing(caller, document_id, Verb.EDIT)
    realtime.rename_version(document_id, version_id, name)


@transaction.atomic
def restore_version(caller: Caller, document_id: str, version_id: str) -> int:
    """Make the document say what a version said, by a new edit; what it says now is kept as a
    version first. Returns the number of the last update.
    """
    found = standing(caller, document_id, Verb.EDIT)
    seq = realtime.restore_version(document_id, version_id, caller.actor, _become)
    index_soon((document_id, caller.actor.person_id, seq))
    events.emit(
        "document.restored",
        stream=f"doc:{document_id}",
        subject=("document", document_id),
        payload={"document": document_id, "version": version_id, "name": found.node.name},
        changes={"version": [None, version_id]},
    )
    return seq


def _become(doc: Shared, version: Shared) -> None:
    write_envelope(doc, read_envelope(version))
