"""Where mail for a domain goes: a rule's relay, the smarthost, or the domain's own hosts (MX)."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bureau.platform.config import config

from ..trust.dns import DnsTrouble, ask

SMTP_PORT = 25


@dataclass(frozen=True, slots=True)
class Host:
    """A host to connect to."""

    name: str
    port: int
    user: str = ""
    password: str = ""
    is_implicit_tls: bool = False
    is_relay: bool = False
    """Chosen by us, not by the domain."""
    is_secure: bool = False
    """The DNS proves that the domain named this host (DNSSEC)."""


class NoRoute(Exception):
    """The domain has no host that takes its mail; `is_permanent` when it never will."""

    def __init__(self, reply: str, is_permanent: bool) -> None:
        super().__init__(reply)
        self.reply = reply
        self.is_permanent = is_permanent


def ends_here(domain: str) -> bool:
    """Tell whether mail for the domain ends here, delivered to nobody.

    Names below `.example` are made for examples and never lead anywhere (RFC 2606): the demo
    company's outside world lives there.
    """
    is_example = domain.rpartition(".")[2] == "example"
    return is_example and not config().smarthost and not config().dns


def route(domain: str, relay: str = "") -> list[Host]:
    """Return the hosts for a domain, best first; raises `NoRoute`."""
    chosen = relay or config().smarthost
    if chosen:
        return [_relay(chosen)]
    if domain.startswith("["):
        raise NoRoute("550 5.1.2 Addresses of hosts are not written to", True)
    try:
        answer = ask(domain, "MX", 20)
        found = sorted((one.preference, str(one.exchange).rstrip(".")) for one in answer.records)
        if not answer.exists:
            raise NoRoute("550 5.1.2 The domain does not exist", True)
        if not found:
            _check_addresses(domain)
    except DnsTrouble as trouble:
        raise NoRoute(f"451 4.4.3 The domain cannot be looked up: {trouble}", False) from None
    # A null MX (RFC 7505): the domain takes no mail.
    if [name for _, name in found] == [""]:
        raise NoRoute("556 5.1.10 The domain takes no mail", True)
    names = [name for _, name in found if name] or [domain]
    return [Host(name, SMTP_PORT, is_secure=answer.is_secure) for name in names]


def _check_addresses(domain: str) -> None:
    if not any(ask(domain, kind, 20).records for kind in ("A", "AAAA")):
        raise NoRoute("550 5.1.2 The domain has no host for mail", True)


def _relay(url: str) -> Host:
    parts = urlsplit(url)
    is_tls = parts.scheme == "smtps"
    return Host(
        parts.hostname or "localhost",
        parts.port or (465 if is_tls else 587),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        is_tls,
        True,
    )
