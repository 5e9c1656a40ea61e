"""Marks that only this installation can make: the loop header and the return path of automatic
mail.
"""

import hmac
import re
from hashlib import blake2s

from bureau.platform.config import config

LOOP_HEADER = "X-Bureau-Loop"
_BOUNCE = re.compile(r"^bounce\+([0-9a-z]{26})\.([0-9a-f]{16})$")


def _sign(text: str, person: bytes) -> str:
    key = config().secret_key.encode()[:32]
    return blake2s(text.encode(), key=key, digest_size=8, person=person).hexdigest()


def loop_mark() -> str:
    """Return the value of the loop header on mail that this installation sends automatically."""
    return f"{config().domain} {_sign(config().domain, b'mailloop')}"


def is_own_loop(value: str) -> bool:
    """Tell whether a loop header was made here."""
    return hmac.compare_digest(value.strip().encode(), loop_mark().encode())


def return_path(submission_id: str) -> str:
    """Return the envelope sender of an automatic mail (a variable envelope return path)."""
    return f"bounce+{submission_id}.{_sign(submission_id, b'mailbnce')}@{config().domain}"


def submission_of(address: str) -> str | None:
    """Return the submission that a return path of ours names, None for any other address."""
    local, _, domain = address.lower().rpartition("@")
    match = _BOUNCE.match(local)
    if not match or domain != config().domain:
        return None
    signed = hmac.compare_digest(match[2], _sign(match[1], b"mailbnce"))
    return match[1] if signed else None


def is_bounce_address(address: str) -> bool:
    """Tell whether the address has the form of a return path, signed by us or not."""
    return address.lower().startswith("bounce+")
