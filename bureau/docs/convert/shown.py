"""A document as a reader without comments and suggestions sees it.

What is suggested to be inserted is there, what is suggested to be deleted is gone, and nothing
carries marks of either: as files for readers show it.
"""

from .tree import Node, attribute, mark_of, tidy

LEFT_OUT = ("comment", "insertion", "deletion", "formatting")


def shown(envelope: Node) -> Node:
    """Return the envelope without comments, and with suggestions as they would be accepted."""
    whole = tidy(envelope)
    for part in ("body", "header", "footer"):
        if whole[part]:
            whole[part] = {"type": "doc", "content": _blocks(whole[part]["content"])}
    return tidy({**whole, "threads": []})


def _is_deleted(found: Node) -> bool:
    suggestion = found.get("attrs", {}).get("suggestion") or {}
    return suggestion.get("kind") == "delete" or mark_of(found, "deletion") is not None


def _blocks(blocks: list[Node]) -> list[Node]:
    made: list[Node] = []
    is_joined = False
    for block in blocks:
        if _is_deleted(block):
            continue
        here = _block(block)
        if here is None:
            continue
        if is_joined and here["type"] == "paragraph" and made:
            made[-1] = {
                **made[-1],
                "content": made[-1].get("content", []) + here.get("content", []),
            }
        else:
            made.append(here)
        broken = block.get("attrs", {}).get("break") or {}
        is_joined = block["type"] == "paragraph" and broken.get("kind") == "delete"
    return made


def _block(block: Node) -> Node | None:
    if block["type"] == "paragraph":
        return _without(block, _inline(block.get("content", [])))
    if block["type"] == "table":
        rows = [_row(row) for row in block.get("content", []) if not _is_deleted(row)]
        return {**block, "content": rows} if rows else None
    return _without(block, [])


def _row(row: Node) -> Node:
    cells = [{**cell, "content": _blocks(cell["content"])} for cell in row.get("content", [])]
    return {**_without(row, []), "content": cells}


def _without(found: Node, content: list[Node]) -> Node:
    attributes = {
        name: value
        for name, value in found.get("attrs", {}).items()
        if name not in ("break", "change", "suggestion", "comments")
    }
    return {"type": found["type"], "attrs": attributes, "content": content}


def _inline(content: list[Node]) -> list[Node]:
    made = []
    for found in content:
        if _is_deleted(found):
            continue
        if found["type"] == "text":
            marks = [one for one in found.get("marks", []) if one["type"] not in LEFT_OUT]
            made.append({"type": "text", "text": found["text"], "marks": marks})
        else:
            made.append(_without(found, _inline(found.get("content", []))))
    return made


def is_heading(found: Node) -> bool:
    """Tell whether a block is a heading."""
    return found["type"] == "paragraph" and str(attribute(found, "style")).startswith("heading")
