"""Whether a host may send for a domain: the Sender Policy Framework (RFC 7208)."""

from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Literal

from .dns import DnsTrouble, Lookups
from .spf_macros import BadMacro, Macros, expand
from .spf_record import BadRecord, Directive, Record, read_record

Result = Literal["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"]
Address = IPv4Address | IPv6Address

MOST_TERMS = 10
MOST_VOID = 2
MOST_HOSTS = 10
_QUALIFIERS: dict[str, Result] = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome for a host and a domain."""

    result: Result
    domain: str
    problem: str = ""


class PermanentError(Exception):
    """The domain's records are broken."""


@dataclass(slots=True)
class _Check:
    """What one check carries through includes and redirects."""

    lookups: Lookups
    peer: Address
    sender: str
    hello: str
    terms_left: int = MOST_TERMS
    void_left: int = MOST_VOID
    names: list[str] = field(default_factory=list)
    """The validated names of the peer, once asked for."""

    def count_term(self) -> None:
        """Count a term that asks the DNS."""
        self.terms_left -= 1
        if self.terms_left < 0:
            raise PermanentError(f"more than {MOST_TERMS} terms ask the DNS")

    def addresses(self, name: str) -> list[Address]:
        """Return the addresses of a name in the peer's version."""
        found = self.lookups.addresses(name, self.peer.version)
        self.count_void(found)
        return [ip_address(one) for one in found]

    def count_void(self, found: object) -> None:
        """Count an answer without records."""
        if not found:
            self.void_left -= 1
        if self.void_left < 0:
            raise PermanentError("too many names have no records")


def check_host(lookups: Lookups, peer: str, sender: str, hello: str) -> Checked:
    """Judge the return path, or the greeting where the return path is empty."""
    local, _, domain = sender.rpartition("@")
    if not sender:
        local, domain = "postmaster", hello
    domain = domain.lower().rstrip(".")
    if not _is_domain(domain):
        return Checked("none", domain)
    address = _plain(peer)
    if address is None:
        return Checked("none", domain)
    check = _Check(lookups, address, f"{local or 'postmaster'}@{domain}", hello)
    try:
        return Checked(_evaluate(check, domain), domain)
    except DnsTrouble as trouble:
        return Checked("temperror", domain, str(trouble))
    except (PermanentError, BadRecord, BadMacro) as error:
        return Checked("permerror", domain, str(error))


def _plain(peer: str) -> Address | None:
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_domain(name: str) -> bool:
    labels = name.split(".")
    return len(labels) > 1 and len(name) <= 253 and all(0 < len(one) <= 63 for one in labels)


def _evaluate(check: _Check, domain: str) -> Result:
    record = _record(check, domain)
    if record is None:
        return "none"
    for directive in record.directives:
        if _matches(check, directive, domain):
            return _QUALIFIERS[directive.qualifier]
    if not record.redirect:
        return "neutral"
    check.count_term()
    target = _expanded(check, record.redirect, domain)
    result = _evaluate(check, target)
    if result == "none":
        raise PermanentError(f"{target} has no record to redirect to")
    return result


def _record(check: _Check, domain: str) -> Record | None:
    texts = check.lookups.texts(domain)
    found = [
        text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")
    ]
    if len(found) > 1:
        raise PermanentError(f"{domain} has several records")
    return read_record(found[0]) if found else None


def _expanded(check: _Check, text: str, domain: str) -> str:
    macros = Macros(
        check.sender, domain, check.peer, check.hello, lambda: _validated_name(check, domain)
    )
    name = expand(text, macros).rstrip(".")
    while len(name) > 253:
        name = name.partition(".")[2]
    return name


def _matches(check: _Check, directive: Directive, domain: str) -> bool:
    match directive.mechanism:
        case "all":
            return True
        case "ip4" | "ip6":
            return check.peer in ip_network(directive.argument, strict=False)
    check.count_term()
    target = _expanded(check, directive.argument, domain) if directive.argument else domain
    match directive.mechanism:
        case "include":
            return _includes(check, target)
        case "a":
            return _is_near(check, check.addresses(target), directive)
        case "mx":
            return _is_mx(check, target, directive)
        case "ptr":
            return any(_is_below(name, target) for name in _names(check))
        case _:
            found = check.lookups.addresses(target, 4)
            check.count_void(found)
            return bool(found)


def _includes(check: _Check, target: str) -> bool:
    result = _evaluate(check, target)
    if result == "none":
        raise PermanentError(f"{target} is included and has no record")
    return result == "pass"


def _is_mx(check: _Check, target: str, directive: Directive) -> bool:
    found = check.lookups.query(target, "MX").records
    check.count_void(found)
    hosts = sorted((one.preference, str(one.exchange).rstrip(".")) for one in found)
    if len(hosts) > MOST_HOSTS:
        raise PermanentError(f"{target} has more than {MOST_HOSTS} hosts")
    for _, host in hosts:
        found_here = [ip_address(one) for one in check.lookups.addresses(host, check.peer.version)]
        if _is_near(check, found_here, directive):
            return True
    return False


def _is_near(check: _Check, addresses: list[Address], directive: Directive) -> bool:
    bits = directive.bits4 if check.peer.version == 4 else directive.bits6
    return any(check.peer in ip_network(f"{one}/{bits}", strict=False) for one in addresses)


def _names(check: _Check) -> list[str]:
    """Return the peer's names that lead back to it; trouble on the way counts as none."""
    if check.names:
        return check.names
    try:
        claimed = check.lookups.names_of(str(check.peer))[:MOST_HOSTS]
    except DnsTrouble:
        return []
    for name in claimed:
        try:
            found = check.lookups.addresses(name, check.peer.version)
        except DnsTrouble:
            continue
        if check.peer in [ip_address(one) for one in found]:
            check.names.append(name.lower())
    return check.names


def _validated_name(check: _Check, domain: str) -> str:
    names = _names(check)
    below = [name for name in names if _is_below(name, domain)]
    return next(iter(below or names), "unknown")


def _is_below(name: str, domain: str) -> bool:
    return f".{name}".endswith(f".{domain.lower()}")
