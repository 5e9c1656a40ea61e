"""Tables of the HTTP layer."""

from django.db import models

from bureau.platform.ids import primary_key


class StoredAnswer(models.Model):
    """The answer to a request that carried an Idempotency-Key, kept for a day."""

    id = primary_key()
    owner = models.CharField(max_length=64, blank=True)
    """Who asked; two callers may use the same key."""
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    """BLAKE3 of method, path and body."""
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        db_table = "http_stored_answer"
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="http_stored_answer_key")
        ]
