"""Typst source: text as string literals, so that nothing in a document is ever read as code."""

import json
import re

from ..colours import hexadecimal
from ..looks import CODE_FAMILY, FAMILY

# Families with the same widths, for machines that lack the first.
SUBSTITUTES = {
    "arial": ("Arial", "Liberation Sans", "Arimo", "Helvetica", "Nimbus Sans"),
    "helvetica": ("Helvetica", "Liberation Sans", "Arimo", "Nimbus Sans"),
    "times new roman": ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman"),
    "courier new": ("Courier New", "Liberation Mono", "Cousine", "Nimbus Mono PS"),
    "calibri": ("Calibri", "Carlito", "Liberation Sans"),
    "cambria": ("Cambria", "Caladea", "Liberation Serif"),
    "georgia": ("Georgia", "Gelasio", "Liberation Serif"),
}
LAST = ("Liberation Sans", "DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Color Emoji")
LAST_MONO = ("DejaVu Sans Mono",)


def string(value: str) -> str:
    """Return a string literal."""
    made = json.dumps(value, ensure_ascii=False)
    return re.sub(r"\\u([0-9a-f]{4})|\\([bf])", _escape, made)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{{{found[1]}}}" if found[1] else " "


def call(name: str, *given: str, **named: str | None) -> str:
    """Return a call; arguments that are None are left out."""
    parts = [
        f"{key.replace('_', '-')}: {value}" for key, value in named.items() if value is not None
    ]
    return f"{name}({', '.join([*parts, *given])})"


def block(lines: list[str]) -> str:
    """Return a code block that joins what its lines are."""
    return "{" + "\n".join(lines) + "}" if lines else "[]"


def pt(points: float) -> str:
    """Return a length in points."""
    return f"{round(points, 3):g}pt"


def colour(value: object) -> str | None:
    """Return a colour; None for what is none."""
    found = hexadecimal(value)
    return f'rgb("{found}")' if found else None


def family(name: str) -> str:
    """Return a font and those that stand in for it."""
    wanted = [name, *SUBSTITUTES.get(name.lower(), ()), *LAST]
    if name == CODE_FAMILY:
        wanted = [*SUBSTITUTES["courier new"], *LAST_MONO]
    return "(" + ", ".join(string(one) for one in dict.fromkeys(wanted)) + ",)"


USUAL_FONT, CODE_FONT = family(FAMILY), family(CODE_FAMILY)
