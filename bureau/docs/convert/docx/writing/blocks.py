"""Blocks: paragraphs, rules, breaks and tables of contents."""

from itertools import zip_longest

from ...looks import LOOKS, list_indent
from ...markup import el
from ...tree import Attributes, Node, attribute, node
from .inline import InlineWriter, field, suggested, tracked
from .markup import twips, w
from .output import Output, Part
from .runs import run, text_content
from .styles import STYLE_IDS, TABLE_GAP, code_style

GAP = el("w:p", None, el("w:pPr", None, w("pStyle", TABLE_GAP)))
SWAPPED = {"left": "right", "right": "left"}
# Stands where the result of a field goes.
RESULT = "\0"
JUSTIFIED = {"justify": "both"}


class BlockWriter:
    """Writes blocks into one part."""

    def __init__(self, output: Output, part: Part) -> None:
        self.output = output
        self.part = part
        self._inline = InlineWriter(output, part)

    def write(self, blocks: list[Node]) -> str:
        """Return blocks one after the other; a table is always followed by a paragraph."""
        made = []
        for one, after in zip_longest(blocks, blocks[1:]):
            made.append(self._block(one))
            if one["type"] == "table" and (after is None or after["type"] == "table"):
                made.append(GAP)
        return "".join(made)

    def cell(self, cell: Node) -> str:
        """Return the blocks of a cell; those of a header are bold."""
        outer, self._inline.is_header = self._inline.is_header, cell["type"] == "tableHeader"
        made = self.write(cell["content"])
        self._inline.is_header = outer
        return made

    def _block(self, found: Node) -> str:
        kind = found["type"]
        if kind == "paragraph":
            return self._paragraph(found)
        self.output.lists.interrupt()
        if kind == "table":
            from .tables import table

            return table(self, found)
        if kind == "horizontalRule":
            return self._rule(found)
        if kind == "pageBreak":
            made = run('<w:br w:type="page"/>')
            return el("w:p", None, suggested(self.output, attribute(found, "suggestion"), made))
        return self._contents(found)

    def _paragraph(self, found: Node) -> str:
        content = self._inline.write(found.get("content", []))
        bookmark = self.output.bookmarks.get(id(found))
        if bookmark and self.part.has_comments:
            number = self.output.next_id()
            start = el("w:bookmarkStart", {"w:id": number, "w:name": bookmark})
            content = f"{start}{content}{el('w:bookmarkEnd', {'w:id': number})}"
        return el("w:p", None, self._properties(found), content)

    def _properties(self, found: Node) -> str:
        parts = self._settings(found)
        broken = attribute(found, "break")
        if broken:
            parts.append(el("w:rPr", None, tracked(self.output, broken)))
        change = attribute(found, "change")
        if change:
            parts.append(self._change(found, change))
        return el("w:pPr", None, *parts) if parts else ""

    def _change(self, found: Node, change: Attributes) -> str:
        """Return how the paragraph was before."""
        old = {**found.get("attrs", {}), **change.get("before", {})}
        before = el("w:pPr", None, *self._settings(node("paragraph", **old)))
        return el("w:pPrChange", self.output.change(change), before)

    def _settings(self, found: Node) -> list[str]:
        style = str(attribute(found, "style"))
        language = attribute(found, "language")
        parts = []
        if style == "code" and language:
            self.output.code_languages.add(str(language))
            parts.append(w("pStyle", code_style(str(language))))
        elif style != "normal":
            parts.append(w("pStyle", STYLE_IDS[style]))
        parts += [w(name) for name in ("keepNext", "pageBreakBefore") if attribute(found, name)]
        numbers = self.output.lists.properties(found)
        is_rtl = attribute(found, "dir") == "rtl"
        parts += [
            numbers,
            w("bidi") if is_rtl else "",
            _spacing(found),
            _indent(found),
            _align(found),
        ]
        return [part for part in parts if part]

    def _rule(self, found: Node) -> str:
        line = w("bottom", "single", sz=6, space=1, color="BFBFBF")
        parts = [el("w:pBdr", None, line)]
        suggestion = attribute(found, "suggestion")
        if suggestion:
            parts.append(el("w:rPr", None, tracked(self.output, suggestion)))
        return el("w:p", None, el("w:pPr", None, *parts))

    def _contents(self, found: Node) -> str:
        """Return a table of contents with its entries; Word puts the page numbers in."""
        depth = int(attribute(found, "depth"))
        entries = [one for one in self.output.headings if one[1] < depth and one[0]]
        lines = [self._entry(*entry) for entry in entries] or [""]
        instruction = f'TOC \\o "1-{depth}" \\h \\z \\u'
        opening, closing = field(instruction, RESULT).split(RESULT)
        opening = opening.replace('w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true"')
        opening = suggested(self.output, attribute(found, "suggestion"), opening)
        paragraphs = []
        for number, line in enumerate(lines):
            level = entries[number][1] + 1 if entries else 1
            tab = w("tab", "right", leader="dot", pos=twips(self.output.text_width_px * 0.75))
            settings = el("w:pPr", None, w("pStyle", f"TOC{level}"), el("w:tabs", None, tab))
            start = opening if number == 0 else ""
            end = closing if number == len(lines) - 1 else ""
            paragraphs.append(el("w:p", None, settings, start, line, end))
        return "".join(paragraphs)

    def _entry(self, title: str, level: int, bookmark: str) -> str:
        text = run(text_content(f"{title}\t", is_deleted=False))
        page = field(f"PAGEREF {bookmark} \\h", run(text_content(" ", is_deleted=False)))
        return el("w:hyperlink", {"w:anchor": bookmark, "w:history": 1}, text, page)


def _spacing(found: Node) -> str:
    look = LOOKS[attribute(found, "style")]
    before, after = attribute(found, "spaceBefore"), attribute(found, "spaceAfter")
    line = attribute(found, "lineSpacing")
    if before is None and after is None and line is None:
        return ""
    return w(
        "spacing",
        before=twips(look.before if before is None else before),
        after=twips(look.after if after is None else after),
        line=max(1, round((look.line if line is None else line) * 240)),
        lineRule="auto",
    )


def _indent(found: Node) -> str:
    """Return the indents; those of a list item count from where its level stands."""
    indent, end = attribute(found, "indent"), attribute(found, "indentEnd")
    first = attribute(found, "firstLine")
    if attribute(found, "list"):
        base = list_indent(int(attribute(found, "level")))
        return w("ind", left=twips(base + indent), hanging=twips(18)) if indent else ""
    if not (indent or end or first):
        return ""
    base = LOOKS[attribute(found, "style")].indent
    hanging = twips(-first) if first < 0 else None
    return w(
        "ind",
        left=twips(base + indent),
        right=twips(end),
        hanging=hanging,
        firstLine=None if hanging is not None else twips(first),
    )


def _align(found: Node) -> str:
    align = attribute(found, "align")
    if not align:
        return ""
    if attribute(found, "dir") == "rtl":
        align = SWAPPED.get(align, align)
    return w("jc", JUSTIFIED.get(align, align))
