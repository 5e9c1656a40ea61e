"""Reading the shared document (Yjs) as JSON, and what it is made of.

A document holds the XML fragments `body`, `header` and `footer` and the map `page`. Reading accepts
whatever a client wrote, and answers in normal form.
"""

from typing import Any

from pycrdt import Doc, Map, XmlElement, XmlFragment, XmlText

from .encoding import marks_of
from .normal import normal_children, normal_doc, plain
from .schema import MOST_DEPTH, Json, version

BODY, HEADER, FOOTER, PAGE = "body", "header", "footer", "page"
PARTS = (BODY, HEADER, FOOTER)
PAGE_KEYS = (
    "size",
    "orientation",
    "margins",
    "color",
    "pageNumbers",
    "pageless",
    "differentFirst",
    "language",
)

Shared = Doc[Any]


def fragment(doc: Shared, part: str) -> XmlFragment:
    """Return the fragment of a part of the document."""
    found: XmlFragment = doc.get(part, type=XmlFragment)
    return found


def page_map(doc: Shared) -> "Map[Any]":
    """Return the map of page settings."""
    found: Map[Any] = doc.get(PAGE, type=Map)
    return found


def read_envelope(doc: Shared) -> Json:
    """Return the whole document as an envelope, without threads."""
    return {
        "schema": version(),
        "page": read_page(doc),
        "body": read_part(doc, BODY),
        "header": _optional(doc, HEADER),
        "footer": _optional(doc, FOOTER),
    }


def read_part(doc: Shared, part: str) -> Json:
    """Return one part as a document node."""
    return normal_doc({"content": raw_children(fragment(doc, part))})


def _optional(doc: Shared, part: str) -> Json | None:
    content = normal_children("doc", raw_children(fragment(doc, part)))
    return {"type": "doc", "content": content} if content else None


def read_page(doc: Shared) -> Json:
    """Return the page settings that are not at their default."""
    found = page_map(doc)
    return {name: plain(found[name]) for name in PAGE_KEYS if name in found}


def raw_children(parent: XmlFragment | XmlElement, depth: int = 0) -> list[Json]:
    """Return the children as nodes, not yet in normal form."""
    if depth > MOST_DEPTH:
        return []
    return [node for child in parent.children for node in raw_nodes(child, depth)]


def raw_nodes(child: XmlFragment | XmlElement | XmlText, depth: int = 0) -> list[Json]:
    """Return the nodes that one child of the shared document stands for."""
    if isinstance(child, XmlText):
        return [
            {"type": "text", "text": text, "marks": marks_of(attributes)}
            for text, attributes in child.diff()
            if isinstance(text, str)
        ]
    if not isinstance(child, XmlElement):
        return []
    attributes = attributes_of(child)
    content = raw_children(child, depth + 1)
    return [{"type": child.tag, "attrs": attributes, "content": content}]


def attributes_of(element: XmlElement) -> Json:
    """Return the attributes as they are stored."""
    # pycrdt types its iterator as something that can only be iterated over.
    return dict(element.attributes.__iter__())
