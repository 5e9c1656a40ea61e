"""How text looks when nothing was set by hand: the looks of the paragraph styles.

Readers compare what a file says with the look of the style and keep only the difference as marks
and attributes; writers describe these looks as the named styles of their format.
"""

from dataclasses import dataclass

FAMILY = "Arial"
CODE_FAMILY = "Courier New"
LINK_COLOR = "#1155cc"
CELL_PADDING_PT = 5.0
HEADER_FILL = "#f3f3f3"


@dataclass(frozen=True)
class Look:
    """One style: sizes and spaces in points, line spacing as a multiple."""

    title: str
    size: float = 11
    color: str = "#000000"
    before: float = 0
    after: float = 0
    line: float = 1.15
    family: str = FAMILY
    indent: float = 0
    outline: int | None = None
    italic: bool = False


LOOKS: dict[str, Look] = {
    "normal": Look("Normal"),
    "title": Look("Title", size=26, after=3),
    "subtitle": Look("Subtitle", size=15, color="#666666", after=16),
    "heading1": Look("heading 1", size=20, before=20, after=6, outline=0),
    "heading2": Look("heading 2", size=16, before=18, after=6, outline=1),
    "heading3": Look("heading 3", size=14, color="#434343", before=16, after=4, outline=2),
    "heading4": Look("heading 4", size=12, color="#666666", before=14, after=4, outline=3),
    "heading5": Look("heading 5", color="#666666", before=12, after=4, outline=4),
    "heading6": Look("heading 6", color="#666666", before=12, after=4, outline=5, italic=True),
    "quote": Look("Quote", color="#434343", indent=12),
    "code": Look("HTML Preformatted", size=10, family=CODE_FAMILY, line=1.15),
}
HEADINGS = tuple(name for name, look in LOOKS.items() if look.outline is not None)

BULLETS = ("●", "○", "■")
NUMBERS = ("decimal", "lower-alpha", "lower-roman")
UNCHECKED, CHECKED = "☐", "☑"
LIST_STEP_PT = 36.0
DEEPEST_LEVEL = 8


def default_marker(kind: str, level: int) -> str:
    """Return the bullet or the numbers that a list has on a level when nothing else is said."""
    return (BULLETS if kind == "bullet" else NUMBERS)[level % 3]


def list_indent(level: int) -> float:
    """Return how far, in points, the text of a list item stands in."""
    return LIST_STEP_PT * (level + 1)


# Paper in millimetres, portrait.
PAPER = {
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A3": (297.0, 420.0),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
}
MARGIN_MM = 25.4
SIDES = ("top", "right", "bottom", "left")


def paper(page: dict[str, object]) -> tuple[float, float]:
    """Return width and height of the page in millimetres, turned as it is used."""
    width, height = PAPER.get(str(page.get("size") or "A4"), PAPER["A4"])
    return (height, width) if page.get("orientation") == "landscape" else (width, height)


def margins(page: dict[str, object]) -> dict[str, float]:
    """Return the four margins in millimetres."""
    given = page.get("margins")
    found = given if isinstance(given, dict) else {}
    return {side: float(found.get(side, MARGIN_MM)) for side in SIDES}


def nearest_paper(width_mm: float, height_mm: float) -> tuple[str, bool]:
    """Return the name of the paper nearest to a portrait size, and whether it fits within 3 mm."""

    def distance(name: str) -> float:
        return abs(PAPER[name][0] - width_mm) + abs(PAPER[name][1] - height_mm)

    name = min(PAPER, key=distance)
    return name, distance(name) <= 6


def page_of(width_mm: float, height_mm: float, margins_mm: dict[str, float]) -> dict[str, object]:
    """Return the page settings that differ from A4 portrait with its usual margins."""
    landscape = width_mm > height_mm
    name, _ = nearest_paper(*sorted((width_mm, height_mm)))
    page: dict[str, object] = {}
    if name != "A4":
        page["size"] = name
    if landscape:
        page["orientation"] = "landscape"
    rounded = {side: round(margins_mm[side], 1) for side in SIDES}
    if any(value != MARGIN_MM for value in rounded.values()):
        page["margins"] = rounded
    return page
