"""Routes of shared mailboxes: conversations assigned to people, comments, who is there now."""

from ninja import Query, Router, Status

from bureau.people.http.auth import signed_in

from .. import teamwork
from ..actions.take_care import (
    assign,
    attend,
    change_note,
    remove_note,
    set_state,
    write_note,
)
from ..models import ThreadCare, ThreadPresence
from ..policies import check_reads
from .requests import SignedRequest
from .teamwork_schemas import (
    CareIn,
    CareOut,
    CareQuery,
    CaresOut,
    NoteIn,
    NoteOut,
    NotesOut,
    PeopleOut,
    PresenceIn,
    PresenceOut,
    SharedAccountsOut,
)

router = Router()
THREAD = "/mail/shared/{account_id}/threads/{thread_id}"
NOTE = "/mail/shared/{account_id}/notes/{note_id}"


@router.get("/mail/shared", response=SharedAccountsOut, auth=signed_in)
def list_shared(request: SignedRequest) -> dict[str, object]:
    """The accounts of others that the caller reads. Seven queries."""
    return {"items": teamwork.shared_accounts(request.auth)}


@router.get("/mail/shared/{account_id}/people", response=PeopleOut, auth=signed_in)
def list_people(request: SignedRequest, account_id: str) -> dict[str, object]:
    """Who reads the account, to assign conversations to."""
    check_reads(request.auth, account_id)
    return {"items": teamwork.people_of(account_id)}


@router.get("/mail/shared/{account_id}/threads", response=CaresOut, auth=signed_in)
def list_cares(
    request: SignedRequest, account_id: str, wanted: Query[CareQuery]
) -> dict[str, object]:
    """Conversations that somebody took care of; changed last first. Six queries."""
    check_reads(request.auth, account_id)
    page = teamwork.cares(account_id, wanted.state, wanted.assignee_id, wanted.cursor, wanted.limit)
    return {"items": teamwork.described_cares(page.items), "next": page.next}


@router.get(THREAD, response=CareOut, auth=signed_in)
def get_care(request: SignedRequest, account_id: str, thread_id: str) -> dict[str, object]:
    """Who takes care of a conversation, and whether it is done."""
    check_reads(request.auth, account_id)
    return teamwork.care_of(account_id, thread_id)


@router.patch(THREAD, response=CareOut, auth=signed_in)
def patch_care(
    request: SignedRequest, account_id: str, thread_id: str, body: CareIn
) -> dict[str, object]:
    """Assign a conversation, or say that it is done."""
    given = body.model_fields_set
    if "assignee_id" in given:
        assign(request.auth, account_id, thread_id, body.assignee_id or "")
    if "state" in given and body.state:
        set_state(request.auth, account_id, thread_id, ThreadCare.State(body.state))
    return teamwork.care_of(account_id, thread_id)


@router.get(THREAD + "/notes", response=NotesOut, auth=signed_in)
def list_notes(request: SignedRequest, account_id: str, thread_id: str) -> dict[str, object]:
    """The comments on a conversation, oldest first. Six queries."""
    check_reads(request.auth, account_id)
    rows = teamwork.notes_of(account_id, thread_id)[:500]
    return {"items": teamwork.described_notes(list(rows), request.auth)}


@router.post(THREAD + "/notes", response={201: NoteOut}, auth=signed_in)
def add_note(
    request: SignedRequest, account_id: str, thread_id: str, body: NoteIn
) -> Status[dict[str, object]]:
    """Comment on a conversation; recipients of its mail never see it."""
    note = write_note(request.auth, account_id, thread_id, body.text)
    return Status(201, teamwork.described_notes([note], request.auth)[0])


@router.patch(NOTE, response=NoteOut, auth=signed_in)
def patch_note(
    request: SignedRequest, account_id: str, note_id: str, body: NoteIn
) -> dict[str, object]:
    """Change one's own comment."""
    note = change_note(request.auth, account_id, note_id, body.text)
    return teamwork.described_notes([note], request.auth)[0]


@router.delete(NOTE, response={204: None}, auth=signed_in)
def delete_note(request: SignedRequest, account_id: str, note_id: str) -> Status[None]:
    """Remove one's own comment."""
    remove_note(request.auth, account_id, note_id)
    return Status(204, None)


@router.post(THREAD + "/presence", response=PresenceOut, auth=signed_in)
def post_presence(
    request: SignedRequest, account_id: str, thread_id: str, body: PresenceIn
) -> dict[str, object]:
    """Say every ten seconds what one does with a conversation; hear who else is there."""
    doing = None if body.doing == "gone" else ThreadPresence.Doing(body.doing)
    others = attend(request.auth, account_id, thread_id, doing)
    return {"others": teamwork.described_presence(others)}
