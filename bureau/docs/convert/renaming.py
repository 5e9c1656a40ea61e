"""Names that readers give (of suggestions, lists, threads) in the order of the document.

What a reader met but did not keep leaves no gap, so that equal documents have equal names.
"""

from .tree import SUGGESTION_MARKS, Attributes, Mark, Node, sorted_marks, walk

LONGEST_ANCHOR = 500


class Names:
    """Gives new names in order."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._names: dict[str, str] = {}

    def of(self, old: str) -> str:
        """Return the new name of something."""
        return self._names.setdefault(old, f"{self._prefix}{len(self._names) + 1}")


class Renaming:
    """The new names of one document."""

    def __init__(self) -> None:
        self._changes, self._lists = Names("change"), Names("list")
        self._threads = Names("thread")

    def node(self, found: Node) -> None:
        """Rename what a node names, in place."""
        self._attributes(found.get("attrs", {}))
        if found.get("marks"):
            found["marks"] = sorted_marks([self._mark(one) for one in found["marks"]])

    def _mark(self, found: Mark) -> Mark:
        if found["type"] == "comment":
            return {**found, "attrs": {"id": self._threads.of(found["attrs"]["id"])}}
        if found["type"] in SUGGESTION_MARKS:
            return {**found, "attrs": self._change(found["attrs"])}
        return found

    def _change(self, said: Attributes) -> Attributes:
        return {**said, "id": self._changes.of(said["id"])}

    def _attributes(self, attributes: Attributes) -> None:
        if "listId" in attributes:
            attributes["listId"] = self._lists.of(attributes["listId"])
        if "comments" in attributes:
            attributes["comments"] = [self._threads.of(one) for one in attributes["comments"]]
        for name in ("suggestion", "change", "break"):
            if name in attributes:
                attributes[name] = self._change(attributes[name])
        before = attributes.get("change", {}).get("before", {})
        if before.get("listId"):
            attributes["change"]["before"] = {**before, "listId": self._lists.of(before["listId"])}

    def threads(self, threads: list[Node]) -> list[Node]:
        """Return threads under their new names, in the order of the text."""
        renamed = [{**one, "id": self._threads.of(one["id"])} for one in threads]
        return sorted(renamed, key=lambda one: int(one["id"].removeprefix("thread")))


def rename(envelope: Node) -> None:
    """Rename suggestions, lists and threads of an envelope in place."""
    renaming = Renaming()
    for part in ("body", "header", "footer"):
        for found in walk(envelope[part]) if envelope[part] else ():
            renaming.node(found)
    envelope["threads"] = renaming.threads(envelope["threads"])


def with_anchors(threads: list[Node], body: list[Node]) -> list[Node]:
    """Return threads with the text that each speaks of."""
    anchors: dict[str, str] = {}
    for found in (inner for block in body for inner in walk(block)):
        for one in found.get("marks", ()):
            key = one["attrs"]["id"] if one["type"] == "comment" else ""
            if key and len(anchors.get(key, "")) < LONGEST_ANCHOR:
                anchors[key] = anchors.get(key, "") + found["text"]
    return [{"id": one["id"], "anchor_text": anchors.get(one["id"], ""), **one} for one in threads]
