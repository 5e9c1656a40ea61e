"""Public routes of invitations: the token in the address is the proof. Accepting signs in."""

from django.http import HttpRequest
from ninja import Router

from bureau.people.actions.accept_invitation import (
    accept_with_passkey,
    accept_with_password,
    begin_passkey,
    open_invitation,
)
from bureau.people.sign_in.enter import enter_with_passkey, enter_with_password
from bureau.platform.config import config

from .presenters import Row
from .schemas import PersonRef
from .secret_schemas import InvitationOut, PasskeyIn, PasskeyOptions, PasswordIn

router = Router()


@router.get("/invitations/{token}", response=InvitationOut, auth=None)
def get_invitation(request: HttpRequest, token: str) -> Row:
    """What the invited person sees before choosing how to sign in."""
    invitation = open_invitation(token)
    person = invitation.person
    return {
        "name": person.name,
        "email": person.email,
        "organisation": config().domain,
        "language": person.language,
        "expires_at": invitation.expires_at,
    }


@router.post("/invitations/{token}/password", response=PersonRef, auth=None)
def post_password(request: HttpRequest, token: str, body: PasswordIn) -> Row:
    """Join with a password, and be signed in."""
    person = accept_with_password(token, body.password)
    enter_with_password(request, person)
    return {"id": person.id, "name": person.name, "email": person.email}


@router.post("/invitations/{token}/passkey/options", response=PasskeyOptions, auth=None)
def post_passkey_options(request: HttpRequest, token: str) -> Row:
    """Options for making the passkey, with a challenge of this browser's session."""
    return {"creation_options": begin_passkey(token)}


@router.post("/invitations/{token}/passkey", response=PersonRef, auth=None)
def post_passkey(request: HttpRequest, token: str, body: PasskeyIn) -> Row:
    """Join with the passkey that the browser made, and be signed in."""
    person, passkey = accept_with_passkey(token, body.name, body.credential)
    enter_with_passkey(request, person, passkey)
    return {"id": person.id, "name": person.name, "email": person.email}
