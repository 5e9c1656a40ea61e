"""Refusals of comments."""

from bureau.platform.errors import BadInput, Forbidden, NotFound, Refusal


class CommentsRefusal(Refusal):
    """Base of all refusals of comments."""


class ThreadNotFound(CommentsRefusal, NotFound):
    """No such thread, or none the caller may know of."""

    code = "thread_not_found"
    title = "This comment does not exist any more, or it was not shared with you."


class CommentingForbidden(CommentsRefusal, Forbidden):
    """The caller may read, but not do this."""

    code = "commenting_forbidden"
    title = "Your role here does not allow this. Ask the owner for the role of a commenter."


class NotYourComment(CommentsRefusal, Forbidden):
    """Comments of others can neither be changed nor, below the role of a manager, deleted."""

    code = "not_your_comment"
    title = "Only the author of a comment can change it."


class BadComment(CommentsRefusal, BadInput):
    """A comment without text, or one that names somebody who cannot read it."""

    code = "bad_comment"
    title = "This comment cannot be kept as it is."
