"""Routes with which the author of a confidential message changes or ends access to it."""

from datetime import datetime

from ninja import Router, Schema, Status
from pydantic import AwareDatetime

from bureau.people.http.auth import signed_in

from ..actions.confide import change_terms, revoke
from .requests import SignedRequest

router = Router()


class ConfidentialPatch(Schema):
    """What is to be different; `revoked: false` gives access back."""

    expires_at: AwareDatetime | None = None
    passcode: bool | None = None
    revoked: bool | None = None


class ConfidentialOut(Schema):
    """Until when recipients read a message, and how."""

    id: str
    expires_at: datetime
    passcode: bool
    revoked_at: datetime | None


@router.patch("/mail/confidential/{confidential_id}", response=ConfidentialOut, auth=signed_in)
def patch_confidential(
    request: SignedRequest, confidential_id: str, body: ConfidentialPatch
) -> dict[str, object]:
    """Change until when recipients read a message, whether those outside need a code, and whether
    access was removed.
    """
    row = change_terms(
        request.auth,
        confidential_id,
        expires_at=body.expires_at,
        needs_passcode=body.passcode,
        is_revoked=body.revoked,
    )
    return {
        "id": row.id,
        "expires_at": row.expires_at,
        "passcode": row.needs_passcode,
        "revoked_at": row.revoked_at,
    }


@router.delete("/mail/confidential/{confidential_id}", response={204: None}, auth=signed_in)
def delete_access(request: SignedRequest, confidential_id: str) -> Status[None]:
    """Remove access: nobody but the author reads it any more."""
    revoke(request.auth, confidential_id)
    return Status(204, None)
