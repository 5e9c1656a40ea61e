"""The extension property `confidential` of EmailSubmission: `{"expiresAt": UTCDate, "passcode":
Boolean}` or null. Set on creation; changed under /api/v1/mail/confidential.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ...actions.confide import Terms
from ...models import ConfidentialMail, Submission
from .objects import utc_text
from .protocol import Arguments, SetError


def terms_in(document: Arguments) -> Terms | None:
    """Read the property of a new submission; None where it is an ordinary one."""
    value = document.get("confidential")
    if value is None:
        return None
    if not isinstance(value, dict) or not value.keys() <= {"expiresAt", "passcode"}:
        raise _wrong()
    passcode = value.get("passcode", False)
    if not isinstance(passcode, bool):
        raise _wrong()
    return Terms(_moment(value.get("expiresAt")), passcode)


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise _wrong() from None
    if moment.tzinfo is None:
        raise _wrong()
    return moment


def _wrong() -> SetError:
    return SetError("invalidProperties", properties=["confidential"])


def terms_of(rows: Sequence[Submission]) -> dict[str, Arguments]:
    """Return the property of those that have one. One query."""
    found = ConfidentialMail.objects.filter(submission_id__in=[row.id for row in rows])
    return {
        one.submission_id: {
            "expiresAt": utc_text(one.expires_at),
            "passcode": one.needs_passcode,
            "revokedAt": utc_text(one.revoked_at),
        }
        for one in found
    }
