"""The Authenticated Received Chain (RFC 8617): what earlier hosts saw of a message that was
forwarded, judged on the way in and continued when we forward.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from .dkim import check, in_lines, names_to_sign, own_form, signature_field, signature_of
from .dns import Lookups
from .fields import BadTags, Field, RawMessage, relaxed_field, squeezed, tags_of
from .keys import (
    ALGORITHMS,
    PrivateKey,
    Result,
    Unverifiable,
    algorithm_of,
    is_signed,
    published_key,
    sign,
)

RESULTS, MESSAGE, SEAL = (
    "arc-authentication-results",
    "arc-message-signature",
    "arc-seal",
)
MOST_SETS = 50
_INSTANCE = re.compile(rb"\s*i\s*=\s*(\d{1,2})\s*(?:;|\Z)")


@dataclass(frozen=True, slots=True)
class ArcSet:
    """What one host added."""

    results: Field
    message: Field
    seal: Field


@dataclass(frozen=True, slots=True)
class Chain:
    """The outcome of a chain."""

    result: Result
    sealers: tuple[str, ...] = ()
    """The domains that sealed, oldest first."""
    results: str = ""
    """What the oldest host saw."""
    problem: str = ""


def verify(message: RawMessage, lookups: Lookups) -> Chain:
    """Judge the chain of a message."""
    if not any(message.named(name) for name in (RESULTS, MESSAGE, SEAL)):
        return Chain("none")
    try:
        sets = read_sets(message)
        _check_message(message, sets[-1], lookups)
        for count in range(len(sets), 0, -1):
            _check_seal(sets[:count], lookups)
    except Unverifiable as refused:
        result: Result = "temperror" if refused.result == "temperror" else "fail"
        return Chain(result, problem=refused.problem)
    except BadTags:
        return Chain("fail", problem="a field cannot be read")
    sealers = tuple(tags_of(one.seal)["d"].lower() for one in sets)
    seen = sets[0].results.value.partition(b";")[2].decode("utf-8", "replace")
    return Chain("pass", sealers, " ".join(seen.split()))


def read_sets(message: RawMessage) -> list[ArcSet]:
    """Return the sets in order; raises `Unverifiable` when one is missing, doubled or failed."""
    found: dict[tuple[str, int], Field] = {}
    for name in (RESULTS, MESSAGE, SEAL):
        for field in message.named(name):
            key = name, _instance(field)
            if key in found:
                raise Unverifiable("fail", "a set is there twice")
            found[key] = field
    count = len(found) // 3
    complete = all(
        (name, at + 1) in found for name in (RESULTS, MESSAGE, SEAL) for at in range(count)
    )
    if not complete or len(found) != 3 * count or not 0 < count <= MOST_SETS:
        raise Unverifiable("fail", "the sets are not complete")
    return [
        ArcSet(found[RESULTS, at], found[MESSAGE, at], found[SEAL, at])
        for at in range(1, count + 1)
    ]


def _instance(field: Field) -> int:
    if field.name == RESULTS:
        match = _INSTANCE.match(field.value)
        if match is None:
            raise Unverifiable("fail", "a set has no number")
        return int(match[1])
    try:
        return int(tags_of(field)["i"])
    except (KeyError, ValueError):
        raise Unverifiable("fail", "a set has no number") from None


def _check_message(message: RawMessage, newest: ArcSet, lookups: Lookups) -> None:
    tags = tags_of(newest.message)
    if {"arc-seal", "arc-authentication-results"} & set(
        squeezed(tags.get("h", "")).lower().split(":")
    ):
        raise Unverifiable("fail", "the message's signature covers seals")
    # `i=` numbers the set here; it is no identity, and there is no version.
    bare = {name: value for name, value in tags.items() if name != "i"}
    check(message, signature_of(newest.message, bare), lookups)


def _check_seal(sets: list[ArcSet], lookups: Lookups) -> None:
    tags = tags_of(sets[-1].seal)
    expected = "none" if len(sets) == 1 else "pass"
    if tags.get("cv", "").lower() != expected or "h" in tags:
        raise Unverifiable("fail", "a host saw a broken chain")
    algorithm = tags.get("a", "").lower()
    try:
        signature = base64.b64decode(squeezed(tags["b"]), validate=True)
        domain, selector = tags["d"].lower(), tags["s"].lower()
    except (KeyError, binascii.Error):
        raise Unverifiable("fail", "a seal cannot be read") from None
    if algorithm not in ALGORITHMS:
        raise Unverifiable("fail", "a seal of an unknown kind")
    key, _ = published_key(lookups, domain, selector, algorithm)
    if not is_signed(key, signature, _sealed(sets)):
        raise Unverifiable("fail", "a seal does not fit")


def _sealed(sets: list[ArcSet]) -> bytes:
    earlier = [field for one in sets[:-1] for field in (one.results, one.message, one.seal)]
    fields = [*earlier, sets[-1].results, sets[-1].message]
    head = b"".join(relaxed_field(field) for field in fields)
    return head + own_form(sets[-1].seal, relaxed_field)


def seal(
    message: RawMessage,
    results: str,
    chain: Result,
    domain: str,
    selector: str,
    key: PrivateKey,
    at: int,
) -> bytes:
    """Return the three fields that continue the chain, to be put in front of the message.

    `chain` is what our own judgement of the chain was; a broken chain is not continued, then
    nothing is returned. `results` is what our Authentication-Results said.
    """
    if chain not in ("none", "pass"):
        return b""
    sets = read_sets(message) if chain == "pass" else []
    count = len(sets) + 1
    if count > MOST_SETS:
        return b""
    seen = Field(RESULTS, f"ARC-Authentication-Results: i={count}; {results}\r\n".encode())
    begin = f"i={count}; d={domain}; s={selector}; t={at}"
    names = [*names_to_sign(message), *("dkim-signature" for _ in message.named("dkim-signature"))]
    signed = Field(MESSAGE, signature_field("ARC-Message-Signature", begin, message, key, names))
    text = f"ARC-Seal: {begin}; a={algorithm_of(key)}; cv={chain};\r\n\tb="
    bare = ArcSet(seen, signed, Field(SEAL, text.encode()))
    signature = sign(key, _sealed([*sets, bare]))
    return bare.seal.raw + in_lines(signature) + b"\r\n" + signed.raw + seen.raw
