"""Routes of the signed-in person: profile, preferences, tokens, app passwords."""

from django.http import HttpRequest
from ninja import Router, Status

from bureau.people.actions.app_passwords import create_app_password, revoke_app_password
from bureau.people.actions.preferences import set_preferences
from bureau.people.actions.tokens import create_token, revoke_token
from bureau.people.actions.update_person import update_person
from bureau.people.actor import Actor
from bureau.people.models import AccessToken, AppPassword, Person

from .auth import signed_in
from .presenters import Row, present_me
from .schemas import MeOut, MePatch
from .secret_schemas import (
    AppPasswordIn,
    AppPasswordList,
    AppPasswordMade,
    TokenIn,
    TokenList,
    TokenMade,
)

router = Router()


class SignedIn(HttpRequest):
    """A request that authentication has let through."""

    auth: Actor


def myself(request: SignedIn) -> Person:
    """Return the row of who asks. One query."""
    return Person.objects.select_related("unit").get(id=request.auth.person_id)


@router.get("/me", response=MeOut, auth=signed_in)
def get_me(request: SignedIn) -> Row:
    """Who is signed in, with abilities, groups, preferences and what to be reminded of."""
    return present_me(request.auth, myself(request))


@router.patch("/me", response=MeOut, auth=signed_in)
def patch_me(request: SignedIn, body: MePatch) -> Row:
    """Change language, time zone, phone, working hours, or choices for the screens."""
    if changes := body.changes():
        update_person(request.auth, request.auth.person_id, changes)
    if body.preferences:
        set_preferences(request.auth, body.preferences.model_dump(exclude_none=True))
    return present_me(request.auth, myself(request))


@router.get("/me/tokens", response=TokenList, auth=signed_in)
def get_tokens(request: SignedIn) -> Row:
    """The access tokens of the signed-in person, newest first. One query."""
    rows = AccessToken.objects.filter(person_id=request.auth.person_id)
    return {"items": list(rows.order_by("-id"))}


@router.post("/me/tokens", response={201: TokenMade}, auth=signed_in)
def post_token(request: SignedIn, body: TokenIn) -> Status[Row]:
    """Make an access token; its secret is in this answer and never again."""
    person = myself(request)
    token, secret = create_token(request.auth, person, body.name, body.scopes, body.expires_at)
    return Status(201, with_secret(token, secret))


@router.delete("/me/tokens/{token_id}", response={204: None}, auth=signed_in)
def delete_token(request: SignedIn, token_id: str) -> Status[None]:
    """Revoke an access token."""
    revoke_token(request.auth, token_id)
    return Status(204, None)


@router.get("/me/app-passwords", response=AppPasswordList, auth=signed_in)
def get_app_passwords(request: SignedIn) -> Row:
    """The app passwords of the signed-in person, newest first. One query."""
    rows = AppPassword.objects.filter(person_id=request.auth.person_id)
    return {"items": list(rows.order_by("-id"))}


@router.post("/me/app-passwords", response={201: AppPasswordMade}, auth=signed_in)
def post_app_password(request: SignedIn, body: AppPasswordIn) -> Status[Row]:
    """Make an app password for a mail or DAV client; shown this once."""
    row, secret = create_app_password(request.auth, myself(request), body.name, body.scopes)
    return Status(201, with_secret(row, secret))


@router.delete("/me/app-passwords/{app_password_id}", response={204: None}, auth=signed_in)
def delete_app_password(request: SignedIn, app_password_id: str) -> Status[None]:
    """Revoke an app password."""
    revoke_app_password(request.auth, app_password_id)
    return Status(204, None)


def with_secret(row: AccessToken | AppPassword, secret: str) -> Row:
    """Return the row together with its secret."""
    fields = ("id", "name", "scopes", "created_at", "last_used_at")
    shown: Row = {field: getattr(row, field) for field in fields}
    if isinstance(row, AccessToken):
        shown["expires_at"] = row.expires_at
    return {**shown, "secret": secret}
