"""The ranges of comments: files have one range a comment, ours may have holes."""

from .tree import Node, walk


class Ranges:
    """Where the range of each comment begins and ends: the first stretch that carries its id."""

    def __init__(self, envelope: Node) -> None:
        self.starts: dict[int, list[str]] = {}
        self.ends: dict[int, list[str]] = {}
        self.seen: list[str] = []
        known = {thread["id"] for thread in envelope.get("threads") or []}
        opened: dict[str, int] = {}
        for found in walk(envelope["body"]):
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


def _comment_ids(found: Node) -> list[str]:
    marked = [one["attrs"]["id"] for one in found.get("marks", ()) if one["type"] == "comment"]
    return [*marked, *(found.get("attrs", {}).get("comments") or [])]
