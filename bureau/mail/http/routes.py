"""Routes of mail under /api/v1: sharing accounts, rules of lists. Mail itself is served as JMAP."""

from django.http import HttpRequest
from ninja import Router

from bureau.people import Actor
from bureau.people.http.auth import admin_only, signed_in

from ..actions.share import set_list_rule
from ..models import ListRule
from . import (
    bulk,
    confidential_routes,
    delegates,
    forwarding,
    reading,
    rules,
    settings,
    teamwork,
    transfers,
)
from .administration import domains, flow
from .schemas import ListRuleIn, ListRuleOut

router = Router(tags=["mail"])
for part in (
    bulk,
    confidential_routes,
    delegates,
    forwarding,
    reading,
    rules,
    settings,
    teamwork,
    transfers,
    domains,
    flow,
):
    router.add_router("", part.router)


def _actor(request: HttpRequest) -> Actor:
    actor = getattr(request, "auth", None)
    assert isinstance(actor, Actor)
    return actor


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
