"""The piece of a text around the first word that was asked for."""

import re
from collections.abc import Sequence

from bureau.platform.text import fold

BEFORE_CHARS = 60
LENGTH_CHARS = 200

_SPACE = re.compile(r"\s+")


def excerpt_around(text: str, words: Sequence[str]) -> str:
    """Return about `LENGTH_CHARS` characters around the first of the words, or the beginning."""
    flat = _SPACE.sub(" ", text).strip()
    if len(flat) <= LENGTH_CHARS:
        return flat
    start = _start(flat, words)
    piece = flat[start : start + LENGTH_CHARS].strip()
    ending = "…" if start + LENGTH_CHARS < len(flat) else ""
    return f"{'…' if start else ''}{piece}{ending}"


def _start(flat: str, words: Sequence[str]) -> int:
    # Folding may change lengths; the place is then near enough for an excerpt.
    folded = fold(flat)
    places = [place for word in words if (place := folded.find(word)) >= 0]
    if not places or min(places) <= BEFORE_CHARS:
        return 0
    start = min(min(places) - BEFORE_CHARS, len(flat) - LENGTH_CHARS)
    return flat.find(" ", start) + 1
