"""Versions: keeping one, naming it, coming back to it."""

import zlib
from collections.abc import Callable

from django.db import transaction
from pycrdt import Doc

from bureau.people import Actor
from bureau.platform import blobs
from bureau.realtime.errors import ItemNotFound, VersionNotFound
from bureau.realtime.models import Item, Update, Version
from bureau.realtime.queries import AnyDoc, read_content, state_at

from .edit import edit

LEVEL = 6


def name_version(item_id: str, name: str, author_id: str) -> str:
    """Keep the document as it is now under a name; return the version's id. Raises
    `ItemNotFound`.
    """
    return keep_version(item_id, name, author_id)


def rename_version(item_id: str, version_id: str, name: str) -> None:
    """Give a version another name; an empty one makes it an automatic one. Raises
    `VersionNotFound`.
    """
    if not Version.objects.filter(item_id=item_id, id=version_id).update(name=name):
        raise VersionNotFound


def restore_version(
    item_id: str,
    version_id: str,
    actor: Actor,
    apply: Callable[[AnyDoc, AnyDoc], None],
) -> int:
    """Make the document equal to a version by a new edit; return the number of the last update.

    `apply(doc, version)` changes `doc` to the content of `version`, by as small changes as it can.
    The document as it is now is kept as a version before. Raises `VersionNotFound`.
    """
    version: AnyDoc = Doc(allow_multithreading=True)
    version.apply_update(state_at(item_id, version_id))
    keep_version(item_id, "", actor.person_id)
    with transaction.atomic():
        return edit(item_id, actor.person_id, lambda doc: apply(doc, version))


def keep_version(item_id: str, name: str, author_id: str) -> str:
    """Write a version of the committed content; return its id. An automatic one (no name) of a
    state that is kept already is not written again.
    """
    last = Version.objects.filter(item_id=item_id).order_by("-id").first()
    content = read_content(item_id)
    if last and last.upto_seq == content.seq and not name:
        return last.id
    state = content.doc().get_update()
    ref = blobs.put(zlib.compress(state, LEVEL))
    with transaction.atomic():
        if not Item.objects.filter(id=item_id).update(version_seq=content.seq):
            raise ItemNotFound
        blobs.retain(ref.hash)
        version = Version.objects.create(
            item_id=item_id,
            upto_seq=content.seq,
            name=name,
            authors=_authors_between(item_id, last.upto_seq if last else 0, content.seq),
            created_by=author_id,
            blob=ref.hash,
            size_bytes=len(state),
        )
    return version.id


def _authors_between(item_id: str, after: int, upto: int) -> list[str]:
    rows = Update.objects.filter(item_id=item_id, seq__gt=after, seq__lte=upto)
    return sorted(set(rows.values_list("author", flat=True)))
