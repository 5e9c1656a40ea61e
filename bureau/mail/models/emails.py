"""Messages, the threads they form, the labels they have, and what changed when.

Every change of an account raises its `modseq`, and `Change` keeps for each object the modseq it was
made and last changed at: IMAP, JMAP states and live updates all read from there. Counters are never
counted at reading.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from bureau.platform.ids import IdField, primary_key

from .accounts import Account, Mailbox


class Thread(models.Model):
    """Messages that answer each other, under one subject."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="threads")
    account_id: str


class ThreadKey(models.Model):
    """A Message-ID that a thread knows, hashed together with the thread's subject."""

    pk = models.CompositePrimaryKey("account_id", "key")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    key = models.CharField(max_length=32)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="keys")
    thread_id: str


class Email(models.Model):
    """A message in an account. What lists and viewers need was read from the raw bytes once, at
    intake.
    """

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="emails")
    account_id: str
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="emails")
    thread_id: str
    blob = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    """Hash of Message-ID, author and body: the same mail is filed once however often it is
    delivered.
    """
    is_delivered = models.BooleanField(default=False)
    """Whether it came in as mail; own sent copies, drafts and imports did not."""
    message_id = models.CharField(max_length=1000, blank=True, default="")
    in_reply_to = models.JSONField(default=list)
    references = models.JSONField(default=list)
    addresses = models.JSONField(default=dict)
    """Address lists by field: {"from": [{"name", "email"}], "to": …}."""
    subject = models.CharField(max_length=2000, blank=True, default="")
    snippet = models.CharField(max_length=256, blank=True, default="")
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    has_attachment = models.BooleanField(default=False)
    structure = models.JSONField(default=dict)
    """The MIME tree with offsets, and the sections shown as text, html and attachments."""
    category = models.CharField(max_length=10, blank=True, default="")
    """Of the inbox, put at arrival or by the person; its label comes and goes with the inbox's."""
    keyword_line = models.CharField(max_length=2000, blank=True, default=" ")
    """The keywords, each between two spaces, so that one can be looked for."""
    is_unread = models.BooleanField(default=True)
    """Neither $seen nor $draft."""
    modseq = models.BigIntegerField()
    snoozed_until = models.DateTimeField(null=True)
    """When it comes back to the inbox."""
    follow_up_at = models.DateTimeField(null=True)
    """When it comes back if nobody answered by then."""
    trust: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    """What is known of the author: the verdict of its arrival; empty for own mail and imports."""

    @classmethod
    def of_fingerprint(cls, account_id: str, fingerprint: str) -> "models.QuerySet[Email]":
        """Return the message of an account that has a fingerprint. One query of one index, which
        SQLite takes only where the query excludes what the index leaves out.
        """
        rows = cls.objects.filter(account_id=account_id, fingerprint=fingerprint)
        return rows.exclude(fingerprint="")

    @property
    def keywords(self) -> list[str]:
        """The keywords ($seen, $flagged, $draft, $answered, own ones), sorted."""
        return self.keyword_line.split()

    def set_keywords(self, keywords: Iterable[str]) -> None:
        """Give the message exactly these keywords, and what follows from them."""
        found = sorted({keyword.lower() for keyword in keywords})
        self.keyword_line = " ".join(["", *found, ""]) if found else " "
        # What counters count as unread (RFC 8621 section 2).
        self.is_unread = not {"$seen", "$draft"} & set(found)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "fingerprint"],
                name="email_once",
                condition=~Q(fingerprint=""),
            )
        ]
        indexes = [
            models.Index(fields=["account", "-received_at", "-id", "thread"], name="email_newest"),
            models.Index(
                fields=["account", "-received_at", "-id", "thread"],
                name="email_unread",
                condition=Q(is_unread=True),
            ),
            models.Index(fields=["account", "message_id"], name="email_message_id"),
            models.Index(fields=["account", "blob"], name="email_blob"),
        ]


class EmailText(models.Model):
    """The text of a message, for search to quote from; all but the body in lower case."""

    email = models.OneToOneField(
        Email, primary_key=True, on_delete=models.CASCADE, related_name="words"
    )
    authors = models.TextField()
    receivers = models.TextField()
    subject = models.TextField()
    body = models.TextField()


class EmailLabel(models.Model):
    """A message in a mailbox. Repeats what lists sort and count by, so that they read an index
    only.
    """

    id = primary_key()
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="label_rows")
    mailbox_id: str
    email = models.ForeignKey(Email, on_delete=models.CASCADE, related_name="label_rows")
    email_id: str
    thread_id = IdField()
    uid = models.BigIntegerField()
    received_at = models.DateTimeField()
    is_unread = models.BooleanField()
    size_bytes = models.BigIntegerField(default=0)
    keyword_line = models.CharField(max_length=2000, blank=True, default=" ")
    """The message's; the ledger copies it after every change."""
    modseq = models.BigIntegerField(default=1)
    """When the message or this label last changed."""
    is_deleted = models.BooleanField(default=False)
    """IMAP's \\Deleted, which a message has in one mailbox and not in another."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "mailbox"], name="label_once"),
            models.UniqueConstraint(fields=["mailbox", "uid"], name="label_uid"),
        ]
        indexes = [
            models.Index(fields=["mailbox", "modseq"], name="label_since"),
            models.Index(
                fields=["mailbox", "uid"], name="label_deleted", condition=Q(is_deleted=True)
            ),
            models.Index(fields=["mailbox", "-received_at", "-email"], name="label_newest"),
            models.Index(
                fields=["mailbox", "-received_at", "-email", "thread_id"],
                name="label_unread",
                condition=Q(is_unread=True),
            ),
            models.Index(
                fields=["thread_id", "mailbox", "received_at", "is_unread"], name="label_thread"
            ),
        ]


class ThreadLabel(models.Model):
    """A thread in a mailbox, folded from its label rows: the list of conversations reads this
    index only.
    """

    id = primary_key()
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="thread_rows")
    mailbox_id: str
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="label_rows")
    thread_id: str
    newest_at = models.DateTimeField()
    newest_email_id = IdField()
    emails = models.PositiveIntegerField()
    unread = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "mailbox"], name="thread_label")]
        indexes = [
            models.Index(fields=["mailbox", "-newest_at", "-newest_email_id"], name="thread_newest")
        ]


class Change(models.Model):
    """When an object of an account was made and last changed, or that it is gone."""

    class Kind(models.TextChoices):
        MAILBOX = "Mailbox"
        EMAIL = "Email"
        THREAD = "Thread"
        SUBMISSION = "EmailSubmission"
        IDENTITY = "Identity"

    pk = models.CompositePrimaryKey("account_id", "kind", "object_id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="changes")
    account_id: str
    kind = models.CharField(max_length=15, choices=Kind)
    object_id = IdField()
    made = models.BigIntegerField()
    modseq = models.BigIntegerField()
    whole = models.BigIntegerField(default=0)
    """When anything but counters last changed."""
    is_gone = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["account", "kind", "modseq"], name="change_since")]
