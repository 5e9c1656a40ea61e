"""Leaving parts of document JSON out, and walking through it."""

from collections.abc import Callable, Iterator

from .normal import normal_doc
from .schema import Json

PARTS = ("body", "header", "footer")


def nodes(node: Json) -> Iterator[Json]:
    """Yield all nodes below a node, in the order of reading."""
    for child in node.get("content", ()):
        yield child
        yield from nodes(child)


def all_nodes(envelope: Json) -> Iterator[Json]:
    """Yield all nodes of all parts of a document."""
    for part in PARTS:
        yield from nodes(envelope.get(part) or {})


def asset_keys(envelope: Json) -> set[str]:
    """Return the keys of the pictures that a document shows."""
    sources = (node["attrs"].get("src", "") for node in all_nodes(envelope) if "attrs" in node)
    return {source.removeprefix("asset:") for source in sources if source.startswith("asset:")}


def without_comments(envelope: Json) -> Json:
    """Return the document without the marks of comments."""
    return rewritten(envelope, _without_comments)


def rewritten(envelope: Json, change: Callable[[Json], Json]) -> Json:
    """Return the document with every node replaced by what `change` makes of it."""
    parts = {
        part: normal_doc(_rewritten(envelope[part], change)) for part in PARTS if envelope.get(part)
    }
    return {**envelope, **parts}


def _rewritten(node: Json, change: Callable[[Json], Json]) -> Json:
    found = change(node)
    if "content" in found:
        found = {**found, "content": [_rewritten(child, change) for child in found["content"]]}
    return found


def _without_comments(node: Json) -> Json:
    found = dict(node)
    if "marks" in found:
        found["marks"] = [mark for mark in found["marks"] if mark["type"] != "comment"]
    if "comments" in found.get("attrs", {}):
        found["attrs"] = {**found["attrs"], "comments": None}
    return found
