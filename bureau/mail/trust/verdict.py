"""The verdict on an arriving message, from all that can be proved of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bureau.platform.mime import ParsedMessage, one_line

from . import arc, dkim, dmarc, spf
from .dns import Lookups
from .fields import split

BUDGET_S = 10.0
"""All questions to the DNS for one message together."""
Author = Literal["proven", "unproven", "failed"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the conversation said."""

    peer: str
    hello: str
    sender: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a message's author."""

    spf: spf.Checked
    dkim: Sequence[dkim.Signed]
    arc: arc.Chain
    dmarc: dmarc.Judged
    author: Author
    domain: str = ""
    reasons: Sequence[str] = field(default_factory=tuple)

    @property
    def signers(self) -> list[str]:
        """The domains with a good signature over the whole message."""
        return [one.domain for one in self.dkim if one.result == "pass" and not one.is_partial]

    def as_trust(self, is_external: bool) -> dict[str, Any]:
        """Return what is stored with the message (`Email.trust`)."""
        return {
            "spf": self.spf.result,
            "dkim": best(self.dkim),
            "dmarc": self.dmarc.result,
            "arc": self.arc.result,
            "author": self.author,
            "domain": self.domain,
            "signers": self.signers[:5],
            "policy": self.dmarc.policy,
            "external": is_external,
            "reasons": list(self.reasons),
        }


def best(signatures: Sequence[dkim.Signed]) -> str:
    """Return the one result that stands for all signatures."""
    results = [one.result for one in signatures]
    order = ("pass", "temperror", "policy", "fail", "permerror", "neutral")
    return next((one for one in order if one in results), "none")


def assess(content: bytes, message: ParsedMessage, facts: Facts) -> Verdict:
    """Judge a message by its envelope and signatures; never raises, within `BUDGET_S`."""
    lookups = Lookups(BUDGET_S)
    raw = split(content)
    checked = spf.check_host(lookups, facts.peer, facts.sender, facts.hello)
    signatures = dkim.verify(raw, lookups)
    chain = arc.verify(raw, lookups)
    author = author_domain(message)
    proven = [one.domain for one in signatures if one.result == "pass" and not one.is_partial]
    sender = checked.domain if checked.result == "pass" else ""
    judged = (
        dmarc.judge(lookups, author, proven, sender)
        if author
        else dmarc.Judged("permerror", author)
    )
    if not facts.peer and judged.result == "fail":
        # Another host of ours took it in: without its peer nothing is proven, nor disproven.
        judged = dmarc.Judged("none", author)
    trust = _author(judged, proven, sender, author)
    return Verdict(
        checked, signatures, chain, judged, trust, author, _reasons(judged, chain, author)
    )


def author_domain(message: ParsedMessage) -> str:
    """Return the one domain that all authors share; empty when there is none."""
    found = {one.email.rpartition("@")[2].lower() for one in message.addresses("from")}
    return found.pop() if len(found) == 1 and len(message.all("from")) == 1 else ""


def _author(judged: dmarc.Judged, proven: list[str], sender: str, author: str) -> Author:
    if judged.result == "pass":
        return "proven"
    if judged.result in ("fail", "permerror"):
        return "failed" if judged.policy != "none" or not author else "unproven"
    # Without a policy, only the very domain counts.
    return "proven" if author and author in (*proven, sender) else "unproven"


def _reasons(judged: dmarc.Judged, chain: arc.Chain, author: str) -> list[str]:
    reasons = []
    if not author:
        reasons.append("no_single_author")
    if judged.result == "fail":
        reasons.append("dmarc_failed")
    if chain.result == "fail":
        reasons.append("arc_broken")
    return reasons


def results_field(verdict: Verdict, host: str, facts: Facts) -> str:
    """Return the value of Authentication-Results (RFC 8601)."""
    parts = [host, _spf_text(verdict.spf, facts)]
    parts += [_dkim_text(one) for one in verdict.dkim] or ["dkim=none"]
    judged = verdict.dmarc
    policy = f" (p={judged.policy})" if judged.result in ("pass", "fail") else ""
    parts.append(f"dmarc={judged.result}{policy} header.from={_value(judged.domain)}")
    if verdict.arc.result != "none":
        parts.append(f"arc={verdict.arc.result}")
    return "; ".join(parts)


def _spf_text(checked: spf.Checked, facts: Facts) -> str:
    identity = "smtp.mailfrom" if facts.sender else "smtp.helo"
    return f"spf={checked.result} {identity}={_value(facts.sender or facts.hello)}"


def _dkim_text(one: dkim.Signed) -> str:
    domain = f" header.d={_value(one.domain)}" if one.domain else ""
    selector = f" header.s={_value(one.selector)}" if one.selector else ""
    algorithm = f" header.a={one.algorithm}" if one.algorithm else ""
    return f"dkim={one.result}{domain}{selector}{algorithm}"


def _value(text: str) -> str:
    """Return text that cannot end its place in the field."""
    plain = "".join(one for one in one_line(text) if one not in ' ;"()\\<>')
    return plain[:255] or "unknown"
