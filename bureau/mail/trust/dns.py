"""Questions to the DNS: cached, with a time limit for each and for all of one message together.

An answer is secure only when the resolver says that it validated it (AD) and the way to the
resolver cannot be tampered with, which is taken for granted on the loopback interface alone.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from threading import Lock
from typing import Any

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.nameserver
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.reversename

from bureau.platform.config import config

QUESTION_S = 4.0
TROUBLE_KEPT_S = 30.0
CACHE_SIZE = 20_000
_TROUBLES = 5_000
RESERVED = frozenset({"example", "invalid", "localhost", "test"})
"""Names below these never exist (RFC 2606): only a resolver of one's own may know them."""


class DnsTrouble(Exception):
    """The question could not be answered now; asking later may help."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the DNS says about a name and type."""

    records: tuple[Any, ...] = ()
    exists: bool = True
    """Whether the name exists at all, with any type of record."""
    is_secure: bool = False


class Lookups:
    """Asks within one budget of time, so that a slow zone never holds a message for long."""

    def __init__(self, budget_s: float) -> None:
        self._until = time.monotonic() + budget_s

    def query(self, name: str, rdtype: str) -> Answer:
        """Answer from the cache or the resolver; raises `DnsTrouble`."""
        lifetime = min(QUESTION_S, self._until - time.monotonic())
        if lifetime <= 0:
            raise DnsTrouble("the time for questions is over")
        return ask(name, rdtype, lifetime)

    def texts(self, name: str) -> list[str]:
        """Return the TXT records of a name, each joined from its strings."""
        return [
            b"".join(record.strings).decode("utf-8", "replace")
            for record in self.query(name, "TXT").records
        ]

    def addresses(self, name: str, version: int) -> list[str]:
        """Return the IPv4 or IPv6 addresses of a name."""
        records = self.query(name, "A" if version == 4 else "AAAA").records
        return [str(record.address) for record in records]

    def names_of(self, address: str) -> list[str]:
        """Return the names that an address claims to have."""
        reverse = str(dns.reversename.from_address(address))
        return [str(record.target).rstrip(".") for record in self.query(reverse, "PTR").records]


_troubles: dict[tuple[str, str], float] = {}
_lock = Lock()


def ask(name: str, rdtype: str, lifetime_s: float = QUESTION_S) -> Answer:
    """Answer a question; raises `DnsTrouble`. A failed one is not asked again for half a
    minute.
    """
    key = (name.lower().rstrip("."), rdtype)
    if key[0].rpartition(".")[2] in RESERVED and not config().dns:
        return Answer(exists=False)
    if _troubles.get(key, 0) > time.monotonic():
        raise DnsTrouble(f"{name} could not be looked up a moment ago")
    try:
        return _ask(dns.name.from_text(key[0] + "."), rdtype, lifetime_s)
    except dns.resolver.NXDOMAIN as none:
        responses = none.kwargs["responses"].values()
        secure = all(_is_validated(response) for response in responses)
        return Answer(exists=False, is_secure=secure and _is_trusted())
    except (dns.exception.DNSException, UnicodeError) as error:
        if isinstance(error, dns.name.LabelTooLong | dns.name.NameTooLong | dns.name.EmptyLabel):
            return Answer(exists=False)
        _remember(key)
        raise DnsTrouble(f"{name} {rdtype}: {type(error).__name__}") from None


def _ask(name: dns.name.Name, rdtype: str, lifetime_s: float) -> Answer:
    found = resolver().resolve(
        name, rdtype, lifetime=lifetime_s, search=False, raise_on_no_answer=False
    )
    records = tuple(found.rrset) if found.rrset is not None else ()
    return Answer(records, True, _is_validated(found.response) and _is_trusted())


def _is_validated(response: dns.message.Message) -> bool:
    return bool(response.flags & dns.flags.AD)


def _remember(key: tuple[str, str]) -> None:
    with _lock:
        if len(_troubles) >= _TROUBLES:
            _troubles.clear()
        _troubles[key] = time.monotonic() + TROUBLE_KEPT_S


@cache
def resolver() -> dns.resolver.Resolver:
    """Return the resolver of this process: that of the settings, else the system's."""
    given = config().dns
    made = dns.resolver.Resolver(configure=not given)
    if given:
        made.nameservers = [
            dns.nameserver.Do53Nameserver(one.host, one.port or 53) for one in given
        ]
    made.cache = dns.resolver.LRUCache(CACHE_SIZE)
    made.use_edns(0, dns.flags.DO, 1232)
    made.flags = dns.flags.RD | dns.flags.AD
    return made


@cache
def _is_trusted() -> bool:
    servers: Sequence[Any] = resolver().nameservers
    hosts = [getattr(one, "address", one) for one in servers]
    return bool(hosts) and all(ip_address(str(host)).is_loopback for host in hosts)


def forget() -> None:
    """Drop all that was learnt; tests and a change of settings need it."""
    _troubles.clear()
    resolver.cache_clear()
    _is_trusted.cache_clear()
