"""The document tree as JSON: small makers of nodes and marks, and its one normal form.

Every reader ends with `tidy`, so two envelopes say the same exactly when they are equal: texts with
equal marks are one text, marks stand in the order of the schema, attributes that equal their
default are left out, and characters that no XML may hold are gone.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

Node = dict[str, Any]
Mark = dict[str, Any]
Attributes = dict[str, Any]

SCHEMA = Path(__file__).parent.parent / "schema.json"
SCHEMA_VERSION = 1
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SUGGESTION_MARKS = ("insertion", "deletion", "formatting")


@cache
def schema() -> Node:
    """Return the schema of documents."""
    loaded: Node = json.loads(SCHEMA.read_text())
    return loaded


@cache
def _rank() -> dict[str, int]:
    return {name: rank for rank, name in enumerate(schema()["marks"])}


@cache
def _defaults(kind: str) -> Attributes:
    found = schema()["nodes"][kind].get("attrs", {})
    return {name: spec.get("default") for name, spec in found.items()}


def node(kind: str, content: list[Node] | None = None, /, **attributes: Any) -> Node:
    """Make a node; attributes that are None are left out."""
    made: Node = {"type": kind}
    kept = {name: value for name, value in attributes.items() if value is not None}
    if kept:
        made["attrs"] = kept
    if content:
        made["content"] = content
    return made


def text(value: str, marks: list[Mark] | None = None) -> Node:
    """Make a text node."""
    return {"type": "text", "text": value, "marks": marks} if marks else _bare(value)


def _bare(value: str) -> Node:
    return {"type": "text", "text": value}


def mark(kind: str, /, **attributes: Any) -> Mark:
    """Make a mark."""
    return {"type": kind, "attrs": attributes} if attributes else {"type": kind}


def paragraph(content: list[Node] | None = None, **attributes: Any) -> Node:
    """Make a paragraph."""
    return node("paragraph", content, **attributes)


def attribute(of: Node, name: str) -> Any:
    """Return an attribute of a node, or what it is by default."""
    given = of.get("attrs", {})
    return given[name] if given.get(name) is not None else _defaults(of["type"]).get(name)


def mark_of(of: Node, kind: str) -> Attributes | None:
    """Return the attributes of a mark of that kind on this node; None without."""
    for found in of.get("marks", ()):
        if found["type"] == kind:
            attributes: Attributes = found.get("attrs", {})
            return attributes
    return None


def walk(of: Node) -> Iterator[Node]:
    """Yield the node and everything in it, in the order of the document."""
    yield of
    for child in of.get("content", ()):
        yield from walk(child)


def plain(of: Node) -> str:
    """Return the text of a node, without footnotes."""
    if of["type"] == "text":
        return str(of["text"])
    if of["type"] == "hardBreak":
        return "\n"
    if of["type"] == "mention":
        return str(attribute(of, "label"))
    if of["type"] == "footnote":
        return ""
    return "".join(plain(child) for child in of.get("content", ()))


def envelope(body: list[Node], page: Attributes | None = None, **parts: Any) -> Node:
    """Make an envelope; `parts` are header, footer and threads."""
    return tidy(
        {
            "schema": SCHEMA_VERSION,
            "page": page or {},
            "body": node("doc", body),
            "header": parts.get("header"),
            "footer": parts.get("footer"),
            "threads": parts.get("threads") or [],
        }
    )


def tidy(whole: Node) -> Node:
    """Return an envelope in its normal form."""
    parts = {name: _document(whole.get(name)) for name in ("header", "footer")}
    body = _document(whole.get("body")) or node("doc", [paragraph()])
    page = {name: _number(value) for name, value in (whole.get("page") or {}).items()}
    return {
        "schema": whole.get("schema", SCHEMA_VERSION),
        "page": page,
        "body": body,
        **parts,
        "threads": whole.get("threads") or [],
    }


def _document(found: Node | None) -> Node | None:
    if not found:
        return None
    return node("doc", [_tidy(child) for child in found.get("content", ())] or [paragraph()])


def _tidy(found: Node) -> Node:
    kind = found["type"]
    made: Node = {"type": kind}
    attributes = _attributes(kind, found.get("attrs") or {})
    if attributes:
        made["attrs"] = attributes
    if kind in ("paragraph", "footnote"):
        content = inline(found.get("content") or [])
    else:
        content = [_tidy(child) for child in found.get("content") or ()]
        if kind in ("tableCell", "tableHeader") and not content:
            content = [paragraph()]
    if content:
        made["content"] = content
    return made


def _attributes(kind: str, given: Attributes) -> Attributes:
    defaults = _defaults(kind)
    kept = {name: _number(given[name]) for name in defaults if given.get(name) is not None}
    return {name: value for name, value in kept.items() if value != defaults[name]}


def _number(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value == int(value) else round(value, 3)
    if isinstance(value, list):
        return [_number(item) for item in value]
    if isinstance(value, dict):
        return {name: _number(item) for name, item in value.items()}
    return value


def inline(content: list[Node]) -> list[Node]:
    """Return inline content in its normal form."""
    tidied: list[Node] = []
    for found in content:
        for piece in _pieces(found):
            _append(tidied, piece)
    return tidied


def _pieces(found: Node) -> Iterator[Node]:
    if found["type"] != "text":
        yield _tidy(found)
        return
    marks = sorted_marks(found.get("marks") or [])
    lines = FORBIDDEN.sub("", found["text"].replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    for number, line in enumerate(lines):
        if number:
            yield node("hardBreak")
        if line:
            yield text(line, marks)


def _append(content: list[Node], piece: Node) -> None:
    last = content[-1] if content else None
    if last and _continues(last, piece):
        content[-1] = {**last, "text": last["text"] + piece["text"]}
    else:
        content.append(piece)


def _continues(last: Node, piece: Node) -> bool:
    is_text = last["type"] == piece["type"] == "text"
    return is_text and last.get("marks") == piece.get("marks")


def sorted_marks(marks: list[Mark]) -> list[Mark]:
    """Return marks in the order of the schema, each once."""
    ranks = _rank()
    unique: list[Mark] = []
    for found in sorted(marks, key=lambda one: (ranks[one["type"]], _comment(one))):
        made = _mark(found)
        if made not in unique:
            unique.append(made)
    return unique


def _comment(found: Mark) -> str:
    return str(found.get("attrs", {}).get("id", "")) if found["type"] == "comment" else ""


def _mark(found: Mark) -> Mark:
    attributes = {k: _number(v) for k, v in (found.get("attrs") or {}).items() if v is not None}
    return {"type": found["type"], "attrs": attributes} if attributes else {"type": found["type"]}
