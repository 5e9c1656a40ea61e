"""Putting content in the place of words, wherever in the document they stand."""

from collections.abc import Iterator

from .schema import Json

_ATOM = "\ufffc"
"""Stands for a node that is no text; no search finds it."""


def substitute(
    blocks: list[Json], text: str, content: list[Json], *, everywhere: bool, keeps_marks: bool
) -> tuple[list[Json], int]:
    """Return the blocks with content in the place of the text, and how many places there were.

    The text is looked for inside paragraphs. Content of one paragraph goes into the line, with
    `keeps_marks` in the look of what it replaces; several blocks split the paragraph around them.
    """
    worker = _Worker(text, content, 0 if everywhere else 1, keeps_marks)
    return worker.blocks(blocks), worker.count


class _Worker:
    def __init__(self, text: str, content: list[Json], most: int, keeps_marks: bool) -> None:
        self.text, self.content, self.most, self.keeps_marks = text, content, most, keeps_marks
        self.count = 0

    def blocks(self, blocks: list[Json]) -> list[Json]:
        return [found for block in blocks for found in self.block(block)]

    def block(self, block: Json) -> Iterator[Json]:
        if block["type"] == "paragraph":
            yield from self.paragraph(block)
        elif "content" in block:
            yield {**block, "content": self.blocks(block["content"])}
        else:
            yield block

    def paragraph(self, block: Json) -> Iterator[Json]:
        nodes: list[Json] = block.get("content", [])
        line: list[Json] = []
        at = 0
        for start in self.places(nodes):
            line += _part(nodes, at, start)
            at = start + len(self.text)
            if len(self.content) == 1 and self.content[0]["type"] == "paragraph":
                line += self.inline(_part(nodes, start, at))
                continue
            if line:
                yield {**block, "content": line}
            yield from self.content
            line = []
        rest = _part(nodes, at, len(_letters(nodes)))
        if line or rest or not at:
            yield {**block, "content": line + rest}

    def places(self, nodes: list[Json]) -> list[int]:
        letters, found, at = _letters(nodes), [], 0
        while self.text and (self.most == 0 or self.count < self.most):
            at = letters.find(self.text, at)
            if at < 0:
                break
            found.append(at)
            self.count += 1
            at += len(self.text)
        return found

    def inline(self, replaced: list[Json]) -> list[Json]:
        content: list[Json] = self.content[0].get("content", [])
        marks = replaced[0].get("marks", []) if self.keeps_marks and replaced else []
        if not marks:
            return content
        return [{**node, "marks": marks} if node["type"] == "text" else node for node in content]


def _letters(nodes: list[Json]) -> str:
    return "".join(node["text"] if node["type"] == "text" else _ATOM for node in nodes)


def _part(nodes: list[Json], start: int, end: int) -> list[Json]:
    """Return the nodes between two offsets, texts cut where needed."""
    found, at = [], 0
    for node in nodes:
        size = len(node["text"]) if node["type"] == "text" else 1
        first, last = max(start - at, 0), min(end - at, size)
        if first < last:
            cut = {**node, "text": node["text"][first:last]} if node["type"] == "text" else node
            found.append(cut)
        at += size
    return found
