"""Refusals of access."""

from bureau.platform.errors import Forbidden, NotFound, Refusal


class AccessRefusal(Refusal):
    """Base of what access refuses."""


class LinkGone(AccessRefusal, NotFound):
    """The link does not exist, was removed or has expired."""

    code = "link_gone"
    title = "This link does not work any more. Ask whoever sent it for a new one."


class LinkPasswordRequired(AccessRefusal, Forbidden):
    """The link asks for a password, and none or a wrong one was given."""

    code = "link_password_required"
    title = "This link asks for a password."


class ScopeCycle(AccessRefusal):
    """A scope cannot be moved below itself."""

    status = 409
    code = "scope_cycle"
    title = "A folder cannot be moved into itself."
