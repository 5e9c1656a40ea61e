"""Tracked changes and comments of an odt: which are open where the reader stands."""

from collections.abc import Iterator
from contextlib import contextmanager

from lxml.etree import _Element as Element

from ...moments import moment
from ...tree import Attributes, Mark, Node, mark
from ..names import get, local, q


class Changes:
    """The tracked changes and comments of one document."""

    def __init__(self, root: Element) -> None:
        self._regions = {
            get(one, "text:id") or one.get("{http://www.w3.org/XML/1998/namespace}id", ""): one[0]
            for one in root.iter(q("text:changed-region"))
            if len(one)
        }
        self._ids: dict[str, str] = {}
        self._open: dict[str, None] = {}
        self._deleting = ""
        self._open_threads: dict[str, str] = {}
        self._ended = {get(one, "office:name") for one in root.iter(q("office:annotation-end"))}
        self.threads: dict[str, Node] = {}
        self._by_name: dict[str, str] = {}
        self._pending: list[str] = []

    def start(self, name: str) -> None:
        """Begin what was inserted."""
        region = self._regions.get(name)
        if region is not None and local(region) == "text:insertion":
            self._open[name] = None

    def end(self, name: str) -> None:
        """End what was inserted."""
        self._open.pop(name, None)

    def deleted(self, name: str) -> list[Element]:
        """Return the paragraphs that were deleted."""
        region = self._regions.get(name)
        if region is None or local(region) != "text:deletion":
            return []
        return [one for one in region if local(one) in ("text:p", "text:h")]

    @contextmanager
    def deleting(self, name: str) -> Iterator[None]:
        """Read what was deleted."""
        self._deleting = name
        yield
        self._deleting = ""

    def _said(self, name: str) -> Attributes:
        region = self._regions[name]
        by = region.findtext(f".//{q('dc:creator')}", "").strip() or "Unknown"
        at = moment(region.findtext(f".//{q('dc:date')}", ""))
        key = self._ids.setdefault(f"{by} {at}", f"change{len(self._ids) + 1}")
        return {"id": key, "by": by[:200], "at": at}

    def marks(self) -> list[Mark]:
        """Return the marks of text here."""
        marks = [mark("insertion", **self._said(name)) for name in list(self._open)[:1]]
        if self._deleting:
            marks.append(mark("deletion", **self._said(self._deleting)))
        threads = [*self._open_threads.values(), *self._pending]
        self._pending = []
        return marks + [mark("comment", id=one) for one in dict.fromkeys(threads)]

    def suggestion(self) -> Attributes | None:
        """Return the suggestion of a node here."""
        if self._deleting:
            return {"kind": "delete", **self._said(self._deleting)}
        name = next(iter(self._open), None)
        return {"kind": "insert", **self._said(name)} if name else None

    def comments(self) -> list[str]:
        """Return the threads that speak of what stands here."""
        return list(self._open_threads.values())

    def annotate(self, found: Element) -> None:
        """Take in a comment: a new thread, or an answer in one."""
        name = get(found, "office:name")
        texts = ["".join(one.itertext()) for one in found if local(one) in ("text:p", "text:list")]
        comment = {
            "author": found.findtext(q("dc:creator"), "").strip()[:200] or "Unknown",
            "at": moment(found.findtext(q("dc:date"), "")),
            "text": "\n".join(texts).strip(),
        }
        parent = self._by_name.get(get(found, "loext:parent-name"))
        thread = parent or f"thread{len(self.threads) + 1}"
        self._by_name[name] = thread
        if parent:
            self.threads[parent]["comments"].append(comment)
            return
        resolved = get(found, "loext:resolved") == "true"
        self.threads[thread] = {"id": thread, "resolved": resolved, "comments": [comment]}
        if name in self._ended:
            self._open_threads[name] = thread
        else:
            self._pending.append(thread)

    def end_annotation(self, name: str) -> None:
        """End the range of a comment."""
        self._open_threads.pop(name, None)
