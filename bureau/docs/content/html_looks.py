"""What HTML says of the look of text and paragraphs: elements and inline styles."""

import re
from collections.abc import Iterator
from typing import Any

from .links import safe_href
from .schema import Json

_MARKS = {
    "strong": "bold",
    "b": "bold",
    "em": "italic",
    "i": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sup": "superscript",
    "sub": "subscript",
}
_SIZE = re.compile(r"^\s*(\d+(?:\.\d+)?)(pt|px)\s*$")
COLOUR = re.compile(r"^(#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,20}|rgba?\([\d.,%/ ]{5,40}\))$")
_POINTS_PER_PIXEL = 0.75


def marks_of(element: Any, tag: str) -> Iterator[Json]:
    """Yield the marks that an element puts on its text."""
    if tag in _MARKS:
        yield {"type": _MARKS[tag]}
    if tag == "a" and (href := safe_href(element.get("href"))):
        yield {"type": "link", "attrs": {"href": href}}
    yield from _look_marks(declared(element))


def _look_marks(looks: dict[str, str]) -> Iterator[Json]:
    decoration = looks.get("text-decoration", "")
    if looks.get("font-weight") in ("bold", "600", "700", "800", "900"):
        yield {"type": "bold"}
    if looks.get("font-style") == "italic":
        yield {"type": "italic"}
    if "underline" in decoration:
        yield {"type": "underline"}
    if "line-through" in decoration:
        yield {"type": "strike"}
    if size := _points(looks.get("font-size", "")):
        yield {"type": "fontSize", "attrs": {"size": size}}
    if family := looks.get("font-family", ""):
        yield {"type": "font", "attrs": {"family": family.split(",")[0].strip("'\" ")[:100]}}
    for name, kind in (("color", "textColor"), ("background-color", "highlight")):
        if COLOUR.match(looks.get(name, "")):
            yield {"type": kind, "attrs": {"color": looks[name]}}


def block_looks(element: Any) -> Json:
    """Return the attributes that an element gives the paragraphs in it."""
    looks = declared(element)
    found: Json = {}
    align = looks.get("text-align") or element.get("align")
    if align in ("left", "center", "right", "justify"):
        found["align"] = align
    if indent := _points(looks.get("margin-left", "")):
        found["indent"] = indent
    spacing = looks.get("line-height", "")
    if re.fullmatch(r"\d(\.\d+)?", spacing):
        found["lineSpacing"] = float(spacing)
    if element.get("dir") in ("rtl", "ltr"):
        found["dir"] = element.get("dir")
    return found


def declared(element: Any) -> dict[str, str]:
    """Return the declarations of a style attribute."""
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value}


def _points(written: str) -> float | None:
    found = _SIZE.match(written)
    if not found or not float(found[1]):
        return None
    return float(found[1]) * (_POINTS_PER_PIXEL if found[2] == "px" else 1)
