"""What administrators decide about mail, and what the way of each message was.

The installation's own domain has no row and is always there; rows of `MailDomain` add others, or
say more about it.
"""

from typing import Any

from django.db import models

from bureau.platform.ids import primary_key


class MailDomain(models.Model):
    """A domain whose mail is ours, and what is special about it."""

    class StsMode(models.TextChoices):
        NONE = "none"
        TESTING = "testing"
        ENFORCE = "enforce"

    name = models.CharField(primary_key=True, max_length=253)
    catch_all = models.CharField(max_length=320, blank=True, default="")
    """Where mail for addresses goes that nobody has; empty refuses it."""
    sts_mode = models.CharField(max_length=7, choices=StsMode, default=StsMode.TESTING)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)


class MailAlias(models.Model):
    """An address that stands for others, of ours or outside."""

    email = models.CharField(primary_key=True, max_length=320)
    domain = models.CharField(max_length=253)
    targets: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["domain", "email"], name="mail_alias_domain")]


class RoutingRule(models.Model):
    """What happens to messages between these senders and recipients, in order of position."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        BOTH = "both"

    class Action(models.TextChoices):
        REJECT = "reject"
        QUARANTINE = "quarantine"
        RELAY = "relay"
        HEADER = "header"
        COPY = "copy"

    id = primary_key()
    name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    is_enabled = models.BooleanField(default=True)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.BOTH)
    sender = models.CharField(max_length=320, default="*")
    """A pattern with `*` and `?`."""
    recipient = models.CharField(max_length=320, default="*")
    action = models.CharField(max_length=10, choices=Action)
    argument = models.CharField(max_length=500, blank=True, default="")
    """The words of the refusal, the relay's URL, `Name: value`, or the address of the copy."""

    class Meta:
        indexes = [models.Index(fields=["position", "id"], name="routing_order")]


class HeldMessage(models.Model):
    """A message from outside in quarantine: nobody got it yet."""

    class State(models.TextChoices):
        HELD = "held"
        RELEASED = "released"
        DELETED = "deleted"

    id = primary_key()
    blob = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    sender = models.CharField(max_length=320, blank=True, default="")
    recipients: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    author = models.CharField(max_length=320, blank=True, default="")
    subject = models.CharField(max_length=2000, blank=True, default="")
    message_id = models.CharField(max_length=1000, blank=True, default="")
    reason = models.CharField(max_length=200)
    trust: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    held_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "-held_at", "-id"], name="held_newest")]


class TraceEntry(models.Model):
    """One step of a message's way, with what was replied."""

    class Step(models.TextChoices):
        REFUSED = "refused"
        HELD = "held"
        FILED = "filed"
        """Delivered to an address of ours."""
        QUEUED = "queued"
        ATTEMPTED = "attempted"
        """Offered to the next host, which wants it later."""
        SENT = "sent"
        FAILED = "failed"
        BOUNCED = "bounced"
        """Accepted by the next host and reported as undeliverable later."""
        FORWARDED = "forwarded"

    id = primary_key()
    at = models.DateTimeField()
    step = models.CharField(max_length=9, choices=Step)
    is_incoming = models.BooleanField(default=False)
    sender = models.CharField(max_length=320, blank=True, default="")
    recipient = models.CharField(max_length=320, blank=True, default="")
    message_id = models.CharField(max_length=1000, blank=True, default="")
    subject = models.CharField(max_length=300, blank=True, default="")
    host = models.CharField(max_length=255, blank=True, default="")
    """The other side: who handed it in, or whom it was offered."""
    reply = models.CharField(max_length=500, blank=True, default="")
    tls = models.CharField(max_length=40, blank=True, default="")
    submission_id = models.CharField(max_length=26, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="trace_newest"),
            models.Index(fields=["sender", "-at"], name="trace_sender"),
            models.Index(fields=["recipient", "-at"], name="trace_recipient"),
            models.Index(fields=["message_id", "at"], name="trace_message"),
        ]


class Suppression(models.Model):
    """An address outside that does not exist: automatic mail is no longer sent there."""

    email = models.CharField(primary_key=True, max_length=320)
    reply = models.CharField(max_length=500)
    since = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-since", "email"], name="suppression_newest")]


class StsPolicy(models.Model):
    """The MTA-STS policy of a domain outside, as last fetched (RFC 8461)."""

    domain = models.CharField(primary_key=True, max_length=253)
    record_id = models.CharField(max_length=32)
    mode = models.CharField(max_length=7)
    hosts: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    expires_at = models.DateTimeField()


class SendingCount(models.Model):
    """How many recipients outside an account, or everybody together, wrote to on a day."""

    pk = models.CompositePrimaryKey("sender", "day")
    sender = models.CharField(max_length=26)
    """An account's id; empty for the whole organisation."""
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["day"], name="sending_day")]


class MailPolicy(models.Model):
    """The one row of what administrators chose for all mail; `organisation.py` has the schema."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    chosen: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
