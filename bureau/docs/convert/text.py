"""Plain text, both ways: a line is a paragraph."""

from collections.abc import Mapping

from .media import Asset
from .numbers import Counter
from .result import Converted
from .shown import shown
from .tree import Node, attribute, envelope, paragraph, text

ENCODINGS = ("utf-8-sig", "cp1252")
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
RULE = "-" * 40


def decoded(raw: bytes) -> str:
    """Return text of a file whose encoding is not told."""
    encodings = (WIDE[raw[:2]], *ENCODINGS) if raw[:2] in WIDE else ENCODINGS
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def read(raw: bytes) -> Converted:
    """Read plain text; a form feed begins a page."""
    blocks: list[Node] = []
    for line in decoded(raw).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n"):
        first, *others = line.split("\f")
        blocks.append(_line(first))
        blocks += [node for other in others for node in ({"type": "pageBreak"}, _line(other))]
    return Converted(envelope(blocks))


def _line(line: str) -> Node:
    return paragraph([text(line)] if line else None)


def write(envelope: Node, assets: Mapping[str, Asset], title: str) -> bytes:
    """Write a document as plain text, without its comments and what is suggested to go."""
    notes: list[str] = []
    lines = _blocks(shown(envelope)["body"]["content"], notes, Counter())
    if notes:
        lines += ["", RULE, *(f"[{number}] {note}" for number, note in enumerate(notes, 1))]
    return ("\n".join(lines) + "\n").encode()


def _blocks(blocks: list[Node], notes: list[str], counter: Counter) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        kind = block["type"]
        label = counter.label(block)
        if kind == "paragraph":
            indent = "    " * int(attribute(block, "level")) if label else ""
            lines.append(f"{indent}{label}{' ' if label else ''}{_inline(block, notes)}")
        elif kind == "table":
            lines += _table(block, notes)
        elif kind == "horizontalRule":
            lines.append(RULE)
        elif kind == "pageBreak":
            lines.append("\f")
    return lines


def _table(table: Node, notes: list[str]) -> list[str]:
    rows = []
    for row in table.get("content", []):
        cells = [
            " ".join(_blocks(cell["content"], notes, Counter())) for cell in row.get("content", [])
        ]
        rows.append("\t".join(cells))
    return rows


def _inline(block: Node, notes: list[str]) -> str:
    made = ""
    for found in block.get("content", []):
        kind = found["type"]
        if kind == "text":
            made += found["text"]
        elif kind == "footnote":
            notes.append(_inline(found, notes))
            made += f"[{len(notes)}]"
        else:
            made += _atom(found)
    return made


def _atom(found: Node) -> str:
    kind = found["type"]
    if kind == "hardBreak":
        return "\n"
    if kind == "image":
        alt = str(attribute(found, "alt"))
        return f"[{alt}]" if alt else ""
    named = {"mention": "label", "equation": "latex"}
    return str(attribute(found, named[kind])) if kind in named else ""
