"""Tables of the desk: queues, tickets and what was said on them."""

from django.db import models

from bureau.platform.ids import IdField, primary_key


class Queue(models.Model):
    """A team's desk: an address, and the tickets that came to it."""

    id = primary_key()
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=8, unique=True)
    """Short capital letters in front of ticket numbers: SC in SC-1042."""
    account = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, related_name="desk_queue"
    )
    """The shared mailbox whose mail becomes tickets."""
    account_id: str
    scope_id = IdField(unique=True)
    """Who may do what: a scope of `bureau.access`."""
    acknowledges = models.BooleanField(default=True)
    acknowledgement = models.TextField(blank=True, default="")
    """Own words of the automatic answer; empty for the standard text."""
    reopen_days = models.PositiveSmallIntegerField(default=14)
    """A reply to a solved ticket reopens it for so long; later it opens a linked one."""
    next_number = models.PositiveIntegerField(default=1001)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key


class Ticket(models.Model):
    """One request of one requester."""

    class Status(models.TextChoices):
        NEW = "new"
        OPEN = "open"
        PENDING = "pending"
        SOLVED = "solved"
        CLOSED = "closed"

    class Priority(models.TextChoices):
        LOW = "low"
        NORMAL = "normal"
        HIGH = "high"
        URGENT = "urgent"

    id = primary_key()
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="tickets")
    queue_id: str
    reference = models.CharField(max_length=20, unique=True)
    subject = models.CharField(max_length=250)
    status = models.CharField(max_length=8, choices=Status, default=Status.NEW)
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.NORMAL)
    assignee = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="assigned_tickets"
    )
    assignee_id: str | None
    requester_email = models.EmailField(max_length=254)
    requester_name = models.CharField(max_length=200, blank=True, default="")
    linked = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    """The older ticket that this one continues, or the one it was merged into."""
    linked_id: str | None
    version = models.PositiveIntegerField(default=1)
    """Counts changes of the ticket's own fields; updates must name the version they saw."""
    created_at = models.DateTimeField()
    active_at = models.DateTimeField()
    """When something was last said or changed."""
    answered_at = models.DateTimeField(null=True)
    """When the first reply left."""
    solved_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["queue", "status", "-active_at", "-id"], name="ticket_status"),
            models.Index(fields=["queue", "-active_at", "-id"], name="ticket_queue"),
            models.Index(
                fields=["assignee", "status", "-active_at", "-id"], name="ticket_assignee"
            ),
            models.Index(fields=["requester_email", "-active_at"], name="ticket_requester"),
        ]

    def __str__(self) -> str:
        return self.reference


class TicketMessage(models.Model):
    """Something said on a ticket: mail in, reply out, automatic answer, or internal note."""

    class Kind(models.TextChoices):
        INCOMING = "incoming"
        REPLY = "reply"
        NOTE = "note"
        AUTOMATIC = "automatic"

    id = primary_key()
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    ticket_id: str
    kind = models.CharField(max_length=9, choices=Kind)
    author = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_id: str | None
    author_name = models.CharField(max_length=200, blank=True, default="")
    author_email = models.CharField(max_length=254, blank=True, default="")
    text = models.TextField()
    channel = models.CharField(max_length=40)
    """Where the Message-ID is unique: the mailbox it came to, or the ticket itself for notes."""
    message_id = models.CharField(max_length=250)
    blob = models.CharField(max_length=64, blank=True, default="")
    """The raw mail, where it came as mail."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "message_id"], name="message_taken_in_once")
        ]
        indexes = [
            models.Index(fields=["ticket", "id"], name="ticket_message_order"),
            models.Index(fields=["message_id"], name="ticket_message_id"),
        ]


class Attachment(models.Model):
    """A file that came or went with a message."""

    id = primary_key()
    message = models.ForeignKey(TicketMessage, on_delete=models.CASCADE, related_name="attachments")
    message_id: str
    blob = models.CharField(max_length=64)
    name = models.CharField(max_length=250)
    media_type = models.CharField(max_length=120)
    size_bytes = models.BigIntegerField()


class AutomaticAnswer(models.Model):
    """One answer that no human wrote; counted by the loop guards."""

    id = primary_key()
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["email", "sent_at"], name="automatic_by_email"),
            models.Index(fields=["ticket", "sent_at"], name="automatic_by_ticket"),
        ]
