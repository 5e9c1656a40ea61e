"""Tables of an odt."""

from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from ...colours import hexadecimal
from ...looks import HEADER_FILL
from ...tree import Attributes, Node, node, paragraph
from ..names import PT_PER_PX, get, local, points, q

if TYPE_CHECKING:
    from .document import DocumentReader

MOST = 1000
VERTICAL = {"middle": "middle", "bottom": "bottom"}
USUAL = {"color": "#000000", "width": 1}
GROUPS = (
    "table:table-header-rows",
    "table:table-rows",
    "table:table-row-group",
    "table:table-header-columns",
    "table:table-columns",
    "table:table-column-group",
)


class TableReader:
    """Reads one table."""

    def __init__(self, document: "DocumentReader", found: Element) -> None:
        self._document = document
        self._found = found
        self._widths = self._columns(found)

    def read(self) -> list[Node]:
        """Return the table; nothing when it has no cells."""
        rows = self._rows(self._found, is_header=False)
        if not any(row.get("content") for row in rows):
            return []
        align = ""
        for style in self._document.styles.chain("table", get(self._found, "table:style-name")):
            align = get(style.find(q("style:table-properties")), "table:align") or align
        return [node("table", rows, align=align if align in ("center", "right") else None)]

    def _columns(self, parent: Element) -> list[float | None]:
        widths: list[float | None] = []
        for child in parent:
            if local(child) == "table:table-column":
                width = None
                for style in self._document.styles.chain(
                    "table-column", get(child, "table:style-name")
                ):
                    settings = style.find(q("style:table-column-properties"))
                    width = points(get(settings, "style:column-width")) or width
                widths += [width] * _count(child, "table:number-columns-repeated")
            elif local(child) in GROUPS:
                widths += self._columns(child)
        return widths[:MOST]

    def _rows(self, parent: Element, *, is_header: bool) -> list[Node]:
        rows: list[Node] = []
        for child in parent:
            name = local(child)
            if name == "table:table-row":
                rows.append(self._row(child, is_header=is_header))
            elif name in GROUPS:
                rows += self._rows(child, is_header=is_header or name == "table:table-header-rows")
        return rows

    def _row(self, found: Element, *, is_header: bool) -> Node:
        height = None
        for style in self._document.styles.chain("table-row", get(found, "table:style-name")):
            settings = style.find(q("style:table-row-properties"))
            height = points(get(settings, "style:min-row-height")) or height
        cells: list[Node] = []
        column = 0
        for child in found:
            count = _count(child, "table:number-columns-repeated")
            if local(child) == "table:table-cell":
                for _ in range(count):
                    cells.append(self._cell(child, column, is_header=is_header))
                    column += _count(child, "table:number-columns-spanned")
                    column -= _count(child, "table:number-columns-spanned") - 1
            else:
                column += count
        return node("tableRow", cells, height=round(height / PT_PER_PX) if height else None)

    def _cell(self, found: Element, column: int, *, is_header: bool) -> Node:
        span = _count(found, "table:number-columns-spanned")
        looks = self._looks(found)
        background = looks.pop("background", None)
        widths = self._widths[column : column + span]
        known = [max(1, round(one / PT_PER_PX)) for one in widths if one]
        return node(
            "tableHeader" if is_header else "tableCell",
            self._document.blocks(found, is_header=is_header) or [paragraph()],
            colspan=span,
            rowspan=_count(found, "table:number-rows-spanned"),
            colwidth=known if len(known) == span else None,
            background=None if is_header and background == HEADER_FILL else background,
            **looks,
        )

    def _looks(self, found: Element) -> Attributes:
        looks: Attributes = {}
        border = "none"
        for style in self._document.styles.chain("table-cell", get(found, "table:style-name")):
            settings = style.find(q("style:table-cell-properties"))
            looks["background"] = hexadecimal(get(settings, "fo:background-color")) or looks.get(
                "background"
            )
            looks["valign"] = VERTICAL.get(get(settings, "style:vertical-align")) or looks.get(
                "valign"
            )
            names = ("fo:border", "fo:border-bottom", "fo:border-left", "fo:border-top")
            border = next((get(settings, one) for one in names if get(settings, one)), border)
        looks["border"] = _border(border)
        return looks


def _border(said: str) -> Attributes | None:
    width, color = 0.0, "#000000"
    for word in said.split():
        width = points(word) or width
        color = hexadecimal(word) or color
    if "none" in said or not width:
        return {"color": "#000000", "width": 0}
    made = {"color": color, "width": round(width * 4) / 4 or 0.25}
    is_usual = color == USUAL["color"] and made["width"] in (0.25, 0.5, 1)
    return None if is_usual else made


def _count(found: Element, name: str) -> int:
    raw = get(found, name, "1")
    return max(1, min(MOST, int(raw))) if raw.isdecimal() else 1
