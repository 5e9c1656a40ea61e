"""Run properties: marks as `w:rPr`."""

from ...colours import hexadecimal
from ...markup import el
from ...tree import Mark
from ..names import HIGHLIGHTS
from .markup import text_of, w
from .styles import CODE_RUN, LINK_RUN

HIGHLIGHTERS = {colour: name for name, colour in HIGHLIGHTS.items()}


def properties(marks: list[Mark], change: str = "") -> str:
    """Return the `w:rPr` of marks; `change` is a `w:rPrChange` in it."""
    by_kind = {one["type"]: one.get("attrs", {}) for one in marks}
    parts = []
    if "code" in by_kind or "link" in by_kind:
        parts.append(w("rStyle", CODE_RUN if "code" in by_kind else LINK_RUN))
    if family := by_kind.get("font", {}).get("family"):
        parts.append(w("rFonts", ascii=family, hAnsi=family, cs=family))
    parts += [w(name) for kind, name in SWITCHES if kind in by_kind]
    if colour := _hex(by_kind.get("textColor", {}).get("color")):
        parts.append(w("color", colour))
    if size := by_kind.get("fontSize", {}).get("size"):
        parts += [w("sz", round(float(size) * 2)), w("szCs", round(float(size) * 2))]
    highlight = by_kind.get("highlight", {}).get("color")
    parts += _highlight(highlight)
    if "underline" in by_kind:
        parts.append(w("u", "single"))
    parts += _shade(highlight)
    for kind in ("superscript", "subscript"):
        if kind in by_kind:
            parts.append(w("vertAlign", kind))
    return el("w:rPr", None, *parts, change) if parts or change else ""


def _highlight(colour: str | None) -> list[str]:
    """Return the highlighter of that colour, or a background where Word has no such highlighter."""
    name = HIGHLIGHTERS.get(hexadecimal(colour))
    return [w("highlight", name)] if name else []


def _shade(colour: str | None) -> list[str]:
    shade = _hex(colour)
    if not shade or f"#{shade.lower()}" in HIGHLIGHTERS:
        return []
    return [w("shd", "clear", color="auto", fill=shade)]


def _hex(colour: str | None) -> str:
    return hexadecimal(colour)[1:].upper()


SWITCHES = (("bold", "b"), ("italic", "i"), ("strike", "strike"))


def run(content: str, rpr: str = "") -> str:
    """Return a run."""
    return el("w:r", None, rpr, content)


def text_content(value: str, *, is_deleted: bool) -> str:
    """Return text as the content of a run; tabs have an element of their own."""
    name = "w:delText" if is_deleted else "w:t"
    pieces = [
        f'<{name} xml:space="preserve">{text_of(piece)}</{name}>' if piece else ""
        for piece in value.split("\t")
    ]
    return "<w:tab/>".join(pieces)
