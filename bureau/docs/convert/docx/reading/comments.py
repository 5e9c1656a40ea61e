"""Comments of a docx as threads: answers under what they answer, and whether they are resolved."""

from collections.abc import Callable

from lxml.etree import _Element as Element

from ...tree import Node
from ..names import W14, W15, W, local, val

Moment = Callable[[str], str]


class Comments:
    """All comments of a document; threads get their ids in the order in which they are met."""

    def __init__(self, comments: Element | None, extended: Element | None) -> None:
        found = [] if comments is None else comments.findall(W + "comment")
        self._comments = {val(one, "id"): one for one in found}
        self._paragraphs = {
            paragraph.get(W14 + "paraId", ""): val(one, "id")
            for one in found
            for paragraph in one.iter(W + "p")
            if paragraph.get(W14 + "paraId")
        }
        self._parents: dict[str, str] = {}
        self._resolved: set[str] = set()
        for one in () if extended is None else extended:
            self._extend(one)
        self._threads: dict[str, str] = {}
        self.anchored: set[str] = set()
        """Threads that some text stands for already."""

    def _extend(self, found: Element) -> None:
        comment = self._paragraphs.get(found.get(W15 + "paraId", ""))
        if comment is None:
            return
        parent = self._paragraphs.get(found.get(W15 + "paraIdParent", ""))
        if parent and parent != comment:
            self._parents[comment] = parent
        if found.get(W15 + "done") in ("1", "true"):
            self._resolved.add(comment)

    def _root(self, comment: str) -> str:
        for _ in range(len(self._parents) + 1):
            if comment not in self._parents:
                break
            comment = self._parents[comment]
        return comment

    def thread(self, comment: str) -> str:
        """Return the id of the thread that a comment belongs to; empty for unknown comments."""
        root = self._root(comment)
        if root not in self._comments:
            return ""
        return self._threads.setdefault(root, f"thread{len(self._threads) + 1}")

    def threads(self, at: Moment) -> list[Node]:
        """Return all threads, those that nothing in the text points at last."""
        for comment in self._comments:
            self.thread(comment)
        members: dict[str, list[Element]] = {}
        for comment, element in self._comments.items():
            members.setdefault(self._root(comment), []).append(element)
        return [
            {
                "id": thread,
                "resolved": root in self._resolved,
                "comments": [_comment(one, at) for one in members[root]],
            }
            for root, thread in self._threads.items()
        ]


def _comment(found: Element, at: Moment) -> Node:
    paragraphs = ["".join(_texts(paragraph)) for paragraph in found.iter(W + "p")]
    return {
        "author": val(found, "author").strip()[:200] or "Unknown",
        "at": at(val(found, "date")),
        "text": "\n".join(paragraphs).strip(),
    }


def _texts(paragraph: Element) -> list[str]:
    signs = {"tab": "\t", "br": "\n", "cr": "\n"}
    return [
        one.text or "" if local(one) == "t" else signs[local(one)]
        for one in paragraph.iter(W + "t", W + "tab", W + "br", W + "cr")
        if local(one) == "t" or local(one.getparent()) == "r"
    ]
