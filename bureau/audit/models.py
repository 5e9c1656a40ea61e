"""The audit table: one chain, one row an event, never changed and never removed.

Triggers in the database refuse UPDATE and DELETE; `prev_hash` and `hash` show any change made past
them.
"""

from django.db import models

from bureau.platform.ids import IdField


class Entry(models.Model):
    """What somebody did: a copy of an audited event, chained to the entry before it."""

    number = models.BigIntegerField(primary_key=True)
    """1, 2, 3 … without gaps: the order of the chain."""
    event_id = IdField(unique=True)
    name = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    actor_id = models.CharField(max_length=26, blank=True, default="")
    channel = models.CharField(max_length=16, blank=True, default="")
    address = models.CharField(max_length=64, blank=True, default="")
    request_id = models.CharField(max_length=64, blank=True, default="")
    cause_id = models.CharField(max_length=26, blank=True, default="")
    root_id = models.CharField(max_length=26)
    payload = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    """{field: [before, after]}."""
    occurred_at = models.DateTimeField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["actor_id", "-number"], name="audit_actor"),
            models.Index(fields=["subject_id", "-number"], name="audit_subject"),
            models.Index(fields=["name", "-number"], name="audit_name"),
            models.Index(fields=["occurred_at", "number"], name="audit_time"),
        ]
