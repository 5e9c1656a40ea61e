"""Forwarding an arrived message to confirmed addresses. It goes on as it came.

What comes back is recognised by its fingerprint and filed, answered and forwarded once only; what
went round too often, and what exceeds an account's hourly budget, goes nowhere.
"""

from collections.abc import Collection

from bureau.platform import blobs, limits
from bureau.platform.errors import TooManyRequests
from bureau.platform.mime import parse

from ..events import Arrival
from ..models import Email, Forwarding
from ..recipients import own_addresses
from ..signing import LOOP_HEADER
from .forwarding import may_forward_to

MOST_RECEIVED = 20
MOST_PER_HOUR = 300


def forward_email(email_id: str, addresses: Collection[str]) -> None:
    """Send the message on, in the caller's transaction."""
    from .take_in import distribute

    email = Email.objects.filter(id=email_id).first()
    if email is None:
        return
    allowed = _allowed(email.account_id, addresses)
    message = parse(blobs.read(email.blob))
    if not allowed or len(message.all("received")) > MOST_RECEIVED or message.all(LOOP_HEADER):
        return
    try:
        limits.take("mail.forward", email.account_id, MOST_PER_HOUR, 3600)
    except TooManyRequests:
        return
    arrival = Arrival(
        blob=blobs.BlobRef(email.blob, email.size_bytes),
        message=message,
        fingerprint=email.fingerprint,
        envelope_from=message.header("return-path").strip("<> "),
        received_at=email.received_at,
        is_internal=not email.trust.get("external", False),
        trust=_forwarded_trust(email),
    )
    distribute(arrival, sorted(allowed))


def _allowed(account_id: str, addresses: Collection[str]) -> set[str]:
    """Return the addresses that still agree, and that are not the account itself."""
    rows = Forwarding.objects.filter(account_id=account_id, email__in=addresses)
    confirmed = set(rows.filter(confirmed_at__isnull=False).values_list("email", flat=True))
    return {one for one in confirmed - own_addresses(account_id) if may_forward_to(one)}


def _forwarded_trust(email: Email) -> dict[str, object]:
    """What is known of the author stays known; what the first account thinks of it does not."""
    own = ("spam", "category", "important")
    return {name: value for name, value in email.trust.items() if name not in own}
