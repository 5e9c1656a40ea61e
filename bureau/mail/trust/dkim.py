"""DKIM signatures (RFC 6376, 8301, 8463): judged on the way in, made on the way out."""

import base64
import binascii
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .dns import Lookups
from .fields import (
    BadTags,
    Field,
    RawMessage,
    relaxed_body,
    relaxed_field,
    simple_body,
    simple_field,
    squeezed,
    tags_of,
    without_signature,
)
from .keys import (
    ALGORITHMS,
    PrivateKey,
    Result,
    Unverifiable,
    algorithm_of,
    digest,
    is_signed,
    published_key,
    sign,
)

NAME = "dkim-signature"
MOST_SIGNATURES = 8
CLOCKS_DIFFER_S = 300
_DOMAIN = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+\Z")
_SELECTOR = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\Z")
# fmt: off
SIGNED = (
    "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to",
    "references", "mime-version", "content-type", "content-transfer-encoding", "list-id",
    "list-unsubscribe", "list-unsubscribe-post", "auto-submitted",
)
# fmt: on
OVERSIGNED = ("from", "to", "cc", "subject", "date", "message-id")
"""Named once more than they occur, so that nobody adds another one."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature field says, read and checked for form."""

    field: Field
    domain: str
    selector: str
    algorithm: str
    names: tuple[str, ...]
    relaxed_head: bool
    relaxed_body: bool
    body_hash: bytes
    content: bytes
    identity: str
    """The domain of the `i=` tag: the signing one or below it."""
    length: int | None = None
    """How much of the body is signed, where not all of it is."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The outcome of one signature."""

    result: Result
    domain: str = ""
    selector: str = ""
    algorithm: str = ""
    problem: str = ""
    is_partial: bool = False
    """Only the beginning of the body is signed: anything may have been added."""


def verify(message: RawMessage, lookups: Lookups) -> list[Signed]:
    """Judge the signatures of a message, the topmost ones where it has very many."""
    return [_verified(message, field, lookups) for field in message.named(NAME)[:MOST_SIGNATURES]]


def _verified(message: RawMessage, field: Field, lookups: Lookups) -> Signed:
    try:
        signature = read_signature(field)
    except Unverifiable as broken:
        return Signed(broken.result, problem=broken.problem)
    about = (signature.domain, signature.selector, signature.algorithm)
    try:
        check(message, signature, lookups)
    except Unverifiable as refused:
        return Signed(refused.result, *about, refused.problem)
    return Signed("pass", *about, is_partial=signature.length is not None)


def read_signature(field: Field) -> Signature:
    """Read a DKIM signature; raises `Unverifiable`."""
    try:
        tags = tags_of(field)
    except BadTags:
        raise Unverifiable("permerror", "the signature cannot be read") from None
    if tags.get("v") != "1":
        raise Unverifiable("permerror", "unknown version")
    return signature_of(field, tags)


def signature_of(field: Field, tags: dict[str, str]) -> Signature:
    """Return what the tags of a signature say; raises `Unverifiable`."""
    try:
        head, _, body = squeezed(tags.get("c", "simple/simple")).lower().partition("/")
        body = body or "simple"
        if {head, body} - {"simple", "relaxed"}:
            raise Unverifiable("permerror", "unknown canonical form")
        signature = Signature(
            field=field,
            domain=tags["d"].lower().rstrip("."),
            selector=tags["s"].lower(),
            algorithm=tags["a"].lower(),
            names=tuple(squeezed(tags["h"]).lower().split(":")),
            relaxed_head=head == "relaxed",
            relaxed_body=body == "relaxed",
            body_hash=base64.b64decode(squeezed(tags["bh"]), validate=True),
            identity=tags.get("i", tags["d"]).lower().rpartition("@")[2],
            content=base64.b64decode(squeezed(tags["b"]), validate=True),
            length=int(tags["l"]) if "l" in tags else None,
        )
    except KeyError as missing:
        raise Unverifiable("permerror", f"no tag {missing.args[0]}") from None
    except (ValueError, binascii.Error):
        raise Unverifiable("permerror", "the signature cannot be read") from None
    _check_form(signature, tags)
    return signature


def _check_form(signature: Signature, tags: dict[str, str]) -> None:
    if signature.algorithm not in ALGORITHMS:
        raise Unverifiable("permerror", f"{signature.algorithm[:20]} is not accepted")
    if not _DOMAIN.match(signature.domain) or not _SELECTOR.match(signature.selector):
        raise Unverifiable("permerror", "domain or selector is no name")
    if "from" not in signature.names:
        raise Unverifiable("permerror", "the author is not signed")
    if not f".{signature.identity}".endswith(f".{signature.domain}"):
        raise Unverifiable("permerror", "the identity is of another domain")
    try:
        signed_at, expires_at = int(tags.get("t", "0")), int(tags.get("x", "0"))
    except ValueError:
        raise Unverifiable("permerror", "a time is no number") from None
    if "x" in tags and expires_at < signed_at:
        raise Unverifiable("permerror", "it expires before it was made")
    if "x" in tags and expires_at + CLOCKS_DIFFER_S < time.time():
        raise Unverifiable("fail", "the signature expired")


def check(message: RawMessage, signature: Signature, lookups: Lookups) -> None:
    """Check body, key and signature; raises `Unverifiable` unless all is well."""
    body = (relaxed_body if signature.relaxed_body else simple_body)(message.body)
    if signature.length is not None:
        if not 0 <= signature.length <= len(body):
            raise Unverifiable("permerror", "more is signed than there is")
        body = body[: signature.length]
    if digest(body) != signature.body_hash:
        raise Unverifiable("fail", "the body was changed")
    key, tags = published_key(lookups, signature.domain, signature.selector, signature.algorithm)
    is_strict = "s" in squeezed(tags.get("t", "")).split(":")
    if is_strict and signature.identity != signature.domain:
        raise Unverifiable("permerror", "the key is not for subdomains")
    form = relaxed_field if signature.relaxed_head else simple_field
    signed = signed_head(message, signature.names, form) + own_form(signature.field, form)
    if not is_signed(key, signature.content, signed):
        raise Unverifiable("fail", "the header was changed")


def signed_head(message: RawMessage, names: Sequence[str], form: Callable[[Field], bytes]) -> bytes:
    """Return the named fields as signed: of equal ones, the lowest first."""
    left: dict[str, list[Field]] = {}
    for field in message.fields:
        left.setdefault(field.name, []).append(field)
    found = [left[name].pop() for name in names if left.get(name)]
    return b"".join(form(field) for field in found)


def own_form(field: Field, form: Callable[[Field], bytes]) -> bytes:
    """Return the signature's own field as signed: without its value and line end."""
    return form(without_signature(field)).removesuffix(b"\r\n")


def sign_message(
    message: RawMessage, domain: str, selector: str, key: PrivateKey, at: int
) -> bytes:
    """Return a DKIM-Signature field for the message, CRLF included."""
    begin = f"v=1; d={domain}; s={selector}; t={at}"
    return signature_field("DKIM-Signature", begin, message, key, names_to_sign(message))


def names_to_sign(message: RawMessage) -> list[str]:
    """Return the names of the fields that a signature covers, as often as they occur and once
    more for those that nobody may add.
    """
    present = [field.name for field in message.fields]
    names = [name for name in SIGNED for _ in range(present.count(name))]
    return names + list(OVERSIGNED)


def signature_field(
    name: str, begin: str, message: RawMessage, key: PrivateKey, names: Sequence[str]
) -> bytes:
    """Return a field that signs the body and these fields, relaxed both, CRLF included."""
    body_hash = base64.b64encode(digest(relaxed_body(message.body))).decode()
    text = (
        f"{name}: {begin}; a={algorithm_of(key)}; c=relaxed/relaxed;\r\n"
        f"\th={_folded(names)};\r\n\tbh={body_hash};\r\n\tb="
    )
    bare = Field(name.lower(), text.encode())
    signed = signed_head(message, names, relaxed_field) + own_form(bare, relaxed_field)
    return bare.raw + in_lines(sign(key, signed)) + b"\r\n"


def _folded(names: Sequence[str]) -> str:
    rows = [names[at : at + 5] for at in range(0, len(names), 5)]
    return ":\r\n\t ".join(":".join(row) for row in rows)


def in_lines(signature: bytes) -> bytes:
    """Return base64 folded as it stands in a field."""
    text = base64.b64encode(signature)
    return b"\r\n\t ".join(text[at : at + 72] for at in range(0, len(text), 72))
