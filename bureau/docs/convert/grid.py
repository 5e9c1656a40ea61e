"""Where the cells of a table stand: merged cells counted out on the grid of rows and columns."""

from dataclasses import dataclass

from .tree import Node, attribute


@dataclass
class Placed:
    """A cell in one row of the grid; below its first row it continues."""

    cell: Node
    column: int
    span: int
    rows: int
    continues: bool = False


def grid(table: Node) -> tuple[list[list[Placed]], int]:
    """Return for each row the cells that cover it from left to right, and the number of columns."""
    rows = table.get("content", [])
    above: list[Placed] = []
    placed: list[list[Placed]] = []
    for number, row in enumerate(rows):
        line = [
            Placed(one.cell, one.column, one.span, one.rows - 1, True)
            for one in above
            if one.rows > 1
        ]
        _fill(line, row, len(rows) - number)
        line.sort(key=lambda one: one.column)
        placed.append(line)
        above = line
    columns = max((one.column + one.span for line in placed for one in line), default=1)
    return placed, columns


def _fill(line: list[Placed], row: Node, rows_left: int) -> None:
    """Put the cells of a row where those from above leave room."""
    taken = {one.column + step for one in line for step in range(one.span)}
    column = 0
    for cell in row.get("content", []):
        while column in taken:
            column += 1
        span = max(1, int(attribute(cell, "colspan")))
        while span > 1 and any(column + step in taken for step in range(span)):
            span -= 1
        rows = max(1, min(rows_left, int(attribute(cell, "rowspan"))))
        line.append(Placed(cell, column, span, rows))
        column += span


def column_widths(rows: list[list[Placed]], columns: int) -> list[float]:
    """Return the width of each column in pixels; 0 where none is told."""
    widths: list[float] = [0] * columns
    for placed in (one for row in rows for one in row):
        given = attribute(placed.cell, "colwidth") or []
        for step, one in enumerate(given[: placed.span]):
            widths[placed.column + step] = widths[placed.column + step] or float(one or 0)
    return widths
