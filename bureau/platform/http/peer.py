"""Who is at the other end: address and scheme, believed from headers only behind configured
proxies.

With `BUREAU_PROXIES=n` the n-th entry of X-Forwarded-For from the right was written by the
outermost proxy of ours; whatever stands left of it was written by strangers.
"""

from dataclasses import dataclass

from .asgi import Scope


@dataclass(frozen=True, slots=True)
class Peer:
    """The client as we know it."""

    address: str
    scheme: str
    is_direct: bool
    """Whether no proxy stands between; such a request did not come through one."""


def _entries(scope: Scope, name: bytes) -> list[str]:
    values = [value for key, value in scope["headers"] if key == name]
    return [
        entry.strip() for entry in b",".join(values).decode("latin-1").split(",") if entry.strip()
    ]


def peer_of(scope: Scope, proxies: int) -> Peer:
    """Return the client of a request that passed `proxies` proxies of ours."""
    client = scope.get("client")
    address, scheme = (client[0] if client else ""), scope["scheme"]
    if not proxies:
        return Peer(address, scheme, not _entries(scope, b"x-forwarded-for"))
    forwarded = _entries(scope, b"x-forwarded-for")
    if not forwarded:
        return Peer(address, scheme, True)
    schemes = _entries(scope, b"x-forwarded-proto")
    if schemes and schemes[-min(proxies, len(schemes))] in ("http", "https"):
        scheme = schemes[-min(proxies, len(schemes))]
    return Peer(forwarded[-min(proxies, len(forwarded))], scheme, False)
