"""Fields (`{ PAGE }`, `{ TOC }`, …): which become nodes of ours, and which stay as their result."""

import re
from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from ...tree import node
from ..names import W, is_on, whole
from .source import Field, Story
from .symbols import symbol

if TYPE_CHECKING:
    from .inline import InlineReader, Scope

WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
KINDS = {
    "PAGE": "page",
    "NUMPAGES": "pages",
    "SECTIONPAGES": "pages",
    "TITLE": "title",
    "DATE": "date",
}
# Tables of figures, of authorities and of marked entries are not made from headings.
OTHER_TABLES = {"\\c", "\\a", "\\f"}


def begin(story: Story, found: Element | None = None) -> None:
    """Open a field."""
    made = Field()
    box = None if found is None else found.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        switch = box.find(W + "checked")
        default = box.find(W + "default")
        state = switch if switch is not None else default
        made.check = "☒" if state is not None and is_on(state) else "☐"
    story.fields.append(made)


def separate(reader: "InlineReader", scope: "Scope") -> None:
    """End the instruction of a field: its result follows."""
    if reader.story.fields and not reader.story.fields[-1].is_result:
        _decide(reader, scope)


def end(reader: "InlineReader", scope: "Scope") -> None:
    """Close a field."""
    if not reader.story.fields:
        return
    if not reader.story.fields[-1].is_result:
        _decide(reader, scope)
    reader.story.fields.pop()


def _decide(reader: "InlineReader", scope: "Scope") -> None:
    found = reader.story.fields[-1]
    words = [quoted or bare for quoted, bare in WORDS.findall(found.instruction)]
    name = words[0].upper() if words else ""
    found.is_result = True
    if name in KINDS:
        kind = KINDS[name]
        if not reader.story.is_note:
            reader.atom(node("field", kind=None if kind == "page" else kind), scope)
            found.hides = True
    elif name == "TOC":
        _contents(reader, scope, words)
    elif name == "HYPERLINK":
        found.link = _link(reader.story, words)
    elif name == "SYMBOL" and len(words) > 1:
        _symbol(reader, scope, words)
    elif name == "FORMCHECKBOX" and found.check:
        reader.add_text(found.check, [], scope)


def _contents(reader: "InlineReader", scope: "Scope", words: list[str]) -> None:
    story = reader.story
    if story.is_note or not story.source.has_headings or OTHER_TABLES & set(words):
        return
    levels = words[words.index("\\o") + 1] if "\\o" in words[:-1] else "1-3"
    depth = max(1, min(6, whole(levels.rpartition("-")[2], 3)))
    reader.atom(node("tableOfContents", depth=depth), scope)
    story.fields[-1].hides = True


def _link(story: Story, words: list[str]) -> str:
    address, anchor, at = "", "", 1
    while at < len(words):
        if words[at] in ("\\l", "\\o", "\\t", "\\m", "\\n"):
            if words[at] == "\\l" and at + 1 < len(words):
                anchor = words[at + 1]
            at += 1 if words[at] == "\\n" else 2
            continue
        address = address or words[at]
        at += 1
    if not address:
        return story.link("", anchor)
    return story.safe(f"{address}#{anchor}" if anchor else address)


def _symbol(reader: "InlineReader", scope: "Scope", words: list[str]) -> None:
    code = words[1]
    try:
        number = int(code, 16) if code.lower().startswith("0x") else int(code)
    except ValueError:
        return
    family = words[words.index("\\f") + 1] if "\\f" in words[:-1] else ""
    reader.add_text(symbol(number, family), [], scope)
    reader.story.fields[-1].hides = True
