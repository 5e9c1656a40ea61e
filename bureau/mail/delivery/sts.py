"""MTA-STS (RFC 8461): what a domain promises of its hosts' TLS, fetched over HTTPS and kept.

The fetch follows no redirect, goes to public addresses only, and is bounded in time and size.
"""

import http.client
import ipaddress
import re
import socket
import ssl
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from bureau.platform.db import upsert

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
    except (BadPolicy, OSError, http.client.HTTPException):
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
    """Return the text of a domain's policy; raises `BadPolicy`, `OSError`, `HTTPException`."""
    host = f"mta-sts.{domain}"
    address = public_address(host)
    plain = socket.create_connection((address, PORT), TIMEOUT_S)
    context = trust_store()
    connection = http.client.HTTPSConnection(host, PORT, timeout=TIMEOUT_S, context=context)
    connection.sock = context.wrap_socket(plain, server_hostname=host)
    try:
        connection.request("GET", "/.well-known/mta-sts.txt", headers={"User-Agent": "Bureau"})
        answer = connection.getresponse()
        media_type = answer.headers.get_content_type()
        if answer.status != 200 or media_type != "text/plain":
            raise BadPolicy(f"{host} answered {answer.status} {media_type}")
        content = answer.read(LARGEST_BYTES + 1)
    finally:
        connection.close()
    if len(content) > LARGEST_BYTES:
        raise BadPolicy("the policy is too large")
    return content.decode("utf-8", "replace")


def trust_store() -> ssl.SSLContext:
    """Return the context that judges other hosts by the public authorities."""
    return ssl.create_default_context()


def public_address(host: str) -> str:
    """Return an address of the host; raises `BadPolicy` unless all of them are public."""
    try:
        lookups = Lookups(TIMEOUT_S)
        found = [*lookups.addresses(host, 4), *lookups.addresses(host, 6)]
    except DnsTrouble as trouble:
        raise BadPolicy(str(trouble)) from None
    if not found or not all(is_public(one) for one in found):
        raise BadPolicy(f"{host} is at no public address")
    return found[0]


def is_public(address: str) -> bool:
    """Tell whether an address can be one of another organisation."""
    given = ipaddress.ip_address(address)
    mapped = getattr(given, "ipv4_mapped", None) or given
    return bool(given.is_global and mapped.is_global and not given.is_multicast)


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
