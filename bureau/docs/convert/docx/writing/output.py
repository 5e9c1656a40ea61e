"""What all parts of one docx have in common while it is written: pictures, relations, numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from ...looks import HEADINGS
from ...markup import el
from ...media import EXTENSIONS, Asset
from ...moments import moment
from ...ranges import Ranges
from ...slugs import Slugs
from ...tree import Attributes, Node, attribute, plain, walk
from .lists import Lists

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class Part:
    """A part that text flows in, and what it points at."""

    name: str
    has_comments: bool = True
    has_notes: bool = True
    relations: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def relate(self, kind: str, target: str, *, is_external: bool = False) -> str:
        """Return the id of a relation; equal ones are one."""
        for relation_id, *known in self.relations:
            if known == [kind, target, is_external]:
                return relation_id
        relation_id = f"rId{len(self.relations) + 1}"
        self.relations.append((relation_id, kind, target, is_external))
        return relation_id

    def relations_part(self) -> bytes:
        """Return the `.rels` of this part."""
        return relations_part(
            [
                (relation_id, kind if "://" in kind else f"{OFFICE}/{kind}", target, is_external)
                for relation_id, kind, target, is_external in self.relations
            ]
        )


def relations_part(relations: list[tuple[str, str, str, bool]]) -> bytes:
    """Return a `.rels` part."""
    rows = [
        el(
            "Relationship",
            {
                "Id": relation_id,
                "Type": kind,
                "Target": target,
                "TargetMode": "External" if is_external else None,
            },
        )
        for relation_id, kind, target, is_external in relations
    ]
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}{el('Relationships', {'xmlns': name}, *rows)}".encode()


class Output:
    """A docx that is being written."""

    def __init__(self, envelope: Node, assets: Mapping[str, Asset], text_width_px: float) -> None:
        self.lists = Lists()
        self.assets = assets
        self.text_width_px = text_width_px
        self.equations: dict[str, str] = {}
        self.code_languages: set[str] = set()
        self.comment_numbers: dict[str, list[int]] = {}
        self.media: dict[str, bytes] = {}
        self.notes: list[str] = []
        self.notes_part = Part("footnotes", has_notes=False)
        self.title = ""
        self._names: Mapping[str, object] = envelope.get("people") or {}
        self._ids = count(1)
        self.bookmarks: dict[int, str] = {}
        self.headings: list[tuple[str, int, str]] = []
        self.targets: dict[str, str] = {}
        self._find_headings(envelope["body"])
        self.ranges = Ranges(envelope)

    def _find_headings(self, body: Node) -> None:
        """Give every heading a bookmark, for the table of contents and for links."""
        slugs = Slugs()
        for found in walk(body):
            if found["type"] == "paragraph" and attribute(found, "style") in HEADINGS:
                name = f"_Toc{100_000 + len(self.bookmarks)}"
                self.bookmarks[id(found)] = name
                title = plain(found).strip()
                self.headings.append((title, HEADINGS.index(attribute(found, "style")), name))
                self.targets[slugs.next(title)] = name

    def next_id(self) -> int:
        """Return a number that no other element has."""
        return next(self._ids)

    def name(self, by: str) -> str:
        """Return how somebody is called."""
        return str(self._names.get(by) or by.removeprefix("guest:") or "Unknown")

    def change(self, given: Attributes) -> dict[str, object]:
        """Return the attributes of a tracked change."""
        by = str(given.get("by") or "")
        return {
            "w:id": self.next_id(),
            "w:author": self.name(by),
            "w:date": moment(str(given.get("at") or "")) or None,
        }

    def picture(self, source: str) -> str | None:
        """Keep a picture in the package and return its part name; None without such an asset."""
        asset = self.assets.get(source.removeprefix("asset:"))
        if asset is None:
            return None
        extension = EXTENSIONS.get(asset.media_type, "bin")
        known = {content: name for name, content in self.media.items()}
        if asset.bytes not in known:
            name = f"media/image{len(self.media) + 1}.{extension}"
            self.media[name] = asset.bytes
            return name
        return known[asset.bytes]
