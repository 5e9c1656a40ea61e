"""How likely a message is junk: word counts combined after Robinson with Fisher's chi-square,
then weighed with what is known of the author. Pure functions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Any

from bureau.platform.mime import ParsedMessage

JUNK = 0.9
"""From here on a message goes to Junk."""
SUSPICIOUS = 0.6
"""From here on the reader is warned."""
LEAST_LEARNT = 10
"""Before so many messages of each kind, words say nothing."""
MOST_WORDS = 150
LEAST_STRENGTH = 0.1
PRIOR_STRENGTH = 0.45
SHOWN_WORDS = 5
_UNTRAINED = 0.15
_WEIGHTS = {
    # The weights are in units of log odds; one alone never makes junk of an unknown message.
    "author_failed": 2.5,
    "author_unproven": 0.6,
    "own_domain_unproven": 2.0,
    "name_is_other_address": 1.5,
    "answers_go_elsewhere": 0.8,
    "no_recipient": 0.7,
    "no_message_id": 0.8,
    "dangerous_file": 1.5,
}
_PROGRAMS = (".exe", ".scr", ".js", ".vbs", ".bat", ".cmd", ".com", ".pif", ".iso", ".hta", ".jar")


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many junk and good messages something was."""

    junk: int = 0
    good: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a message is junk, from 0 to 1, and why."""

    value: float = 0.0
    reasons: Sequence[str] = field(default_factory=tuple)
    is_hard: bool = False
    """The author's domain says that this mail is not from there."""


def strength_of(word: Counts, all_: Counts) -> float:
    """Return the probability that a message with this word is junk (Robinson's f(w))."""
    junk = word.junk / all_.junk if all_.junk > 0 else 0.0
    good = word.good / all_.good if all_.good > 0 else 0.0
    if junk + good <= 0:
        return 0.5
    seen = max(0, word.junk) + max(0, word.good)
    return (PRIOR_STRENGTH * 0.5 + seen * (junk / (junk + good))) / (PRIOR_STRENGTH + seen)


def combine(strengths: Sequence[float]) -> float:
    """Return one probability for many (Fisher's method both ways): 0 good, 0.5 unsure, 1 junk."""
    if not strengths:
        return 0.5
    freedom = 2 * len(strengths)
    junk = 1 - chi_square(-2 * sum(log(1 - one) for one in strengths), freedom)
    good = 1 - chi_square(-2 * sum(log(one) for one in strengths), freedom)
    return (1 + junk - good) / 2


def chi_square(value: float, freedom: int) -> float:
    """Return the probability that a chi-square variable of even freedom exceeds the value."""
    half = value / 2
    term = total = exp(-half)
    for index in range(1, freedom // 2):
        term *= half / index
        total += term
    return min(total, 1.0)


def judge_words(
    words: Mapping[int, str], counts: Mapping[int, Counts], all_: Counts
) -> tuple[float | None, list[str]]:
    """Return what the words say, None before enough was learnt, and the words that said most."""
    if min(all_.junk, all_.good) < LEAST_LEARNT:
        return None, []
    known = {word: strength_of(counts[token], all_) for token, word in words.items()
             if token in counts}  # fmt: skip
    strong = {word: one for word, one in known.items() if abs(one - 0.5) >= LEAST_STRENGTH}
    # The word itself breaks ties, so that the order of words never matters.
    chosen = sorted(strong.items(), key=lambda item: (-abs(item[1] - 0.5), item[0]))[:MOST_WORDS]
    loud = [word for word, one in chosen if one > 0.5][:SHOWN_WORDS]
    return combine([one for _, one in chosen]), loud


def judge(
    message: ParsedMessage, trust: Mapping[str, Any], said: float | None, loud: Sequence[str]
) -> Score:
    """Combine what the words say with what is known of the author."""
    signs = list(_signs(message, trust))
    base = _UNTRAINED if said is None else min(max(said, 0.002), 0.998)
    odds = log(base / (1 - base)) + sum(_WEIGHTS[sign] for sign in signs)
    if trust.get("author") == "proven":
        odds -= 0.5
    value = 1 / (1 + exp(-odds))
    reasons = signs if value >= SUSPICIOUS or signs else []
    if loud and value >= SUSPICIOUS:
        reasons = [f"words: {', '.join(loud)}", *reasons]
    return Score(round(value, 4), tuple(reasons), trust.get("author") == "failed")


def _signs(message: ParsedMessage, trust: Mapping[str, Any]) -> Sequence[str]:
    author = next(iter(message.addresses("from")), None)
    email = author.email.lower() if author else ""
    domain = email.rpartition("@")[2]
    answers = {one.email.rpartition("@")[2].lower() for one in message.addresses("reply-to")}
    named = author.name.lower() if author else ""
    found = {
        "author_failed": trust.get("author") == "failed",
        "author_unproven": trust.get("author") == "unproven",
        # A stranger who writes as somebody of the organisation.
        "own_domain_unproven": "own_domain_unproven" in trust.get("reasons", ()),
        "name_is_other_address": "@" in named and domain not in named,
        "answers_go_elsewhere": bool(answers) and domain not in answers,
        "no_recipient": not message.all("to") and not message.all("cc"),
        "no_message_id": not message.message_id,
        "dangerous_file": any(
            part.name.lower().endswith(_PROGRAMS) for part in message.attachments
        ),
    }
    return [sign for sign, holds in found.items() if holds]
