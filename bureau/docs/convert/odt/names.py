"""The names of OpenDocument: namespaces, and how lengths are written in it."""

import re

from lxml.etree import _Element as Element

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "math": "http://www.w3.org/1998/Math/MathML",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
LENGTH = re.compile(r"^(-?\d*\.?\d+)(cm|mm|in|pt|pc|px)?$")
POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72, "pt": 1, "pc": 12, "px": 0.75, None: 1}
MIME = "application/vnd.oasis.opendocument.text"
PT_PER_PX = 0.75


def q(name: str) -> str:
    """Return a name like `text:p` as lxml has it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def get(element: Element | None, name: str, default: str = "") -> str:
    """Return an attribute."""
    return default if element is None else str(element.get(q(name), default))


def points(raw: str) -> float | None:
    """Return a length in points; None for what is none, such as percentages."""
    found = LENGTH.match(raw.strip())
    return float(found[1]) * POINTS[found[2]] if found else None


def local(element: Element) -> str:
    """Return the name of an element with its prefix; empty for names of other worlds."""
    tag = element.tag if isinstance(element.tag, str) else ""
    space, _, name = tag[1:].partition("}")
    return f"{PREFIXES[space]}:{name}" if space in PREFIXES else ""


PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
