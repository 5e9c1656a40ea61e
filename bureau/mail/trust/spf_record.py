"""SPF records, read to RFC 7208 section 4.6 and 12: one error anywhere refuses the whole record."""

import re
from dataclasses import dataclass
from ipaddress import ip_network

from .spf_macros import check_macros

_TERM = re.compile(r"([+?~-]?)([a-z0-9_.-]+)(?::([^/]*(?:/[^/]*[^0-9/][^/]*)*))?((?:/.*)?)\Z", re.I)
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(.*)\Z", re.I)
_BITS = re.compile(r"(?:/(\d|[12]\d|3[0-2]))?(?://(\d{1,3}))?\Z")
_NEEDS = {"include", "exists", "ip4", "ip6"}
_PLAIN = {"all", "a", "mx", "ptr", *_NEEDS}
_TOP_LABEL = re.compile(r"(?:[a-z0-9-]*[a-z][a-z0-9-]*|[a-z0-9]+-[a-z0-9-]*)\.?\Z", re.I)


class BadRecord(ValueError):
    """The record cannot be read."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A mechanism with its qualifier."""

    qualifier: str
    mechanism: str
    argument: str = ""
    bits4: int = 32
    bits6: int = 128


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says, in order."""

    directives: tuple[Directive, ...]
    redirect: str = ""


def read_record(text: str) -> Record:
    """Read a record that begins with `v=spf1`; raises `BadRecord`."""
    directives: list[Directive] = []
    modifiers: dict[str, str] = {}
    for term in text.split(" ")[1:]:
        if not term:
            continue
        modifier = _MODIFIER.match(term)
        if modifier is None:
            directives.append(_directive(term))
            continue
        name = modifier[1].lower()
        check_macros(modifier[2])
        if name in ("redirect", "exp"):
            if name in modifiers or not modifier[2]:
                raise BadRecord(f"{name} is there twice, or empty")
            modifiers[name] = _name(modifier[2])
    has_all = any(one.mechanism == "all" for one in directives)
    return Record(tuple(directives), "" if has_all else modifiers.get("redirect", ""))


def _directive(term: str) -> Directive:
    match = _TERM.match(term)
    if match is None or match[2].lower() not in _PLAIN:
        raise BadRecord(f"unknown term {term[:40]}")
    qualifier, mechanism, argument, rest = match[1] or "+", match[2].lower(), match[3], match[4]
    if mechanism in ("ip4", "ip6"):
        return Directive(qualifier, mechanism, _network(mechanism, (argument or "") + rest))
    if argument == "" or (argument is None and mechanism in _NEEDS):
        raise BadRecord(f"{mechanism} needs a name")
    if mechanism == "all" and (argument is not None or rest):
        raise BadRecord("all takes nothing")
    bits4, bits6 = _bits(mechanism, rest)
    return Directive(qualifier, mechanism, _name(argument) if argument else "", bits4, bits6)


def _name(text: str) -> str:
    """Check that the text ends in a macro or a label that can be a top-level one."""
    check_macros(text)
    if not text.endswith("}") and not _TOP_LABEL.match(text.rstrip(".").rpartition(".")[2]):
        raise BadRecord(f"{text[:40]} is no name")
    if not text.endswith("}") and "." not in text.rstrip("."):
        raise BadRecord(f"{text[:40]} is no name")
    return text


def _bits(mechanism: str, rest: str) -> tuple[int, int]:
    if not rest:
        return 32, 128
    match = _BITS.match(rest)
    if mechanism not in ("a", "mx") or match is None:
        raise BadRecord(f"{mechanism} cannot have {rest[:10]}")
    bits6 = int(match[2]) if match[2] else 128
    has_zero = any(one and len(one) > 1 and one.startswith("0") for one in match.groups())
    if bits6 > 128 or has_zero:
        raise BadRecord("a prefix is too long")
    return (int(match[1]) if match[1] else 32), bits6


def _network(mechanism: str, text: str) -> str:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        raise BadRecord(f"{text[:40]} is no network") from None
    if network.version != int(mechanism[-1]) or re.search(r"/(?:0\d|.*\.)", text):
        raise BadRecord(f"{text[:40]} is no network of {mechanism}")
    return text
