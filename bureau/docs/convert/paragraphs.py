"""Paragraphs from what a file says of them: the difference from the look of their style."""

from itertools import zip_longest

from .effective import Properties
from .looks import LOOKS
from .tree import Attributes, Node, node

BREAKING = ("pageBreak", "tableOfContents", "horizontalRule")
MIRRORED = {"left": "right", "right": "left"}


def paragraph_attributes(said: Properties, style: str) -> Attributes:
    """Return the attributes of a paragraph; lengths are in points, the line a multiple."""
    look = LOOKS[style]
    is_rtl = bool(said.get("rtl"))
    align = said.get("align")
    usual = "right" if is_rtl else "left"
    if is_rtl and align in MIRRORED:
        align = MIRRORED[align]
    line = round(said.get("line", 1.0), 2)
    before, after = round(said.get("before", 0), 2), round(said.get("after", 0), 2)
    return {
        "style": style,
        "align": None if align == usual else align,
        "lineSpacing": None if line == look.line else line,
        "spaceBefore": None if before == look.before else before,
        "spaceAfter": None if after == look.after else after,
        "indent": round(max(0, said.get("left", 0) - look.indent), 2),
        "indentEnd": round(max(0, said.get("right", 0)), 2),
        "firstLine": round(said.get("first", 0), 2),
        "pageBreakBefore": bool(said.get("break")),
        "keepNext": bool(said.get("keep")) and look.outline is None,
        "dir": "rtl" if is_rtl else None,
    }


def split_at_blocks(parts: list[Node], attributes: Attributes, *, is_kept: bool) -> list[Node]:
    """Return a paragraph, cut where a page break or a table of contents stands in it."""
    blocks: list[Node] = []
    content: list[Node] = []
    first = {name: value for name, value in attributes.items() if name != "break"}
    for part in parts:
        if part["type"] not in BREAKING:
            content.append(part)
            continue
        if content:
            blocks.append(node("paragraph", content, **first))
            first = {**first, "start": None, "change": None, "pageBreakBefore": None}
        blocks.append(part)
        content = []
    if content or (not blocks and is_kept):
        blocks.append(node("paragraph", content, **{**first, "break": attributes.get("break")}))
    return blocks


def with_joins(blocks: list[Node]) -> list[Node]:
    """Drop suggested joins of paragraphs with what is no paragraph: there is nothing to join."""
    for here, after in zip_longest(blocks, blocks[1:]):
        if after is None or after["type"] != "paragraph":
            here.get("attrs", {}).pop("break", None)
    return blocks
