"""The ranges of comments: files have one range a comment, ours may have holes."""

from collections.abc import Iterable, Iterator

from .tree import Node, walk


class Ranges:
    """Where the range of each comment begins and ends: the first stretch that carries its id. None
    leads into a footnote or out of one, which files keep apart.
    """

    def __init__(self, envelope: Node) -> None:
        self.starts: dict[int, list[str]] = {}
        self.ends: dict[int, list[str]] = {}
        self.seen: list[str] = []
        known = {thread["id"] for thread in envelope.get("threads") or []}
        for flow in _flows(envelope["body"]):
            self._find(flow, known)

    def _find(self, flow: Iterable[Node], known: set[str]) -> None:
        opened: dict[str, int] = {}
        for found in flow:
            if found["type"] not in ("text", "image", "equation"):
                continue
            ids = [one for one in _comment_ids(found) if one in known]
            self._close({one: last for one, last in opened.items() if one not in ids})
            opened = {one: last for one, last in opened.items() if one in ids}
            for one in ids:
                if one not in self.seen:
                    self.seen.append(one)
                    self.starts.setdefault(id(found), []).append(one)
                    opened[one] = id(found)
                elif one in opened:
                    opened[one] = id(found)
        self._close(opened)

    def _close(self, ended: dict[str, int]) -> None:
        for thread, last in ended.items():
            self.ends.setdefault(last, []).append(thread)


def _flows(body: Node) -> Iterator[list[Node]]:
    """Yield what stands in the text itself, then what stands in each footnote."""
    notes = [found for found in walk(body) if found["type"] == "footnote"]
    within = [[inner for inner in walk(note) if inner is not note] for note in notes]
    apart = {id(inner) for note in within for inner in note}
    yield [found for found in walk(body) if id(found) not in apart]
    yield from within


def _comment_ids(found: Node) -> list[str]:
    marked = [one["attrs"]["id"] for one in found.get("marks", ()) if one["type"] == "comment"]
    return [*marked, *(found.get("attrs", {}).get("comments") or [])]
