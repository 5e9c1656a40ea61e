"""Signed reply addresses: `team+t1042.3f9a…@…` names a ticket, and only we can make one."""

import hmac
import re
from hashlib import blake2s

from bureau.platform.config import config

_DETAIL = re.compile(r"^t([0-9a-z]{26})\.([0-9a-f]{16})$")


def reply_address(queue_email: str, ticket_id: str) -> str:
    """Return the queue's address with the ticket's signed detail (RFC 5233 subaddress)."""
    local, _, domain = queue_email.partition("@")
    return f"{local}+t{ticket_id}.{_signature(ticket_id)}@{domain}"


def ticket_of(address: str) -> str | None:
    """Return the ticket id of one of our reply addresses, None for any other address."""
    local, _, _ = address.lower().partition("@")
    match = _DETAIL.match(local.partition("+")[2])
    if match and hmac.compare_digest(match[2], _signature(match[1])):
        return match[1]
    return None


def _signature(ticket_id: str) -> str:
    key = config().secret_key.encode()[:32]
    return blake2s(ticket_id.encode(), key=key, digest_size=8, person=b"deskrply").hexdigest()
