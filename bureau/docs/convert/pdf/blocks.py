"""Blocks as typst code: paragraphs with their spaces, lists, tables, breaks."""

from ..grid import Placed, column_widths, grid
from ..looks import HEADER_FILL, HEADINGS, LOOKS, list_indent
from ..numbers import Counter
from ..slugs import Slugs
from ..tree import Node, attribute, plain
from .inline import PT_PER_PX, InlineWriter
from .markup import CODE_FONT, block, call, colour, pt, string

# CSS lines are 1.2 times the size before the spacing that is asked for; lines here are 1 em.
LINE = 1.2
LABEL_PT = 30.0
CHECK_PT = 9.0
RULE = 'line(length: 100%, stroke: 0.75pt + rgb("#c4c7c5"))'
TICK = (
    "place(dx: 1.5pt, dy: 4.5pt, line(end: (2.2pt, 2.2pt), stroke: white + 1.2pt)) + "
    "place(dx: 3.7pt, dy: 6.7pt, line(end: (3.6pt, -4.6pt), stroke: white + 1.2pt))"
)
EDGE = '0.9pt + rgb("#434343")'
CHECKED_FILL = 'rgb("#1a73e8")'
VERTICAL = {"middle": "horizon", "bottom": "bottom"}


class BlockWriter:
    """Writes blocks."""

    def __init__(self, inline: InlineWriter) -> None:
        self._inline = inline
        self._counter = Counter()
        self._slugs = Slugs()
        self._gap = 0.0

    def write(self, blocks: list[Node], *, is_cell: bool = False) -> list[str]:
        """Return blocks as lines of code."""
        outer, self._gap = self._gap, 0.0
        made = [line for one in blocks if (line := self._block(one, is_cell))]
        self._gap = outer
        return made

    def _block(self, found: Node, is_cell: bool) -> str:
        kind = found["type"]
        if kind == "paragraph":
            return self._paragraph(found, is_cell)
        gap, self._gap = self._gap, 0.0
        if kind == "table":
            return self._table(found, gap)
        if kind == "horizontalRule":
            return call("block", RULE, above=pt(gap + 8), below="8pt", width="100%")
        if is_cell:
            return ""
        if kind == "pageBreak":
            return "pagebreak()"
        depth = str(int(attribute(found, "depth")))
        return call("outline", title="none", depth=depth, indent="12pt")

    def _paragraph(self, found: Node, is_cell: bool) -> str:
        style = str(attribute(found, "style"))
        look = LOOKS[style]
        before, after = attribute(found, "spaceBefore"), attribute(found, "spaceAfter")
        line = attribute(found, "lineSpacing") or look.line
        leading = max(-0.9, LINE * float(line) - 1)
        gap = self._gap + (look.before if before is None else before) + leading * look.size
        self._gap = float(look.after if after is None else after)
        body = self._body(found, style)
        settings = (
            [f"set text(size: {pt(look.size)}, fill: {colour(look.color)})"]
            if style != "normal"
            else []
        )
        if style == "code":
            settings.append(f"set text(font: {CODE_FONT})")
        if look.italic:
            settings.append('set text(style: "italic")')
        if attribute(found, "dir") == "rtl":
            settings.append("set text(dir: rtl)")
        settings += [_par(found, leading), *_align(found)]
        made = call(
            "block",
            block([*settings, body]),
            above=pt(max(0, gap)),
            below="0pt",
            width="100%",
            sticky="true" if style in HEADINGS or attribute(found, "keepNext") else None,
            inset=_inset(found, style),
            **_frame(style),
        )
        breaks = attribute(found, "pageBreakBefore") and not is_cell
        return f"pagebreak(weak: true)\n{made}" if breaks else made

    def _body(self, found: Node, style: str) -> str:
        content = self._inline.write(found.get("content", []))
        if content == "[]":
            content = "sym.zws"
        if style in HEADINGS:
            target = self._slugs.next(plain(found).strip())
            level = str(HEADINGS.index(style) + 1)
            if plain(found).strip():
                content = f"[#{call('heading', content, level=level)}#label({string(target)})]"
        label = self._counter.label(found)
        return block([self._label(found, label), content]) if label else content

    def _label(self, found: Node, label: str) -> str:
        """Return the label of a list item, which stands left of its text."""
        if attribute(found, "list") == "check":
            is_checked = bool(attribute(found, "checked"))
            fill = CHECKED_FILL if is_checked else "none"
            side = pt(CHECK_PT)
            box = call("rect", width=side, height=side, radius="1.5pt", fill=fill, stroke=EDGE)
            tick = f" + {TICK}" if is_checked else ""
            return f"place(dx: -17pt, dy: 1pt, {box}{tick})"
        if attribute(found, "list") == "bullet":
            return f"place(dx: -18pt, {string(label)})"
        number = call("align", "right", string(label))
        return f"place(dx: {pt(-LABEL_PT - 4)}, box(width: {pt(LABEL_PT)}, {number}))"

    def _table(self, found: Node, gap: float) -> str:
        rows, columns = grid(found)
        headers = _header_rows(rows)
        cells = [
            [self._cell(one, number) for one in line if not one.continues]
            for number, line in enumerate(rows)
        ]
        head = [cell for line in cells[:headers] for cell in line]
        body = [cell for line in cells[headers:] for cell in line]
        parts = [call("table.header", *head)] if head else []
        width = attribute(found, "width")
        made = call(
            "table",
            *parts,
            *body,
            columns=self._columns(rows, columns, width),
            rows=f"({', '.join(['auto'] * len(rows))},)",
            inset="5pt",
            stroke="1pt + black",
        )
        side = str(attribute(found, "align") or "start")
        return call(
            "block", call("align", side, made), above=pt(max(0, gap)), below="0pt", width="100%"
        )

    def _columns(self, rows: list[list[Placed]], columns: int, width: float | None) -> str:
        """Return the widths of columns; tables never stand out of the page."""
        widths = [one * PT_PER_PX for one in column_widths(rows, columns)]
        total, most = sum(widths), min(self._inline.width_pt, (width or 1e9) * PT_PER_PX)
        if not all(widths):
            return f"({', '.join(['1fr'] * columns)},)"
        scale = min(1.0, most / total) if total else 1.0
        return f"({', '.join(pt(one * scale) for one in widths)},)"

    def _cell(self, placed: Placed, row: int) -> str:
        cell = placed.cell
        is_header = cell["type"] == "tableHeader"
        lines = ["set align(start)", *self.write(cell["content"], is_cell=True)]
        if is_header:
            lines = ['set text(weight: "bold")', *lines]
        border = attribute(cell, "border")
        stroke = None
        if border is not None:
            wide = float(border.get("width") or 0)
            stroke = f"{pt(wide)} + {colour(border.get('color')) or 'black'}" if wide else "none"
        fill = colour(attribute(cell, "background")) or (colour(HEADER_FILL) if is_header else None)
        return call(
            "table.cell",
            block(lines),
            x=str(placed.column),
            y=str(row),
            colspan=str(placed.span),
            rowspan=str(placed.rows),
            fill=fill,
            stroke=stroke,
            align=VERTICAL.get(str(attribute(cell, "valign"))),
        )


def _header_rows(rows: list[list[Placed]]) -> int:
    """Return how many rows are repeated on every page: those of header cells that end there."""
    count = 0
    for line in rows:
        if not line or any(one.cell["type"] != "tableHeader" for one in line):
            break
        count += 1
    reaches = [number + one.rows for number, line in enumerate(rows[:count]) for one in line]
    return 0 if any(end > count for end in reaches) or count == len(rows) else count


def _par(found: Node, leading: float) -> str:
    first = float(attribute(found, "firstLine"))
    justify = "true" if attribute(found, "align") == "justify" else None
    hanging = pt(-first) if first < 0 else None
    indent = f"(amount: {pt(first)}, all: true)" if first > 0 else None
    named = {"justify": justify, "hanging_indent": hanging, "first_line_indent": indent}
    return f"set {call('par', leading=f'{round(leading, 3):g}em', **named)}"


def _align(found: Node) -> list[str]:
    align = attribute(found, "align")
    return [f"set align({align})"] if align in ("left", "center", "right") else []


def _inset(found: Node, style: str) -> str | None:
    left = float(attribute(found, "indent")) + LOOKS[style].indent
    right = float(attribute(found, "indentEnd"))
    first = float(attribute(found, "firstLine"))
    if attribute(found, "list"):
        left += list_indent(int(attribute(found, "level")))
    elif first < 0:
        left += first
    if style == "code":
        left, right = left + 8, right + 8
    if attribute(found, "dir") == "rtl":
        left, right = right, left
    return f"(left: {pt(left)}, right: {pt(right)})" if left or right else None


def _frame(style: str) -> dict[str, str | None]:
    if style == "code":
        return {"fill": 'rgb("#f4f4f6")'}
    return {"stroke": '(left: 2.25pt + rgb("#c4c7c5"))'} if style == "quote" else {}
