"""Drawings: pictures become images, text boxes become text after the paragraph."""

import re
from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from ...tree import Node, node, paragraph, text
from ..names import EMU_PER_PX, WP, A, O, R, V, W, local, whole
from .source import Story

if TYPE_CHECKING:
    from .inline import InlineReader, Scope

PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|px|cm|mm)?")
PX = {"pt": 4 / 3, "in": 96, "px": 1, "cm": 37.7953, "mm": 3.77953, "": 1}
WATERMARK = "WaterMarkObject"
MIDDLE_EMU = 2_500_000
FLOATS = ("wrapSquare", "wrapTight", "wrapThrough")


def read(reader: "InlineReader", found: Element, scope: "Scope") -> None:
    """Read a `w:drawing`, `w:pict` or `w:object`."""
    if reader.story.hides:
        return
    for box in outermost(found, W + "txbxContent"):
        reader.line.after += reader.story.source.blocks(reader.story, box)
    frame = next(iter(found.iter(WP + "inline", WP + "anchor")), None)
    pictures = outermost(found, PICTURE)
    for picture in pictures:
        made = _picture(reader.story, picture, frame, is_only=len(pictures) == 1)
        if made:
            reader.atom(made, scope)
    for shape in found.iter(V + "imagedata"):
        made = _old_picture(reader.story, shape)
        if made and not pictures:
            reader.atom(made, scope)
    _rest(reader, found, scope)


def outermost(found: Element, tag: str) -> list[Element]:
    """Return the elements of a name that stand in no text box inside, and in no fallback."""
    kept: list[Element] = []
    for child in found:
        if child.tag == tag:
            kept.append(child)
        elif local(child) == "AlternateContent":
            kept += outermost(child[0], tag) if len(child) else []
        elif local(child) != "txbxContent":
            kept += outermost(child, tag)
    return kept


def _rest(reader: "InlineReader", found: Element, scope: "Scope") -> None:
    if next(found.iter(CHART), None) is not None:
        reader.source.warn("Charts were left out.")
    for shape in found.iter(V + "rect"):
        if shape.get(O + "hr") in ("t", "true", "1") and not reader.story.is_note:
            reader.atom(node("horizontalRule"), scope)
    for art in found.iter(V + "textpath"):
        if art.get("string") and WATERMARK not in art.getparent().get("id", ""):
            reader.line.after.append(paragraph([text(str(art.get("string")))]))
    for diagram in found.iter(DIAGRAM):
        reader.line.after += _diagram(reader.story, diagram.get(R + "dm", ""))


def _diagram(story: Story, relation_id: str) -> list[Node]:
    relation = story.relations.get(relation_id)
    root = story.source.package.xml(relation.target) if relation else None
    if root is None:
        return []
    story.source.warn("Diagrams were turned into their text.")
    lines = ["".join(one.text or "" for one in found.iter(A + "t")) for found in root.iter(A + "p")]
    return [paragraph([text(line)]) for line in lines if line.strip()]


def _picture(
    story: Story, picture: Element, frame: Element | None, *, is_only: bool
) -> Node | None:
    blip = next(picture.iter(A + "blip"), None)
    source = _source(story, blip) if blip is not None else ""
    if not source:
        return None
    if any(one.attrib for one in picture.iter(A + "srcRect")):
        story.source.warn("Cropped pictures are shown whole.")
    size = None
    if is_only and frame is not None:
        size = frame.find(WP + "extent")
    if size is None:
        size = next(picture.iter(A + "ext"), None)
    width, height = _size(size)
    alt, title = _words(picture, frame)
    return node(
        "image",
        src=source,
        alt=alt,
        title=title or None,
        width=width,
        height=height,
        wrap=_wrap(frame) if frame is not None else None,
    )


def _source(story: Story, blip: Element) -> str:
    vector = next((one for one in blip.iter() if local(one) == "svgBlip"), None)
    for relation_id in (blip.get(R + "embed"), None if vector is None else vector.get(R + "embed")):
        relation = story.relations.get(relation_id or "")
        if relation and not relation.is_external:
            return story.source.asset(relation.target)
    if blip.get(R + "link"):
        story.source.warn("Pictures that are kept elsewhere were left out.")
    return ""


def _size(found: Element | None) -> tuple[int | None, int | None]:
    if found is None:
        return None, None
    width, height = (round(whole(found.get(side, "0")) / EMU_PER_PX) for side in ("cx", "cy"))
    return (max(width, 1), max(height, 1)) if width > 0 and height > 0 else (None, None)


def _words(picture: Element, frame: Element | None) -> tuple[str, str]:
    described = [] if frame is None else [frame.find(WP + "docPr")]
    described += [one for one in picture.iter() if local(one) == "cNvPr"]
    named = [one for one in described if one is not None]
    alt = next((one.get("descr", "") for one in named if one.get("descr")), "")
    return alt, next((one.get("title", "") for one in named if one.get("title")), "")


def _wrap(frame: Element) -> str | None:
    if frame.tag == WP + "inline":
        return None
    names = {local(child) for child in frame}
    if "wrapTopAndBottom" in names:
        return "break"
    if not names & {*FLOATS}:
        return None
    position = frame.find(WP + "positionH")
    align = position.findtext(WP + "align", "") if position is not None else ""
    offset = whole(position.findtext(WP + "posOffset", "0")) if position is not None else 0
    is_right = align in ("right", "outside") or offset > MIDDLE_EMU
    return "right" if is_right else "left"


def _old_picture(story: Story, found: Element) -> Node | None:
    relation = story.relations.get(found.get(R + "id", "") or found.get(R + "pict", ""))
    source = story.source.asset(relation.target) if relation and not relation.is_external else ""
    if not source:
        return None
    shape = found.getparent()
    sizes = {
        side: max(1, round(float(number) * PX[unit]))
        for side, number, unit in LENGTH.findall(shape.get("style", ""))
        if float(number or 0) > 0
    }
    alt = shape.get("alt", "") or found.get(O + "title", "")
    return node("image", src=source, alt=alt, width=sizes.get("width"), height=sizes.get("height"))
