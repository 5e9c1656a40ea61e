"""The language of pages that nobody is signed in to: that one of ours which the browser wants."""

from typing import Literal

Language = Literal["en", "fr"]


def language_of(accept_language: str) -> Language:
    """Choose from an Accept-Language field (RFC 9110 section 12.5.4); English when it names
    neither.
    """
    wanted: list[tuple[float, Language]] = []
    for part in accept_language.lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        primary = tag.split("-")[0]
        if primary == "fr":
            wanted.append((_quality(quality), "fr"))
        elif primary == "en":
            wanted.append((_quality(quality), "en"))
    return max(wanted, key=lambda item: item[0])[1] if wanted else "en"


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
