"""Names of mailboxes on the wire: modified UTF-7 (RFC 3501 section 5.1.3) or UTF-8, patterns."""

import base64
import binascii
import re
from collections.abc import Callable

from .scanner import BadSyntax

DELIMITER = "/"
OTHERS = "Other Users"
_SHIFTED = re.compile(rb"&(?:([A-Za-z0-9+,]*)-)?")
_SPECIAL = re.compile(r"[^\x20-\x7e]+|&")
_QUOTED = re.compile(r'["\\]')


def decode_name(name: bytes, *, is_utf8: bool) -> str:
    """Read the name of a mailbox as a client wrote it."""
    try:
        text = name.decode() if is_utf8 or not name.isascii() else _from_utf7(name)
    except (UnicodeError, binascii.Error):
        raise BadSyntax("The name of the mailbox is not encoded well") from None
    if any(character < " " or character == "\x7f" for character in text):
        raise BadSyntax("The name of a mailbox has no control characters")
    return text


def _from_utf7(name: bytes) -> str:
    def shifted(match: re.Match[bytes]) -> bytes:
        if match[1] is None:
            raise binascii.Error
        if not match[1]:
            return b"&"
        padded = match[1].replace(b",", b"/") + b"=" * (-len(match[1]) % 4)
        return base64.b64decode(padded, validate=True).decode("utf-16-be").encode()

    return _SHIFTED.sub(shifted, name).decode()


def encode_name(name: str, *, is_utf8: bool) -> bytes:
    """Write the name of a mailbox as a quoted string."""
    text = name if is_utf8 else _SPECIAL.sub(_to_utf7, name)
    return b'"' + _QUOTED.sub(r"\\\g<0>", text).encode() + b'"'


def _to_utf7(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&-"
    shifted = base64.b64encode(match[0].encode("utf-16-be")).rstrip(b"=").replace(b"/", b",")
    return f"&{shifted.decode()}-"


def is_inbox(name: str) -> bool:
    """Tell whether it is the one name that is known in any case."""
    return name.upper() == "INBOX"


def canonical(name: str) -> str:
    """Return the path with INBOX, and what lies below it, spelt in one way."""
    first, slash, rest = name.partition(DELIMITER)
    return f"INBOX{slash}{rest}" if is_inbox(first) else name


def matcher(reference: str, pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a path matches a LIST pattern: `*` is anything, `%` stops at the
    delimiter. In time proportional to both lengths.
    """
    wanted = canonical(reference + pattern)
    wanted = re.sub(r"%*\*[*%]*", "*", re.sub(r"%+", "%", wanted))

    def matches(path: str) -> bool:
        # Only the name INBOX itself is known in any case.
        return _matches(wanted, path) or (path == "INBOX" and _matches(wanted.upper(), path))

    return matches


def _matches(pattern: str, path: str) -> bool:
    if pattern == "*":
        return True
    if "*" not in pattern and "%" not in pattern:
        return pattern == path
    states = _stepped({0}, pattern)
    for character in path:
        following = set()
        for state in states:
            wanted = pattern[state : state + 1]
            if wanted == "*" or (wanted == "%" and character != DELIMITER):
                following.add(state)
            elif wanted == character:
                following.add(state + 1)
        states = _stepped(following, pattern)
        if not states:
            return False
    return len(pattern) in states


def _stepped(states: set[int], pattern: str) -> set[int]:
    """Add the states behind wildcards that stand for nothing."""
    found = set(states)
    for state in states:
        while pattern[state : state + 1] in ("*", "%"):
            state += 1
            found.add(state)
    return found
