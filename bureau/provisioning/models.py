"""Tables of provisioning: templates, plans with their rows, and how far each joiner and leaver is.

A step is done once per (person, key, version); that constraint is what makes every rerun harmless.
"""

from typing import Any

from django.db import models

from bureau.people import Person, Unit
from bureau.platform.ids import primary_key


class Template(models.Model):
    """What everybody of a unit and country gets; the more exactly it matches, the later it is
    merged.
    """

    id = primary_key()
    name = models.CharField(max_length=120, unique=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    unit_id: str | None
    country = models.CharField(max_length=2, blank=True, default="")
    settings = models.JSONField(default=dict)
    """{"groups": [address], "shared_drives": [{"id", "role"}], "courses": [{"id", "title"}],
    "drive_quota_bytes": n, "language", "time_zone"}; what is absent is not given."""


class Plan(models.Model):
    """What a roster asks for, checked as a whole."""

    class State(models.TextChoices):
        REFUSED = "refused"
        READY = "ready"
        APPLYING = "applying"
        APPLIED = "applied"

    id = primary_key()
    source = models.CharField(max_length=200, blank=True, default="")
    """Name of the file, or where the rows came from."""
    state = models.CharField(max_length=8, choices=State)
    problems = models.JSONField(default=list)
    """[{"line", "column", "message"}]; any of them refuses the whole plan."""
    notices = models.JSONField(default=list)
    created_by = models.CharField(max_length=26, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-id"], name="plan_list")]


class PlanRow(models.Model):
    """One line of a plan and what it will do."""

    class Action(models.TextChoices):
        CREATE = "create"
        UPDATE = "update"
        REPAIR = "repair"
        UNCHANGED = "unchanged"

    id = primary_key()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    """The order of applying: managers before those who report to them."""
    line = models.PositiveIntegerField()
    action = models.CharField(max_length=9, choices=Action)
    email = models.CharField(max_length=254)
    name = models.CharField(max_length=200)
    cells = models.JSONField(default=dict)
    """The row as it was given, so that it can be checked again."""
    fields = models.JSONField(default=dict)
    """What it says of the person; `manager` is an address."""
    groups = models.JSONField(default=list)
    aliases = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    """{field: [before, after]}"""
    person_id = models.CharField(max_length=26, blank=True, default="")
    """Empty until the person is made."""
    is_applied = models.BooleanField(default=False)
    error = models.CharField(max_length=500, blank=True, default="")
    """Why this row alone could not be applied."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_row_position")
        ]
        indexes = [models.Index(fields=["person_id"], name="plan_row_person")]


class Joining(models.Model):
    """How far one account is on its way to everything it needs."""

    class State(models.TextChoices):
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    person_id: str
    plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="joinings")
    settings = models.JSONField(default=dict)
    """The merged templates and what the roster asked for; what steps are given."""
    state = models.CharField(max_length=7, choices=State, default=State.WORKING)
    error = models.CharField(max_length=500, blank=True, default="")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["plan", "state"], name="joining_plan")]

    @property
    def wishes(self) -> dict[str, Any]:
        """What the steps are given."""
        return dict(self.settings)


class StepRun(models.Model):
    """One step of one account."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    id = primary_key()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: str
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    error = models.CharField(max_length=500, blank=True, default="")
    duration_ms = models.PositiveIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key", "version"], name="step_once")
        ]


class Leaving(models.Model):
    """One person's way out: shown, applied, undone within the hold, or final."""

    class State(models.TextChoices):
        PLANNED = "planned"
        APPLYING = "applying"
        HELD = "held"
        UNDONE = "undone"
        DELETED = "deleted"

    id = primary_key()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: str
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    to_id: str
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    preview = models.JSONField(default=list)
    """[{"key", "sentences"}]"""
    has_legal_hold = models.BooleanField(default=False)
    """While set, nothing is deleted."""
    delete_after = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True, default="")
    created_by = models.CharField(max_length=26, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=["applying", "held"]),
                name="leaving_once",
            )
        ]


class LeavingStepRun(models.Model):
    """One thing handed over."""

    id = primary_key()
    leaving = models.ForeignKey(Leaving, on_delete=models.CASCADE, related_name="step_runs")
    key = models.CharField(max_length=60)
    state = models.CharField(max_length=7, choices=StepRun.State, default=StepRun.State.WAITING)
    error = models.CharField(max_length=500, blank=True, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["leaving", "key"], name="leaving_step_once")]
