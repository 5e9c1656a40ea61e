"""DMARC (RFC 9989): does a proven domain stand for the author's, and what its owner asks otherwise.

The organisation's domain is found by walking up the DNS tree; there is no list of suffixes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .dns import DnsTrouble, Lookups
from .fields import BadTags, read_tags

Policy = Literal["none", "quarantine", "reject"]
Outcome = Literal["pass", "fail", "none", "temperror", "permerror"]
MOST_STEPS = 8
_POLICIES: dict[str, Policy] = {"none": "none", "quarantine": "quarantine", "reject": "reject"}
_WEAKER: dict[Policy, Policy] = {"reject": "quarantine", "quarantine": "none", "none": "none"}


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome for an author's domain."""

    result: Outcome
    domain: str = ""
    policy: Policy = "none"
    """What the owner asks for mail that fails."""
    aligned: str = ""
    """The proven domain that stands for the author's."""


@dataclass(frozen=True, slots=True)
class Record:
    """A policy record and where it was found."""

    domain: str
    tags: dict[str, str]


def judge(lookups: Lookups, author: str, proven_dkim: Iterable[str], proven_spf: str) -> Judged:
    """Judge an author's domain by the domains that DKIM and SPF proved."""
    try:
        found = walk(lookups, author)
        record = _policy_record(found, author)
        if record is None:
            return Judged("none", author)
        policy = _policy(lookups, record, author)
        signers = [*proven_dkim]
        modes = [(one, "adkim") for one in signers] + ([(proven_spf, "aspf")] if proven_spf else [])
        own = organisation(found, author)
        for domain, tag in modes:
            is_strict = record.tags.get(tag, "r").lower() == "s"
            if domain == author or (not is_strict and _of(lookups, domain, own)):
                return Judged("pass", author, policy, domain)
    except DnsTrouble:
        return Judged("temperror", author)
    return Judged("fail", author, policy)


def _of(lookups: Lookups, domain: str, own: str) -> bool:
    """Tell whether a domain is of this organisation."""
    if domain == own:
        return True
    if not f".{domain}".endswith(f".{own}"):
        return False
    return organisation(walk(lookups, domain), domain) == own


def walk(lookups: Lookups, domain: str) -> list[Record]:
    """Return the records from a domain up the tree, the longest name first; raises
    `DnsTrouble`.
    """
    found: list[Record] = []
    labels = domain.split(".")
    for _ in range(MOST_STEPS):
        record = _record(lookups, ".".join(labels))
        if record is not None:
            found.append(record)
            if record.tags.get("psd", "u").lower() in ("y", "n"):
                break
        labels = labels[-7:] if len(labels) > MOST_STEPS else labels[1:]
        if not labels:
            break
    return found


def organisation(found: list[Record], domain: str) -> str:
    """Return the organisation's domain after a walk from `domain`."""
    for record in found:
        mark = record.tags.get("psd", "u").lower()
        if mark == "n":
            return record.domain
        if mark == "y" and record.domain != domain:
            below = domain.split(".")[-(record.domain.count(".") + 2) :]
            return ".".join(below)
    return found[-1].domain if found else domain


def _policy_record(found: list[Record], author: str) -> Record | None:
    by_domain = {record.domain: record for record in found}
    own = organisation(found, author)
    return by_domain.get(author) or by_domain.get(own) or (found[-1] if found else None)


def _record(lookups: Lookups, domain: str) -> Record | None:
    records = []
    for text in lookups.texts(f"_dmarc.{domain}"):
        try:
            tags = read_tags(text)
        except BadTags:
            continue
        if next(iter(tags), "") == "v" and tags["v"] == "DMARC1":
            records.append(Record(domain, tags))
    return records[0] if len(records) == 1 else None


def _policy(lookups: Lookups, record: Record, author: str) -> Policy:
    tags = record.tags
    wanted = tags.get("p", "none")
    if record.domain != author:
        wanted = tags.get("sp", wanted)
        if "np" in tags and not lookups.query(author, "TXT").exists:
            wanted = tags["np"]
    policy = _POLICIES.get(wanted.lower(), "none")
    return _WEAKER[policy] if tags.get("t", "n").lower() == "y" else policy
