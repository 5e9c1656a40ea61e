"""Refusals: what a caller is told when an action does not happen (RFC 9457 problem details).

Every app has one base class below `Refusal` and a named subclass per reason, with the HTTP status
and a
sentence that tells the person what to do. A refused action has changed nothing.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """Base of all refusals; `detail` is shown to the person as it is."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"
    title: ClassVar[str] = "This cannot be done."

    def __init__(self, detail: str = "", **members: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.members = members
        """Extension members of the problem document, such as `errors` per field."""

    def problem(self) -> dict[str, Any]:
        """Return the RFC 9457 document."""
        return {
            "type": f"/docs/problems#{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            **self.members,
        }


class BadInput(Refusal):
    """The input is wrong; `errors` lists {field, message}."""

    status = 422
    code = "bad_input"
    title = "Some values are not right. Correct them and try again."


class SignInRequired(Refusal):
    """Nobody is signed in, or the token is not valid any more."""

    status = 401
    code = "sign_in_required"
    title = "Sign in to continue."


class Forbidden(Refusal):
    """The caller sees the thing but may not do this with it."""

    status = 403
    code = "forbidden"
    title = "You may not do this. Ask the owner or an administrator."


class NotFound(Refusal):
    """The thing does not exist, or the caller may not know that it does."""

    status = 404
    code = "not_found"
    title = "This does not exist, or it was not shared with you."


class Conflict(Refusal):
    """Somebody else changed the thing in between."""

    status = 409
    code = "conflict"
    title = "This was changed in the meantime. Reload and try again."


class TooManyRequests(Refusal):
    """A limit was reached; `retry_after_s` says how long to wait."""

    status = 429
    code = "too_many_requests"
    title = "Too many requests. Wait a moment and try again."

    def __init__(self, detail: str = "", retry_after_s: int = 60) -> None:
        super().__init__(detail, retry_after_s=retry_after_s)
        self.retry_after_s = retry_after_s
