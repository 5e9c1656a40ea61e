"""Tables: cells put on the grid, merged cells as Word writes them."""

from typing import TYPE_CHECKING

from ...colours import hexadecimal
from ...grid import Placed, column_widths, grid
from ...looks import HEADER_FILL
from ...markup import el
from ...tree import Node, attribute
from .inline import tracked
from .markup import w

if TYPE_CHECKING:
    from .blocks import BlockWriter

TWIPS_PER_PX = 15
VERTICAL = {"middle": "center", "bottom": "bottom"}
SIDES = ("top", "left", "bottom", "right")


def table(writer: "BlockWriter", found: Node) -> str:
    """Return a table."""
    rows, columns = grid(found)
    widths = _widths(writer, rows, columns, attribute(found, "width"))
    body = "".join(
        _row(writer, row, placed, widths)
        for row, placed in zip(found.get("content", []), rows, strict=True)
    )
    grid_columns = [w("gridCol", w=round(width * TWIPS_PER_PX)) for width in widths]
    return el("w:tbl", None, _settings(found), el("w:tblGrid", None, *grid_columns), body)


def _settings(found: Node) -> str:
    width = attribute(found, "width")
    lines = [
        w(side, "single", sz=8, space=0, color="auto") for side in (*SIDES, "insideH", "insideV")
    ]
    given = {
        "w:w": round(width * TWIPS_PER_PX) if width else 0,
        "w:type": "dxa" if width else "auto",
    }
    align = attribute(found, "align")
    return el(
        "w:tblPr",
        None,
        el("w:tblW", {**given}),
        w("jc", align) if align in ("center", "right") else "",
        el("w:tblBorders", None, *lines),
        el("w:tblLayout", {"w:type": "fixed"}),
        w("tblLook", "0000"),
    )


def _widths(
    writer: "BlockWriter", rows: list[list[Placed]], columns: int, width: float | None
) -> list[float]:
    """Return the width of each column in pixels; those that none was set for share the rest."""
    widths = column_widths(rows, columns)
    missing = widths.count(0)
    rest = (width or writer.output.text_width_px) - sum(widths)
    share = max(round(rest / missing), 24) if missing else 0
    return [one or share for one in widths]


def _row(writer: "BlockWriter", row: Node, placed: list[Placed], widths: list[float]) -> str:
    settings = []
    if height := attribute(row, "height"):
        settings.append(w("trHeight", round(height * TWIPS_PER_PX), hRule="atLeast"))
    own = [one.cell for one in placed if not one.continues]
    if own and all(cell["type"] == "tableHeader" for cell in own):
        settings.append(w("tblHeader"))
    suggestion = attribute(row, "suggestion")
    if suggestion:
        settings.append(tracked(writer.output, suggestion))
    cells, at = [], 0
    for one in placed:
        cells.append(_cell(writer, one, sum(widths[at : at + one.span])))
        at += one.span
    return el("w:tr", None, el("w:trPr", None, *settings) if settings else "", *cells)


def _cell(writer: "BlockWriter", placed: Placed, width: float) -> str:
    cell = placed.cell
    parts = [el("w:tcW", {"w:w": round(width * TWIPS_PER_PX), "w:type": "dxa"})]
    if placed.span > 1:
        parts.append(w("gridSpan", placed.span))
    if placed.rows > 1 or placed.continues:
        parts.append(w("vMerge", "continue" if placed.continues else "restart"))
    parts += _looks(cell)
    content = "<w:p/>" if placed.continues else writer.cell(cell)
    return el("w:tc", None, el("w:tcPr", None, *parts), content)


def _looks(cell: Node) -> list[str]:
    parts = []
    border = attribute(cell, "border")
    if border is not None:
        width = float(border.get("width") or 0)
        value = "single" if width else "nil"
        colour = hexadecimal(border.get("color"))[1:].upper() or "auto"
        lines = [w(side, value, sz=round(width * 8), space=0, color=colour) for side in SIDES]
        parts.append(el("w:tcBorders", None, *lines))
    usual = HEADER_FILL if cell["type"] == "tableHeader" else None
    if background := attribute(cell, "background") or usual:
        parts.append(
            w("shd", "clear", color="auto", fill=hexadecimal(background)[1:].upper() or "auto")
        )
    if align := VERTICAL.get(str(attribute(cell, "valign"))):
        parts.append(w("vAlign", align))
    return parts
