"""An account: the mail of a person, its labels, the names it sends as, who else reads it."""

from django.db import models
from django.db.models import Q

from bureau.people import Person
from bureau.platform.ids import IdField, primary_key, rising_second


class Account(models.Model):
    """The mail of one person, service or shared mailbox; its id is the person's."""

    class Answered(models.TextChoices):
        EVERYBODY = "everybody"
        KNOWN = "known"
        """Whom the account wrote to, and the organisation."""
        INSIDE = "inside"

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
    answer_html = models.TextField(blank=True, default="")
    answer_is_on = models.BooleanField(default=True)
    """Whether the answer is given; its text is kept while it is not."""
    answer_to = models.CharField(max_length=9, choices=Answered, default=Answered.EVERYBODY)
    answer_pause_days = models.PositiveSmallIntegerField(default=4)
    """The same sender is answered again after so many days at the earliest."""
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
        IMPORTANT = "important"
        SNOOZED = "snoozed"
        SCHEDULED = "scheduled"

    class Category(models.TextChoices):
        PRIMARY = "primary"
        SOCIAL = "social"
        PROMOTIONS = "promotions"
        UPDATES = "updates"
        FORUMS = "forums"

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mailboxes")
    account_id: str
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    parent_id: str | None
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=9, choices=Role, blank=True, default="")
    category = models.CharField(max_length=10, choices=Category, blank=True, default="")
    """Set on the labels that sort the inbox; a message of the inbox has one of them as well."""
    sort_order = models.PositiveIntegerField(default=100)
    is_subscribed = models.BooleanField(default=True)
    color = models.CharField(max_length=20, blank=True, default="")
    uid_validity = models.PositiveIntegerField(default=rising_second)
    """Higher than that of any earlier mailbox with this name (RFC 3501 section 2.3.1.1)."""
    uid_next = models.BigIntegerField(default=1)
    recent_from = models.BigIntegerField(default=1)
    """The first uid that IMAP has not called recent yet (RFC 3501 section 2.3.2)."""
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
            models.UniqueConstraint(
                fields=["account", "category"],
                name="mailbox_category",
                condition=~Q(category=""),
            ),
        ]


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
    reply_text_signature = models.TextField(blank=True, default="")
    reply_html_signature = models.TextField(blank=True, default="")
    """Those of replies and forwarded mail."""


class Delegation(models.Model):
    """A principal (person or group) may read another account, and may send as it."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="delegations")
    account_id: str
    principal_id = models.CharField(max_length=26)
    may_send = models.BooleanField(default=False)
    on_behalf = models.BooleanField(default=False)
    """Where they send, recipients see who really wrote (the Sender field)."""

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


class AutoAnswer(models.Model):
    """That an account answered an address automatically; bounds how often it does."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    email = models.CharField(max_length=320)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "email", "at"], name="auto_answer")]
