"""What happens to mail: rules between hosts, quarantine, trace, queue, limits."""

from typing import Annotated

from ninja import Query, Router, Status

from bureau.people.http.auth import admin_only
from bureau.platform import blobs
from bureau.platform.db import paginate
from bureau.platform.mime import parse

from ...actions import administer, queue
from ...actions.quarantine import delete, release, waiting
from ...delivery_queries import sent_today, traced, waiting_messages
from ...models import HeldMessage, RoutingRule, Suppression
from ..requests import SignedRequest
from .schemas import (
    HeldOut,
    HeldPage,
    HeldPreview,
    OrderIn,
    QueuePage,
    RoutingRuleIn,
    RoutingRuleOut,
    RoutingRulesOut,
    SendingToday,
    SuppressionPage,
    TraceFilter,
    TracePage,
)

router = Router(auth=admin_only)
Limit = Annotated[int, Query(ge=1, le=200)]
LONGEST_PREVIEW = 100_000


@router.get("/mail/admin/routing", response=RoutingRulesOut)
def list_routing(request: SignedRequest) -> dict[str, object]:
    """The rules in order. One query."""
    return {"items": list(RoutingRule.objects.order_by("position", "id"))}


@router.post("/mail/admin/routing", response={201: RoutingRuleOut})
def add_routing(request: SignedRequest, body: RoutingRuleIn) -> Status[RoutingRule]:
    """Add a rule behind the others."""
    return Status(201, administer.make_rule(request.auth, body.dict()))


@router.post("/mail/admin/routing/order", response={204: None})
def order_routing(request: SignedRequest, body: OrderIn) -> Status[None]:
    """Put the rules in this order."""
    administer.order_rules(request.auth, body.ids)
    return Status(204, None)


@router.put("/mail/admin/routing/{rule_id}", response=RoutingRuleOut)
def put_routing(request: SignedRequest, rule_id: str, body: RoutingRuleIn) -> RoutingRule:
    """Change a rule."""
    return administer.change_rule(request.auth, rule_id, body.dict())


@router.delete("/mail/admin/routing/{rule_id}", response={204: None})
def remove_routing(request: SignedRequest, rule_id: str) -> Status[None]:
    """Delete a rule."""
    administer.remove_rule(request.auth, rule_id)
    return Status(204, None)


@router.get("/mail/admin/quarantine", response=HeldPage)
def list_held(
    request: SignedRequest, cursor: str | None = None, limit: Limit = 50
) -> dict[str, object]:
    """Messages that wait for a decision, the newest first. One query."""
    rows = HeldMessage.objects.filter(state=HeldMessage.State.HELD)
    page = paginate(rows, ("-held_at", "-id"), cursor, limit)
    return {"items": page.items, "next": page.next}


@router.get("/mail/admin/quarantine/{held_id}", response=HeldPreview)
def get_held(request: SignedRequest, held_id: str) -> dict[str, object]:
    """A held message as text: nothing of it is loaded or shown as HTML."""
    held = waiting(held_id)
    message = parse(blobs.read(held.blob))
    return {
        **HeldOut.from_orm(held).dict(),
        "headers": [{"name": name, "value": value} for name, value in message.headers[:200]],
        "text": message.text[:LONGEST_PREVIEW],
        "attachments": [
            {"name": one.name, "type": one.media_type, "size_bytes": one.size_bytes}
            for one in message.attachments
        ],
    }


@router.post("/mail/admin/quarantine/{held_id}/release", response={204: None})
def release_held(request: SignedRequest, held_id: str) -> Status[None]:
    """Deliver a held message."""
    release(request.auth, held_id)
    return Status(204, None)


@router.delete("/mail/admin/quarantine/{held_id}", response={204: None})
def delete_held(request: SignedRequest, held_id: str) -> Status[None]:
    """Throw a held message away."""
    delete(request.auth, held_id)
    return Status(204, None)


@router.get("/mail/admin/trace", response=TracePage)
def list_trace(
    request: SignedRequest,
    wanted: Query[TraceFilter],
    cursor: str | None = None,
    limit: Limit = 50,
) -> dict[str, object]:
    """The steps of messages, the newest first: "where is that mail?". One query."""
    rows = traced(**wanted.dict())
    page = paginate(rows, ("-at", "-id"), cursor, limit)
    return {"items": page.items, "next": page.next}


@router.get("/mail/admin/queue", response=QueuePage)
def list_queue(
    request: SignedRequest, domain: str = "", cursor: str | None = None, limit: Limit = 50
) -> dict[str, object]:
    """Messages that wait for the outside, the oldest first. Three queries."""
    page = waiting_messages(domain.lower(), cursor, limit)
    return {"items": page.items, "next": page.next}


@router.post("/mail/admin/queue/{submission_id}/retry", response={204: None})
def retry_message(request: SignedRequest, submission_id: str) -> Status[None]:
    """Try a message now."""
    queue.try_now(request.auth, submission_id)
    return Status(204, None)


@router.post("/mail/admin/queue/{submission_id}/cancel", response={204: None})
def cancel_message(request: SignedRequest, submission_id: str) -> Status[None]:
    """Take a message out of the queue; its author is not told."""
    queue.cancel(request.auth, submission_id)
    return Status(204, None)


@router.post("/mail/admin/queue/{submission_id}/bounce", response={204: None})
def bounce_message(request: SignedRequest, submission_id: str) -> Status[None]:
    """Give a message up, and tell its author."""
    queue.bounce(request.auth, submission_id)
    return Status(204, None)


@router.get("/mail/admin/suppressions", response=SuppressionPage)
def list_suppressions(
    request: SignedRequest, cursor: str | None = None, limit: Limit = 50
) -> dict[str, object]:
    """Addresses that automatic mail is not sent to again, the newest first. One query."""
    page = paginate(Suppression.objects.all(), ("-since", "email"), cursor, limit)
    return {"items": page.items, "next": page.next}


@router.delete("/mail/admin/suppressions/{email}", response={204: None})
def lift_suppression(request: SignedRequest, email: str) -> Status[None]:
    """Let automatic mail go to an address again."""
    administer.lift_suppression(request.auth, email)
    return Status(204, None)


@router.get("/mail/admin/sending", response=SendingToday)
def get_sending(request: SignedRequest) -> dict[str, object]:
    """Who wrote to how many people outside today, the most first. Two queries."""
    return sent_today()
