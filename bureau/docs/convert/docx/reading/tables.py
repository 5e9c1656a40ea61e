"""Tables: merged cells counted out on the grid, and the looks of the table's style on each cell."""

from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ...looks import HEADER_FILL
from ...tree import Attributes, Node, node, paragraph
from ..names import TWIPS_PER_PX, W, child_val, colour, local, twips, val, whole
from . import inline
from .inline import Surroundings
from .properties import fill
from .source import Story
from .styles import TableStyle, has_switch

SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
VERTICAL = {"center": "middle", "bottom": "bottom"}
EIGHTHS_PER_PT = 8
NO_BORDER = {"color": "#000000", "width": 0}
# Ours, and the thinner one of Word.
USUAL_BORDERS = [{"color": "#000000", "width": width} for width in (1, 0.5)]
MOST_COLUMNS = 500


@dataclass
class Cell:
    """A cell, where it begins on the grid and how much of the grid it covers."""

    element: Element | None
    column: int
    span: int
    rows: int = 1
    is_header: bool = False


@dataclass
class Row:
    """A row, with the cells that begin in it."""

    element: Element
    is_header: bool
    cells: list[Cell] = field(default_factory=list)


class TableReader:
    """Reads one table."""

    def __init__(self, story: Story, found: Element) -> None:
        self._story = story
        self._settings = found.find(W + "tblPr")
        self._style = story.source.styles.table(child_val(self._settings, "tblStyle"))
        self._grid = [twips(val(one, "w", "0")) for one in found.findall(f"{W}tblGrid/{W}gridCol")]
        self._rows = [_row_of(element) for element, _ in rows_of(found, ())]
        self._changes = dict(rows_of(found, ()))
        self._place()

    def read(self) -> list[Node]:
        """Return the table; nothing when it has no cells."""
        if not any(row.cells for row in self._rows):
            return []
        suggestions = [self._suggestion(row.element) for row in self._rows]
        rows = [
            self._row(number, row, made)
            for (number, row), made in zip(enumerate(self._rows), suggestions, strict=True)
        ]
        return [node("table", rows, align=self._align(), width=self._width())]

    def _place(self) -> None:
        """Count out where cells begin, and join those that are merged downwards."""
        above: dict[int, Cell] = {}
        for row in self._rows:
            column = self._skipped(row, "gridBefore", 0)
            placed: dict[int, Cell] = {}
            for element in cells_of(row.element):
                span = max(1, min(MOST_COLUMNS, _span(element)))
                over = above.get(column)
                if _continues(element) and over and over.span == span:
                    over.rows += 1
                    placed[column] = over
                else:
                    placed[column] = Cell(element, column, span, is_header=row.is_header)
                    row.cells.append(placed[column])
                column += span
            self._skipped(row, "gridAfter", column)
            above = placed
        self._columns = max(
            (cell.column + cell.span for row in self._rows for cell in row.cells), default=0
        )
        self._fill()
        self._measure()

    def _skipped(self, row: Row, name: str, column: int) -> int:
        """Put an empty cell where a row begins or ends inside the grid."""
        skipped = min(MOST_COLUMNS, whole(child_val(row.element.find(W + "trPr"), name)))
        if skipped > 0:
            row.cells.append(Cell(None, column, skipped, is_header=row.is_header))
        return column + max(0, skipped)

    def _fill(self) -> None:
        """Make every row as wide as the table."""
        covered = [0] * len(self._rows)
        for number, row in enumerate(self._rows):
            for cell in row.cells:
                for under in range(number, min(len(covered), number + cell.rows)):
                    covered[under] += cell.span
        for row, width in zip(self._rows, covered, strict=True):
            if width < self._columns:
                missing = self._columns - width
                row.cells.append(Cell(None, width, missing, is_header=row.is_header))

    def _row(self, number: int, row: Row, suggestion: Attributes | None) -> Node:
        height = row.element.find(f"{W}trPr/{W}trHeight")
        px = None if height is None else round(twips(val(height)) / TWIPS_PER_PX) or None
        cells = [self._cell(number, cell) for cell in row.cells]
        return node("tableRow", cells, height=px, suggestion=suggestion)

    def _suggestion(self, row: Element) -> Attributes | None:
        settings = row.find(W + "trPr")
        own = [] if settings is None else [one for one in settings if local(one) in ("ins", "del")]
        return inline.suggestion(self._story, (*self._changes[row], *own))

    def _cell(self, number: int, cell: Cell) -> Node:
        element = cell.element
        settings = None if element is None else element.find(W + "tcPr")
        regions = self._regions(number, cell)
        around = Surroundings(
            {key: value for one in regions for key, value in one.paragraph.items()},
            {key: value for one in regions for key, value in one.run.items()},
            cell.is_header,
        )
        background = self._background(settings, regions)
        content = [] if element is None else self._story.source.blocks(self._story, element, around)
        return node(
            "tableHeader" if cell.is_header else "tableCell",
            content or [paragraph()],
            colspan=cell.span,
            rowspan=cell.rows,
            colwidth=self._widths(cell),
            background=None if cell.is_header and background == HEADER_FILL else background,
            valign=VERTICAL.get(child_val(settings, "vAlign")),
            border=self._border(settings, regions),
        )

    def _measure(self) -> None:
        """Take the widths of columns from cells, where the table itself tells none."""
        if len(self._grid) >= self._columns and all(self._grid[: self._columns]):
            return
        self._grid = [0.0] * self._columns
        for cell in (cell for row in self._rows for cell in row.cells):
            width = None if cell.element is None else cell.element.find(f"{W}tcPr/{W}tcW")
            if width is None or cell.span > 1 or val(width, "type", "dxa") != "dxa":
                continue
            self._grid[cell.column] = self._grid[cell.column] or twips(val(width, "w", "0"))

    def _widths(self, cell: Cell) -> list[int] | None:
        widths = self._grid[cell.column : cell.column + cell.span]
        if len(widths) < cell.span or not all(width > 0 for width in widths):
            return None
        return [max(1, round(width / TWIPS_PER_PX)) for width in widths]

    def _background(self, settings: Element | None, regions: list[TableStyle]) -> str | None:
        own = None if settings is None else settings.find(W + "shd")
        if own is not None:
            return fill(own) or None
        shades = [fill(one.shade) for one in regions if one.shade is not None]
        return (shades[-1] if shades else "") or None

    def _border(self, settings: Element | None, regions: list[TableStyle]) -> Attributes | None:
        """Return the one border of a cell: its own, the table's or the style's."""
        own = None if settings is None else settings.find(W + "tcBorders")
        table = None if self._settings is None else self._settings.find(W + "tblBorders")
        found = [one.borders for one in regions]
        for borders in (own, table, *reversed(found)):
            border = _border(borders)
            if border:
                return None if border in USUAL_BORDERS else border
        return NO_BORDER

    def _regions(self, number: int, cell: Cell) -> list[TableStyle]:
        """Return the parts of the table's style that hold for a cell, the strongest last."""
        settings = None if self._settings is None else self._settings.find(W + "tblLook")
        flags = whole_hex(val(settings)) if settings is not None else 0x04A0
        names = []
        is_first_row = bool(flags & 0x20) and number == 0
        if not flags & 0x200 and not is_first_row:
            band = number - 1 if flags & 0x20 else number
            names.append("band2Horz" if band % 2 else "band1Horz")
        last = self._columns - cell.span
        regions = (
            ("firstCol", bool(flags & 0x80) and cell.column == 0),
            ("lastCol", bool(flags & 0x100) and cell.column == last),
            ("firstRow", is_first_row),
            ("lastRow", bool(flags & 0x40) and number == len(self._rows) - 1),
        )
        names += [name for name, holds in regions if holds]
        found = [self._style.regions[name] for name in names if name in self._style.regions]
        return [self._style, *found]

    def _align(self) -> str | None:
        align = child_val(self._settings, "jc")
        return {"center": "center", "right": "right", "end": "right"}.get(align)

    def _width(self) -> int | None:
        width = None if self._settings is None else self._settings.find(W + "tblW")
        if width is None or val(width, "type") != "dxa":
            return None
        return round(twips(val(width, "w", "0")) / TWIPS_PER_PX) or None


def _row_of(element: Element) -> Row:
    return Row(element, has_switch(element.find(W + "trPr"), "tblHeader"))


def rows_of(
    found: Element, changes: tuple[Element, ...]
) -> list[tuple[Element, tuple[Element, ...]]]:
    """Return the rows of a table, also those in content controls, with their tracked changes."""
    rows = []
    for child in found:
        name = local(child)
        if name == "tr":
            rows.append((child, changes))
        elif name in ("sdt", "sdtContent", "customXml"):
            rows += rows_of(child, changes)
        elif name in (*inline.INSERTED, *inline.DELETED):
            rows += rows_of(child, (*changes, child))
    return rows


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row, also those in content controls."""
    cells = []
    for child in row:
        if local(child) == "tc":
            cells.append(child)
        elif local(child) in ("sdt", "sdtContent", "customXml"):
            cells += cells_of(child)
    return cells


def _span(cell: Element) -> int:
    return whole(child_val(cell.find(W + "tcPr"), "gridSpan", "1"), 1)


def _continues(cell: Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and val(merge, default="continue") == "continue"


def _border(borders: Element | None) -> Attributes | None:
    """Return the first visible side; no border when sides are named and none is visible."""
    named = [] if borders is None else [one for one in borders if local(one) in SIDES]
    for side in named:
        if val(side) not in ("nil", "none", ""):
            width = max(0.25, whole(val(side, "sz", "4"), 4) / EIGHTHS_PER_PT)
            return {"color": colour(val(side, "color")) or "#000000", "width": width}
    return NO_BORDER if named else None


def whole_hex(raw: str) -> int:
    """Return a hexadecimal number, 0 when it is none."""
    try:
        return int(raw, 16)
    except ValueError:
        return 0
