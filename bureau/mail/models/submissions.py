"""Messages on their way out, and what became of each recipient."""

from django.db import models
from django.db.models import Q

from bureau.platform.ids import IdField, primary_key

from .accounts import Account


class Submission(models.Model):
    """A message on its way: to whom, as whom, and the raw bytes that are sent."""

    class Undo(models.TextChoices):
        PENDING = "pending"
        FINAL = "final"
        CANCELED = "canceled"

    id = primary_key()
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    account_id: str | None
    """None for the system's own mail, such as delivery reports."""
    identity_id = IdField(blank=True, default="")
    email_id = IdField(blank=True, default="")
    thread_id = IdField(blank=True, default="")
    blob = models.CharField(max_length=64)
    message_id = models.CharField(max_length=1000)
    envelope_from = models.CharField(max_length=320, blank=True, default="")
    """Return path as sent; empty is the null sender."""
    author = models.CharField(max_length=320, blank=True, default="")
    """Who hears of failures; empty for nobody."""
    is_automatic = models.BooleanField(default=False)
    undo_status = models.CharField(max_length=8, choices=Undo, default=Undo.FINAL)
    is_forward = models.BooleanField(default=False)
    """A message of somebody else, passed on as it came."""
    envelope_id = models.CharField(max_length=100, blank=True, default="")
    """ENVID of the sender's program (RFC 3461), repeated in reports."""
    returns = models.CharField(max_length=4, blank=True, default="")
    """FULL or HDRS: how much of the message a report brings back."""
    relay = models.CharField(max_length=300, blank=True, default="")
    """Where a routing rule sends it instead of to the recipients' hosts."""
    send_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "message_id"],
                name="submission_once",
                condition=~Q(undo_status="canceled"),
            )
        ]
        indexes = [
            models.Index(
                fields=["email_id"], name="submission_held", condition=Q(undo_status="pending")
            )
        ]


class Recipient(models.Model):
    """One address that a submission goes to and what became of it."""

    class State(models.TextChoices):
        HELD = "held"
        """Nothing is done before the submission's time comes."""
        QUEUED = "queued"
        DELIVERED = "delivered"
        """Filed in an account of ours."""
        SENT = "sent"
        """Accepted by the next host."""
        FAILED = "failed"

    id = primary_key()
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="recipients")
    submission_id: str
    email = models.CharField(max_length=320)
    domain = models.CharField(max_length=255)
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    reply = models.CharField(max_length=500, blank=True, default="")
    notify = models.CharField(max_length=30, blank=True, default="")
    """When the sender wants reports (RFC 3461): NEVER, or some of SUCCESS, FAILURE, DELAY."""
    original = models.CharField(max_length=500, blank=True, default="")
    """ORCPT: the address that was first written to."""
    is_delay_told = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["submission", "domain", "state"], name="recipient_queue"),
            models.Index(fields=["state", "changed_at"], name="recipient_state"),
        ]
