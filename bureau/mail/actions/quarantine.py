"""Quarantine: messages from outside that wait for an administrator, each kept as it came."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from bureau.people import Actor
from bureau.platform import blobs, events
from bureau.platform.db import insert
from bureau.platform.errors import NotFound
from bureau.platform.mime import parse

from ..events import Arrival
from ..models import HeldMessage
from .file_email import fingerprint_of


def hold_back(arrival: Arrival, recipients: Sequence[str], reason: str) -> HeldMessage:
    """Set a message aside instead of delivering it, in the caller's transaction."""
    authors = arrival.message.addresses("from")
    held = HeldMessage(
        blob=arrival.blob.hash,
        size_bytes=arrival.blob.size_bytes,
        sender=arrival.envelope_from,
        recipients=list(recipients),
        author=authors[0].email[:320] if authors else "",
        subject=arrival.message.subject[:2000],
        message_id=arrival.message.message_id[:1000],
        reason=reason,
        trust=dict(arrival.trust),
        held_at=arrival.received_at,
    )
    insert(held)
    blobs.retain(held.blob)
    return held


def release(actor: Actor, held_id: str) -> HeldMessage:
    """Deliver a held message as it would have been; audited. Raises `NotFound`."""
    from .take_in import distribute

    held = waiting(held_id)
    raw = blobs.read(held.blob)
    message = parse(raw)
    arrival = Arrival(
        blob=blobs.BlobRef(held.blob, held.size_bytes),
        message=message,
        fingerprint=fingerprint_of(raw, message),
        envelope_from=held.sender,
        received_at=timezone.now(),
        is_internal=False,
        # What an administrator let through is no junk any more.
        trust={name: value for name, value in held.trust.items() if name != "disposition"},
    )
    with transaction.atomic():
        _settle(held, HeldMessage.State.RELEASED)
        distribute(arrival, held.recipients)
        _announce(actor, held, "released")
    return held


def delete(actor: Actor, held_id: str) -> HeldMessage:
    """Throw a held message away; audited. Raises `NotFound`."""
    held = waiting(held_id)
    with transaction.atomic():
        _settle(held, HeldMessage.State.DELETED)
        _announce(actor, held, "deleted")
    return held


def expire(held: HeldMessage) -> None:
    """Throw a message away that nobody decided about for too long."""
    with transaction.atomic():
        _settle(held, HeldMessage.State.DELETED)


def waiting(held_id: str) -> HeldMessage:
    """Return a message that still waits; raises `NotFound`."""
    held = HeldMessage.objects.filter(id=held_id, state=HeldMessage.State.HELD).first()
    if held is None:
        raise NotFound()
    return held


def _settle(held: HeldMessage, state: HeldMessage.State) -> None:
    """Decide once: of two administrators at once, one gets `NotFound`."""
    rows = HeldMessage.objects.filter(id=held.id, state=HeldMessage.State.HELD)
    if not rows.update(state=state):
        raise NotFound()
    held.state = state
    blobs.release(held.blob)


def _announce(actor: Actor, held: HeldMessage, what: str) -> None:
    events.emit(
        f"mail.held_{what}",
        stream=f"held:{held.id}",
        subject=("held_message", held.id),
        payload={"sender": held.sender, "recipients": held.recipients, "reason": held.reason},
        changes={"state": [HeldMessage.State.HELD.value, what]},
    )
