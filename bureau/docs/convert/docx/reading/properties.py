"""Run and paragraph properties as flat dictionaries, so that styles and direct formatting merge.

A key that is absent was not said; a later dictionary wins over an earlier one.
"""

from typing import Any

from lxml.etree import _Element as Element

from ..names import HIGHLIGHTS, TWIPS_PER_PT, W, child_val, colour, is_on, local, twips, val, whole

Properties = dict[str, Any]
Fonts = dict[str, str]

SWITCHES = {
    "b": "bold",
    "i": "italic",
    "strike": "strike",
    "dstrike": "strike",
    "vanish": "hidden",
}
TOGGLES = ("bold", "italic", "strike", "hidden")
ALIGNMENTS = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
WORD_SIZE = 10.0
FONT_SLOTS = (
    ("asciiTheme", True),
    ("ascii", False),
    ("hAnsiTheme", True),
    ("hAnsi", False),
    ("csTheme", True),
    ("cs", False),
)


def run_properties(found: Element | None, fonts: Fonts) -> Properties:
    """Read `w:rPr`; `fonts` are those of the theme."""
    said: Properties = {}
    for child in () if found is None else found:
        name = local(child)
        if name in SWITCHES:
            said[SWITCHES[name]] = is_on(child) or bool(name == "dstrike" and said.get("strike"))
        elif name in READERS:
            READERS[name](said, child)
        elif name == "rFonts" and (family := _family(child, fonts)):
            said["family"] = family
    return said


def _family(found: Element, fonts: Fonts) -> str:
    for slot, is_theme in FONT_SLOTS:
        given = val(found, slot)
        if given and is_theme:
            given = fonts["major" if given.startswith("major") else "minor"]
        if given:
            return given.split(";")[0].strip()
    return ""


def _underline(said: Properties, found: Element) -> None:
    said["underline"] = val(found, default="single") not in ("none", "0")


def _size(said: Properties, found: Element) -> None:
    size = whole(val(found))
    if size > 0:
        said["size"] = size / 2


def _color(said: Properties, found: Element) -> None:
    said["color"] = colour(val(found))


def _highlight(said: Properties, found: Element) -> None:
    said["highlight"] = HIGHLIGHTS.get(val(found), "")


def _shade(said: Properties, found: Element) -> None:
    said["shade"] = fill(found)


def _vertical(said: Properties, found: Element) -> None:
    said["vertical"] = val(found) if val(found) in ("superscript", "subscript") else ""


def _style(said: Properties, found: Element) -> None:
    said["style"] = val(found)


def _symbol_font(said: Properties, found: Element) -> None:
    said["right_to_left"] = is_on(found)


READERS = {
    "u": _underline,
    "sz": _size,
    "color": _color,
    "highlight": _highlight,
    "shd": _shade,
    "vertAlign": _vertical,
    "rStyle": _style,
    "rtl": _symbol_font,
}


def fill(found: Element | None) -> str:
    """Return the background colour of a `w:shd`."""
    if found is None or val(found) == "nil":
        return ""
    if val(found) == "solid" and colour(val(found, "color")):
        return colour(val(found, "color"))
    return colour(val(found, "fill"))


def paragraph_properties(found: Element | None) -> Properties:
    """Read `w:pPr`."""
    said: Properties = {}
    for child in () if found is None else found:
        name = local(child)
        if name in ("keepNext", "pageBreakBefore", "contextualSpacing", "bidi"):
            said[name] = is_on(child)
        elif name in PARAGRAPH_READERS:
            PARAGRAPH_READERS[name](said, child)
    return said


def _paragraph_style(said: Properties, found: Element) -> None:
    said["style"] = val(found)


def _align(said: Properties, found: Element) -> None:
    said["align"] = ALIGNMENTS.get(val(found))


def _outline(said: Properties, found: Element) -> None:
    said["outline"] = whole(val(found), 9)


def _spacing(said: Properties, found: Element) -> None:
    for name, key in (("before", "before"), ("after", "after")):
        if val(found, f"{name}Autospacing") in ("1", "true", "on"):
            said[key] = 14.0
        elif val(found, name):
            said[key] = twips(val(found, name)) / TWIPS_PER_PT
        elif val(found, f"{name}Lines"):
            said[key] = whole(val(found, f"{name}Lines")) / 100 * 12
    if val(found, "line"):
        said["line"] = twips(val(found, "line"))
        said["line_rule"] = val(found, "lineRule", "auto")


def _indent(said: Properties, found: Element) -> None:
    for key, names in (("left", ("start", "left")), ("right", ("end", "right"))):
        given = next((val(found, name) for name in names if val(found, name)), "")
        if given:
            said[key] = twips(given) / TWIPS_PER_PT
    if val(found, "hanging"):
        said["first"] = -twips(val(found, "hanging")) / TWIPS_PER_PT
    elif val(found, "firstLine"):
        said["first"] = twips(val(found, "firstLine")) / TWIPS_PER_PT


def _numbering(said: Properties, found: Element) -> None:
    if found.find(W + "numId") is not None:
        said["list"] = child_val(found, "numId")
    if found.find(W + "ilvl") is not None:
        said["level"] = max(0, min(8, whole(child_val(found, "ilvl"))))


def _borders(said: Properties, found: Element) -> None:
    sides = {local(side) for side in found if val(side) not in ("", "nil", "none")}
    said["rule"] = bool(sides) and sides <= {"top", "bottom"}


PARAGRAPH_READERS = {
    "pStyle": _paragraph_style,
    "jc": _align,
    "outlineLvl": _outline,
    "spacing": _spacing,
    "ind": _indent,
    "numPr": _numbering,
    "pBdr": _borders,
}


def with_toggles(style: Properties, over: Properties) -> Properties:
    """Merge what a character style says over a paragraph style: equal switches cancel out."""
    merged = {**style, **over}
    for name in TOGGLES:
        if name in style and name in over:
            merged[name] = style[name] != over[name]
    return merged
