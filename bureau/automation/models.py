"""Tables of automation: rules, their immutable versions, and every run.

A run exists at most once per rule, root event and object (`run_once`), except for replays, which
name the
run they repeat.
"""

from django.db import models
from django.db.models import Q

from bureau.people import Person
from bureau.platform.ids import IdField, primary_key


class Rule(models.Model):
    """When one of these events happens and the condition holds, do these actions."""

    id = primary_key()
    scope = models.CharField(max_length=80, blank=True, default="")
    """The stream whose events it hears (`form:<id>`); empty: the whole organisation."""
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    owner_id: str
    """Whose rights the rule acts with."""
    position = models.PositiveIntegerField(default=0)
    is_enabled = models.BooleanField(default=True)
    pause_reason = models.CharField(max_length=300, blank=True, default="")
    """Why a guard or a person's leaving switched it off; empty when somebody did on purpose."""
    version = models.PositiveIntegerField(default=1)
    events = models.JSONField(default=list)
    condition = models.TextField(blank=True, default="")
    """CEL source; empty: always."""
    condition_tree = models.JSONField(null=True)
    """What the builder edits, when the condition was made there."""
    actions = models.JSONField(default=list)
    """[{"action": "mail.send", "arguments": {...}}], in order."""
    stops = models.BooleanField(default=False)
    """Whether later rules of the scope are skipped when this one matched."""
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "position", "id"], name="rule_scope")]


class RuleVersion(models.Model):
    """What a rule said at one time; never changed."""

    id = primary_key()
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    saved_by = models.CharField(max_length=26, blank=True, default="")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_number")
        ]


class RuleRun(models.Model):
    """One time that a rule matched: what came in, what it did, what went wrong."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    id = primary_key()
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="runs")
    rule_id: str
    version = models.PositiveIntegerField()
    event_id = IdField()
    root_id = IdField()
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    effects = models.JSONField(default=list)
    """[{"action", "arguments", "result"}], as performed."""
    error = models.TextField(blank=True, default="")
    action_count = models.PositiveSmallIntegerField(default=0)
    mail_count = models.PositiveSmallIntegerField(default=0)
    replay_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "root_id", "object_kind", "object_id"],
                condition=Q(replay_of__isnull=True),
                name="run_once",
            )
        ]
        indexes = [
            models.Index(fields=["rule", "-id"], name="run_list"),
            models.Index(fields=["root_id"], name="run_root"),
            models.Index(fields=["object_kind", "object_id", "started_at"], name="run_object"),
        ]
