"""Reading XML of clients: no entities, no documents from elsewhere, bounded in size and depth."""

import re
from typing import Any, TypeAlias

from lxml import etree

from .errors import BadXml, DavError

LARGEST_BYTES = 8 * 1024 * 1024
DEEPEST = 100

Element: TypeAlias = Any
"""An element of lxml, which has no types."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(raw: bytes) -> Element:
    """Return the root element; raises `BadXml`, and 413 for what is too large."""
    if len(raw) > LARGEST_BYTES:
        raise DavError(413)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadXml() from None
    if root.getroottree().docinfo.doctype or _is_too_deep(root):
        raise BadXml()
    return root


def _is_too_deep(root: Element) -> bool:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            return True
        level = [child for element in level for child in element if len(child)]
    return False


def text_of(element: Element | None) -> str:
    """Return the text directly inside of an element, without blanks around it."""
    return (element.text or "").strip() if element is not None else ""


def inner_of(element: Element) -> str:
    """Return what is inside of an element, as XML that stands on its own."""
    parts = [escaped(element.text or "")]
    parts += [etree.tostring(child, encoding="unicode") for child in element]
    return "".join(parts)


def children_of(element: Element) -> list[Element]:
    """Return the child elements."""
    return [child for child in element if isinstance(child.tag, str)]


def escaped(text: str) -> str:
    """Write text inside of an element; what XML cannot hold is left out."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text if text.isascii() and text.isprintable() else _UNWRITABLE.sub("", text)
