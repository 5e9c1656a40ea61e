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
    with transaction.atomic():
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
    with transaction.atomic():
        keep_version(item_id, "", actor.person_id)
        return edit(item_id, actor.person_id, lambda doc: apply(doc, version))


def keep_version(item_id: str, name: str, author_id: str) -> str:
    """Write the version in the caller's transaction; return its id. An automatic one (no name) of a
    state that is kept already is not written again.
    """
    item = Item.objects.select_for_update().filter(id=item_id).first()
    if item is None:
        raise ItemNotFound
    last = Version.objects.filter(item_id=item_id).order_by("-id").first()
    if last and last.upto_seq == item.seq and not name:
        return last.id
    state = read_content(item_id).doc().get_update()
    ref = blobs.put(zlib.compress(state, LEVEL))
    blobs.retain(ref.hash)
    version = Version.objects.create(
        item=item,
        upto_seq=item.seq,
        name=name,
        authors=_authors_between(item_id, last.upto_seq if last else 0, item.seq),
        created_by=author_id,
        blob=ref.hash,
        size_bytes=len(state),
    )
    Item.objects.filter(id=item_id).update(version_seq=item.seq)
    return version.id


def _authors_between(item_id: str, after: int, upto: int) -> list[str]:
    rows = Update.objects.filter(item_id=item_id, seq__gt=after, seq__lte=upto)
    return sorted(set(rows.values_list("author", flat=True)))
