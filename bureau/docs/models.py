"""Tables of docs: what is kept of a document beside its content, which is `realtime`'s.

A document is a node of drive and has its id. Every asset holds one reference on its blob, for as
long as the document lives: older versions may show it.
"""

from django.db import models
from django.utils import timezone

from bureau.platform.ids import IdField, primary_key


class Document(models.Model):
    """What was made of the content when it was last indexed."""

    id = IdField(primary_key=True)
    """The id of the node in drive and of the item in realtime."""
    text = models.TextField(blank=True, default="")
    """What the body says, for search."""
    indexed_seq = models.BigIntegerField(default=-1)
    """The number of the update that search and thumbnail show."""
    thumbnail = models.TextField(blank=True, default="")
    """A small SVG picture of the first page."""
    page = models.JSONField(default=dict)
    """The page settings, as they were then."""


class Asset(models.Model):
    """A picture in a document; the content names it `asset:<key>`, and so does that of a copy."""

    id = primary_key()
    key = IdField()
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="assets")
    document_id: str
    blob = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="asset_key")]
