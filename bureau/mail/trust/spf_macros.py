"""Macros in SPF records (RFC 7208 section 7)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

_MACRO = re.compile(r"%\{([slodiphcrtv])(\d{0,3})(r?)([.+,/_=-]*)\}|%([%_-])", re.I)
_LITERAL = re.compile(r"[\x21-\x24\x26-\x7e]*\Z")


class BadMacro(ValueError):
    """A macro that the standard does not know."""


@dataclass(frozen=True, slots=True)
class Macros:
    """What macros stand for."""

    sender: str
    domain: str
    peer: IPv4Address | IPv6Address
    hello: str
    peer_name: Callable[[], str]

    def value(self, letter: str) -> str:
        """Return what a letter stands for."""
        local, _, of = self.sender.rpartition("@")
        match letter:
            case "s":
                return self.sender
            case "l":
                return local
            case "o":
                return of
            case "d":
                return self.domain
            case "i":
                return _dotted(self.peer)
            case "p":
                return self.peer_name()
            case "v":
                return "in-addr" if self.peer.version == 4 else "ip6"
            case "h":
                return self.hello
        raise BadMacro(f"%{{{letter}}} is for explanations")


def _dotted(peer: IPv4Address | IPv6Address) -> str:
    if isinstance(peer, IPv4Address):
        return str(peer)
    return ".".join(peer.exploded.replace(":", ""))


def check_macros(text: str) -> None:
    """Refuse text with a broken macro; raises `BadMacro`."""
    rest = _MACRO.sub("", text)
    if "%" in rest or not _LITERAL.match(rest):
        raise BadMacro(f"{text[:40]} has a broken macro")
    if any(match[1] and match[2] and not int(match[2]) for match in _MACRO.finditer(text)):
        raise BadMacro("a macro keeps no labels")


def expand(text: str, macros: Macros) -> str:
    """Return the text with its macros replaced."""
    return _MACRO.sub(lambda match: _expand(match, macros), text)


def _expand(match: re.Match[str], macros: Macros) -> str:
    if match[5]:
        return {"%": "%", "_": " ", "-": "%20"}[match[5]]
    value = macros.value(match[1].lower())
    parts = re.split(f"[{re.escape(match[4] or '.')}]", value)
    if match[3]:
        parts.reverse()
    if match[2]:
        parts = parts[-int(match[2]) :]
    joined = ".".join(parts)
    return quote(joined, safe="-._~") if match[1].isupper() else joined
