"""What the desk's routes take and give."""

from datetime import datetime
from typing import Literal

from ninja import Field, Schema

Status = Literal["new", "open", "pending", "solved", "closed"]
Priority = Literal["low", "normal", "high", "urgent"]


class QueueAbilities(Schema):
    """What the caller may do with a queue or its tickets."""

    read: bool
    work: bool
    manage: bool


class AgentOut(Schema):
    """A person as others refer to them."""

    id: str
    name: str


class QueueOut(Schema):
    """A queue with its counts."""

    id: str
    name: str
    key: str
    email: str
    acknowledges: bool
    acknowledgement: str
    reopen_days: int
    unsolved: int
    unassigned: int
    mine: int
    new: int
    abilities: QueueAbilities


class QueueIn(Schema):
    """A new queue."""

    name: str = Field(max_length=120)
    key: str
    account_id: str


class QueuePatch(Schema):
    """Changes of a queue."""

    name: str | None = Field(None, min_length=1, max_length=120)
    acknowledges: bool | None = None
    acknowledgement: str | None = Field(None, max_length=5000)
    reopen_days: int | None = Field(None, ge=0, le=365)


class QueueRoleIn(Schema):
    """Who gets which role on a queue; none takes it away."""

    principal_id: str
    role: Literal["none", "viewer", "agent", "manager"]


class QueueRoleOut(Schema):
    """Who has which role on a queue."""

    principal_id: str
    name: str
    role: Literal["viewer", "agent", "manager"]


class TicketRow(Schema):
    """A ticket in a list."""

    id: str
    reference: str
    subject: str
    status: Status
    priority: Priority
    requester_email: str
    requester_name: str
    assignee: AgentOut | None
    queue_id: str
    queue_key: str
    created_at: datetime
    active_at: datetime


class TicketQuery(Schema):
    """How a list of tickets is narrowed."""

    queue: str = ""
    status: Literal["", "unsolved", "new", "open", "pending", "solved", "closed"] = ""
    assignee: str = ""
    priority: Literal["", "low", "normal", "high", "urgent"] = ""
    requester: str = ""
    q: str = Field("", max_length=200)
    cursor: str | None = None
    limit: int = Field(50, ge=1, le=200)


class TicketPage(Schema):
    """A page of tickets."""

    items: list[TicketRow]
    next: str | None


class TicketAttachmentOut(Schema):
    """A file of a message."""

    id: str
    name: str
    media_type: str
    size_bytes: int
    url: str


class TicketMessageOut(Schema):
    """Something said on a ticket."""

    id: str
    kind: Literal["incoming", "reply", "note", "automatic"]
    author_name: str
    author_email: str
    author_id: str | None
    text: str
    created_at: datetime
    attachments: list[TicketAttachmentOut]


class TicketChangeOut(Schema):
    """A change of a ticket's fields."""

    id: str
    at: datetime
    actor: str
    changes: dict[str, list[str | int | None]]


class OtherTicket(Schema):
    """Another ticket of the same requester."""

    id: str
    reference: str
    subject: str
    status: Status
    active_at: datetime


class TicketOut(TicketRow):
    """A ticket with all that belongs to it."""

    version: int
    linked_id: str | None
    messages: list[TicketMessageOut]
    history: list[TicketChangeOut]
    others: list[OtherTicket]
    abilities: QueueAbilities


class TicketIn(Schema):
    """A ticket that an agent opens for somebody."""

    queue_id: str
    requester_email: str = Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    requester_name: str = Field("", max_length=200)
    subject: str = Field(max_length=250)
    text: str = Field(max_length=100_000)
    uploads: list[str] = Field(default_factory=list, max_length=20)


class TicketPatch(Schema):
    """Changes of a ticket; an empty assignee takes it from everybody."""

    status: Status | None = None
    priority: Priority | None = None
    assignee_id: str | None = None
    queue_id: str | None = None
    subject: str | None = Field(None, max_length=250)
    version: int | None = None


class TicketAnswerIn(Schema):
    """An answer or a note."""

    text: str = Field(max_length=100_000)
    status: Status | None = None
    uploads: list[str] = Field(default_factory=list, max_length=20)


class TicketUploadOut(Schema):
    """A stored file, to be named by its ticket in an answer."""

    upload: str
    name: str
    media_type: str
    size_bytes: int
