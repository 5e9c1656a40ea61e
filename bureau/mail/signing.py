"""Marks that only this installation can make: the loop header, the return path of automatic mail
(one for each recipient), and that of forwarded mail (SRS: the sender's own, behind a signature).
"""

import hmac
import re
import time
from hashlib import blake2s

from bureau.platform.config import config

LOOP_HEADER = "X-Bureau-Loop"
SRS_DAYS = 21
_SRS = re.compile(r"^srs0=([0-9a-f]{8})=(\d{1,3})=([^=]+)=(.+)$", re.IGNORECASE)
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


def forwarding_path(sender: str) -> str:
    """Return the envelope sender of a forwarded mail: SPF asks for an address of ours, and reports
    must find back to the sender.
    """
    if not sender:
        return ""
    local, _, domain = sender.rpartition("@")
    day = _day()
    mark = _sign(f"{day}.{sender.lower()}", b"mailsrs0")[:8]
    path = f"srs0={mark}={day}={domain}={local}@{config().domain}"
    # What is too long for an envelope goes without a way back.
    return path if len(path) <= 254 and "=" not in domain else ""


def is_forwarding_path(address: str) -> bool:
    """Tell whether the address has the form of a forwarding path, made by us or not."""
    return address.lower().startswith("srs0=")


def forwarded_sender(address: str) -> str | None:
    """Return the sender behind a forwarding path of ours of the last weeks, None for others."""
    local, _, domain = address.rpartition("@")
    match = _SRS.match(local)
    if not match or domain.lower() != config().domain:
        return None
    sender, day = f"{match[4]}@{match[3]}", int(match[2])
    signed = _sign(f"{day}.{sender.lower()}", b"mailsrs0")[:8]
    is_fresh = (_day() - day) % 1000 <= SRS_DAYS
    return sender if is_fresh and hmac.compare_digest(match[1].lower(), signed) else None


def _day() -> int:
    return int(time.time() // 86_400) % 1000
