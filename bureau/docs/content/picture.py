"""A small picture of a document's first page, as SVG: its real text, sizes and tables, laid out by
estimated widths. Cheap enough to be made anew a second after an edit, and sharp at any size.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from textwrap import wrap

from .schema import Json
from .suggestions import settled_doc
from .text import inline_text, lines

PAGES = {
    "A3": (842, 1191),
    "A4": (595, 842),
    "A5": (420, 595),
    "Letter": (612, 792),
    "Legal": (612, 1008),
}
POINTS_PER_MM = 72 / 25.4
MARGIN_MM = 25.4
SIZES = {"title": 26, "subtitle": 15, "heading1": 20, "heading2": 16, "heading3": 14}
BOLD = frozenset({"heading1", "heading2", "heading3", "heading4", "heading5", "heading6"})
SIZE, LEADING, SPACE_AFTER = 11, 1.35, 6
MOST_BLOCKS = 100
"""More than fit on a page."""
WIDTH_OF_A_LETTER = 0.5
"""Of the font size; the mean of common sans-serif fonts."""
COLOUR = "#3c4043"


@dataclass
class _Page:
    """The page as far as it is filled."""

    width: float
    height: float
    margins: Json
    y: float = 0
    drawn: list[str] = field(default_factory=list)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    """The last number of each list, by its id and level."""

    @property
    def left(self) -> float:
        return float(self.margins.get("left", MARGIN_MM)) * POINTS_PER_MM

    @property
    def room(self) -> float:
        right = float(self.margins.get("right", MARGIN_MM)) * POINTS_PER_MM
        return max(self.width - self.left - right, 40)

    @property
    def bottom(self) -> float:
        return self.height - float(self.margins.get("bottom", MARGIN_MM)) * POINTS_PER_MM


def picture_of(envelope: Json) -> str:
    """Return the SVG of the first page."""
    page = _page(envelope.get("page") or {})
    # Suggestions are shown as accepted, as in the text formats.
    first = {"content": envelope["body"].get("content", [])[:MOST_BLOCKS]}
    for block in settled_doc(first, "accept")["content"]:
        if page.y > page.bottom or block["type"] == "pageBreak":
            break
        _draw(page, block)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width:g} {page.height:g}">'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<g font-family="Arial, Helvetica, sans-serif" fill="{COLOUR}">{"".join(page.drawn)}</g>'
        "</svg>"
    )


def _page(settings: Json) -> _Page:
    width, height = PAGES.get(str(settings.get("size")), PAGES["A4"])
    if settings.get("orientation") == "landscape":
        width, height = height, width
    margins = settings.get("margins")
    page = _Page(width, height, margins if isinstance(margins, dict) else {})
    page.y = float(page.margins.get("top", MARGIN_MM)) * POINTS_PER_MM
    return page


def _draw(page: _Page, block: Json) -> None:
    kind = block["type"]
    if kind == "paragraph":
        _paragraph(page, block)
    elif kind == "table":
        _table(page, block)
    elif kind == "horizontalRule":
        _rule(page, page.y + 6)
        page.y += 14


def _paragraph(page: _Page, block: Json) -> None:
    attributes = block.get("attrs", {})
    style = attributes.get("style", "normal")
    size = SIZES.get(style, SIZE)
    indent = 18 * (attributes.get("level", 0) + 1) if attributes.get("list") else 0
    weight = ' font-weight="700"' if style in BOLD else ""
    written = _mark(page, attributes) + inline_text(block)
    for line in _wrapped(written, (page.room - indent) / (size * WIDTH_OF_A_LETTER)):
        page.y += size * LEADING
        if page.y > page.bottom:
            return
        x, anchor = _start(page, attributes.get("align"), indent)
        page.drawn.append(
            f'<text x="{x:.0f}" y="{page.y:.0f}" font-size="{size}"{weight}{anchor}>'
            f"{escape(line)}</text>"
        )
    page.y += _picture_room(block) + SPACE_AFTER


def _mark(page: _Page, attributes: Json) -> str:
    kind = attributes.get("list")
    if kind != "ordered":
        tick = "☑ " if attributes.get("checked") else "☐ "
        return {"bullet": "• ", "check": tick}.get(str(kind), "")
    key = str(attributes.get("listId")), int(attributes.get("level", 0))
    page.numbers[key] = int(attributes.get("start") or page.numbers.get(key, 0) + 1)
    return f"{page.numbers[key]}. "


def _wrapped(text: str, columns: float) -> Iterator[str]:
    for line in text.split("\n"):
        yield from wrap(line, max(int(columns), 8)) or [""]


def _start(page: _Page, align: str | None, indent: float) -> tuple[float, str]:
    if align == "center":
        return page.left + page.room / 2, ' text-anchor="middle"'
    if align == "right":
        return page.left + page.room, ' text-anchor="end"'
    return page.left + indent, ""


def _picture_room(block: Json) -> float:
    heights = [
        float(child["attrs"].get("height") or 120) * 0.75
        for child in block.get("content", ())
        if child["type"] == "image"
    ]
    return min(max(heights, default=0), 300)


def _table(page: _Page, table: Json) -> None:
    rows = table.get("content", ())
    for row in rows:
        cells = row.get("content", ())
        _rule(page, page.y + 4)
        page.y += SIZE * LEADING + 4
        if page.y > page.bottom:
            return
        width = page.room / max(len(cells), 1)
        for number, cell in enumerate(cells):
            text = " ".join(lines(cell))[: int(width / (SIZE * WIDTH_OF_A_LETTER))]
            x = page.left + number * width + 3
            page.drawn.append(
                f'<text x="{x:.0f}" y="{page.y:.0f}" font-size="{SIZE}">{escape(text)}</text>'
            )
    _rule(page, page.y + 4)
    page.y += 12


def _rule(page: _Page, y: float) -> None:
    page.drawn.append(
        f'<path d="M{page.left:.0f} {y:.0f}h{page.room:.0f}" stroke="#dadce0" fill="none"/>'
    )
