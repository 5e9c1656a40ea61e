"""The MTA-STS policies of our own domains (RFC 8461), served at `mta-sts.<domain>`."""

from hashlib import blake2s

from .models import MailDomain

MAX_AGE_S = 7 * 86_400


def policy_text(domain: MailDomain, hosts: list[str]) -> str:
    """Return the policy of a domain whose mail these hosts take."""
    lines = ["version: STSv1", f"mode: {domain.sts_mode}"]
    lines += [f"mx: {one}" for one in hosts]
    return "".join(f"{line}\r\n" for line in [*lines, f"max_age: {MAX_AGE_S}"])


def policy_id(domain: MailDomain) -> str:
    """Return the id of the policy, which changes with it."""
    return blake2s(f"{domain.name} {domain.sts_mode}".encode(), digest_size=8).hexdigest()
