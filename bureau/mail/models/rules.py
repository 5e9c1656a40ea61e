"""What happens to an arriving message, per account: rules, scripts, forwarding, blocked senders;
and what was learnt about senders and words.
"""

from django.db import models
from django.db.models import Q

from bureau.platform.ids import IdField, primary_key

from .accounts import Account, Mailbox


class Rule(models.Model):
    """What a person wants done with messages like these. Compiled to Sieve when it is used."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="rules")
    account_id: str
    name = models.CharField(max_length=200, blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    is_enabled = models.BooleanField(default=True)
    criteria = models.JSONField(default=dict)
    actions = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["account", "position"], name="rule_order")]


class SieveScript(models.Model):
    """A script that the person wrote, by ManageSieve; at most one of an account is active."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="scripts")
    account_id: str
    name = models.CharField(max_length=128)
    text = models.TextField()
    is_active = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="script_name"),
            models.UniqueConstraint(
                fields=["account"], name="script_active", condition=Q(is_active=True)
            ),
        ]


class Forwarding(models.Model):
    """An address that all mail of an account goes to as well, once its owner agreed."""

    class Keep(models.TextChoices):
        INBOX = "inbox"
        ARCHIVE = "archive"
        TRASH = "trash"

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="forwardings")
    account_id: str
    email = models.CharField(max_length=254)
    is_on = models.BooleanField(default=False)
    """Whether all mail goes there; rules may forward to it in either case."""
    keep = models.CharField(max_length=7, choices=Keep, default=Keep.INBOX)
    confirmed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "email"], name="forwarding_once")]


class BlockedSender(models.Model):
    """An address, or `@domain`, whose mail goes to Junk."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="blocked")
    account_id: str
    email = models.CharField(max_length=254)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "email"], name="blocked_once")]


class Correspondent(models.Model):
    """That a person of the account wrote to this address, how often and when last."""

    pk = models.CompositePrimaryKey("account_id", "email")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    email = models.CharField(max_length=254)
    sent = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()


class SenderHint(models.Model):
    """What the person taught about a sender: its category, whether its mail is important."""

    pk = models.CompositePrimaryKey("account_id", "email")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    email = models.CharField(max_length=254)
    category = models.CharField(max_length=10, choices=Mailbox.Category, blank=True, default="")
    is_important = models.BooleanField(null=True)


class SpamToken(models.Model):
    """In how many junk and good messages of the organisation a word was; 0 is all messages."""

    token = models.BigIntegerField(primary_key=True)
    junk = models.IntegerField(default=0)
    good = models.IntegerField(default=0)


class SpamLesson(models.Model):
    """That the filter learnt a message of an account, and as what; undone by the same bytes."""

    pk = models.CompositePrimaryKey("account_id", "blob")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    blob = models.CharField(max_length=64)
    is_junk = models.BooleanField()
    version = models.PositiveSmallIntegerField()
    """Of the way words are taken from a message: only the same one can be undone."""


class RuleRun(models.Model):
    """A rule applied to mail that is there: how far it is, and how to undo it."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    rule = models.ForeignKey(Rule, null=True, on_delete=models.SET_NULL, related_name="runs")
    rule_id: str | None
    script = models.TextField()
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    cursor = IdField(blank=True, default="")
    """The last message that was looked at."""
    created_at = models.DateTimeField(auto_now_add=True)


class RuleRunChange(models.Model):
    """What a message was before a run changed it."""

    id = primary_key()
    run = models.ForeignKey(RuleRun, on_delete=models.CASCADE, related_name="changes")
    run_id: str
    email_id = IdField()
    keywords = models.JSONField()
    mailbox_ids = models.JSONField()
    modseq = models.BigIntegerField()
    """Of the message after the change; one that changed since is left alone."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "email_id"], name="run_change_once")]
