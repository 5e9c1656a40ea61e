"""CALDAV:text-match (RFC 4791 §9.7.5) under the collations that every server has, and Unicode's."""

from dataclasses import dataclass
from typing import Any

from bureau.platform.dav import DavError, Element, caldav

from .names import COLLATIONS

_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A text that must be within another."""

    text: str
    collation: str
    is_negated: bool


def text_match_of(element: Element | None) -> TextMatch | None:
    """Read a text-match; raises 403 with CALDAV:supported-collation."""
    if element is None:
        return None
    collation = element.get("collation", "i;ascii-casemap")
    if collation == "default":
        collation = "i;ascii-casemap"
    if collation not in COLLATIONS:
        raise DavError(403, caldav("supported-collation"))
    return TextMatch(
        folded(element.text or "", collation),
        collation,
        element.get("negate-condition", "no") == "yes",
    )


def folded(text: str, collation: str) -> str:
    """Return the text as the collation compares it (RFC 4790 §9)."""
    if collation == "i;ascii-casemap":
        return text.translate(_LOWER)
    return text.casefold() if collation == "i;unicode-casemap" else text


def matches_text(text: str, match: TextMatch) -> bool:
    """Tell whether the text has the other in it, or has not where that is asked."""
    return (match.text in folded(text, match.collation)) != match.is_negated


def texts_of(value: Any) -> list[str]:
    """Return a property's value as texts: one for each entry of a list."""
    if isinstance(value, str):
        return [str(value)]
    inner = getattr(value, "cats", None)
    if inner is not None:
        return [",".join(str(one) for one in inner)]
    written = value.to_ical() if hasattr(value, "to_ical") else str(value)
    return [written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)]
