"""MTA-STS (RFC 8461): what a domain promises of its hosts' TLS, fetched over HTTPS and kept.

The fetch follows no redirection, goes to public addresses only, and is bounded in time and size.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from bureau.platform.db import upsert
from bureau.platform.http.outgoing import Unreachable, fetch_there

from ..models import StsPolicy
from ..trust.dns import DnsTrouble, Lookups

TIMEOUT_S = 10.0
LARGEST_BYTES = 64 * 1024
LONGEST = timedelta(days=365)
PORT = 443
_RECORD = re.compile(r"v=STSv1\s*;.*?\bid=([a-zA-Z0-9]{1,32})\s*(?:;|\Z)", re.DOTALL)
_HOST = re.compile(r"(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\Z")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the domain promises."""

    mode: str
    hosts: tuple[str, ...]
    max_age_s: int = 0

    def covers(self, host: str) -> bool:
        """Tell whether a host is one of those promised (RFC 8461 section 4.1)."""
        name = host.lower().rstrip(".")
        parent = name.partition(".")[2]
        return name in self.hosts or (bool(parent) and f"*.{parent}" in self.hosts)


class BadPolicy(ValueError):
    """The policy cannot be fetched or read."""


def policy_of(domain: str) -> Policy | None:
    """Return the policy that holds for a domain now; None without one. One query, and a fetch when
    the domain says that it changed.
    """
    known = StsPolicy.objects.filter(domain=domain, expires_at__gt=timezone.now()).first()
    record_id = _record_id(domain)
    if record_id and (known is None or known.record_id != record_id):
        fresh = _fetched(domain, record_id)
        if fresh is not None:
            return fresh
    return Policy(known.mode, tuple(known.hosts)) if known is not None else None


def _record_id(domain: str) -> str:
    try:
        texts = Lookups(10).texts(f"_mta-sts.{domain}")
    except DnsTrouble:
        return ""
    found = [
        match for text in texts if text.startswith("v=STSv1") and (match := _RECORD.match(text))
    ]
    return found[0][1] if len(found) == 1 else ""


def _fetched(domain: str, record_id: str) -> Policy | None:
    try:
        policy = parse_policy(fetch(domain))
    except BadPolicy:
        return None
    expires_at = timezone.now() + min(timedelta(seconds=policy.max_age_s), LONGEST)
    row = StsPolicy(
        domain=domain,
        record_id=record_id,
        mode=policy.mode,
        hosts=list(policy.hosts),
        expires_at=expires_at,
    )
    upsert([row], unique=["domain"], update=["record_id", "mode", "hosts", "expires_at"])
    return policy


def fetch(domain: str) -> str:
    """Return the text of a domain's policy; raises `BadPolicy`."""
    host = f"mta-sts.{domain}"
    url = f"https://{host}:{PORT}/.well-known/mta-sts.txt"
    try:
        found = fetch_there(url, LARGEST_BYTES, accept="text/plain", resolve=_addresses)
    except Unreachable as reason:
        raise BadPolicy(f"{host}: {reason}") from None
    if found.media_type != "text/plain":
        raise BadPolicy(f"{host} answered {found.media_type}")
    return found.content.decode("utf-8", "replace")


def _addresses(host: str, _port: int) -> list[str]:
    lookups = Lookups(TIMEOUT_S)
    try:
        return [*lookups.addresses(host, 4), *lookups.addresses(host, 6)]
    except DnsTrouble as trouble:
        raise Unreachable(str(trouble)) from None


def parse_policy(text: str) -> Policy:
    """Read a policy (RFC 8461 section 3.2); raises `BadPolicy`."""
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip(), []).append(value.strip())
    mode = fields.get("mode", [""])[0]
    age = fields.get("max_age", [""])[0]
    hosts = tuple(one.lower().rstrip(".") for one in fields.get("mx", []))
    if fields.get("version") != ["STSv1"] or mode not in ("enforce", "testing", "none"):
        raise BadPolicy("no version, or an unknown mode")
    if not age.isdigit() or not all(_HOST.match(one) for one in hosts):
        raise BadPolicy("no age, or a host that is no name")
    if not hosts and mode != "none":
        raise BadPolicy("no hosts")
    return Policy(mode, hosts, int(age))
