"""Tables of realtime: items, their log of Yjs updates, snapshots, versions, and who wrote what.

Always true: `Update` is append-only, numbered without gaps per item, and a number is visible only
when all lower ones are (the item's row is locked from taking the number to the commit). A
document's content is its newest snapshot and all later updates. An update is deleted only when a
snapshot that covers it was committed in an earlier transaction, it is older than `HISTORY`, and its
authorship stands in `Authorship`.
"""

from django.db import models
from django.utils import timezone

from bureau.platform.ids import IdField, primary_key


class Item(models.Model):
    """A document; its id is that of the product's object, such as the node in drive."""

    id = IdField(primary_key=True)
    kind = models.CharField(max_length=40)
    seq = models.BigIntegerField(default=0)
    """Number of the last update."""
    snapshot_seq = models.BigIntegerField(default=0)
    """What the newest snapshot covers."""
    version_seq = models.BigIntegerField(default=0)
    """What the newest version covers."""
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(default=timezone.now)


class Update(models.Model):
    """What one author changed in one tick, as a Yjs update (format 1)."""

    pk = models.CompositePrimaryKey("item_id", "seq")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+", db_index=False)
    item_id: str
    seq = models.BigIntegerField()
    author = models.CharField(max_length=80, blank=True, default="")
    """A person's id, `guest:<name>`, or empty for the system."""
    at = models.DateTimeField()
    data = models.BinaryField()


class Snapshot(models.Model):
    """The whole document as of an update."""

    pk = models.CompositePrimaryKey("item_id", "upto_seq")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+", db_index=False)
    item_id: str
    upto_seq = models.BigIntegerField()
    state = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)


class Version(models.Model):
    """A state to come back to: named by somebody, or kept when an editing session ended."""

    id = primary_key()
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    item_id: str
    upto_seq = models.BigIntegerField()
    name = models.CharField(max_length=200, blank=True, default="")
    authors = models.JSONField(default=list)
    """Who wrote since the version before, as in `Update.author`."""
    created_by = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    blob = models.CharField(max_length=64)
    """The whole state, compressed with zlib."""
    size_bytes = models.BigIntegerField()


class Authorship(models.Model):
    """Who wrote, or deleted, a range of a client's clock; folded out of updates before they go."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    item_id: str
    client = models.BigIntegerField()
    clock_from = models.BigIntegerField()
    clock_to = models.BigIntegerField()
    """Exclusive."""
    author = models.CharField(max_length=80, blank=True, default="")
    is_deletion = models.BooleanField(default=False)
