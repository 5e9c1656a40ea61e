"""The numbers of lists: counted as readers see them."""

from .looks import CHECKED, UNCHECKED, default_marker
from .tree import Node, attribute

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Counter:
    """Counts the paragraphs of lists, in the order of the document."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}

    def number(self, found: Node) -> int:
        """Return the number of the next paragraph of an ordered list."""
        key = str(attribute(found, "listId") or "")
        level = int(attribute(found, "level"))
        counts = self._counts.setdefault(key, {})
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        start = attribute(found, "start")
        counts[level] = int(start) if start is not None else counts.get(level, 0) + 1
        return counts[level]

    def label(self, found: Node) -> str:
        """Return what stands before a paragraph: its bullet or number; nothing outside of lists."""
        kind = attribute(found, "list") if found["type"] == "paragraph" else None
        if not kind:
            if found["type"] == "paragraph":
                self._counts.pop("", None)
            return ""
        if kind == "check":
            return CHECKED if attribute(found, "checked") else UNCHECKED
        level = int(attribute(found, "level"))
        marker = str(attribute(found, "marker") or default_marker(kind, level))
        number = self.number(found)
        return marker if kind == "bullet" else f"{numeral(number, marker)}."


def numeral(number: int, marker: str) -> str:
    """Return a number as a list with that marker shows it."""
    if marker.endswith("alpha") and number > 0:
        made = _letters(number)
    elif marker.endswith("roman") and 0 < number < 4000:
        made = _roman(number)
    else:
        return str(number)
    return made.upper() if marker.startswith("upper") else made


def _letters(number: int) -> str:
    """Count as Word does: z, aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    made = ""
    for value, sign in ROMAN:
        made += sign * (number // value)
        number %= value
    return made
