"""Paragraphs: their style, list and spacing, and the blocks that they break into."""

from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from ...looks import LOOKS, Look
from ...paragraphs import split_at_blocks
from ...tree import Attributes, Node, attribute, node
from ..names import CODE_LANGUAGE, GAP_NAME, W, local
from . import inline
from .inline import NOTHING, Surroundings
from .numbering import Level
from .properties import Properties, paragraph_properties
from .source import Story
from .styles import Resolved

NOTE_LOOK = replace(LOOKS["normal"], size=10, line=1.0)
LIST_KEYS = ("list", "level", "listId", "marker", "start", "checked")
MAKES = {"left": "right", "right": "left"}


@dataclass
class Blocks:
    """The blocks that one paragraph became, and what its neighbours have to know."""

    blocks: list[Node]
    style_id: str
    is_contextual: bool


def read(story: Story, found: Element, surroundings: Surroundings = NOTHING) -> Blocks:
    """Read a paragraph."""
    ppr = found.find(W + "pPr")
    direct = paragraph_properties(ppr)
    style = story.source.styles.paragraph(direct.get("style", ""))
    said = _said(story, direct, style, surroundings)
    attributes = _attributes(story, said, style, surroundings)
    began_hidden = story.hides
    change = None if ppr is None else ppr.find(W + "pPrChange")
    if change is not None:
        attributes["change"] = _change(story, change, attributes, surroundings)
    line = read_line(story, found, style, surroundings)
    attributes["break"] = _break(story, ppr)
    if line.checked is not None:
        attributes |= {
            "list": "check",
            "checked": line.checked or None,
            "listId": None,
            "marker": None,
        }
        _strip_first(line)
    if style.name == GAP_NAME and not line.parts and not line.after:
        return Blocks([], direct.get("style", ""), is_contextual=False)
    if said.get("rule") and not line.parts and not line.after and not attributes.get("list"):
        blocks = [node("horizontalRule", suggestion=attributes["break"])]
    else:
        blocks = split_at_blocks(
            line.parts, attributes, is_kept=not began_hidden and not line.after
        )
    return Blocks(
        [*blocks, *line.after], direct.get("style", ""), bool(said.get("contextualSpacing"))
    )


def read_line(
    story: Story, found: Element, style: Resolved, surroundings: Surroundings = NOTHING
) -> inline.Line:
    """Read the content of a paragraph."""
    look = NOTE_LOOK if story.is_note else LOOKS[style.ours]
    reader = inline.InlineReader(story, style, surroundings, look)
    reader.read(found, inline.Scope())
    return reader.line


def _said(story: Story, direct: Properties, style: Resolved, around: Surroundings) -> Properties:
    said = {**story.source.styles.paragraph_defaults, **around.paragraph, **style.paragraph}
    if "list" in direct:
        level = _level(story, {**said, **direct})
        said |= level.paragraph if level else {"left": said.get("left", 0)}
    elif level := _level(story, said):
        said = {**level.paragraph, **said}
    return {**said, **direct}


def _level(story: Story, said: Properties) -> Level | None:
    return story.source.numbering.level(said.get("list", ""), said.get("level", 0))


def _attributes(
    story: Story, said: Properties, style: Resolved, around: Surroundings
) -> Attributes:
    look = LOOKS[style.ours]
    made: Attributes = {"style": style.ours, "align": _align(said)}
    if style.name.startswith(CODE_LANGUAGE):
        made["language"] = style.name.removeprefix(CODE_LANGUAGE)
    made |= _spacing(story, said, style, around, look)
    made |= _list(story, said) or _indent(said, look)
    made["pageBreakBefore"] = bool(said.get("pageBreakBefore")) and not story.depth
    made["keepNext"] = bool(said.get("keepNext")) and style.ours not in HEADED
    made["dir"] = "rtl" if said.get("bidi") else None
    return made


# These always stay with what follows them.
HEADED = frozenset(name for name, look in LOOKS.items() if look.outline is not None)


def _align(said: Properties) -> str | None:
    """Return the alignment; Word turns left and right round in text from right to left."""
    align = said.get("align")
    if said.get("bidi"):
        align = MAKES.get(align or "left", align)
        return None if align == "right" else align
    return None if align == "left" else align


def _spacing(
    story: Story, said: Properties, style: Resolved, around: Surroundings, look: Look
) -> Attributes:
    made: Attributes = {}
    for name, key, usual in (
        ("spaceBefore", "before", look.before),
        ("spaceAfter", "after", look.after),
    ):
        space = round(said.get(key, 0), 2)
        made[name] = None if space == usual else space
    line = _line_spacing(story, said, style, around)
    made["lineSpacing"] = None if line == look.line else line
    return made


def _line_spacing(story: Story, said: Properties, style: Resolved, around: Surroundings) -> float:
    line = said.get("line", 240) or 240
    if said.get("line_rule", "auto") == "auto":
        return float(round(max(0.06, line / 240), 2))
    size = story.source.styles.effective([around.run, style.run], {}).get("size", 10)
    multiple = round(line / 20 / (size * 1.2), 2)
    return float(max(multiple, 1) if said["line_rule"] == "atLeast" else max(multiple, 0.06))


def _indent(said: Properties, look: Look) -> Attributes:
    left = max(0, said.get("left", 0) - look.indent)
    return {
        "indent": round(left, 2),
        "indentEnd": round(max(0, said.get("right", 0)), 2),
        "firstLine": round(said.get("first", 0), 2),
    }


def _list(story: Story, said: Properties) -> Attributes:
    level = _level(story, said)
    if level is None:
        return {}
    made = story.source.numbering.attributes(said["list"], said.get("level", 0))
    if made:
        usual = level.paragraph.get("left", 0)
        made["indent"] = round(max(0, said.get("left", 0) - usual), 2)
    return made


def _change(
    story: Story, change: Element, now: Attributes, around: Surroundings
) -> Attributes | None:
    """Return how the paragraph was before its properties were changed."""
    direct = paragraph_properties(change.find(W + "pPr"))
    style = story.source.styles.paragraph(direct.get("style", ""))
    with story.source.numbering.not_counting():
        old = _attributes(story, _said(story, direct, style, around), style, around)
    blank = node("paragraph")
    before = {
        name: attribute(node("paragraph", **{name: old.get(name)}), name)
        for name in {**old, **now}.keys() - {"start", "break", "change"}
        if (old.get(name) or attribute(blank, name)) != (now.get(name) or attribute(blank, name))
    }
    if not before:
        return None
    return {**story.source.suggestions.of(change), "before": dict(sorted(before.items()))}


def _break(story: Story, ppr: Element | None) -> Attributes | None:
    for kind, names in (("delete", inline.DELETED), ("insert", inline.INSERTED)):
        for name in names:
            found = None if ppr is None else ppr.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return {"kind": kind, **story.source.suggestions.of(found)}
    return None


def _strip_first(line: inline.Line) -> None:
    """Take away the space between a check box and its text."""
    first = line.parts[0] if line.parts else None
    if first and first["type"] == "text":
        first["text"] = first["text"].lstrip(" \t\u00a0")
        if not first["text"]:
            line.parts.pop(0)


def close_gaps(before: Blocks | None, here: Blocks) -> None:
    """Drop the space between two paragraphs of one style that asks for that."""
    if before is None or before.style_id != here.style_id or not before.blocks or not here.blocks:
        return
    if before.is_contextual:
        _set_space(before.blocks[-1], "spaceAfter")
    if here.is_contextual:
        _set_space(here.blocks[0], "spaceBefore")


def _set_space(found: Node, name: str) -> None:
    if found["type"] == "paragraph":
        look = LOOKS[attribute(found, "style")]
        usual = look.before if name == "spaceBefore" else look.after
        found.setdefault("attrs", {})[name] = None if usual == 0 else 0


def note_text(story: Story, note: Element) -> list[Node]:
    """Read a note: its paragraphs, one a line."""
    content: list[Node] = []
    for number, found in enumerate(note.iter(W + "p")):
        direct = paragraph_properties(found.find(W + "pPr"))
        style = story.source.styles.paragraph(direct.get("style", ""))
        parts = read_line(story, found, style).parts
        if number:
            content.append(node("hardBreak"))
        content += parts
    return _without_first_space(content)


def _without_first_space(content: list[Node]) -> list[Node]:
    first = content[0] if content else None
    if first and first["type"] == "text" and first["text"][:1] in (" ", "\t"):
        kept = first["text"][1:]
        return [*([{**first, "text": kept}] if kept else []), *content[1:]]
    return content


def is_empty_break(found: Element) -> bool:
    """Tell whether a paragraph only carries a section break."""
    return all(local(child) in ("pPr", "bookmarkStart", "bookmarkEnd") for child in found)
