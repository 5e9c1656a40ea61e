"""The names of WordprocessingML: namespaces, and the few ways values are written in it."""

import re

from lxml.etree import _Element as Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
W = f"{{{NAMESPACES['w']}}}"
R = f"{{{NAMESPACES['r']}}}"
WP = f"{{{NAMESPACES['wp']}}}"
A = f"{{{NAMESPACES['a']}}}"
M = f"{{{NAMESPACES['m']}}}"
MC = f"{{{NAMESPACES['mc']}}}"
W14 = f"{{{NAMESPACES['w14']}}}"
W15 = f"{{{NAMESPACES['w15']}}}"
V = f"{{{NAMESPACES['v']}}}"
O = f"{{{NAMESPACES['o']}}}"  # noqa: E741

# The style of the paragraph that Word wants after a table, where the document has none.
GAP_NAME = "table gap"
CODE_LANGUAGE = "code: "
# Which LaTeX each equation came from, so that it comes back as it was.
LATEX_PART = "customXml/bureau-equations.json"
EMU_PER_PX = 9525
TWIPS_PER_PT = 20
TWIPS_PER_PX = 15
TWIPS_PER_MM = 1440 / 25.4
MEASURE = re.compile(r"^(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi|px)?$")
TWIPS = {
    "mm": TWIPS_PER_MM,
    "cm": TWIPS_PER_MM * 10,
    "in": 1440,
    "pt": 20,
    "pc": 240,
    "pi": 240,
    "px": 15,
}

# The sixteen names of Word's highlighter.
HIGHLIGHTS = {
    "black": "#000000",
    "blue": "#0000ff",
    "cyan": "#00ffff",
    "darkBlue": "#000080",
    "darkCyan": "#008080",
    "darkGray": "#808080",
    "darkGreen": "#008000",
    "darkMagenta": "#800080",
    "darkRed": "#800000",
    "darkYellow": "#808000",
    "green": "#00ff00",
    "lightGray": "#c0c0c0",
    "magenta": "#ff00ff",
    "red": "#ff0000",
    "white": "#ffffff",
    "yellow": "#ffff00",
}


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def val(element: Element | None, name: str = "val", default: str = "") -> str:
    """Return a `w:` attribute."""
    return default if element is None else str(element.get(W + name, default))


def child_val(element: Element | None, child: str, default: str = "") -> str:
    """Return `w:val` of a child."""
    return default if element is None else val(element.find(W + child), default=default)


def is_on(element: Element) -> bool:
    """Tell whether a switch is on: it is when it only stands there."""
    return val(element, default="1").lower() not in ("0", "false", "off", "none")


def whole(raw: str, default: int = 0) -> int:
    """Return a whole number, also when it is written with decimals."""
    try:
        return int(float(raw))
    except (ValueError, OverflowError):
        return default


def twips(raw: str, default: float = 0) -> float:
    """Return a measure in twentieths of a point; it may be written with a unit."""
    found = MEASURE.match(raw.strip())
    if not found:
        return default
    return float(found[1]) * TWIPS.get(found[2] or "", 1)


def colour(raw: str) -> str:
    """Return `#rrggbb`, or nothing for automatic and unreadable colours."""
    return f"#{raw.lower()}" if re.fullmatch(r"[0-9a-fA-F]{6}", raw) else ""
