"""Tables of the job queue. A finished job leaves no row; a dead one stays until it is replayed or
discarded.
"""

from django.db import models


class Job(models.Model):
    """One piece of work to do."""

    class State(models.TextChoices):
        READY = "ready"
        RUNNING = "running"
        DEAD = "dead"

    class Lane(models.TextChoices):
        FAST = "fast"
        SLOW = "slow"

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    lane = models.CharField(max_length=4, choices=Lane, default=Lane.FAST)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.READY)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    serial = models.CharField(max_length=160, blank=True, default="")
    """Jobs of one non-empty serial run in order of id, one at a time."""
    key = models.CharField(max_length=160, null=True, unique=True)
    """At most one unfinished job has this key; enqueueing another is a no-op."""
    worker = models.CharField(max_length=80, blank=True, default="")
    leased_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["lane", "state", "run_at", "id"], name="job_due"),
            models.Index(
                fields=["serial", "id"], name="job_serial", condition=~models.Q(serial="")
            ),
            models.Index(fields=["state", "leased_until"], name="job_lease"),
        ]


class WorkerRow(models.Model):
    """A worker process that may hold leases; a dead one's jobs are taken back at once on its own
    host.
    """

    name = models.CharField(max_length=80, primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "jobs_worker"


class Schedule(models.Model):
    """When each recurring job runs next."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
