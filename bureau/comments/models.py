"""Tables of comments: threads and what was said in them.

Always true: a thread has at least one comment that is not deleted; the first comment opens it. A
comment has either an author with an account or the name of a guest.
"""

from django.db import models
from django.utils import timezone

from bureau.platform.ids import IdField, primary_key


class Thread(models.Model):
    """A conversation about one place of an item."""

    id = primary_key()
    kind = models.CharField(max_length=40)
    """The kind of item that a product registered."""
    item_id = IdField()
    anchor_text = models.TextField(blank=True, default="")
    """The words it is about, as they were when it was opened."""
    suggestion_id = models.CharField(max_length=64, blank=True, default="")
    """The suggested change that it discusses."""
    assignee = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    assignee_id: str | None
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    resolved_by_id: str | None
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "item_id", "id"], name="thread_of_item"),
            models.Index(
                fields=["assignee", "id"],
                condition=models.Q(assignee__isnull=False, resolved_at__isnull=True),
                name="thread_assigned",
            ),
        ]


class Comment(models.Model):
    """One remark."""

    id = primary_key()
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    thread_id: str
    author = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    author_id: str | None
    author_name = models.CharField(max_length=200)
    """As the author was called when writing: guests have no other name."""
    text = models.TextField()
    mentions = models.JSONField(default=list)
    """Ids of the persons who are named in it."""
    source = models.CharField(max_length=250, null=True, unique=True)
    """The Message-ID of the mail it came by; a mail that is delivered twice is one comment."""
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["thread", "id"], name="comment_of_thread")]


class Reaction(models.Model):
    """A sign that a person set under a comment."""

    id = primary_key()
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions")
    comment_id: str
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person_id: str
    emoji = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "person", "emoji"], name="reaction_once")
        ]


class ReplyToken(models.Model):
    """What a mail about a thread carries, so that an answer to it is the person's comment."""

    token = models.CharField(max_length=20, primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    thread_id: str
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person_id: str

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="reply_token")]
