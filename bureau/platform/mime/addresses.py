"""Addresses of header fields (RFC 5322 section 3.4), read by one linear scan that accepts what
people send.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .words import decode_words, encode_words, one_line

MOST_ADDRESSES = 2_000
LONGEST_REMEMBERED = 2_000
LONGEST_PHRASE = 4_000
_PLAIN = re.compile(r'[^"(<,;:]+')
_COMMENT = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A mailbox: display name (may be empty) and address as written."""

    name: str
    email: str


@dataclass(slots=True)
class _Draft:
    phrase: str = ""
    comment: str = ""
    angle: str | None = None

    def add(self, text: str) -> None:
        """Take more of the words; no name is longer than some lines."""
        self.phrase += text[: LONGEST_PHRASE - len(self.phrase)]

    def finish(self) -> MailAddress | None:
        """Return the address read so far, None where there is none."""
        phrase = " ".join(self.phrase.split())
        if self.angle is not None:
            email = "".join(self.angle.split()).rpartition(":")[2]
            return MailAddress(decode_words(phrase), one_line(email)) if email else None
        if "@" in phrase:
            email = decode_words("".join(phrase.split()))
            return MailAddress(decode_words(self.comment), email)
        return MailAddress("", decode_words(phrase)) if phrase else None


def parse_addresses(value: str) -> tuple[MailAddress, ...]:
    """Read a list of addresses and groups; group names are dropped, members kept. Never raises."""
    # One message's fields are asked for some ten times while it is filed.
    return _remembered(value) if len(value) <= LONGEST_REMEMBERED else _parsed(value)


def _parsed(value: str) -> tuple[MailAddress, ...]:
    found: list[MailAddress] = []
    draft = _Draft()
    position = 0
    while position < len(value) and len(found) < MOST_ADDRESSES:
        character = value[position]
        if character in ",;":
            _settle(found, draft)
            draft = _Draft()
        elif character == ":" and draft.angle is None and "@" not in draft.phrase:
            draft = _Draft()
        else:
            position = _take(value, position, draft)
            continue
        position += 1
    _settle(found, draft)
    return tuple(found)


_remembered = lru_cache(maxsize=1_000)(_parsed)


def parse_groups(value: str) -> list[tuple[str | None, list[MailAddress]]]:
    """Read a list of addresses by group; those that are in none come under None. Never raises."""
    groups: list[tuple[str | None, list[MailAddress]]] = []
    draft, name = _Draft(), None
    position, count = 0, 0
    while position < len(value) and count < MOST_ADDRESSES:
        character = value[position]
        if character == ":" and draft.angle is None and "@" not in draft.phrase and name is None:
            name = decode_words(" ".join(draft.phrase.split()))
            groups.append((name, []))
            count += 1
            draft = _Draft()
        elif character in ",;":
            count += _join(groups, name, draft)
            draft = _Draft()
            name = None if character == ";" else name
        else:
            position = _take(value, position, draft)
            continue
        position += 1
    _join(groups, name, draft)
    return groups


def _join(
    groups: list[tuple[str | None, list[MailAddress]]], name: str | None, draft: _Draft
) -> bool:
    """Add the address read so far to the open group; tell whether there was one."""
    address = draft.finish()
    if address is None:
        return False
    if name is None and (not groups or groups[-1][0] is not None):
        groups.append((None, []))
    groups[-1][1].append(address)
    return True


def _settle(found: list[MailAddress], draft: _Draft) -> None:
    address = draft.finish()
    if address is not None:
        found.append(address)


def _take(value: str, position: int, draft: _Draft) -> int:
    """Add the token at `position` to the draft; return where the next one begins."""
    character = value[position]
    if character == '"':
        text, after = _quoted(value, position + 1)
        draft.add(text)
        return after
    if character == "(":
        draft.comment, after = _commented(value, position + 1)
        return after
    if character == "<":
        end = value.find(">", position)
        end = len(value) if end < 0 else end
        draft.angle = _COMMENT.sub("", value[position + 1 : end])
        return end + 1
    plain = _PLAIN.match(value, position)
    draft.add(plain[0] if plain else character)
    return plain.end() if plain else position + 1


def _quoted(value: str, position: int) -> tuple[str, int]:
    text = []
    while position < len(value) and value[position] != '"':
        if value[position] == "\\":
            position += 1
        text.append(value[position : position + 1])
        position += 1
    return "".join(text), position + 1


def _commented(value: str, position: int) -> tuple[str, int]:
    start, depth = position, 1
    while position < len(value):
        if value[position] == "\\":
            position += 1
        elif value[position] == "(":
            depth += 1
        elif value[position] == ")":
            depth -= 1
            if depth == 0:
                break
        position += 1
    return value[start:position].strip(), position + 1


def format_address(address: MailAddress) -> str:
    """Write one address for a header field."""
    email = one_line(address.email).replace("<", "").replace(">", "").replace(" ", "")
    name = one_line(address.name)
    if not name:
        return email
    if not name.isascii():
        return f"{' '.join(encode_words(name))} <{email}>"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{email}>'


def format_addresses(addresses: Iterable[MailAddress]) -> str:
    """Write a list of addresses, folded after each comma."""
    return ",\r\n ".join(format_address(address) for address in addresses)
