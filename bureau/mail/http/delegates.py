"""Routes of who reads and sends as whom: delegates of accounts, senders of groups, addresses."""

from dataclasses import asdict

from ninja import Router, Status

from bureau.people import describe_principals
from bureau.people.http.auth import admin_only, signed_in

from ..actions.share import delegate, let_send_for_group, stop_sending_for_group, undelegate
from ..models import Delegation, GroupSender
from ..policies import check_manages, check_reads
from ..sending_rights import sendable
from .requests import SignedRequest
from .schemas import AddressesOut, DelegateIn, DelegatesOut, GroupSenderIn

router = Router()


@router.get("/mail/accounts/{account_id}/delegates", response=DelegatesOut, auth=signed_in)
def list_delegates(request: SignedRequest, account_id: str) -> dict[str, object]:
    """Who reads this account besides its owner. Three queries."""
    check_manages(request.auth, account_id)
    rows = Delegation.objects.filter(account_id=account_id)
    found = rows.values_list("principal_id", "may_send", "on_behalf")
    return _described({one: (may_send, behalf) for one, may_send, behalf in found})


def _described(rights: dict[str, tuple[bool, bool]]) -> dict[str, object]:
    cards = describe_principals(rights)
    return {
        "items": [
            {
                "principal_id": one,
                "kind": cards[one].kind,
                "name": cards[one].name,
                "email": cards[one].email,
                "may_send": may_send,
                "on_behalf": on_behalf,
            }
            for one, (may_send, on_behalf) in rights.items()
            if one in cards
        ]
    }


@router.post("/mail/accounts/{account_id}/delegates", response={204: None}, auth=signed_in)
def add_delegate(request: SignedRequest, account_id: str, body: DelegateIn) -> Status[None]:
    """Let a person or group read this account, or change whether they send as it."""
    delegate(request.auth, account_id, body.principal_id, body.may_send, body.on_behalf)
    return Status(204, None)


@router.delete(
    "/mail/accounts/{account_id}/delegates/{principal_id}", response={204: None}, auth=signed_in
)
def remove_delegate(request: SignedRequest, account_id: str, principal_id: str) -> Status[None]:
    """Take the right back."""
    undelegate(request.auth, account_id, principal_id)
    return Status(204, None)


@router.get("/mail/accounts/{account_id}/addresses", response=AddressesOut, auth=signed_in)
def list_addresses(request: SignedRequest, account_id: str) -> dict[str, object]:
    """The addresses that the caller may send from in this account. At most eight queries."""
    check_reads(request.auth, account_id)
    found = sendable(request.auth.person_id, account_id)
    return {"items": [asdict(one) for one in found]}


@router.get("/mail/groups/{group_id}/senders", response=DelegatesOut, auth=admin_only)
def list_group_senders(request: SignedRequest, group_id: str) -> dict[str, object]:
    """Who sends with this group's address. Three queries."""
    rows = GroupSender.objects.filter(group_id=group_id).values_list("principal_id", "on_behalf")
    return _described({one: (True, on_behalf) for one, on_behalf in rows})


@router.post("/mail/groups/{group_id}/senders", response={204: None}, auth=admin_only)
def add_group_sender(request: SignedRequest, group_id: str, body: GroupSenderIn) -> Status[None]:
    """Let a person or group send with this group's address."""
    let_send_for_group(request.auth, group_id, body.principal_id, body.on_behalf)
    return Status(204, None)


@router.delete(
    "/mail/groups/{group_id}/senders/{principal_id}", response={204: None}, auth=admin_only
)
def remove_group_sender(request: SignedRequest, group_id: str, principal_id: str) -> Status[None]:
    """Take the right back."""
    stop_sending_for_group(request.auth, group_id, principal_id)
    return Status(204, None)
