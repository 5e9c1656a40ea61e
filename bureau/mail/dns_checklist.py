"""What a domain of ours needs in the DNS: what to enter, and what is there now."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from bureau.platform.config import config

from .delivery.keyring import signing_keys
from .domains import own_domains
from .models import MailDomain
from .sts_served import policy_id
from .trust.dmarc import walk
from .trust.dns import DnsTrouble, Lookups
from .trust.fields import BadTags, read_tags, squeezed
from .trust.spf_macros import BadMacro
from .trust.spf_record import BadRecord, read_record

State = Literal["ok", "missing", "wrong", "optional", "unknown"]
BUDGET_S = 8.0
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the checklist."""

    purpose: str
    """mx, address, spf, dkim, dmarc, sts, tls_rpt, autoconfig, or srv: what the screen explains."""
    type: str
    name: str
    value: str
    """What to enter."""
    is_needed: bool = True
    """Whether mail suffers without it."""
    state: State = "unknown"
    found: tuple[str, ...] = ()
    problem: str = ""


Judge = Callable[[Item, Lookups], Item]


def host() -> str:
    """Return the name of our mail host: that of the web address, else of the domain."""
    name = urlsplit(config().public_url).hostname or ""
    is_public = "." in name and not _is_address(name)
    return name if is_public else f"mail.{config().domain}"


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def checklist(domain: MailDomain) -> list[Item]:
    """Return all records of a domain with their state; asks the DNS for some seconds at most."""
    wanted = _wanted(domain)
    lookups = Lookups(BUDGET_S)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(lambda pair: _judged(pair[1], pair[0], lookups), wanted))


def dns_problems() -> list[str]:
    """Return what of the needed records of our domains is missing or wrong, a line each; takes some
    seconds at most for each domain.
    """
    rows = {row.name: row for row in MailDomain.objects.all()}
    found = []
    for name in own_domains():
        for item in checklist(rows.get(name) or MailDomain(name=name)):
            if item.is_needed and item.state != "ok":
                found.append(f"{item.type} of {item.name} is {item.state}")
    return found


def _judged(judge: Judge, item: Item, lookups: Lookups) -> Item:
    try:
        return judge(item, lookups)
    except DnsTrouble as trouble:
        return replace(item, state="unknown", problem=str(trouble))


def _wanted(domain: MailDomain) -> list[tuple[Item, Judge]]:
    name, our_host = domain.name, host()
    wanted: list[tuple[Item, Judge]] = [
        (Item("mx", "MX", name, f"10 {our_host}."), _mx),
        (Item("address", "A", our_host, "the address of this server"), _address),
        (Item("spf", "TXT", name, "v=spf1 mx -all"), _spf),
    ]
    for key in signing_keys(name):
        needed = key.algorithm == "rsa-sha256"
        wanted.append((Item("dkim", "TXT", key.name, key.record, needed), _dkim))
    policy = f"v=DMARC1; p=quarantine; rua=mailto:postmaster@{name}"
    wanted.append((Item("dmarc", "TXT", f"_dmarc.{name}", policy), _dmarc))
    if domain.sts_mode != MailDomain.StsMode.NONE:
        record = f"v=STSv1; id={policy_id(domain)};"
        wanted += [
            (Item("sts", "TXT", f"_mta-sts.{name}", record, False), _sts),
            (Item("sts", "CNAME", f"mta-sts.{name}", f"{our_host}.", False), _leads_here),
        ]
    report = f"v=TLSRPTv1; rua=mailto:postmaster@{name}"
    wanted.append((Item("tls_rpt", "TXT", f"_smtp._tls.{name}", report, False), _tls_rpt))
    for label in ("autoconfig", "autodiscover"):
        item = Item("autoconfig", "CNAME", f"{label}.{name}", f"{our_host}.", False)
        wanted.append((item, _leads_here))
    for service, port in (("_submissions", 465), ("_imaps", 993), ("_jmap", 443), ("_sieve", 4190)):
        item = Item("srv", "SRV", f"{service}._tcp.{name}", f"0 1 {port} {our_host}.", False)
        wanted.append((item, _srv))
    return wanted


def _settled(item: Item, found: Sequence[str], problem: str) -> Item:
    """Return the item with its state: none found, all well, or what is wrong with it."""
    if not found:
        state: State = "missing" if item.is_needed else "optional"
        return replace(item, state=state)
    return replace(item, state="wrong" if problem else "ok", found=tuple(found), problem=problem)


def _mx(item: Item, lookups: Lookups) -> Item:
    records = sorted(
        (one.preference, str(one.exchange).rstrip(".").lower())
        for one in lookups.query(item.name, "MX").records
    )
    problem = "" if any(name == host() for _, name in records) else "not_our_host"
    return _settled(item, [f"{number} {name}" for number, name in records], problem)


def _address(item: Item, lookups: Lookups) -> Item:
    found = [*lookups.addresses(item.name, 4), *lookups.addresses(item.name, 6)]
    problem = "" if all(ip_address(one).is_global for one in found) else "not_public"
    return _settled(item, found, problem)


def _spf(item: Item, lookups: Lookups) -> Item:
    found = [text for text in lookups.texts(item.name) if text.lower().startswith("v=spf1")]
    problem = "several" if len(found) > 1 else ""
    if found and not problem:
        try:
            record = read_record(found[0])
            last = record.directives[-1] if record.directives else None
            is_open = last is not None and last.mechanism == "all" and last.qualifier == "+"
            problem = "lets_everybody" if is_open else ""
        except (BadRecord, BadMacro):
            problem = "unreadable"
    return _settled(item, found, problem)


def _dkim(item: Item, lookups: Lookups) -> Item:
    found = lookups.texts(item.name)
    problem = "several" if len(found) > 1 else ""
    if found and not problem:
        problem = "" if _key_of(found[0]) == _key_of(item.value) else "other_key"
    return _settled(item, found, problem)


def _key_of(text: str) -> str:
    try:
        return squeezed(read_tags(text).get("p", ""))
    except BadTags:
        return ""


def _dmarc(item: Item, lookups: Lookups) -> Item:
    found = [text for text in lookups.texts(item.name) if text.startswith("v=DMARC1")]
    domain = item.name.removeprefix("_dmarc.")
    records = [one for one in walk(lookups, domain) if one.domain == domain]
    problem = ""
    if found and not records:
        problem = "several" if len(found) > 1 else "unreadable"
    elif records and records[0].tags.get("p", "none").lower() == "none":
        problem = "asks_for_nothing"
    return _settled(item, found, problem)


def _sts(item: Item, lookups: Lookups) -> Item:
    found = [text for text in lookups.texts(item.name) if text.startswith("v=STSv1")]
    wanted = item.value.partition("id=")[2].rstrip(";")
    problem = "" if any(f"id={wanted}" in text.replace(" ", "") for text in found) else "old_id"
    return _settled(item, found, problem)


def _tls_rpt(item: Item, lookups: Lookups) -> Item:
    found = [text for text in lookups.texts(item.name) if text.startswith("v=TLSRPTv1")]
    return _settled(item, found, "")


def _leads_here(item: Item, lookups: Lookups) -> Item:
    """A name leads here when it has an address in common with our host."""
    theirs = {*lookups.addresses(item.name, 4), *lookups.addresses(item.name, 6)}
    ours = {*lookups.addresses(host(), 4), *lookups.addresses(host(), 6)}
    return _settled(item, sorted(theirs), "" if theirs & ours else "not_our_host")


def _srv(item: Item, lookups: Lookups) -> Item:
    records = lookups.query(item.name, "SRV").records
    found = [f"{one.priority} {one.weight} {one.port} {str(one.target).lower()}" for one in records]
    names = {str(one.target).rstrip(".").lower() for one in records}
    return _settled(item, found, "" if host() in names else "not_our_host")
