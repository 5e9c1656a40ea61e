"""What holds for a text once all styles are merged, compared with the look of its paragraph style.

The properties are a flat dictionary: bold, italic, underline, strike, vertical, family, size,
color, highlight, shade. Only what differs from the look becomes a mark.
"""

from typing import Any

from .looks import Look
from .tree import Mark, mark

Properties = dict[str, Any]
WORD_SIZE = 10


def marks_of(effective: Properties, look: Look, *, is_header: bool = False) -> list[Mark]:
    """Return the marks of text; that of header cells is bold without being marked so."""
    implied = {"bold": is_header, "italic": look.italic}
    switches = ("bold", "italic", "underline", "strike")
    marks = [mark(name) for name in switches if effective.get(name) and not implied.get(name)]
    if effective.get("vertical"):
        marks.append(mark(effective["vertical"]))
    family, size = effective.get("family", ""), effective.get("size", WORD_SIZE)
    if family and family != look.family:
        marks.append(mark("font", family=family))
    if size != look.size:
        marks.append(mark("fontSize", size=size))
    color = effective.get("color") or "#000000"
    if color != look.color:
        marks.append(mark("textColor", color=color))
    if highlight := effective.get("highlight") or effective.get("shade"):
        marks.append(mark("highlight", color=highlight))
    return marks
