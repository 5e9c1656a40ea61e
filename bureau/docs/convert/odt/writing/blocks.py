"""Blocks of an odt: paragraphs, lists, tables, breaks."""

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ...colours import hexadecimal
from ...grid import Placed, column_widths, grid
from ...looks import (
    CHECKED,
    DEEPEST_LEVEL,
    HEADER_FILL,
    HEADINGS,
    UNCHECKED,
    default_marker,
    list_indent,
)
from ...markup import el
from ...tree import Node, attribute, plain, walk
from ..names import PT_PER_PX
from .inline import InlineWriter
from .styles import NAMES, paragraph_properties

if TYPE_CHECKING:
    from .document import DocumentWriter

FORMATS = {
    "decimal": "1",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
BREAK = '<style:paragraph-properties fo:break-before="page"/>'
RULE = '<text:p text:style-name="Horizontal_20_Line"/>'


class BlockWriter:
    """Writes blocks."""

    def __init__(self, document: "DocumentWriter", *, has_comments: bool = True) -> None:
        self._document = document
        self._inline = InlineWriter(document)
        self._inline.has_comments = has_comments
        self._lists: dict[str, str] = {}

    def write(self, blocks: list[Node]) -> str:
        """Return blocks one after the other."""
        return "".join(self._block(one) for one in blocks)

    def _block(self, found: Node) -> str:
        kind = found["type"]
        if kind == "paragraph":
            made = self._paragraph(found)
            return self._listed(found, made) if attribute(found, "list") else made
        if kind == "table":
            return self._table(found)
        if kind == "horizontalRule":
            return RULE
        if kind == "pageBreak":
            name = self._document.automatic.name("paragraph", "Standard", BREAK)
            return el("text:p", {"text:style-name": name})
        return self._contents(found)

    def _paragraph(self, found: Node) -> str:
        style = str(attribute(found, "style"))
        properties = paragraph_properties(found)
        name = self._document.automatic.name("paragraph", NAMES[style], properties)
        content = self._inline.write(found.get("content", []))
        if style in HEADINGS:
            level = HEADINGS.index(style) + 1
            return el("text:h", {"text:style-name": name, "text:outline-level": level}, content)
        return el("text:p", {"text:style-name": name}, content)

    def _listed(self, found: Node, made: str) -> str:
        """Return a paragraph as an item of a list that continues the list it belongs to."""
        level = max(0, min(DEEPEST_LEVEL, int(attribute(found, "level"))))
        key = str(attribute(found, "listId") or "")
        start = attribute(found, "start")
        item = el("text:list-item", {"text:start-value": start}, made)
        for _ in range(level):
            item = el("text:list-item", None, el("text:list", None, item))
        name = f"list{self._document.next_number()}"
        given = {
            "xml:id": name,
            "text:style-name": self._document.list_style(found, level),
            "text:continue-list": self._lists.get(key) if key else None,
        }
        self._lists[key] = name
        return el("text:list", {**given}, item)

    def _contents(self, found: Node) -> str:
        depth = int(attribute(found, "depth"))
        lines = []
        for one in walk(self._document.body):
            if one["type"] == "paragraph" and attribute(one, "style") in HEADINGS[:depth]:
                lines.append(el("text:p", {"text:style-name": "Standard"}, escape(plain(one))))
        source = el("text:table-of-content-source", {"text:outline-level": depth})
        name = {"text:name": f"Contents{self._document.next_number()}"}
        body = el("text:index-body", None, *lines)
        return el("text:table-of-content", {**name}, source, body)

    def _table(self, found: Node) -> str:
        rows, columns = grid(found)
        widths = column_widths(rows, columns)
        automatic = self._document.automatic
        align = attribute(found, "align")
        settings = el("style:table-properties", {"table:align": align or "margins"})
        given = {"table:style-name": automatic.name("table", "", settings)}
        column_elements = [self._column(width) for width in widths]
        lines = [
            self._row(row, line) for row, line in zip(found.get("content", []), rows, strict=True)
        ]
        headers = 0
        for row in found.get("content", []):
            cells = row.get("content", [])
            if not cells or any(cell["type"] != "tableHeader" for cell in cells):
                break
            headers += 1
        head = el("table:table-header-rows", None, *lines[:headers]) if headers else ""
        return el("table:table", {**given}, *column_elements, head, *lines[headers:])

    def _column(self, width: float) -> str:
        if not width:
            return el("table:table-column")
        size = f"{width * PT_PER_PX:g}pt"
        settings = el("style:table-column-properties", {"style:column-width": size})
        name = self._document.automatic.name("table-column", "", settings)
        return el("table:table-column", {"table:style-name": name})

    def _row(self, row: Node, line: list[Placed]) -> str:
        height = attribute(row, "height")
        settings = ""
        if height:
            size = f"{height * PT_PER_PX:g}pt"
            settings = el("style:table-row-properties", {"style:min-row-height": size})
        name = self._document.automatic.name("table-row", "", settings)
        cells = [self._cell(one) for one in line]
        return el("table:table-row", {"table:style-name": name or None}, *cells)

    def _cell(self, placed: Placed) -> str:
        if placed.continues:
            return "<table:covered-table-cell/>" * placed.span
        cell = placed.cell
        given = {
            "table:style-name": self._document.automatic.name("table-cell", "", _looks(cell)),
            "table:number-columns-spanned": placed.span if placed.span > 1 else None,
            "table:number-rows-spanned": placed.rows if placed.rows > 1 else None,
        }
        outer, self._inline.is_header = self._inline.is_header, cell["type"] == "tableHeader"
        content = self.write(cell["content"])
        self._inline.is_header = outer
        covered = "<table:covered-table-cell/>" * (placed.span - 1)
        return el("table:table-cell", {**given}, content) + covered


def _looks(cell: Node) -> str:
    border = attribute(cell, "border") or {"color": "#000000", "width": 1}
    width = float(border.get("width") or 0)
    line = f"{width:g}pt solid {hexadecimal(border.get('color')) or '#000000'}" if width else "none"
    usual = HEADER_FILL if cell["type"] == "tableHeader" else None
    fill = hexadecimal(attribute(cell, "background")) or usual
    given = {
        "fo:border": line,
        "fo:padding": "5pt",
        "fo:background-color": fill,
        "style:vertical-align": attribute(cell, "valign"),
    }
    return el("style:table-cell-properties", {**given})


def list_levels(found: Node, level: int) -> str:
    """Return the levels of the list style that a paragraph needs."""
    kind = str(attribute(found, "list"))
    levels = []
    for number in range(DEEPEST_LEVEL + 1):
        marker = str(attribute(found, "marker") or "") if number == level else ""
        if kind == "check":
            marker = CHECKED if attribute(found, "checked") else UNCHECKED
        marker = marker or default_marker("ordered" if kind == "ordered" else "bullet", number)
        levels.append(_level(kind, marker, number))
    return "".join(levels)


def _level(kind: str, marker: str, number: int) -> str:
    indent = f"{list_indent(number):g}pt"
    alignment = el(
        "style:list-level-label-alignment",
        {"text:label-followed-by": "listtab", "fo:text-indent": "-18pt", "fo:margin-left": indent},
    )
    mode = {"text:list-level-position-and-space-mode": "label-alignment"}
    settings = el("style:list-level-properties", {**mode}, alignment)
    given: dict[str, object] = {"text:level": number + 1}
    if kind == "ordered":
        given |= {"style:num-format": FORMATS.get(marker, "1"), "style:num-suffix": "."}
        return el("text:list-level-style-number", given, settings)
    return el("text:list-level-style-bullet", given | {"text:bullet-char": marker}, settings)
