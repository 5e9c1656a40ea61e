"""Comparing values with keys: match types, comparators, relations (RFC 5228 section 2.7,
RFC 5231). Linear in the text for each key.
"""

import re
from collections.abc import Sequence

from .syntax import Step

_NUMBER = re.compile(r"[0-9]{1,30}")
_INFINITE = 10**31
_FOLD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def folded(text: str, comparator: str) -> str:
    """Return the text as `i;ascii-casemap` or `i;octet` compare it."""
    # Beyond the letter of RFC 4790, letters of other scripts are folded as well: people expect it.
    return text if comparator == "i;octet" else text.translate(_FOLD).casefold()


def relation(sign: str, left: str | int, right: str | int) -> bool:
    """Tell whether two values of one kind stand in a relation."""
    comparison = (left > right) - (left < right)  # type: ignore[operator]
    return {
        "gt": comparison > 0,
        "ge": comparison >= 0,
        "lt": comparison < 0,
        "le": comparison <= 0,
        "eq": comparison == 0,
        "ne": comparison != 0,
    }[sign]


def number_of(text: str) -> int:
    """Return the number that a text begins with; without one it is infinite (RFC 4790)."""
    match = _NUMBER.match(text)
    return int(match[0]) if match else _INFINITE


def find_match(step: Step, values: Sequence[str], keys: Sequence[str]) -> list[str] | None:
    """Return what the wildcards of the first match stand for, None when nothing matches."""
    comparator = step.tag_text("comparator", "i;ascii-casemap")
    if "count" in step.tags:
        sign = step.tag_text("count")
        return [] if any(relation(sign, len(values), number_of(key)) for key in keys) else None
    for key in keys:
        for value in values:
            found = _one(step, comparator, value, key)
            if found is not None:
                return found
    return None


def _one(step: Step, comparator: str, value: str, key: str) -> list[str] | None:
    if comparator == "i;ascii-numeric":
        sign = step.tag_text("value", "eq")
        return [] if relation(sign, number_of(value), number_of(key)) else None
    if "matches" in step.tags:
        return _glob(value, key, comparator)
    left, right = folded(value, comparator), folded(key, comparator)
    if "value" in step.tags:
        return [] if relation(step.tag_text("value"), left, right) else None
    is_found = right in left if "contains" in step.tags else left == right
    return [] if is_found else None


def _glob(value: str, pattern: str, comparator: str) -> list[str] | None:
    """Match `*` and `?`; the pieces between stars are looked for from the left, each once."""
    text = folded(value, comparator)
    # Folding may change lengths; then what the wildcards stand for is given as folded.
    shown = value if len(text) == len(value) else text
    pieces = _pieces(pattern, comparator)
    groups: list[str] = []
    position = 0
    for index, piece in enumerate(pieces):
        is_last = index == len(pieces) - 1
        at = _place(text, piece, position, index == 0, is_last)
        if at is None:
            return None
        if index:
            groups.append(shown[position:at])
        groups += [shown[at + offset] for offset, item in enumerate(piece) if item is None]
        position = at + len(piece)
    return [value, *groups]


def _pieces(pattern: str, comparator: str) -> list[list[str | None]]:
    """Split a pattern at its stars; None stands for any one character."""
    pieces: list[list[str | None]] = [[]]
    characters = iter(pattern)
    for character in characters:
        if character == "*":
            pieces.append([])
        elif character == "?":
            pieces[-1].append(None)
        else:
            plain = next(characters, "\\") if character == "\\" else character
            pieces[-1] += list(folded(plain, comparator))
    return pieces


def _place(
    text: str, piece: Sequence[str | None], start: int, is_first: bool, is_last: bool
) -> int | None:
    length = len(piece)
    if is_first and is_last:
        return 0 if len(text) == length and _fits(text, piece, 0) else None
    if is_first:
        return 0 if _fits(text, piece, 0) else None
    if is_last:
        at = len(text) - length
        return at if at >= start and _fits(text, piece, at) else None
    if None not in piece:
        at = text.find("".join(item or "" for item in piece), start)
        return at if at >= 0 else None
    places = range(start, len(text) - length + 1)
    return next((at for at in places if _fits(text, piece, at)), None)


def _fits(text: str, piece: Sequence[str | None], at: int) -> bool:
    if at + len(piece) > len(text):
        return False
    return all(item is None or text[at + offset] == item for offset, item in enumerate(piece))
