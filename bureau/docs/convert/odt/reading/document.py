"""Reads an odt: opens its parts and brings body, header, footer and comments together."""

import posixpath
from hashlib import sha256

from lxml.etree import _Element as Element

from ...effective import Properties
from ...equations import latex_of_mathml
from ...looks import HEADINGS, LOOKS, nearest_paper, page_of
from ...media import Asset, media_type
from ...package import Package
from ...paragraphs import paragraph_attributes, split_at_blocks
from ...refusals import Encrypted, NotThatFormat
from ...renaming import rename, with_anchors
from ...result import Converted
from ...tree import Attributes, Node, envelope, node, paragraph
from ..names import MIME, get, local, points, q
from .changes import Changes
from .inline import InlineReader, Line, Scope
from .lists import Item, Lists
from .styles import Styles
from .tables import TableReader

AUTOMATIC = "office:automatic-styles"
MM_PER_PT = 25.4 / 72
CONTAINERS = (
    "text:section",
    "text:index-body",
    "text:index-title",
    "text:illustration-index",
    "text:table-index",
    "text:bibliography",
    "text:alphabetical-index",
    "text:user-index",
    "text:object-index",
    "office:forms",
)
KEPT_AROUND = ("paragraph", "table", "horizontalRule")


def read(raw: bytes) -> Converted:
    """Read an odt."""
    package = Package(raw)
    if (package.read("META-INF/manifest.xml") or b"").find(b"encryption-data") >= 0:
        raise Encrypted
    content = package.xml("content.xml")
    body = None if content is None else content.find(f"{q('office:body')}/{q('office:text')}")
    kind = (package.read("mimetype") or MIME.encode()).decode(errors="replace").strip()
    if content is None or body is None or not kind.startswith(MIME):
        raise NotThatFormat
    return DocumentReader(package, content, body).read()


class DocumentReader:
    """Reads one odt, whose parts are open."""

    def __init__(self, package: Package, content: Element, body: Element) -> None:
        self._package = package
        self._body = body
        common = package.xml("styles.xml")
        named = [] if common is None else [one for one in common if local(one) != AUTOMATIC]
        self.styles = Styles(*named, content)
        # Automatic styles of either part hold for that part alone.
        self._around_styles = Styles(common)
        self.lists = Lists(self.styles)
        self.changes = Changes(body)
        self.assets: dict[str, Asset] = {}
        self.warnings: list[str] = []
        self._formulas = self._read_formulas()

    def read(self) -> Converted:
        """Read everything."""
        blocks = self.blocks(self._body)
        self.styles = self.lists.styles = self._around_styles
        header, footer = self._around("style:header"), self._around("style:footer")
        threads = with_anchors(list(self.changes.threads.values()), blocks)
        made = envelope(
            blocks or [paragraph()], self._page(), header=header, footer=footer, threads=threads
        )
        rename(made)
        return Converted(made, self.assets, self.warnings)

    def warn(self, sentence: str) -> None:
        """Tell the person, once, what could not be kept."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def blocks(
        self, parent: Element, item: Item | None = None, *, is_header: bool = False
    ) -> list[Node]:
        """Read the blocks in an element."""
        made: list[Node] = []
        for child in parent:
            name = local(child)
            if name in ("text:p", "text:h"):
                made += self._paragraph(child, None, is_header=is_header)
            elif name == "text:list":
                made += self._list(child, item)
            elif name == "table:table":
                made += TableReader(self, child).read()
            elif name == "text:table-of-content":
                made += self._contents(child)
            elif name in CONTAINERS:
                made += self.blocks(child, item, is_header=is_header)
            elif name == "draw:frame" and (box := child.find(q("draw:text-box"))) is not None:
                made += self.blocks(box)
            elif name in ("text:change-start", "text:change-end"):
                step = self.changes.start if name == "text:change-start" else self.changes.end
                step(get(child, "text:change-id"))
        return made

    def _contents(self, found: Element) -> list[Node]:
        source = found.find(q("text:table-of-content-source"))
        depth = get(source, "text:outline-level", "3")
        title = found.find(f".//{q('text:index-title')}")
        above = [] if title is None else self.blocks(title)
        levels = max(1, min(6, int(depth))) if depth.isdecimal() else 3
        return [*above, node("tableOfContents", depth=levels)]

    def _list(self, found: Element, outer: Item | None) -> list[Node]:
        style = get(found, "text:style-name") or (outer.style if outer else "")
        level = outer.level + 1 if outer else 0
        list_id = outer.list_id if outer else self.lists.open(found, style)
        made: list[Node] = []
        for child in found:
            if local(child) in ("text:list-item", "text:list-header"):
                start = get(child, "text:start-value")
                here = Item(style, level, list_id, int(start) if start.isdecimal() else None)
                made += self._item(child, here, is_labelled=local(child) == "text:list-item")
        return made

    def _item(self, found: Element, item: Item, *, is_labelled: bool) -> list[Node]:
        made: list[Node] = []
        for child in found:
            if local(child) in ("text:p", "text:h"):
                made += self._paragraph(child, item if is_labelled else None)
                is_labelled = False
            elif local(child) == "text:list":
                made += self._list(child, item)
        return made

    def _paragraph(
        self, found: Element, item: Item | None, *, is_header: bool = False
    ) -> list[Node]:
        name = get(found, "text:style-name")
        style = self._style(found, name)
        said = self.styles.paragraph(name)
        attributes = paragraph_attributes(said, style)
        if item and not get(found, "text:is-list-header"):
            listed = self.lists.attributes(item)
            if listed:
                attributes |= {"indent": None, "firstLine": None} | listed
        line = self.line(found, style, name, is_header=is_header)
        if said.get("rule") and not line.parts and not line.after:
            return [node("horizontalRule")]
        if attributes["pageBreakBefore"] and not line.parts and not line.after:
            return [node("pageBreak")]
        blocks = split_at_blocks(line.parts, attributes, is_kept=not line.after)
        after = [node("pageBreak")] if said.get("break_after") else []
        return [*blocks, *line.after, *after]

    def _style(self, found: Element, name: str) -> str:
        if local(found) == "text:h":
            level = get(found, "text:outline-level", "1")
            return HEADINGS[min(max(int(level) if level.isdecimal() else 1, 1), 6) - 1]
        return self.styles.ours(name)

    def line(self, found: Element, style: str, name: str, *, is_header: bool = False) -> Line:
        """Read the content of a paragraph."""
        reader = InlineReader(self, LOOKS[style], is_header=is_header)
        reader.read(found, Scope(self.styles.run("paragraph", name)))
        return reader.line

    def note(self, body: Element) -> list[Node]:
        """Read a note: its paragraphs, one a line."""
        content: list[Node] = []
        for number, found in enumerate(body.iter(q("text:p"), q("text:h"))):
            reader = InlineReader(self, LOOKS["normal"])
            base: Properties = {**self.styles.run("paragraph", get(found, "text:style-name"))}
            base["size"] = LOOKS["normal"].size
            reader.read(found, Scope(base))
            content += [node("hardBreak")] if number else []
            content += reader.line.parts
        return content

    def asset(self, address: str) -> str:
        """Keep a picture of the package as an asset and return its address."""
        content = self._package.read(posixpath.normpath(address)) if address else None
        if not content:
            self.warn("Pictures that are kept elsewhere were left out.")
            return ""
        key = sha256(content).hexdigest()[:26]
        self.assets[key] = Asset(content, media_type(content, address))
        return f"asset:{key}"

    def _read_formulas(self) -> dict[str, str]:
        """Have all formulas of the document read in one go."""
        found: dict[str, Element] = {}
        for one in self._body.iter(q("draw:object")):
            name = posixpath.normpath(get(one, "xlink:href"))
            root = self._package.xml(f"{name}/content.xml")
            root = one.find(q("math:math")) if root is None else root
            if root is not None and local(root) == "math:math":
                found[name] = root
        return dict(zip(found, latex_of_mathml(list(found.values())), strict=True))

    def formula(self, found: Element) -> str:
        """Return the LaTeX of an embedded formula."""
        return self._formulas.get(posixpath.normpath(get(found, "xlink:href")), "")

    def _master(self) -> Element | None:
        masters = self.styles.masters
        return (
            masters.get("Standard") if "Standard" in masters else next(iter(masters.values()), None)
        )

    def _around(self, name: str) -> Node | None:
        master = self._master()
        found = None if master is None else master.find(q(name))
        content = [] if found is None else self.blocks(found)
        content = [one for one in content if one["type"] in KEPT_AROUND]
        is_empty = all(one["type"] == "paragraph" and not one.get("content") for one in content)
        return None if is_empty else node("doc", content)

    def _page(self) -> Attributes:
        master = self._master()
        layout = self.styles.layouts.get(get(master, "style:page-layout-name"))
        found = None if layout is None else layout.find(q("style:page-layout-properties"))
        wide, high = (points(get(found, f"fo:page-{side}")) for side in ("width", "height"))
        page: Attributes = {}
        if wide and high:
            size = (wide * MM_PER_PT, high * MM_PER_PT)
            if not nearest_paper(*sorted(size))[1]:
                self.warn("The paper is of an unusual size; the nearest usual one is used.")
            page |= page_of(*size, self._margins(found))
        color = get(found, "fo:background-color")
        if color.startswith("#") and color.lower() != "#ffffff":
            page["color"] = color.lower()
        firsts = (q("style:header-first"), q("style:footer-first"))
        if master is not None and any(master.find(name) is not None for name in firsts):
            page["differentFirst"] = True
        return page | self._language()

    def _language(self) -> Attributes:
        for style in self.styles.chain("paragraph", "Standard"):
            found = style.find(q("style:text-properties"))
            language, country = get(found, "fo:language"), get(found, "fo:country")
            if language and language not in ("none", "zxx"):
                return {
                    "language": f"{language}-{country}" if country not in ("", "none") else language
                }
        return {}

    def _margins(self, found: Element | None) -> dict[str, float]:
        whole = points(get(found, "fo:margin"))
        margins = {}
        for side in ("top", "right", "bottom", "left"):
            own = points(get(found, f"fo:margin-{side}"))
            margin = whole if own is None else own
            margins[side] = 25.4 if margin is None else margin * MM_PER_PT
        return margins
