"""Tables of mail. A message is one blob and one row per account; a mailbox is a label.

Every change of an account raises its `modseq`, and `Change` keeps for each object the modseq it
was made and
last changed at: IMAP, JMAP states and live updates all read from there. Counters are never counted
at reading.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from bureau.people import Person
from bureau.platform.ids import IdField, primary_key


class Account(models.Model):
    """The mail of one person, service or shared mailbox; its id is the person's."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="mail_account"
    )
    person_id: str
    modseq = models.BigIntegerField(default=1)
    forward_to = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="mail_forwarded_here"
    )
    forward_to_id: str | None
    """Set when the person left: their mail goes to this person instead."""
    answer_subject = models.CharField(max_length=300, blank=True, default="")
    answer_text = models.TextField(blank=True, default="")
    """The automatic answer; empty for none."""
    answer_from = models.DateTimeField(null=True)
    answer_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)


class Mailbox(models.Model):
    """A label of an account, with its counters."""

    class Role(models.TextChoices):
        INBOX = "inbox"
        DRAFTS = "drafts"
        SENT = "sent"
        ARCHIVE = "archive"
        JUNK = "junk"
        TRASH = "trash"

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mailboxes")
    account_id: str
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    parent_id: str | None
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=8, choices=Role, blank=True, default="")
    sort_order = models.PositiveIntegerField(default=100)
    is_subscribed = models.BooleanField(default=True)
    color = models.CharField(max_length=20, blank=True, default="")
    uid_validity = models.PositiveIntegerField(default=1)
    uid_next = models.BigIntegerField(default=1)
    total_emails = models.IntegerField(default=0)
    unread_emails = models.IntegerField(default=0)
    total_threads = models.IntegerField(default=0)
    unread_threads = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "parent", "name"], name="mailbox_name"),
            models.UniqueConstraint(
                fields=["account", "name"], name="mailbox_top", condition=Q(parent__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["account", "role"], name="mailbox_role", condition=~Q(role="")
            ),
        ]


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
    keyword_line = models.CharField(max_length=2000, blank=True, default=" ")
    """The keywords, each between two spaces, so that one can be looked for."""
    is_unread = models.BooleanField(default=True)
    """Neither $seen nor $draft."""
    modseq = models.BigIntegerField()

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
            models.Index(fields=["account", "-received_at", "id"], name="email_newest"),
            models.Index(fields=["account", "message_id"], name="email_message_id"),
            models.Index(fields=["account", "blob"], name="email_blob"),
        ]


class EmailText(models.Model):
    """The words of a message, lower case, for filters of queries."""

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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "mailbox"], name="label_once"),
            models.UniqueConstraint(fields=["mailbox", "uid"], name="label_uid"),
        ]
        indexes = [
            models.Index(fields=["mailbox", "-received_at", "-email"], name="label_newest"),
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
    is_gone = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["account", "kind", "modseq"], name="change_since")]


class Identity(models.Model):
    """A name and address that an account sends as."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    account_id: str
    name = models.CharField(max_length=200, blank=True, default="")
    email = models.EmailField()
    reply_to = models.JSONField(null=True)
    bcc = models.JSONField(null=True)
    text_signature = models.TextField(blank=True, default="")
    html_signature = models.TextField(blank=True, default="")


class Delegation(models.Model):
    """A principal (person or group) may read another account, and may send as it."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="delegations")
    account_id: str
    principal_id = models.CharField(max_length=26)
    may_send = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "principal_id"], name="delegation_once")
        ]
        indexes = [models.Index(fields=["principal_id", "account"], name="delegation_principal")]


class ListRule(models.Model):
    """Who may write to a group's address. Without a row: everybody inside the organisation."""

    class Posting(models.TextChoices):
        ANYBODY = "anybody"
        INSIDE = "inside"
        MEMBERS = "members"
        NOBODY = "nobody"

    group_id = IdField(primary_key=True)
    posting = models.CharField(max_length=8, choices=Posting, default=Posting.INSIDE)


class Upload(models.Model):
    """A blob that a person uploaded to an account, readable for a day."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="uploads")
    account_id: str
    person_id = IdField()
    blob = models.CharField(max_length=64)
    media_type = models.CharField(max_length=120)
    size_bytes = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "blob"], name="upload_blob"),
            models.Index(fields=["created_at"], name="upload_age"),
        ]


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


class Recipient(models.Model):
    """One address that a submission goes to and what became of it."""

    class State(models.TextChoices):
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
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["submission", "domain", "state"], name="recipient_queue")]


class AutoAnswer(models.Model):
    """That an account answered an address automatically; bounds how often it does."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    email = models.CharField(max_length=320)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "email", "at"], name="auto_answer")]
