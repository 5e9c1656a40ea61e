"""Routes of forwarding addresses and blocked senders, and the page on which an address agrees."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from ninja import Router, Status

from bureau.people.http.auth import signed_in

from ..actions.block import block_sender, unblock_sender
from ..actions.forwarding import (
    add_forwarding,
    change_forwarding,
    confirm_forwarding,
    forwarding_of,
    remove_forwarding,
)
from ..errors import NoSuchRule
from ..models import BlockedSender, Forwarding
from ..organisation import organisation
from ..public_words import word
from .public import language_wanted, show
from .requests import SignedRequest
from .rules import account_of
from .rules_schemas import (
    BlockedIn,
    BlockedListOut,
    BlockedOut,
    ForwardingIn,
    ForwardingOut,
    ForwardingPatch,
    ForwardingsOut,
)

router = Router()
Json = dict[str, Any]


def _shown(row: Forwarding) -> Json:
    return {
        "id": row.id,
        "email": row.email,
        "confirmed": row.confirmed_at is not None,
        "enabled": row.is_on,
        "keep": row.keep,
    }


@router.get("/mail/forwarding", response=ForwardingsOut, auth=signed_in)
def list_forwardings(request: SignedRequest, account_id: str = "") -> Json:
    """The addresses that mail may be forwarded to. At most six queries."""
    rows = Forwarding.objects.filter(account_id=account_of(request.auth, account_id))
    items = [_shown(row) for row in rows.order_by("email")]
    return {"items": items, "outside_allowed": organisation().forwards_outside}


@router.post("/mail/forwarding", response={201: ForwardingOut}, auth=signed_in)
def create_forwarding(
    request: SignedRequest, body: ForwardingIn, account_id: str = ""
) -> Status[Json]:
    """Add an address; whoever reads it gets a mail with a link to agree."""
    return Status(201, _shown(add_forwarding(account_of(request.auth, account_id), body.email)))


@router.patch("/mail/forwarding/{forwarding_id}", response=ForwardingOut, auth=signed_in)
def patch_forwarding(
    request: SignedRequest, forwarding_id: str, body: ForwardingPatch, account_id: str = ""
) -> Json:
    """Forward all mail or stop doing so."""
    account, keep = account_of(request.auth, account_id), Forwarding.Keep(body.keep)
    return _shown(change_forwarding(account, forwarding_id, body.enabled, keep))


@router.delete("/mail/forwarding/{forwarding_id}", response={204: None}, auth=signed_in)
def delete_forwarding(
    request: SignedRequest, forwarding_id: str, account_id: str = ""
) -> Status[None]:
    """Forget an address; rules forward there no longer either."""
    remove_forwarding(account_of(request.auth, account_id), forwarding_id)
    return Status(204, None)


@router.get("/mail/blocked", response=BlockedListOut, auth=signed_in)
def list_blocked(request: SignedRequest, account_id: str = "") -> Json:
    """Whose mail goes to Junk. At most five queries."""
    rows = BlockedSender.objects.filter(account_id=account_of(request.auth, account_id))
    return {"items": [{"id": row.id, "email": row.email} for row in rows.order_by("-id")]}


@router.post("/mail/blocked", response={201: BlockedOut}, auth=signed_in)
def create_blocked(request: SignedRequest, body: BlockedIn, account_id: str = "") -> Status[Json]:
    """Block an address or a domain."""
    row = block_sender(account_of(request.auth, account_id), body.email)
    return Status(201, {"id": row.id, "email": row.email})


@router.delete("/mail/blocked/{blocked_id}", response={204: None}, auth=signed_in)
def delete_blocked(request: SignedRequest, blocked_id: str, account_id: str = "") -> Status[None]:
    """Take a block back."""
    unblock_sender(account_of(request.auth, account_id), blocked_id)
    return Status(204, None)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def confirmation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever reads the address; only the button agrees, for programs open every link."""
    try:
        row = confirm_forwarding(token) if request.method == "POST" else forwarding_of(token)
    except NoSuchRule:
        return show(request, "forwarding", {"step": "gone"}, 404)
    step = "asked" if row.confirmed_at is None else "done"
    text = word(language_wanted(request), f"forwarding_{step}", name=row.account.person.name)
    return show(request, "forwarding", {"step": step, "text": text, "email": row.email})
