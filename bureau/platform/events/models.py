"""The event table: append-only, and the source of the audit record."""

from django.db import models

from bureau.platform.ids import IdField, primary_key


class Event(models.Model):
    """Something that happened."""

    id = primary_key()
    name = models.CharField(max_length=80)
    stream = models.CharField(max_length=80)
    """Events of one stream reach a subscriber in order."""
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    changes = models.JSONField(null=True)
    """For what the audit record keeps: {field: [before, after]}; null where nothing is to be
    audited.
    """
    actor_id = models.CharField(max_length=26, blank=True, default="")
    channel = models.CharField(max_length=16, blank=True, default="")
    address = models.CharField(max_length=64, blank=True, default="")
    request_id = models.CharField(max_length=64, blank=True, default="")
    cause_id = models.CharField(max_length=26, blank=True, default="")
    root_id = IdField()
    depth = models.PositiveSmallIntegerField(default=0)
    occurred_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="event_name"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_subject"),
        ]
