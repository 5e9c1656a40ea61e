"""Refusals of the desk."""

from bureau.platform.errors import BadInput, Conflict, Forbidden, NotFound


class UnknownTicket(NotFound):
    """There is no such ticket, or the actor has no role on its queue."""

    code = "unknown_ticket"
    title = "This ticket does not exist, or its queue was not shared with you."


class UnknownQueue(NotFound):
    """There is no such queue, or the actor has no role on it."""

    code = "unknown_queue"
    title = "This queue does not exist, or it was not shared with you."


class NotAnAgent(Forbidden):
    """The actor reads the queue but does not work on it."""

    code = "not_an_agent"
    title = "You can read this queue but not work on it. Ask its manager to make you an agent."


class TicketChanged(Conflict):
    """Somebody changed the ticket since the caller saw it."""

    code = "ticket_changed"
    title = "Somebody changed this ticket in the meantime. It was reloaded; look again."


class BadQueue(BadInput):
    """The queue's settings are not right."""

    code = "bad_queue"


class EmptyMessage(BadInput):
    """There is nothing to send."""

    code = "empty_message"
    title = "Write something before you send it."


class UnknownUpload(BadInput):
    """An attachment was not uploaded by the actor, or too long ago."""

    code = "unknown_upload"
    title = "An attachment expired. Add it again."


class NotAssignable(BadInput):
    """The assignee cannot work on the queue."""

    code = "not_assignable"
    title = "This person does not work on the queue. Choose one of its agents."
