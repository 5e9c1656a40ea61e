"""How a connection to a host must be protected: by DANE, by MTA-STS, by the password it carries, or
as well as the host can.
"""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from bureau.platform.http import outgoing

from ..trust.dns import DnsTrouble
from . import dane, sts
from .route import Host


class Unprotected(smtplib.SMTPException):
    """The host does not protect the connection as it must be."""


@dataclass(frozen=True, slots=True)
class Protection:
    """What is asked of a host's TLS."""

    kind: str
    """dane, sts, password or any: shown in the trace."""
    known: tuple[dane.Tlsa, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether mail waits rather than going without TLS."""
        return self.kind != "any"

    def context(self) -> ssl.SSLContext:
        """Return how the handshake judges the certificate. DANE judges after it."""
        context = outgoing.trust_store()
        if self.kind in ("dane", "any"):
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def check(self, sock: object, host: Host, domain: str) -> None:
        """Judge a finished handshake; raises `Unprotected`."""
        if self.kind != "dane" or not self.known:
            return
        assert isinstance(sock, ssl.SSLSocket)
        if not dane.is_right(dane.chain_of(sock), self.known, (host.name, domain)):
            raise Unprotected("the certificate is not the one that the DNS names (DANE)")


ANY = Protection("any")


def protections(hosts: Sequence[Host], domain: str) -> list[tuple[Host, Protection]]:
    """Return the hosts that may be used, each with what is asked of it; raises `Unprotected` when
    there is none, `DnsTrouble` when that cannot be known now.
    """
    if hosts and hosts[0].is_relay:
        return [(host, Protection("password") if host.user else ANY) for host in hosts]
    policy = sts.policy_of(domain)
    found = []
    for host in hosts:
        named = _dane(host)
        if named is not None:
            found.append((host, named))
        elif policy is None or policy.mode != "enforce":
            found.append((host, ANY))
        elif policy.covers(host.name):
            found.append((host, Protection("sts")))
    if hosts and not found:
        raise Unprotected("none of the domain's hosts is in its policy (MTA-STS)")
    return found


def _dane(host: Host) -> Protection | None:
    """Return what the DNS promises of the host; trouble with the question is no promise broken,
    but mail has to wait (RFC 7672 section 2.1).
    """
    if not host.is_secure:
        return None
    try:
        known = dane.associations(host.name, host.port)
    except DnsTrouble:
        raise
    return None if known is None else Protection("dane", tuple(known))
