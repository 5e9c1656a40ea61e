"""What a client is told that asked for what cannot be: a status, and the element of the
precondition that failed (RFC 4918 §16).
"""

from bureau.platform.errors import Refusal

from .names import dav


class DavError(Exception):
    """Ends a request with a status and, where there is one, a precondition in Clark notation."""

    def __init__(self, status: int, precondition: str = "", inner: str = "") -> None:
        super().__init__(f"{status} {precondition}")
        self.status = status
        self.precondition = precondition
        self.inner = inner
        """XML inside of the precondition's element."""


class BadXml(DavError):
    """The body is not well-formed, or not what the method takes."""

    def __init__(self) -> None:
        super().__init__(400)


class BadSyncToken(DavError):
    """The token is none of ours (RFC 6578 §3.2)."""

    def __init__(self) -> None:
        super().__init__(403, dav("valid-sync-token"))


class NotHere(DavError):
    """There is nothing at this address."""

    def __init__(self) -> None:
        super().__init__(404)


class NotAllowed(DavError):
    """The method is not for this resource."""

    def __init__(self) -> None:
        super().__init__(405)


def error_of(refusal: Refusal) -> DavError:
    """Return a refusal of an action as a DAV client is told of it. Actions name the precondition in
    an attribute, in Clark notation.
    """
    status = 400 if refusal.status == 422 else refusal.status
    return DavError(status, getattr(refusal, "precondition", ""))
