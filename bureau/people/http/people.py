"""Routes of the directory and its administration."""

from django.db import transaction
from django.http import HttpResponse
from ninja import Query, Router, Status

from bureau.people import directory
from bureau.people.actions.create_person import create_person
from bureau.people.actions.invite import invite
from bureau.people.actions.set_role import set_role
from bureau.people.actions.sign_in_help import remove_factors, sign_out_everywhere
from bureau.people.actions.suspend import restore, suspend
from bureau.people.actions.tokens import create_token, revoke_token
from bureau.people.actions.update_person import update_person
from bureau.people.directory import DirectoryFilter
from bureau.people.invitation_mail import invitation_mail, send_invitation
from bureau.people.models import AccessToken, Person
from bureau.people.person_fields import NewPerson, State
from bureau.platform.db import Page
from bureau.platform.errors import NotFound
from bureau.platform.http.answers import page_answer

from .auth import admin_only, helpdesk_only, signed_in
from .group_schemas import PrincipalList
from .me import SignedIn, with_secret
from .presenters import Row, card, present_person
from .schemas import (
    DirectoryQuery,
    InvitationMade,
    Limit,
    PeoplePage,
    PersonIn,
    PersonOut,
    PersonPatch,
    RoleIn,
    ServiceAccountIn,
)
from .secret_schemas import TokenIn, TokenList, TokenMade

router = Router()


@router.get("/people", response=PeoplePage, auth=signed_in)
def get_people(request: SignedIn, asked: Query[DirectoryQuery]) -> HttpResponse:
    """The directory by name: `q` completes names and addresses. Two queries with the session's."""
    wanted = DirectoryFilter(**asked.model_dump(exclude={"cursor", "limit"}))
    page = directory.list_people(request.auth, wanted, asked.cursor, asked.limit)
    return page_answer(Page([card(row) for row in page.items], page.next))


@router.get("/principals", response=PrincipalList, auth=signed_in)
def get_principals(request: SignedIn, q: str, limit: Limit = 10) -> Row:
    """Persons and groups to share with or write to, as one types. Two queries and the session's."""
    return {"items": directory.search_principals(request.auth, q, limit)}


@router.post("/people", response={201: PersonOut}, auth=admin_only)
def post_person(request: SignedIn, body: PersonIn) -> Status[Row]:
    """Create a person, and with `invite` send the invitation."""
    given = body.model_dump(exclude={"invite", "aliases"})
    state: State = "invited" if body.kind == "person" else "active"
    with transaction.atomic():
        new = NewPerson(**given, state=state, aliases=tuple(body.aliases))
        person = create_person(request.auth, new)
        if body.invite:
            send_invitation(invite(request.auth, person))
    return Status(201, _shown(request, person.id))


@router.get("/people/{person_id}", response=PersonOut, auth=signed_in)
def get_person(request: SignedIn, person_id: str) -> Row:
    """One person. Four queries, six for the help desk, with the session's."""
    return _shown(request, person_id)


@router.patch("/people/{person_id}", response=PersonOut, auth=signed_in)
def patch_person(request: SignedIn, person_id: str, body: PersonPatch) -> Row:
    """Change a person."""
    directory.find_person(request.auth, person_id)
    update_person(request.auth, person_id, body.changes())
    return _shown(request, person_id)


@router.post("/people/{person_id}/suspend", response=PersonOut, auth=helpdesk_only)
def post_suspend(request: SignedIn, person_id: str) -> Row:
    """Suspend a person: sessions end, tokens and app passwords stop working at once."""
    suspend(request.auth, directory.find_person(request.auth, person_id))
    return _shown(request, person_id)


@router.post("/people/{person_id}/restore", response=PersonOut, auth=helpdesk_only)
def post_restore(request: SignedIn, person_id: str) -> Row:
    """Let a suspended person in again."""
    restore(request.auth, directory.find_person(request.auth, person_id))
    return _shown(request, person_id)


@router.post("/people/{person_id}/invite", response=InvitationMade, auth=helpdesk_only)
def post_invite(request: SignedIn, person_id: str) -> Row:
    """Send a fresh invitation; a former one stops working."""
    person = directory.find_person(request.auth, person_id)
    with transaction.atomic():
        invitation = invite(request.auth, person)
        send_invitation(invitation)
    sent_to = invitation_mail(invitation).to
    return {"link": invitation.link, "sent_to": sent_to, "expires_at": invitation.expires_at}


@router.post("/people/{person_id}/role", response=PersonOut, auth=admin_only)
def post_role(request: SignedIn, person_id: str, body: RoleIn) -> Row:
    """Make somebody administrator, help desk or member."""
    set_role(request.auth, directory.find_person(request.auth, person_id), body.role)
    return _shown(request, person_id)


@router.post("/people/{person_id}/sign-out", response={204: None}, auth=helpdesk_only)
def post_sign_out(request: SignedIn, person_id: str) -> Status[None]:
    """End all sessions of a person."""
    sign_out_everywhere(request.auth, directory.find_person(request.auth, person_id))
    return Status(204, None)


@router.post("/people/{person_id}/remove-factors", response={204: None}, auth=helpdesk_only)
def post_remove_factors(request: SignedIn, person_id: str) -> Status[None]:
    """Remove the passkeys, TOTP and recovery codes of somebody who lost them."""
    remove_factors(request.auth, directory.find_person(request.auth, person_id))
    return Status(204, None)


@router.post("/service-accounts", response={201: PersonOut}, auth=admin_only)
def post_service_account(request: SignedIn, body: ServiceAccountIn) -> Status[Row]:
    """Create a service account; it acts by its tokens alone. They are listed by
    `/people?kind=service`.
    """
    new = NewPerson(**body.model_dump(), kind="service", state="active")
    return Status(201, _shown(request, create_person(request.auth, new).id))


@router.get("/service-accounts/{person_id}/tokens", response=TokenList, auth=admin_only)
def get_service_tokens(request: SignedIn, person_id: str) -> Row:
    """The tokens of a service account, newest first."""
    rows = AccessToken.objects.filter(person=_service_account(person_id))
    return {"items": list(rows.order_by("-id"))}


@router.post("/service-accounts/{person_id}/tokens", response={201: TokenMade}, auth=admin_only)
def post_service_token(request: SignedIn, person_id: str, body: TokenIn) -> Status[Row]:
    """Make a token for a service account; its secret is in this answer and never again."""
    person = _service_account(person_id)
    token, secret = create_token(request.auth, person, body.name, body.scopes, body.expires_at)
    return Status(201, with_secret(token, secret))


@router.delete(
    "/service-accounts/{person_id}/tokens/{token_id}", response={204: None}, auth=admin_only
)
def delete_service_token(request: SignedIn, person_id: str, token_id: str) -> Status[None]:
    """Revoke a token of a service account."""
    _service_account(person_id)
    revoke_token(request.auth, token_id)
    return Status(204, None)


def _service_account(person_id: str) -> Person:
    person = Person.objects.filter(id=person_id, kind=Person.Kind.SERVICE).first()
    if person is None:
        raise NotFound
    return person


def _shown(request: SignedIn, person_id: str) -> Row:
    return present_person(request.auth, directory.find_person(request.auth, person_id))
