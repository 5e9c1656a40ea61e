"""HTML as document JSON: what `html_writer` wrote comes back, and what others wrote keeps its
structure. Nothing is fetched and nothing runs; unknown elements are their content.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ..errors import BadContent
from .html_looks import COLOUR, block_looks, declared, marks_of
from .normal import normal_doc
from .schema import Json

LONGEST = 8_000_000
DEEPEST = 200
_STYLES = {f"h{level}": f"heading{level}" for level in range(1, 7)} | {
    "p": "normal",
    "blockquote": "quote",
    "pre": "code",
}
_DROPPED = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "body", "dd", "div", "dl", "dt", "figure", "figcaption"}
    | {"footer", "form", "header", "main", "section"}
)
_MARKERS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_TASK = re.compile(r"^\s*\[([ xX])\]\s+")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MENTION = "mention:"
"""How Markdown names what is mentioned: `[Ada](mention:person/<id>)`."""


def read_html(source: str) -> Json:
    """Return an HTML document or fragment as a document node; raises `BadContent`."""
    if len(source) > LONGEST:
        raise BadContent("This is too long to be read at once.")
    if not source.strip():
        return normal_doc(None)
    try:
        tree = lxml_html.document_fromstring(f"<body>{source.replace(chr(0), '')}</body>")
    except (etree.ParserError, ValueError) as error:
        raise BadContent(f"This is not HTML: {error}") from error
    reader = _Reader(tree)
    body = tree.find("body")
    return normal_doc({"content": reader.blocks(tree if body is None else body)})


@dataclass
class _Where:
    """What applies to the text that is read now."""

    marks: list[Json] = field(default_factory=list)
    block: Json = field(default_factory=dict)
    is_code: bool = False


class _Reader:
    """Walks through elements and gathers blocks; text outside of blocks makes paragraphs."""

    def __init__(self, tree: Any) -> None:
        self.where = _Where()
        self.found: list[Json] = []
        self.line: list[Json] = []
        self.lists = 0
        self.depth = 0
        self.notes = {note.get("id"): note for note in tree.xpath("//section//li[@id]")}

    def blocks(self, element: Any) -> list[Json]:
        """Return the blocks inside an element."""
        outer, self.found = self.found, []
        outer_line, self.line = self.line, []
        self.inside(element)
        self.end_line()
        found, self.found, self.line = self.found, outer, outer_line
        return found

    def inside(self, element: Any) -> None:
        """Read the text and the elements inside an element."""
        self.depth += 1
        if self.depth < DEEPEST:
            self.text(element.text)
            for child in element:
                if isinstance(child.tag, str):
                    self.element(child)
                self.text(child.tail)
        self.depth -= 1

    def text(self, text: str | None) -> None:
        if text:
            shown = text if self.where.is_code else _SPACE.sub(" ", text)
            self.line.append({"type": "text", "text": shown, "marks": list(self.where.marks)})

    def element(self, element: Any) -> None:
        tag = element.tag.lower()
        if tag in _DROPPED or "data-footnotes" in element.attrib:
            return
        if tag in _STYLES:
            self.paragraph(element, _STYLES[tag])
        elif tag in ("ul", "ol"):
            self.listing(element, tag == "ol")
        elif tag == "table":
            self.end_line()
            self.table(element)
        elif tag in ("hr", "nav") or "data-page-break" in element.attrib:
            self.rule(element, tag)
        elif tag in _BLOCKS:
            self.end_line()
            with self.looking(element):
                self.inside(element)
                self.end_line()
        elif leaf := self.leaf(element, tag):
            self.line.append(leaf)
        else:
            with self.marked(element, tag):
                self.inside(element)

    def paragraph(self, element: Any, style: str) -> None:
        """Read a block of text; blocks inside it are blocks of the same style."""
        self.end_line()
        wanted: Json = {} if style == "normal" else {"style": style}
        if element.get("data-style") in ("title", "subtitle"):
            wanted["style"] = element.get("data-style")
        if style == "code":
            wanted["language"] = element.get("data-language") or _language(element)
        with self.looking(element, wanted):
            self.where.is_code = self.where.is_code or style == "code"
            before = len(self.found)
            self.inside(element)
            self.end_line(is_wanted=len(self.found) == before)

    def end_line(self, is_wanted: bool = False) -> None:
        """Make a paragraph of what was read; an empty one only where it is wanted."""
        content, self.line = _trimmed(self.line, self.where.is_code), []
        if not content and not is_wanted:
            return
        self.found.append(
            {"type": "paragraph", "attrs": dict(self.where.block), "content": content}
        )

    def rule(self, element: Any, tag: str) -> None:
        self.end_line()
        if "data-page-break" in element.attrib:
            self.found.append({"type": "pageBreak"})
        elif "data-table-of-contents" in element.attrib:
            self.found.append({"type": "tableOfContents"})
        elif tag == "hr":
            self.found.append({"type": "horizontalRule"})
        else:
            self.inside(element)
            self.end_line()

    def listing(self, element: Any, is_ordered: bool) -> None:
        self.end_line()
        outer = self.where.block
        level = min(outer.get("level", 0) + 1, 8) if outer.get("list") else 0
        self.lists += 0 if outer.get("list") else 1
        wanted: Json = {
            "list": "ordered" if is_ordered else "bullet",
            "level": level,
            "listId": outer.get("listId") or f"list-{self.lists}",
            "marker": _MARKERS.get(element.get("type", "")),
        }
        if is_ordered and (element.get("start") or "1").isdecimal():
            start = int(element.get("start") or "1")
            wanted["start"] = start if start != 1 else None
        with self.looking(element, wanted):
            for child in element:
                if not isinstance(child.tag, str):
                    continue
                self.item(child)

    def item(self, element: Any) -> None:
        """Read an item: its first block is the item, what follows stands below it, indented."""
        if element.tag != "li":
            self.element(element)
            return
        wanted = dict(self.where.block)
        if element.get("data-checked") in ("true", "false"):
            wanted["list"] = "check"
            wanted["checked"] = element.get("data-checked") == "true"
        with self.looking(element, wanted):
            before = len(self.found)
            self.inside(element)
            self.end_line(is_wanted=len(self.found) == before)
            _settle_item(self.found[before:])

    def table(self, element: Any) -> None:
        rows = []
        for row in element.iter("tr"):
            if next(row.iterancestors("table"), None) is element:
                cells = [cell for cell in row if cell.tag in ("td", "th")]
                rows.append({"type": "tableRow", "content": [self.cell(cell) for cell in cells]})
        if any(row["content"] for row in rows):
            self.found.append({"type": "table", "content": rows})

    def cell(self, element: Any) -> Json:
        outer, self.where = self.where, _Where()
        attributes: Json = {
            name: int(element.get(name))
            for name in ("colspan", "rowspan")
            if (element.get(name) or "").isdecimal() and 1 < int(element.get(name)) < 1000
        }
        looks = declared(element)
        if COLOUR.match(looks.get("background-color", "")):
            attributes["background"] = looks["background-color"]
        content = self.blocks(element)
        self.where = outer
        kind = "tableHeader" if element.tag == "th" else "tableCell"
        return {"type": kind, "attrs": attributes, "content": content}

    def leaf(self, element: Any, tag: str) -> Json | None:
        """Return the node that an element stands for, None for one that only carries text."""
        if tag == "br":
            return {"type": "hardBreak"}
        if tag == "img":
            return _image(element)
        if tag == "a" and (element.get("href") or "").startswith(_MENTION):
            kind, _, ref = element.get("href").removeprefix(_MENTION).partition("/")
            label = element.text_content()
            return {"type": "mention", "attrs": {"kind": kind, "ref": ref, "label": label}}
        if "data-equation" in element.attrib:
            return {"type": "equation", "attrs": {"latex": element.get("data-equation")}}
        if "data-mention" in element.attrib:
            label = element.text_content()
            names = {"kind": element.get("data-mention"), "ref": element.get("data-ref", "")}
            return {"type": "mention", "attrs": {**names, "label": label}}
        if "data-field" in element.attrib:
            return {"type": "field", "attrs": {"kind": element.get("data-field")}}
        return self.footnote(element) if "data-footnote" in element.attrib else None

    def footnote(self, element: Any) -> Json | None:
        links = element.xpath(".//a/@href")
        note = self.notes.get(links[0].removeprefix("#")) if links else None
        if note is None:
            return None
        blocks = self.blocks(note)
        content = [child for block in blocks for child in block.get("content", ())]
        # The way back to the text is no part of the note.
        kept = [child for child in content if child.get("text", "").strip() != "↩"]
        return {"type": "footnote", "content": _trimmed(kept, False)}

    @contextmanager
    def looking(self, element: Any, wanted: Json | None = None) -> Iterator[None]:
        """Apply what an element says of the paragraphs in it."""
        outer = self.where
        block = {**outer.block, **(wanted or {}), **block_looks(element)}
        self.where = _Where(list(outer.marks), block, outer.is_code)
        yield
        self.where = outer

    @contextmanager
    def marked(self, element: Any, tag: str) -> Iterator[None]:
        """Apply what an element says of the text in it."""
        outer = self.where
        marks = [*outer.marks, *marks_of(element, tag)]
        if outer.is_code:
            marks = [mark for mark in marks if mark["type"] != "code"]
        self.where = _Where(marks, outer.block, outer.is_code)
        yield
        self.where = outer


def _language(element: Any) -> str | None:
    for code in element.iter("code"):
        found = re.search(r"language-([\w+#.\-]{1,30})", code.get("class") or "")
        if found:
            return found[1]
    return None


def _image(element: Any) -> Json | None:
    source = element.get("src") or ""
    if not source:
        return None
    attributes: Json = {"src": source, "alt": element.get("alt") or ""}
    for name in ("width", "height"):
        if re.fullmatch(r"\d{1,5}(\.\d+)?(px)?", element.get(name) or ""):
            attributes[name] = float(element.get(name).removesuffix("px"))
    return {"type": "image", "attrs": attributes}


def _trimmed(line: list[Json], is_code: bool) -> list[Json]:
    """Return a line without spaces at its ends and doubled ones inside; code keeps its own."""
    if is_code:
        return _without_last_break(line)
    kept: list[Json] = []
    after_space = True
    for node in line:
        if node["type"] != "text":
            after_space = node["type"] == "hardBreak"
            kept.append(node)
            continue
        text = node["text"].removeprefix(" ") if after_space else node["text"]
        if text:
            after_space = text.endswith(" ")
            kept.append({**node, "text": text})
    while kept and kept[-1]["type"] == "text" and not kept[-1]["text"].rstrip(" "):
        kept.pop()
    if kept and kept[-1]["type"] == "text":
        kept[-1] = {**kept[-1], "text": kept[-1]["text"].rstrip(" ")}
    return kept


def _without_last_break(line: list[Json]) -> list[Json]:
    if line and line[-1]["type"] == "text" and line[-1]["text"].endswith("\n"):
        line = [*line[:-1], {**line[-1], "text": line[-1]["text"][:-1]}]
    return line


def _settle_item(blocks: list[Json]) -> None:
    """Let the first paragraph be the item; other paragraphs of it are indented below."""
    is_first = True
    for block in blocks:
        if block["type"] != "paragraph":
            continue
        attributes = block["attrs"]
        if not is_first and attributes.get("list") and not attributes.get("_settled"):
            level = attributes.get("level", 0)
            for name in ("list", "level", "listId", "marker", "start", "checked"):
                attributes.pop(name, None)
            attributes["indent"] = 36 * (level + 1)
        elif is_first and not attributes.get("_settled"):
            _tick(block)
        attributes["_settled"] = True
        is_first = False


def _tick(block: Json) -> None:
    """Make an item that starts with `[x]` one of a checklist, as Markdown writes them."""
    first = block["content"][0] if block["content"] else {}
    found = _TASK.match(first.get("text", ""))
    if found and block["attrs"].get("list") == "bullet":
        block["attrs"] |= {"list": "check", "checked": found[1] in "xX", "marker": None}
        block["content"][0] = {**first, "text": first["text"][found.end() :]}
