"""Document JSON as Markdown: CommonMark with tables, strikethrough, task lists, notes, `$math$`.

Suggestions count as accepted. What Markdown cannot say, such as colours, is left out.
"""

import re
from itertools import groupby

from .links import safe_href
from .schema import Json
from .suggestions import settled_doc

_SPECIAL = re.compile(r"([\\`*_\[\]<>$~|])")
_LINE_START = re.compile(r"^([ \t]*)(#{1,6}|[>+\-=]+|\d+[.)])(\s|$)", re.MULTILINE)
_MARKS = (("bold", "**"), ("italic", "*"), ("strike", "~~"))
_STEP = 4
"""Spaces by which a level is indented: right below bullets and below numbers up to two digits."""


def markdown_of(doc: Json) -> str:
    """Return a document node as Markdown."""
    writer = _Writer()
    return writer.document(settled_doc(doc, "accept"))


class _Writer:
    """Writes one document; collects its footnotes."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.numbers: dict[tuple[str, int], int] = {}

    def document(self, doc: Json) -> str:
        parts = []
        for is_list, run in groupby(doc.get("content", ()), key=_list_of):
            blocks = list(run)
            if is_list:
                parts.append("\n".join(self.item(block) for block in blocks))
            else:
                parts += [self.block(block) for block in blocks]
        parts += [f"[^{number}]: {note}" for number, note in enumerate(self.notes, 1)]
        return "\n\n".join(part for part in parts if part).strip("\n") + "\n"

    def block(self, block: Json) -> str:
        kind = block["type"]
        if kind == "paragraph":
            return self.paragraph(block)
        if kind == "table":
            return self.table(block)
        return {"horizontalRule": "---", "pageBreak": "\\newpage"}.get(kind, "[TOC]")

    def paragraph(self, block: Json) -> str:
        attributes = block.get("attrs", {})
        style = attributes.get("style", "normal")
        if style == "code":
            fence = "```"
            text = "".join(_bare(child) for child in block.get("content", ()))
            return f"{fence}{attributes.get('language') or ''}\n{text}\n{fence}"
        text = self.inline(block)
        if style == "title":
            return f"# {_one_line(text)}"
        if style.startswith("heading"):
            return f"{'#' * int(style[-1])} {_one_line(text)}"
        if style == "quote":
            return "\n".join(f"> {line}" for line in text.split("\n"))
        return _LINE_START.sub(_guarded, text)

    def item(self, block: Json) -> str:
        attributes = block["attrs"]
        level, text = int(attributes.get("level", 0)), self.inline(block)
        mark = self._mark(attributes, level)
        inset = " " * (_STEP * level)
        below = "\n" + inset + " " * (len(mark) + 1)
        return f"{inset}{mark} {text.replace(chr(10), below)}"

    def _mark(self, attributes: Json, level: int) -> str:
        kind, list_id = attributes["list"], str(attributes.get("listId"))
        for key in [key for key in self.numbers if key[0] == list_id and key[1] > level]:
            del self.numbers[key]
        if kind == "check":
            return f"- [{'x' if attributes.get('checked') else ' '}]"
        if kind == "bullet":
            return "-"
        start = attributes.get("start") or self.numbers.get((list_id, level), 0) + 1
        self.numbers[list_id, level] = int(start)
        return f"{int(start)}."

    def table(self, table: Json) -> str:
        rows = [
            [self.cell(cell) for cell in row.get("content", ())] for row in table.get("content", ())
        ]
        width = max(len(row) for row in rows)
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def cell(self, cell: Json) -> str:
        texts = [
            self.inline(block) for block in cell.get("content", ()) if block["type"] == "paragraph"
        ]
        return "<br>".join(text.replace("\\\n", "<br>") for text in texts)

    def inline(self, parent: Json) -> str:
        written = []
        for link, run in groupby(parent.get("content", ()), key=_link_of):
            text = self._emphasised(list(run))
            written.append(f"[{text}]({link})" if link else text)
        return "".join(written)

    def _emphasised(self, nodes: list[Json]) -> str:
        """Write nodes with their emphasis; what several in a row share is opened once."""
        return self._level(nodes, 0)

    def _level(self, nodes: list[Json], rank: int) -> str:
        if rank == len(_MARKS):
            return "".join(self.leaf(node) for node in nodes)
        kind, sign = _MARKS[rank]
        written = []
        for has_mark, run in groupby(nodes, key=lambda node: _has(node, kind)):
            text = self._level(list(run), rank + 1)
            written.append(_wrapped(text, sign) if has_mark else text)
        return "".join(written)

    def leaf(self, node: Json) -> str:
        kind, attributes = node["type"], node.get("attrs", {})
        if kind == "text":
            return (
                _code(node["text"]) if _has(node, "code") else _SPECIAL.sub(r"\\\1", node["text"])
            )
        if kind == "hardBreak":
            return "\\\n"
        if kind == "image":
            alt = _SPECIAL.sub(r"\\\1", str(attributes.get("alt", "")))
            return f"![{alt}]({attributes.get('src', '')})"
        if kind == "equation":
            return f"${attributes.get('latex', '')}$"
        if kind == "mention":
            label = _SPECIAL.sub(r"\\\1", str(attributes.get("label", "")))
            return f"[{label}](mention:{attributes.get('kind', 'person')}/{attributes.get('ref')})"
        if kind == "footnote":
            self.notes.append(_one_line(self.inline(node)))
            return f"[^{len(self.notes)}]"
        return ""


def _list_of(block: Json) -> str:
    attributes = block.get("attrs", {})
    return str(attributes.get("listId") or "list") if attributes.get("list") else ""


def _link_of(node: Json) -> str:
    hrefs = [mark["attrs"]["href"] for mark in node.get("marks", ()) if mark["type"] == "link"]
    safe = safe_href(hrefs[0]) if hrefs else ""
    return f"<{safe}>" if set(safe) & set(" ()") else safe


def _has(node: Json, kind: str) -> bool:
    return any(mark["type"] == kind for mark in node.get("marks", ()))


def _wrapped(text: str, sign: str) -> str:
    """Put signs around the words: emphasis cannot begin or end with a space."""
    words = text.strip(" ")
    if not words:
        return text
    before = text[: len(text) - len(text.lstrip(" "))]
    after = text[len(text.rstrip(" ")) :]
    return f"{before}{sign}{words}{sign}{after}"


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _bare(node: Json) -> str:
    return "\n" if node["type"] == "hardBreak" else str(node.get("text", ""))


def _one_line(text: str) -> str:
    return text.replace("\\\n", " ")


def _guarded(found: re.Match[str]) -> str:
    """Keep the start of a paragraph from being read as a heading, quote or list."""
    mark = found[2]
    kept = f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}"
    return f"{found[1]}{kept}{found[3]}"
