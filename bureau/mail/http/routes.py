"""Routes of mail under /api/v1: sharing accounts, rules of lists. Mail itself is served as JMAP."""

from django.http import HttpRequest
from ninja import Router, Status

from bureau.people import Actor, describe_principals
from bureau.people.http.auth import admin_only, signed_in

from ..actions.share import delegate, set_list_rule, undelegate
from ..models import Delegation, ListRule
from ..policies import check_manages
from . import settings
from .schemas import DelegateIn, DelegatesOut, ListRuleIn, ListRuleOut

router = Router(tags=["mail"])
for part in (settings,):
    router.add_router("", part.router)


def _actor(request: HttpRequest) -> Actor:
    actor = getattr(request, "auth", None)
    assert isinstance(actor, Actor)
    return actor


@router.get("/mail/accounts/{account_id}/delegates", response=DelegatesOut, auth=signed_in)
def list_delegates(request: HttpRequest, account_id: str) -> dict[str, object]:
    """Who reads this account besides its owner. Three queries."""
    check_manages(_actor(request), account_id)
    rows = dict(
        Delegation.objects.filter(account_id=account_id).values_list("principal_id", "may_send")
    )
    cards = describe_principals(rows)
    return {
        "items": [
            {
                "principal_id": one,
                "kind": cards[one].kind,
                "name": cards[one].name,
                "email": cards[one].email,
                "may_send": may_send,
            }
            for one, may_send in rows.items()
            if one in cards
        ]
    }


@router.post("/mail/accounts/{account_id}/delegates", response={204: None}, auth=signed_in)
def add_delegate(request: HttpRequest, account_id: str, body: DelegateIn) -> Status[None]:
    """Let a person or group read this account, or change whether they send as it."""
    delegate(_actor(request), account_id, body.principal_id, body.may_send)
    return Status(204, None)


@router.delete(
    "/mail/accounts/{account_id}/delegates/{principal_id}", response={204: None}, auth=signed_in
)
def remove_delegate(request: HttpRequest, account_id: str, principal_id: str) -> Status[None]:
    """Take the right back."""
    undelegate(_actor(request), account_id, principal_id)
    return Status(204, None)


@router.get("/mail/lists/{group_id}", response=ListRuleOut, auth=signed_in)
def get_list_rule(request: HttpRequest, group_id: str) -> dict[str, str]:
    """Who may write to this group."""
    rule = ListRule.objects.filter(group_id=group_id).first()
    return {"group_id": group_id, "posting": rule.posting if rule else ListRule.Posting.INSIDE}


@router.put("/mail/lists/{group_id}", response=ListRuleOut, auth=admin_only)
def put_list_rule(request: HttpRequest, group_id: str, body: ListRuleIn) -> dict[str, str]:
    """Say who may write to this group."""
    set_list_rule(_actor(request), group_id, ListRule.Posting(body.posting))
    return {"group_id": group_id, "posting": body.posting}
