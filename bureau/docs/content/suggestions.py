"""Documents as they would be with all suggested changes accepted, or with all rejected.

Text carries the marks `insertion`, `deletion` and `formatting`; other nodes a `suggestion`; a
paragraph a `break` that speaks of its end, and a `change` of its attributes.
"""

from collections.abc import Iterator
from typing import Literal

from .normal import normal_children, normal_doc
from .schema import Json

Verdict = Literal["accept", "reject"]
PARTS = ("body", "header", "footer")
_GONE: dict[Verdict, str] = {"accept": "delete", "reject": "insert"}
_GONE_MARK: dict[Verdict, str] = {"accept": "deletion", "reject": "insertion"}
SUGGESTED = frozenset({"insertion", "deletion", "formatting"})
KEPT = SUGGESTED | {"comment"}
"""Marks that a suggested format does not speak of."""


def settled(envelope: Json, verdict: Verdict) -> Json:
    """Return the document without suggestions, all accepted or all rejected."""
    parts = {part: settled_doc(envelope[part], verdict) for part in PARTS if envelope.get(part)}
    return {**envelope, **parts}


def settled_doc(doc: Json, verdict: Verdict) -> Json:
    """Return one part without suggestions."""
    return normal_doc({"content": list(_children(doc, verdict))})


def _children(parent: Json, verdict: Verdict) -> Iterator[Json]:
    open_paragraph: Json | None = None
    for child in parent.get("content", ()):
        if child["type"] != "paragraph":
            if open_paragraph:
                yield open_paragraph
                open_paragraph = None
            yield from _node(child, verdict)
            continue
        settled_child = _paragraph(child, verdict)
        if open_paragraph:
            # A join keeps the attributes of the first paragraph.
            content = open_paragraph["content"] + settled_child["content"]
            settled_child = {**open_paragraph, "content": content}
        if _kind(child, "break") == _GONE[verdict]:
            open_paragraph = settled_child
        else:
            open_paragraph = None
            yield settled_child
    if open_paragraph:
        yield open_paragraph


def _paragraph(node: Json, verdict: Verdict) -> Json:
    attributes = dict(node.get("attrs", {}))
    change = attributes.pop("change", None)
    attributes.pop("break", None)
    if isinstance(change, dict) and verdict == "reject":
        attributes |= change.get("before") or {}
    return {"type": "paragraph", "attrs": attributes, "content": _inline(node, verdict)}


def _inline(node: Json, verdict: Verdict) -> list[Json]:
    found: list[Json] = []
    for child in node.get("content", ()):
        found += _text(child, verdict) if child["type"] == "text" else _node(child, verdict)
    return found


def _text(node: Json, verdict: Verdict) -> list[Json]:
    marks = {mark["type"]: mark for mark in node.get("marks", ()) if mark["type"] in SUGGESTED}
    if _GONE_MARK[verdict] in marks:
        return []
    kept = [mark for mark in node.get("marks", ()) if mark["type"] not in SUGGESTED]
    if verdict == "reject" and "formatting" in marks:
        before = marks["formatting"]["attrs"].get("before") or []
        kept = [mark for mark in kept if mark["type"] in KEPT] + list(before)
    return [{**node, "marks": kept}]


def _node(node: Json, verdict: Verdict) -> list[Json]:
    if _kind(node, "suggestion") == _GONE[verdict]:
        return []
    attributes = dict(node.get("attrs", {}))
    attributes.pop("suggestion", None)
    found: Json = {**node, "attrs": attributes}
    if node["type"] == "footnote":
        found["content"] = _inline(node, verdict)
    elif "content" in node:
        found["content"] = list(_children(node, verdict))
    # A table whose rows are all gone is gone itself.
    if node["type"] == "table" and not normal_children("doc", [found]):
        return []
    return [found]


def _kind(node: Json, attribute: str) -> str:
    value = node.get("attrs", {}).get(attribute)
    return str(value.get("kind")) if isinstance(value, dict) else ""
