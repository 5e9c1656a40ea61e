"""Writes an odt: all parts of the package, put together."""

import io
import zipfile
from collections.abc import Mapping
from itertools import count
from xml.sax.saxutils import escape

from lxml import etree

from ...colours import hexadecimal
from ...equations import mathml_equations
from ...looks import margins, paper
from ...markup import el
from ...media import EXTENSIONS, Asset
from ...moments import moment
from ...ranges import Ranges
from ...tree import Attributes, Node, attribute, node, paragraph, tidy, walk
from ..names import MIME, NAMESPACES
from .blocks import BlockWriter, list_levels
from .styles import AutomaticStyles, named_styles

DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MOMENT = (1980, 1, 1, 0, 0, 0)
FORMULA = "application/vnd.oasis.opendocument.formula"


def write(envelope: Node, assets: Mapping[str, Asset], title: str) -> bytes:
    """Return a document as odt."""
    whole = {**tidy(envelope), "people": envelope.get("people") or {}}
    return DocumentWriter(whole, assets, title).write()


class DocumentWriter:
    """Writes one document."""

    def __init__(self, envelope: Node, assets: Mapping[str, Asset], title: str) -> None:
        self.title = title
        self.body: Node = envelope["body"]
        self.automatic = AutomaticStyles()
        self.ranges = Ranges(envelope)
        self.pictures: dict[str, bytes] = {}
        self._envelope = envelope
        self._page: Attributes = envelope["page"]
        self._assets = assets
        self._names: Mapping[str, object] = envelope["people"]
        self._threads = {one["id"]: one for one in envelope["threads"] if one.get("comments")}
        self._numbers = count(1)
        self._regions: list[str] = []
        self._list_styles: dict[str, str] = {}
        self._formulas = self._all_formulas()

    def next_number(self) -> int:
        """Return a number that was not given before."""
        return next(self._numbers)

    def _name(self, by: str) -> str:
        return str(self._names.get(by) or by.removeprefix("guest:") or "Unknown")

    def tracked(self, kind: str, said: Attributes, made: str) -> str:
        """Return a tracked change: what was deleted is kept apart, and pointed at."""
        name = f"ct{self.next_number()}"
        who = el("dc:creator", None, escape(self._name(str(said.get("by") or ""))))
        at = moment(str(said.get("at") or ""))
        who += el("dc:date", None, at) if at else ""
        about = el("office:change-info", None, who)
        gone = el("text:p", {"text:style-name": "Standard"}, made) if kind == "deletion" else ""
        region = el(f"text:{kind}", None, about, gone)
        self._regions.append(el("text:changed-region", {"xml:id": name, "text:id": name}, region))
        if kind == "deletion":
            return el("text:change", {"text:change-id": name})
        start, end = (
            el(f"text:change-{side}", {"text:change-id": name}) for side in ("start", "end")
        )
        return f"{start}{made}{end}"

    def annotation(self, thread: str) -> str:
        """Return the comments of a thread; the first opens its range."""
        found = self._threads.get(thread)
        made = []
        for number, comment in enumerate(found["comments"] if found else []):
            name = thread if number == 0 else f"{thread}-{number}"
            lines = str(comment.get("text") or "").split("\n")
            at = moment(str(comment.get("at") or ""))
            given = {
                "office:name": name,
                "loext:parent-name": thread if number else None,
                "loext:resolved": "true" if found and found.get("resolved") else "false",
            }
            inside = [
                el("dc:creator", None, escape(self._name(str(comment.get("author") or "")))),
                el("dc:date", None, at) if at else "",
                *(el("text:p", None, escape(line)) for line in lines),
            ]
            made.append(el("office:annotation", {**given}, *inside))
        return "".join(made)

    def picture(self, source: str) -> str:
        """Keep a picture in the package and return its path; empty without such an asset."""
        key = source.removeprefix("asset:")
        asset = self._assets.get(key)
        if asset is None:
            return ""
        path = f"Pictures/{key}.{EXTENSIONS.get(asset.media_type, 'bin')}"
        self.pictures[path] = asset.bytes
        return path

    def frame_style(self, wrap: str) -> str:
        """Return the style of a frame with text around it."""
        around = {"left": "right", "right": "left", "break": "none"}.get(wrap)
        side = {"left": "left", "right": "right"}.get(wrap, "center")
        given = {
            "style:wrap": around,
            "style:horizontal-pos": side if around else None,
            "style:horizontal-rel": "paragraph" if around else None,
            "style:vertical-pos": "top",
            "style:vertical-rel": "paragraph" if around else "baseline",
        }
        return self.automatic.name("graphic", "", el("style:graphic-properties", {**given}))

    def list_style(self, found: Node, level: int) -> str:
        """Return the style of the list that a paragraph stands in."""
        levels = list_levels(found, level)
        return self._list_styles.setdefault(levels, f"L{len(self._list_styles) + 1}")

    def _all_formulas(self) -> dict[str, tuple[str, bytes]]:
        """Have all equations written as MathML in one go."""
        parts = [self._envelope[one] for one in ("body", "header", "footer") if self._envelope[one]]
        found = [
            str(attribute(one, "latex"))
            for part in parts
            for one in walk(part)
            if one["type"] == "equation"
        ]
        unique = [one for one in dict.fromkeys(found) if one.strip()]
        made: dict[str, tuple[str, bytes]] = {}
        for latex, formula in zip(
            unique, mathml_equations([(one, False) for one in unique]), strict=True
        ):
            if formula is not None:
                formula.set("xmlns", NAMESPACES["math"])
                formula.attrib.pop("display", None)
                made[latex] = (f"Object {len(made) + 1}", etree.tostring(formula, with_tail=False))
        return made

    def formula(self, latex: str) -> str:
        """Return the folder of an equation; empty for what is no LaTeX."""
        return self._formulas[latex][0] if latex in self._formulas else ""

    def write(self) -> bytes:
        """Write everything."""
        body = BlockWriter(self).write(self.body["content"])
        changes = el("text:tracked-changes", None, *self._regions) if self._regions else ""
        lists = "".join(
            el("text:list-style", {"style:name": name}, levels)
            for levels, name in self._list_styles.items()
        )
        automatic = el("office:automatic-styles", None, lists, self.automatic.part())
        text = el("office:body", None, el("office:text", None, changes, body))
        styles = self._styles()
        parts = {
            "content.xml": _root("office:document-content", automatic, text),
            "styles.xml": styles,
            "meta.xml": _root(
                "office:document-meta",
                el("office:meta", None, el("dc:title", None, escape(self.title))),
            ),
            **self.pictures,
            **{
                f"{name}/content.xml": HEAD.encode() + made
                for name, made in self._formulas.values()
            },
        }
        return _zipped({**parts, "META-INF/manifest.xml": self._manifest(list(parts))})

    def _styles(self) -> bytes:
        body_styles, self.automatic, self._list_styles = self.automatic, AutomaticStyles(), {}
        around = "".join(self._around(kind) for kind in ("header", "footer"))
        master = {"style:name": "Standard", "style:page-layout-name": "Page"}
        lists = "".join(
            el("text:list-style", {"style:name": name}, levels)
            for levels, name in self._list_styles.items()
        )
        automatic = el(
            "office:automatic-styles", None, self._layout(), lists, self.automatic.part()
        )
        self.automatic = body_styles
        return _root(
            "office:document-styles",
            el("office:styles", None, named_styles(str(self._page.get("language") or ""))),
            automatic,
            el("office:master-styles", None, el("style:master-page", {**master}, around)),
        )

    def _layout(self) -> str:
        wide, high = paper(self._page)
        given = {
            "fo:page-width": f"{wide:g}mm",
            "fo:page-height": f"{high:g}mm",
            "style:print-orientation": str(self._page.get("orientation") or "portrait"),
            "fo:background-color": hexadecimal(self._page.get("color")) or None,
            **{f"fo:margin-{side}": f"{size:g}mm" for side, size in margins(self._page).items()},
        }
        settings = el("style:page-layout-properties", {**given})
        return el("style:page-layout", {"style:name": "Page"}, settings)

    def _around(self, kind: str) -> str:
        found = self._envelope[kind]
        content: list[Node] = list(found["content"]) if found else []
        parts = [self._envelope[one] for one in ("header", "footer") if self._envelope[one]]
        numbered = any(
            one["type"] == "field" and attribute(one, "kind") == "page"
            for part in parts
            for one in walk(part)
        )
        if kind == "footer" and self._page.get("pageNumbers") and not numbered:
            content.append(paragraph([node("field")], align="center"))
        if not content:
            return ""
        made = el(f"style:{kind}", None, BlockWriter(self, has_comments=False).write(content))
        if not self._page.get("differentFirst"):
            return made
        empty = BlockWriter(self, has_comments=False).write([paragraph()])
        return made + el(f"style:{kind}-first", None, empty)

    def _manifest(self, names: list[str]) -> bytes:
        kinds = {extension: kind for kind, extension in EXTENSIONS.items()} | {"xml": "text/xml"}
        rows = [("/", MIME), *((name, kinds.get(name.rpartition(".")[2], "")) for name in names)]
        rows += [(f"{name}/", FORMULA) for name, _ in self._formulas.values()]
        entries = [
            el("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": kind})
            for name, kind in rows
        ]
        given = {"xmlns:manifest": NAMESPACES["manifest"], "manifest:version": "1.3"}
        return f"{HEAD}{el('manifest:manifest', {**given}, *entries)}".encode()


def _root(name: str, *children: str) -> bytes:
    return f'{HEAD}<{name} {DECLARED} office:version="1.3">{"".join(children)}</{name}>'.encode()


def _zipped(parts: dict[str, bytes]) -> bytes:
    """Return the package; its kind stands first, and not compressed."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype", MOMENT), MIME)
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return raw.getvalue()
