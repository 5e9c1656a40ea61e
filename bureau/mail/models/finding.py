"""What finds messages: their keywords and words by account, newest first; what waits to be indexed;
searches and bulk actions of people; where clients want to be told.

The words themselves lie where each database searches best: SQLite in the FTS5 table `mail_words`
(rowid = `SearchEntry.key`), PostgreSQL in the column `mail_searchentry.words` (tsvector, GIN).
"""

from django.db import models

from bureau.people import Person
from bureau.platform.ids import IdField, primary_key

from .accounts import Account
from .emails import Email


class EmailKeyword(models.Model):
    """A keyword of a message, except `$seen`; the ledger keeps it in step with the message."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    keyword = models.CharField(max_length=100)
    email = models.ForeignKey(Email, on_delete=models.CASCADE, related_name="keyword_rows")
    email_id: str
    thread_id = IdField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "keyword"], name="email_keyword_once")
        ]
        indexes = [
            models.Index(
                fields=["account", "keyword", "-received_at", "-email", "thread_id"],
                name="email_keyword_newest",
            )
        ]


class SearchEntry(models.Model):
    """A message in the index of words. Keys sort by the time of receipt."""

    key = models.BigIntegerField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    email = models.OneToOneField(Email, on_delete=models.CASCADE, related_name="search_entry")
    email_id: str
    thread_id = IdField()
    tokens = models.BinaryField(default=b"")
    """What FTS5 was given, compressed: it has to be told again to forget it."""

    class Meta:
        indexes = [models.Index(fields=["account", "-key"], name="search_entry_newest")]


class SearchWord(models.Model):
    """A word that some message has; a beginning of a word is looked up here."""

    word = models.CharField(primary_key=True, max_length=64)


class SearchTodo(models.Model):
    """A message that is not or not wholly indexed yet."""

    email = models.OneToOneField(
        Email, primary_key=True, on_delete=models.CASCADE, related_name="search_todo"
    )
    email_id: str
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str


class FileText(models.Model):
    """The words inside of a message's attachments."""

    email = models.OneToOneField(
        Email, primary_key=True, on_delete=models.CASCADE, related_name="file_text"
    )
    text = models.TextField()


class SavedSearch(models.Model):
    """A search that somebody keeps."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="saved_search_name")
        ]


class BulkAction(models.Model):
    """One change to everything that a filter finds, done by a job, undoable for a day."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"
        FAILED = "failed"

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    person_id = IdField()
    """Who started it."""
    update = models.JSONField()
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="bulk_age")]


class BulkStep(models.Model):
    """Some messages of a bulk action, and what they were like before."""

    id = primary_key()
    bulk = models.ForeignKey(BulkAction, on_delete=models.CASCADE, related_name="steps")
    bulk_id: str
    number = models.PositiveIntegerField()
    email_ids = models.JSONField()
    before = models.JSONField(null=True)
    """[email id, keywords, mailboxes] of each, once it was changed."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulk", "number"], name="bulk_step_once")]


class PushSubscription(models.Model):
    """Where a client of a person wants to be told of changes (RFC 8620 section 7.2)."""

    id = primary_key()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: str
    device_client_id = models.CharField(max_length=255)
    url = models.CharField(max_length=2000)
    keys = models.JSONField(null=True)
    code = models.CharField(max_length=64)
    is_verified = models.BooleanField(default=False)
    types = models.JSONField(null=True)
    told = models.JSONField(default=dict)
    """The state of each account that it was last told of."""
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="push_expiry"),
            models.Index(fields=["person", "is_verified"], name="push_of_person"),
        ]
