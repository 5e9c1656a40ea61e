"""What a message carries on its way out: signatures of the author's domain when that is ours, a
seal when we pass on what others wrote.
"""

import time
from collections.abc import Sequence

from bureau.platform.config import config

from ..domains import domain_of, is_own_domain
from ..trust.arc import seal
from ..trust.dkim import sign_message
from ..trust.fields import RawMessage, split
from ..trust.keys import Result
from .keyring import SigningKey, signing_keys


def signed(raw: bytes, author: str, *, with_ed25519: bool) -> bytes:
    """Return the message with signatures of the author's domain; as it is when that is not ours."""
    domain = domain_of(author)
    if not domain or not is_own_domain(domain):
        return raw
    message = split(raw)
    fields = [_signature(message, key) for key in _chosen(signing_keys(domain), with_ed25519)]
    return b"".join(fields) + raw


def _chosen(keys: Sequence[SigningKey], with_ed25519: bool) -> list[SigningKey]:
    return [one for one in keys if with_ed25519 or one.algorithm == "rsa-sha256"]


def _signature(message: RawMessage, key: SigningKey) -> bytes:
    return sign_message(message, key.domain, key.selector, key.key, int(time.time()))


def sealed(raw: bytes) -> bytes:
    """Return a message that we pass on with a seal over what we saw of it (ARC)."""
    message, host = split(raw), config().domain
    results = next(
        (
            " ".join(field.value.decode("utf-8", "replace").split())
            for field in message.named("authentication-results")
            if field.value.decode("utf-8", "replace").strip().partition(";")[0].strip() == host
        ),
        f"{host}; none",
    )
    key = signing_keys(host)[0]
    chain: Result = "none"
    if "arc=" in results:
        chain = "pass" if "arc=pass" in results else "fail"
    return seal(message, results, chain, host, key.selector, key.key, int(time.time())) + raw
