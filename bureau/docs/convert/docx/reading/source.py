"""What all parts of one docx have in common while it is read: styles, lists, comments, assets."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from lxml.etree import _Element as Element

from ...media import Asset, media_type
from ...moments import moment
from ...package import Package, Relation
from ...tree import Attributes, Node
from ..names import W, child_val, val
from .comments import Comments
from .numbering import Numbering
from .styles import Styles

SAFE_LINK = re.compile(r"^(https?|mailto|tel|ftp|sftp|news|callto|sip):|^#", re.IGNORECASE)
LONGEST_AUTHOR = 200


ReadBlocks = Callable[..., list[Node]]
ReadNote = Callable[[str, str], list[Node] | None]


def _unread(*_: object) -> list[Node]:
    """Stand where the reader of blocks and notes is put when the document is opened."""
    return []


@dataclass
class Field:
    """A complex field that is open: its instruction, and whether its result is shown."""

    instruction: str = ""
    is_result: bool = False
    hides: bool = False
    link: str = ""
    check: str = ""


class Suggestions:
    """Gives tracked changes their ids: what one person changed in one go has one id."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], str] = {}
        self._count = 0

    def of(self, change: Element) -> Attributes:
        """Return id, author and time of a tracked change."""
        by = val(change, "author").strip()[:LONGEST_AUTHOR] or "Unknown"
        at = moment(val(change, "date"))
        if (by, at) not in self._open:
            self._count += 1
            self._open[by, at] = f"change{self._count}"
        return {"id": self._open[by, at], "by": by, "at": at}

    def interrupt(self) -> None:
        """Note that something unchanged came in between."""
        self._open.clear()


class Source:
    """An opened docx."""

    def __init__(self, package: Package, document: str) -> None:
        self.package = package
        self.document = document
        self.relations = package.relations(document)
        self.styles = Styles(self.part("styles"), self.part("theme"))
        self.numbering = Numbering(self.part("numbering"), self._style_lists())
        self.comments = Comments(self.part("comments"), self.part("commentsExtended"))
        self.suggestions = Suggestions()
        self.assets: dict[str, Asset] = {}
        self.warnings: list[str] = []
        self.has_headings = False
        self.latex: dict[str, str] = {}
        self.anchors: dict[str, str] = {}
        self.blocks: ReadBlocks = _unread
        self.note: ReadNote = _unread

    def part_name(self, kind: str) -> str:
        """Return the name of the part that the document has of a kind; empty without."""
        found = [
            one.target
            for one in self.relations.values()
            if one.kind == kind and not one.is_external
        ]
        return found[0] if found else ""

    def part(self, kind: str) -> Element | None:
        """Return the part that the document has of a kind."""
        name = self.part_name(kind)
        return self.package.xml(name) if name else None

    def _style_lists(self) -> dict[str, str]:
        root = self.part("styles")
        found = [] if root is None else root.findall(W + "style")
        lists = {
            val(one, "styleId"): child_val(one.find(f"{W}pPr/{W}numPr"), "numId") for one in found
        }
        return {style: number for style, number in lists.items() if number}

    def warn(self, sentence: str) -> None:
        """Tell the person, once, what could not be kept."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def asset(self, name: str) -> str:
        """Keep a part as an asset and return its `asset:` address; empty when it is not there."""
        content = self.package.read(name)
        if not content:
            self.warn("A picture was missing from the file.")
            return ""
        kind = media_type(content, name)
        if kind in ("image/x-emf", "image/x-wmf", "image/tiff"):
            self.warn("Some pictures are of a kind that browsers do not show (EMF, WMF, TIFF).")
        key = sha256(content).hexdigest()[:26]
        self.assets[key] = Asset(content, kind)
        return f"asset:{key}"


@dataclass
class Story:
    """One part that text flows in: the body, a header, a note."""

    source: Source
    part: str
    relations: dict[str, Relation]
    has_sound_fields: bool = True
    fields: list[Field] = field(default_factory=list)
    open_comments: dict[str, None] = field(default_factory=dict)
    pending_comments: list[str] = field(default_factory=list)
    last_text: Node | None = None
    depth: int = 0
    is_note: bool = False

    @property
    def hides(self) -> bool:
        """Tell whether what comes now is an instruction, or a result that is made anew."""
        return any(not one.is_result or one.hides for one in self.fields)

    @property
    def field_link(self) -> str:
        """The address of the innermost link that is written as a field."""
        return next((one.link for one in reversed(self.fields) if one.link), "")

    def link(self, relation_id: str, anchor: str) -> str:
        """Return the address of a hyperlink; empty for addresses that are not followed."""
        relation = self.relations.get(relation_id)
        if relation is None:
            return f"#{self.source.anchors.get(anchor, anchor)}" if anchor else ""
        return self.safe(f"{relation.target}#{anchor}" if anchor else relation.target)

    def safe(self, address: str) -> str:
        """Return an address that may be clicked; empty otherwise."""
        if SAFE_LINK.match(address.strip()):
            return address.strip()
        if address.lower().startswith("www."):
            return f"http://{address.strip()}"
        self.source.warn("Links to files and scripts were left out; their text is kept.")
        return ""


def open_story(source: Source, part: str, root: Element) -> Story:
    """Start to read a part."""
    kinds = [val(one, "fldCharType") for one in root.iter(W + "fldChar")]
    sound = kinds.count("begin") == kinds.count("end")
    return Story(source, part, source.package.relations(part), has_sound_fields=sound)
