"""Reads a docx: opens its parts, and brings body, header, footer, notes and comments together."""

import json

from lxml.etree import _Element as Element

from ...looks import HEADINGS, nearest_paper, page_of
from ...moments import moment
from ...package import Package
from ...paragraphs import with_joins
from ...refusals import NotThatFormat
from ...renaming import rename, with_anchors
from ...result import Converted
from ...slugs import Slugs
from ...tree import Attributes, Node, envelope, node, paragraph, plain, walk
from ..names import LATEX_PART, TWIPS_PER_MM, R, W, child_val, colour, local, twips, val
from . import inline
from .inline import NOTHING, Surroundings
from .paragraphs import Blocks, close_gaps, is_empty_break, note_text
from .paragraphs import read as read_paragraph
from .source import Source, Story, open_story
from .styles import has_switch
from .tables import TableReader

DEEPEST_TABLE = 30
MAIN_TYPES = ("document.main", "template.main")


def read(raw: bytes) -> Converted:
    """Read a docx."""
    package = Package(raw)
    name = _main_part(package)
    root = package.xml(name)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise NotThatFormat
    reader = DocumentReader(package, name, root, body)
    return reader.read()


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    named = [name for name, kind in package.types.items() if any(one in kind for one in MAIN_TYPES)]
    for name in (*(one.lstrip("/") for one in named), "word/document.xml"):
        if name in package:
            return name
    raise NotThatFormat


class DocumentReader:
    """Reads one docx, whose parts are open."""

    def __init__(self, package: Package, name: str, root: Element, body: Element) -> None:
        self.source = Source(package, name)
        self._root = root
        self._body = body
        self.source.blocks = self.blocks
        self.source.note = self.note
        self._notes: dict[str, tuple[str, dict[str, Element]]] = {}
        self._sections = list(body.iter(W + "sectPr"))
        self._story = open_story(self.source, name, root)
        self.source.latex = _latex(package)
        self._find_headings()

    def read(self) -> Converted:
        """Read everything."""
        story, source = self._story, self.source
        blocks = self.blocks(story, self._body)
        header, footer = self._around("header"), self._around("footer")
        if letterhead := self._first_page("header"):
            blocks = [*letterhead, *blocks]
        body = blocks or [paragraph()]
        threads = with_anchors(source.comments.threads(moment), body)
        made = envelope(body, self._page(), header=header, footer=footer, threads=threads)
        rename(made)
        return Converted(made, source.assets, source.warnings)

    def _find_headings(self) -> None:
        """Note whether there are headings, and where links to bookmarks in them lead."""
        styles, slugs = self.source.styles, Slugs()
        for found in self._body.iter(W + "p"):
            if styles.paragraph(child_val(found.find(W + "pPr"), "pStyle")).ours in HEADINGS:
                self.source.has_headings = True
                title = "".join(one.text or "" for one in found.iter(W + "t"))
                address = slugs.next(title.strip())
                for bookmark in found.iter(W + "bookmarkStart"):
                    self.source.anchors[val(bookmark, "name")] = address

    def blocks(self, story: Story, parent: Element, around: Surroundings = NOTHING) -> list[Node]:
        """Read the blocks in a body, cell, text box or note."""
        before: Blocks | None = None
        made: list[Blocks] = []
        is_inside = parent.tag != W + "body" and story.part == self.source.document
        story.depth += is_inside
        for child in _flat(parent):
            here = self._block(story, child, around)
            if here is None:
                continue
            close_gaps(before, here)
            before = here if local(child) == "p" else None
            made.append(here)
        story.depth -= is_inside
        return with_joins([block for one in made for block in one.blocks])

    def _block(self, story: Story, child: Element, around: Surroundings) -> Blocks | None:
        name = local(child)
        if name == "p":
            here = read_paragraph(story, child, around)
            return self._end_section(child, here)
        if name == "tbl":
            return Blocks(self._table(story, child), "", False)
        if name == "commentRangeStart":
            inline.open_comment(story, child)
        elif name == "commentRangeEnd":
            inline.close_comment(story, child)
        elif name == "altChunk":
            return Blocks(self._chunk(story, child), "", False)
        return None

    def _table(self, story: Story, found: Element) -> list[Node]:
        if story.depth > DEEPEST_TABLE:
            raise NotThatFormat("The tables of this document are nested too deeply.")
        return TableReader(story, found).read()

    def _chunk(self, story: Story, found: Element) -> list[Node]:
        """Read another file that stands in the document as a whole."""
        relation = story.relations.get(found.get(R + "id", ""))
        raw = self.source.package.read(relation.target) if relation else None
        extension = relation.target.rpartition(".")[2].lower() if relation else ""
        if raw and extension in ("htm", "html", "xhtml", "txt"):
            from ...html.reading import read as read_html
            from ...text import read as read_text

            inner = (read_text if extension == "txt" else read_html)(raw)
        elif raw and extension == "docx":
            inner = read(raw)
        else:
            self.source.warn("A part of the document is of another format and was left out.")
            return []
        self.source.assets |= inner.assets
        content: list[Node] = inner.envelope["body"]["content"]
        return content

    def _end_section(self, found: Element, here: Blocks) -> Blocks:
        section = found.find(f"{W}pPr/{W}sectPr")
        if section is None or section not in self._sections:
            return here
        if is_empty_break(found):
            here.blocks.clear()
        following = self._sections[self._sections.index(section) + 1 :]
        if following and child_val(following[0], "type", "nextPage") not in (
            "continuous",
            "nextColumn",
        ):
            here.blocks.append(node("pageBreak"))
        return here

    def note(self, kind: str, note_id: str) -> list[Node] | None:
        """Read a footnote or endnote; None without such a note."""
        if kind not in self._notes:
            name = self.source.part_name(f"{kind}s")
            root = self.source.package.xml(name) if name else None
            found = [] if root is None else root.findall(W + kind)
            self._notes[kind] = (name, {val(one, "id"): one for one in found})
        name, notes = self._notes[kind]
        note = notes.get(note_id)
        if note is None or val(note, "type", "normal") != "normal":
            return None
        story = open_story(self.source, name, note)
        story.is_note = True
        return note_text(story, note)

    def _around(self, kind: str) -> Node | None:
        """Return the header or footer that pages usually have."""
        for section in self._sections:
            content = self._content(section, kind, "default")
            if content:
                return node("doc", content)
        return None

    def _first_page(self, kind: str) -> list[Node]:
        """Return a header that only the first page has; it becomes text."""
        first = self._sections[0] if self._sections else None
        if first is None or not has_switch(first, "titlePg"):
            return []
        content = self._content(first, kind, "first")
        if content:
            self.source.warn("The header of the first page was moved into the text.")
        return content

    def _content(self, section: Element, kind: str, which: str) -> list[Node]:
        for reference in section.findall(f"{W}{kind}Reference"):
            relation = self.source.relations.get(reference.get(R + "id", ""))
            root = self.source.package.xml(relation.target) if relation else None
            if root is None or relation is None or val(reference, "type", "default") != which:
                continue
            story = open_story(self.source, relation.target, root)
            self.source.suggestions.interrupt()
            content = [one for one in self.blocks(story, root) if one["type"] in AROUND]
            if any(plain(one).strip() or _has_atoms(one) for one in content):
                return content
        return []

    def _page(self) -> Attributes:
        page: Attributes = {}
        first = self._sections[0] if self._sections else None
        size = None if first is None else first.find(W + "pgSz")
        margins = None if first is None else first.find(W + "pgMar")
        if size is not None and twips(val(size, "w", "0")) > 0 and twips(val(size, "h", "0")) > 0:
            wide, high = (twips(val(size, side)) / TWIPS_PER_MM for side in ("w", "h"))
            if not nearest_paper(*sorted((wide, high)))[1]:
                self.source.warn("The paper is of an unusual size; the nearest usual one is used.")
            page |= page_of(wide, high, _margins(margins))
        if first is not None and has_switch(first, "titlePg"):
            page["differentFirst"] = True
        background = self._root.find(W + "background")
        shade = colour(val(background, "color"))
        if shade and shade != "#ffffff":
            page["color"] = shade
        if self.source.styles.language:
            page["language"] = self.source.styles.language
        return page


AROUND = ("paragraph", "table", "horizontalRule")


def _margins(found: Element | None) -> dict[str, float]:
    sides = ("top", "right", "bottom", "left")
    return {
        side: max(0.0, twips(val(found, side, "1440"), 1440) / TWIPS_PER_MM)
        if found is not None
        else 25.4
        for side in sides
    }


def _flat(parent: Element) -> list[Element]:
    """Return the blocks in an element, also those in content controls and tracked changes."""
    found: list[Element] = []
    for child in parent:
        name = local(child)
        if name == "AlternateContent":
            chosen = inline.alternative(child)
            found += [] if chosen is None else _flat(chosen)
        elif name in (
            "sdt",
            "sdtContent",
            "customXml",
            "smartTag",
            "ins",
            "del",
            "moveFrom",
            "moveTo",
        ):
            found += _flat(child)
        else:
            found.append(child)
    return found


def _has_atoms(found: Node) -> bool:
    return any(one["type"] in ("image", "field", "equation") for one in walk(found))


def _latex(package: Package) -> dict[str, str]:
    """Return the LaTeX that equations were written from, by what they are read as."""
    raw = package.read(LATEX_PART)
    try:
        found = json.loads(raw) if raw else {}
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
