"""What a team keeps beside the conversations of an account that several people read."""

from django.db import models

from bureau.platform.ids import IdField, primary_key

from .accounts import Account
from .emails import Thread


class ThreadCare(models.Model):
    """Who takes care of a conversation and whether it is done. No row: open, nobody's."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"

    thread = models.OneToOneField(
        Thread, primary_key=True, on_delete=models.CASCADE, related_name="care"
    )
    thread_id: str
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    assignee_id = IdField(blank=True, default="")
    state = models.CharField(max_length=4, choices=State, default=State.OPEN)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["account", "state", "assignee_id", "-changed_at"], name="thread_care"
            ),
            models.Index(fields=["account", "-changed_at", "thread"], name="thread_care_newest"),
        ]


class ThreadNote(models.Model):
    """A comment on a conversation that only the readers of the account see."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="notes")
    thread_id: str
    author_id = IdField()
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["thread", "created_at"], name="thread_note")]


class ThreadPresence(models.Model):
    """That somebody has a conversation open just now; it counts for half a minute."""

    class Doing(models.TextChoices):
        VIEWING = "viewing"
        ANSWERING = "answering"

    id = primary_key()
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    thread_id: str
    person_id = IdField()
    doing = models.CharField(max_length=9, choices=Doing)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "person_id"], name="thread_presence_once")
        ]
        indexes = [models.Index(fields=["seen_at"], name="thread_presence_age")]
