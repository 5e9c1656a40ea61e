"""Document JSON as HTML: headings, nested lists, tables, notes at the end; looks as inline styles.

The result holds no scripts and no addresses but safe ones; the text is escaped.
"""

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from .links import safe_href
from .schema import Json
from .suggestions import settled_doc

TAGS = {f"heading{level}": f"h{level}" for level in range(1, 7)} | {
    "quote": "blockquote",
    "code": "pre",
}
MARKS = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strike": "s",
    "code": "code",
    "superscript": "sup",
    "subscript": "sub",
}
_MARKERS = {
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}

_UNSAFE = frozenset(";{}:()\\<>\n")

Address = Callable[[str], str]
"""Turns the source of a picture into an address."""


def html_of(doc: Json, address: Address = str) -> str:
    """Return a document node as HTML, suggestions accepted."""
    return _Writer(address).document(settled_doc(doc, "accept"))


class _Writer:
    """Writes one document; collects its footnotes."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.notes: list[str] = []

    def document(self, doc: Json) -> str:
        body = self.blocks(doc)
        if not self.notes:
            return body
        items = "".join(
            f'<li id="fn{number}">{note} <a href="#fnref{number}">↩</a></li>'
            for number, note in enumerate(self.notes, 1)
        )
        return f"{body}<section data-footnotes><hr><ol>{items}</ol></section>"

    def blocks(self, parent: Json) -> str:
        """Return the blocks of a document or cell; list items gather in lists."""
        written = []
        for is_list, run in groupby(parent.get("content", ()), key=_list_of):
            blocks = list(run)
            if is_list:
                written.append(self.listing(blocks))
            else:
                written += [self.block(block) for block in blocks]
        return "".join(written)

    def block(self, block: Json) -> str:
        kind = block["type"]
        if kind == "paragraph":
            return self.paragraph(block)
        if kind == "table":
            return self.table(block)
        if kind == "horizontalRule":
            return "<hr>"
        if kind == "pageBreak":
            return '<div data-page-break style="break-after:page"></div>'
        return "<nav data-table-of-contents></nav>"

    def paragraph(self, block: Json) -> str:
        attributes = block.get("attrs", {})
        style = attributes.get("style", "normal")
        tag = TAGS.get(style, "p")
        extra = f' data-style="{style}"' if style in ("title", "subtitle") else ""
        if style == "code" and attributes.get("language"):
            extra += f' data-language="{escape(str(attributes["language"]))}"'
        return f"<{tag}{extra}{_style(_looks(attributes))}>{self.inline(block)}</{tag}>"

    def listing(self, items: list[Json]) -> str:
        """Nest a run of list items by their levels."""
        return "".join(self._levels(items, _level(items[0])))

    def _levels(self, items: list[Json], level: int) -> Iterator[str]:
        """Yield lists for items that are all at this level or below; a run of one kind is one."""
        at = 0
        while at < len(items):
            kind = items[at]["attrs"]["list"]
            yield _list_start(items[at])
            while at < len(items) and (
                _level(items[at]) > level or items[at]["attrs"]["list"] == kind
            ):
                end = at + 1
                while end < len(items) and _level(items[end]) > level:
                    end += 1
                yield self._item(items[at], items[at + 1 : end], level)
                at = end
            yield "</ol>" if kind == "ordered" else "</ul>"

    def _item(self, item: Json, below: list[Json], level: int) -> str:
        attributes = item["attrs"]
        checked = ""
        if attributes["list"] == "check":
            checked = f' data-checked="{"true" if attributes.get("checked") else "false"}"'
        inner = "".join(self._levels(below, _level(below[0]))) if below else ""
        return f"<li{checked}{_style(_looks(attributes))}>{self.inline(item)}{inner}</li>"

    def table(self, table: Json) -> str:
        rows = "".join(
            f"<tr>{''.join(self.cell(cell) for cell in row.get('content', ()))}</tr>"
            for row in table.get("content", ())
        )
        return f"<table><tbody>{rows}</tbody></table>"

    def cell(self, cell: Json) -> str:
        attributes = cell.get("attrs", {})
        tag = "th" if cell["type"] == "tableHeader" else "td"
        spans = "".join(
            f' {name}="{int(attributes[name])}"'
            for name in ("colspan", "rowspan")
            if attributes.get(name, 1) != 1
        )
        looks = {
            "background-color": attributes.get("background"),
            "vertical-align": attributes.get("valign"),
        }
        return f"<{tag}{spans}{_style(looks)}>{self.blocks(cell)}</{tag}>"

    def inline(self, parent: Json) -> str:
        return "".join(self.leaf(child) for child in parent.get("content", ()))

    def leaf(self, node: Json) -> str:
        kind, attributes = node["type"], node.get("attrs", {})
        if kind == "text":
            return _marked(escape(node["text"], quote=False), node.get("marks", []))
        if kind == "hardBreak":
            return "<br>"
        if kind == "image":
            return self.image(attributes)
        if kind == "footnote":
            return self.footnote(node)
        if kind == "equation":
            return f'<span data-equation="{escape(str(attributes.get("latex", "")))}"></span>'
        if kind == "mention":
            return _mention(attributes)
        return f'<span data-field="{escape(str(attributes.get("kind", "page")))}"></span>'

    def image(self, attributes: Json) -> str:
        source = self.address(str(attributes.get("src", "")))
        sizes = "".join(
            f' {name}="{attributes[name]:g}"'
            for name in ("width", "height")
            if isinstance(attributes.get(name), int | float)
        )
        alt = escape(str(attributes.get("alt", "")))
        return f'<img src="{escape(source)}" alt="{alt}"{sizes}>'

    def footnote(self, node: Json) -> str:
        self.notes.append(self.inline(node))
        number = len(self.notes)
        return f'<sup data-footnote id="fnref{number}"><a href="#fn{number}">{number}</a></sup>'


def _list_of(block: Json) -> str:
    attributes = block.get("attrs", {})
    return str(attributes.get("listId") or "list") if attributes.get("list") else ""


def _level(item: Json) -> int:
    return int(item["attrs"].get("level", 0))


def _list_start(item: Json) -> str:
    attributes = item["attrs"]
    if attributes["list"] == "check":
        return "<ul data-check-list>"
    if attributes["list"] == "bullet":
        return "<ul>"
    marker = _MARKERS.get(str(attributes.get("marker")))
    start = attributes.get("start")
    kind = f' type="{marker}"' if marker else ""
    first = f' start="{int(start)}"' if start else ""
    return f"<ol{kind}{first}>"


def _mention(attributes: Json) -> str:
    words = {name: escape(str(attributes.get(name, ""))) for name in ("kind", "ref", "label")}
    kind = words["kind"] or "person"
    return f'<span data-mention="{kind}" data-ref="{words["ref"]}">{words["label"]}</span>'


def _marked(text: str, marks: list[Json]) -> str:
    looks: dict[str, Any] = {}
    for mark in reversed(marks):
        kind, attributes = mark["type"], mark.get("attrs", {})
        if kind in MARKS:
            text = f"<{MARKS[kind]}>{text}</{MARKS[kind]}>"
        elif kind == "link" and (href := safe_href(attributes.get("href"))):
            text = f'<a href="{escape(href)}">{text}</a>'
        elif kind == "font":
            looks["font-family"] = attributes.get("family")
        elif kind == "fontSize":
            looks["font-size"] = f"{attributes.get('size')}pt"
        elif kind == "textColor":
            looks["color"] = attributes.get("color")
        elif kind == "highlight":
            looks["background-color"] = attributes.get("color")
    style = _style(looks)
    return f"<span{style}>{text}</span>" if style else text


def _looks(attributes: Json) -> dict[str, Any]:
    indent = attributes.get("indent")
    return {
        "text-align": attributes.get("align"),
        "line-height": attributes.get("lineSpacing"),
        "margin-left": f"{indent:g}pt" if isinstance(indent, int | float) else None,
    }


def _style(looks: dict[str, Any]) -> str:
    """Write a style attribute; a value cannot end its declaration."""
    pairs = [f"{name}:{_value(value)}" for name, value in looks.items() if value]
    return f' style="{escape(";".join(pairs))}"' if pairs else ""


def _value(value: object) -> str:
    return "".join(letter for letter in str(value) if letter not in _UNSAFE)
