"""Items come and go with the objects of their product, in its transactions."""

from django.db import transaction

from bureau.platform import blobs
from bureau.realtime import announcements
from bureau.realtime.errors import ItemNotFound
from bureau.realtime.models import Authorship, Item, Snapshot, Version
from bureau.realtime.queries import read_content
from bureau.realtime.updates import EMPTY, spans_of


def create_item(item_id: str, kind: str, state: bytes = EMPTY, author_id: str = "") -> None:
    """Create a document with this content (a Yjs update), written by the author."""
    item = Item.objects.create(id=item_id, kind=kind)
    Snapshot.objects.create(item=item, upto_seq=0, state=state)
    Authorship.objects.bulk_create(
        Authorship(item=item, client=client, clock_from=start, clock_to=end, author=author_id)
        for client, start, end in (spans_of(state).written if author_id else ())
    )


def copy_item(source_id: str, copy_id: str) -> None:
    """Create a copy with the content of the source as of now, without its history; raises
    `ItemNotFound`.
    """
    source = Item.objects.filter(id=source_id).first()
    if source is None:
        raise ItemNotFound
    doc = read_content(source_id).doc()
    create_item(copy_id, source.kind, doc.get_update())


def delete_item(item_id: str) -> None:
    """Delete the document, its history and versions for good; open rooms close. Nothing happens
    when there is none.
    """
    for hash in Version.objects.filter(item_id=item_id).values_list("blob", flat=True):
        blobs.release(hash)
    Item.objects.filter(id=item_id).delete()
    transaction.on_commit(lambda: announcements.publish(item_id, {"what": "deleted"}))
