"""What mail programs need to know of this server: hosts, ports and encryption, best first."""

from dataclasses import dataclass
from typing import Literal

from bureau.platform.config import Endpoint, config

from .dns_checklist import host


@dataclass(frozen=True, slots=True)
class Offer:
    """A server that programs may use."""

    kind: Literal["imap", "smtp"]
    host: str
    port: int
    is_tls: bool
    """TLS from the first byte; else STARTTLS."""


def offers() -> list[Offer]:
    """Return the servers that listen, with TLS from the first byte before STARTTLS."""
    settings = config()
    kinds: tuple[tuple[Literal["imap", "smtp"], Endpoint, bool], ...] = (
        ("imap", settings.imaps, True),
        ("imap", settings.imap, False),
        ("smtp", settings.submissions, True),
        ("smtp", settings.submission, False),
    )
    ours = host()
    return [
        Offer(kind, ours, endpoint.port, is_tls)
        for kind, endpoint, is_tls in kinds
        if endpoint.host
    ]
