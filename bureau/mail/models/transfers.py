"""Mail on its way in from elsewhere or out to a file: a row a run, restartable at its position."""

from django.db import models

from bureau.platform.ids import IdField, primary_key

from .accounts import Account


class Transfer(models.Model):
    """An import or export. What was filed and `position` are committed together."""

    class Kind(models.TextChoices):
        MBOX = "mbox"
        MAILDIR = "maildir"
        TAKEOUT = "takeout"
        IMAP = "imap"
        EXPORT = "export"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="transfers")
    account_id: str
    person_id = IdField()
    """Who asked for it; empty for the command line."""
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    source = models.CharField(max_length=1000, blank=True, default="")
    """A path on this machine, or the name of what was uploaded, or the host."""
    blob = models.CharField(max_length=64, blank=True, default="")
    """What was uploaded, or what the export made."""
    options = models.JSONField(default=dict)
    secret = models.TextField(blank=True, default="")
    """The password at the other server, encrypted; empty once it is over."""
    position = models.JSONField(default=dict)
    """Where to go on."""
    total = models.BigIntegerField(default=0)
    """Messages, or bytes where messages cannot be counted before; 0 while unknown."""
    done = models.BigIntegerField(default=0)
    """How much of `total` was read."""
    filed = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    """Messages that the account had already."""
    skipped = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=list)
    """The first of what was skipped: [{"where", "why"}]."""
    error = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-created_at", "-id"], name="transfer_newest"),
            models.Index(fields=["state", "changed_at"], name="transfer_state"),
        ]


class PulledMailbox(models.Model):
    """How far a mailbox of another server was read; the next pull takes what came after."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    server = models.CharField(max_length=400)
    """user@host:port."""
    name = models.CharField(max_length=500)
    uid_validity = models.BigIntegerField()
    last_uid = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "server", "name"], name="pulled_mailbox")
        ]
