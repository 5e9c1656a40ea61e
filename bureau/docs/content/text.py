"""The plain text of document JSON."""

from collections.abc import Iterator

from .schema import Json

_SPOKEN = {"mention": "label", "equation": "latex"}


def text_of(node: Json) -> str:
    """Return the text of a node: a line per paragraph, a tab between cells."""
    return "\n".join(lines(node))


def lines(node: Json) -> Iterator[str]:
    """Yield a line per paragraph and row of a table."""
    for child in node.get("content", ()):
        kind = child["type"]
        if kind == "paragraph":
            yield inline_text(child)
        elif kind == "table":
            yield from ("\t".join(_cells(row)) for row in child.get("content", ()))
        elif kind == "horizontalRule":
            yield "———"


def _cells(row: Json) -> Iterator[str]:
    return (" ".join(lines(cell)) for cell in row.get("content", ()))


def inline_text(node: Json) -> str:
    """Return the text inside a paragraph or footnote; footnotes in brackets."""
    return "".join(_spoken(child) for child in node.get("content", ()))


def _spoken(child: Json) -> str:
    kind = child["type"]
    if kind == "text":
        return str(child["text"])
    if kind == "hardBreak":
        return "\n"
    if kind == "footnote":
        return f" [{inline_text(child)}]"
    attributes = child.get("attrs", {})
    return str(attributes.get(_SPOKEN.get(kind, "alt"), ""))
