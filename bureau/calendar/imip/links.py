"""Links with which a guest answers without signing in; only this installation can make them."""

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from hashlib import blake2s

from bureau.platform.config import config

PATH = "/calendar/answer/"
_MARK_BYTES = 16


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """Who answers which event of whom."""

    organizer_id: str
    uid: str
    address: str


def url_of(link: AnswerLink) -> str:
    """Return the address of the page on which the guest answers."""
    return f"{config().public_url.rstrip('/')}{PATH}{token_of(link)}"


def token_of(link: AnswerLink) -> str:
    """Return the signed token of a link."""
    text = json.dumps([link.organizer_id, link.uid, link.address], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_mark(text) + text).rstrip(b"=").decode()


def read_token(token: str) -> AnswerLink | None:
    """Return what a token of ours says, None for any other."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    mark, text = raw[:_MARK_BYTES], raw[_MARK_BYTES:]
    if not hmac.compare_digest(mark, _mark(text)):
        return None
    return AnswerLink(*json.loads(text))


def _mark(text: bytes) -> bytes:
    key = config().secret_key.encode()[:32]
    return blake2s(text, key=key, digest_size=_MARK_BYTES, person=b"calansw").digest()
