"""Which blobs exist and how many rows refer to each."""

from django.db import models


class Blob(models.Model):
    """A stored byte string."""

    hash = models.CharField(max_length=64, primary_key=True)
    """BLAKE3 in lower-case hex."""
    size_bytes = models.BigIntegerField()
    references = models.PositiveIntegerField(default=0)
    put_at = models.DateTimeField()
    """When the bytes were last put; garbage collection waits a day after it."""

    class Meta:
        indexes = [
            models.Index(fields=["put_at"], name="blob_garbage", condition=models.Q(references=0))
        ]
