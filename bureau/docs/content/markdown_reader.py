"""Markdown as document JSON: CommonMark with tables and strikethrough, and on top task lists,
notes, `$math$`, mentions and page breaks as `markdown_writer` writes them. HTML in it is text.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from .html_reader import read_html
from .normal import normal_children, normal_doc
from .schema import Json

_NOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]+(.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)
_PIECES = re.compile(
    r"\[\^(?P<note>[^\]\s]{1,40})\]|\$(?P<math>[^\s$](?:[^$\n]*[^\s$])?)\$(?!\d)|(?P<br><br>)"
)
_BREAK = {"\\newpage": "pageBreak", "[TOC]": "tableOfContents"}


def read_markdown(source: str) -> Json:
    """Return Markdown as a document node."""
    notes = {found[1]: found[2] for found in _NOTE.finditer(source)}
    # The escaped dollar survives the parser as one that is no sign of a formula.
    text = _NOTE.sub("", source).replace("\\$", "\ue000")
    parsed = _parsed(text)
    reader = _Pieces(notes)
    content = [reader.block(block) for block in parsed["content"]]
    return normal_doc({"content": content})


def _parsed(source: str) -> Json:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return read_html(parser.render(source))


def _any_link(url: str) -> bool:
    """Let every address through: the reader of HTML judges them."""
    return bool(url)


class _Pieces:
    """Finds in the text of a parsed document what CommonMark has no words for."""

    def __init__(self, notes: dict[str, str]) -> None:
        self.notes = notes

    def block(self, block: Json) -> Json:
        """Return a block with the pieces in its text found."""
        if block["type"] != "paragraph":
            return {**block, "content": [self.block(child) for child in block.get("content", ())]}
        content = block.get("content", [])
        if block.get("attrs", {}).get("style") == "code":
            return {**block, "content": [_dollars(child) for child in content]}
        if len(content) == 1 and content[0].get("text") in _BREAK:
            return {"type": _BREAK[content[0]["text"]]}
        found = [piece for child in content for piece in self.pieces(child)]
        return {**block, "content": normal_children("paragraph", found)}

    def pieces(self, node: Json) -> Iterator[Json]:
        marks = node.get("marks", [])
        if node["type"] != "text" or any(mark["type"] == "code" for mark in marks):
            yield _dollars(node)
            return
        at = 0
        for found in _PIECES.finditer(node["text"]):
            piece = self.piece(found)
            if piece is None:
                continue
            yield _dollars({**node, "text": node["text"][at : found.start()]})
            yield piece
            at = found.end()
        yield _dollars({**node, "text": node["text"][at:]})

    def piece(self, found: re.Match[str]) -> Json | None:
        if found["br"]:
            return {"type": "hardBreak"}
        if found["math"]:
            return {"type": "equation", "attrs": {"latex": found["math"].replace("\ue000", "$")}}
        if found["note"] not in self.notes:
            return None
        text = " ".join(self.notes[found["note"]].split())
        content = [
            piece
            for block in _parsed(text)["content"]
            for child in block.get("content", ())
            for piece in self.pieces(child)
        ]
        return {"type": "footnote", "content": content}


def _dollars(node: Json) -> Json:
    return {**node, "text": node["text"].replace("\ue000", "$")} if "text" in node else node
