"""Writes a docx: all parts of the package, put together."""

import io
import json
import zipfile
from collections.abc import Mapping

from lxml import etree

from ...colours import hexadecimal
from ...equations import office_equations
from ...looks import margins, paper
from ...markup import el
from ...media import EXTENSIONS, Asset
from ...tree import Attributes, Node, attribute, node, paragraph, tidy, walk
from ..names import LATEX_PART, TWIPS_PER_MM, M
from ..reading import omml
from . import comments
from .blocks import BlockWriter
from .markup import DECLARATION, root, text_of, w
from .output import OFFICE, Output, Part, relations_part
from .styles import TABLE_GAP, styles

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
PX_PER_MM = 96 / 25.4
# One moment for all files, so that equal documents are equal files.
MOMENT = (1980, 1, 1, 0, 0, 0)


def write(envelope: Node, assets: Mapping[str, Asset], title: str) -> bytes:
    """Return a document as docx."""
    whole = {**tidy(envelope), "people": envelope.get("people") or {}}
    return DocumentWriter(whole, assets, title).write()


class DocumentWriter:
    """Writes one document."""

    def __init__(self, envelope: Node, assets: Mapping[str, Asset], title: str) -> None:
        self._envelope = envelope
        self._page: Attributes = envelope["page"]
        width = paper(self._page)[0] - margins(self._page)["left"] - margins(self._page)["right"]
        self._output = Output(envelope, assets, width * PX_PER_MM)
        self._output.title = title
        self._threads = [one for one in envelope["threads"] if one.get("comments")]
        self._output.comment_numbers = comments.number_comments(self._threads)
        self._latex: dict[str, str] = {}
        self._parts: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._document = Part("document")

    def write(self) -> bytes:
        """Write everything."""
        self._equations()
        body = BlockWriter(self._output, self._document).write(self._envelope["body"]["content"])
        section = self._section()
        loose = self._loose_comments()
        background = (
            el("w:background", {"w:color": hexadecimal(self._page["color"])[1:].upper()})
            if self._page.get("color")
            else ""
        )
        self._add(
            "document",
            "document.main+xml",
            root("w:document", background, el("w:body", None, body, loose, section)),
        )
        self._notes()
        self._comments()
        language = str(self._page.get("language") or "")
        self._relate("styles", styles(language, sorted(self._output.code_languages)))
        self._relate("numbering", self._output.lists.part())
        self._relate("settings", self._settings())
        return self._zipped()

    def _add(self, name: str, kind: str, content: bytes) -> None:
        self._parts[f"word/{name}.xml"] = content
        self._types[f"word/{name}.xml"] = TYPE + kind

    def _relate(self, name: str, content: bytes) -> None:
        self._document.relate(name, f"{name}.xml")
        self._add(name, f"{name}+xml", content)

    def _equations(self) -> None:
        """Have all equations written in one go, and note what they came from."""
        trees = [
            self._envelope[part] for part in ("body", "header", "footer") if self._envelope[part]
        ]
        found = [
            str(attribute(one, "latex"))
            for tree in trees
            for one in walk(tree)
            if one["type"] == "equation"
        ]
        unique = list(dict.fromkeys(one for one in found if one.strip()))
        for latex, made in zip(unique, office_equations(unique), strict=True):
            markup = made or el("m:oMath", None, el("m:r", None, el("m:t", None, text_of(latex))))
            self._output.equations[latex] = markup
            declared = (
                markup.replace("<m:oMath", f'<m:oMath xmlns:m="{M[1:-1]}"', 1)
                if not made
                else markup
            )
            self._latex.setdefault(omml.latex(etree.fromstring(declared)), latex)

    def _section(self) -> str:
        references = [
            self._around(kind) for kind in ("header", "footer") if self._around_content(kind)
        ]
        wide, high = (round(side * TWIPS_PER_MM) for side in paper(self._page))
        landscape = "landscape" if self._page.get("orientation") == "landscape" else None
        sides = {
            f"w:{side}": round(size * TWIPS_PER_MM) for side, size in margins(self._page).items()
        }
        return el(
            "w:sectPr",
            None,
            *references,
            el("w:pgSz", {"w:w": wide, "w:h": high, "w:orient": landscape}),
            el("w:pgMar", {**sides, "w:header": 720, "w:footer": 720, "w:gutter": 0}),
            w("titlePg") if self._page.get("differentFirst") else "",
        )

    def _around_content(self, kind: str) -> list[Node]:
        found = self._envelope[kind]
        content: list[Node] = list(found["content"]) if found else []
        if kind == "footer" and self._page.get("pageNumbers") and not self._has_page_number():
            content.append(paragraph([node("field", kind="page")], align="center"))
        return content

    def _has_page_number(self) -> bool:
        parts = [self._envelope[kind] for kind in ("header", "footer") if self._envelope[kind]]
        return any(
            one["type"] == "field" and attribute(one, "kind") == "page"
            for part in parts
            for one in walk(part)
        )

    def _around(self, kind: str) -> str:
        """Write the header or footer and return the reference to it."""
        part = Part(f"{kind}1", has_comments=False, has_notes=False)
        content = BlockWriter(self._output, part).write(self._around_content(kind))
        self._add(
            part.name,
            f"{kind}+xml",
            root(f"w:{kind[:1]}{'dr' if kind == 'header' else 'tr'}", content),
        )
        if part.relations:
            self._parts[f"word/_rels/{part.name}.xml.rels"] = part.relations_part()
        relation = self._document.relate(kind, f"{part.name}.xml")
        return el(f"w:{kind}Reference", {"w:type": "default", "r:id": relation})

    def _loose_comments(self) -> str:
        """Return the references of comments that no text stands for any more."""
        ranges = self._output.ranges
        numbers = [
            number
            for thread in self._threads
            if thread["id"] not in ranges.seen
            for number in self._output.comment_numbers[thread["id"]]
        ]
        runs = [el("w:r", None, el("w:commentReference", {"w:id": number})) for number in numbers]
        gap = el("w:pPr", None, w("pStyle", TABLE_GAP))
        return el("w:p", None, gap, *runs) if runs else ""

    def _notes(self) -> None:
        if not self._output.notes:
            return
        between = [
            el(
                "w:footnote",
                {"w:type": kind, "w:id": number},
                el("w:p", None, el("w:r", None, f"<w:{kind}/>")),
            )
            for kind, number in (("separator", -1), ("continuationSeparator", 0))
        ]
        self._relate("footnotes", root("w:footnotes", *between, *self._output.notes))
        part = self._output.notes_part
        if part.relations:
            self._parts["word/_rels/footnotes.xml.rels"] = part.relations_part()

    def _comments(self) -> None:
        if not self._threads:
            return
        content, extended = comments.parts(self._output, self._threads)
        self._relate("comments", content)
        self._document.relate(EXTENDED, "commentsExtended.xml")
        self._add("commentsExtended", "commentsExtended+xml", extended)

    def _settings(self) -> bytes:
        notes = [el("w:footnote", {"w:id": number}) for number in (-1, 0)]
        mode = {
            "w:name": "compatibilityMode",
            "w:uri": "http://schemas.microsoft.com/office/word",
            "w:val": 15,
        }
        return root(
            "w:settings",
            w("displayBackgroundShape") if self._page.get("color") else "",
            w("defaultTabStop", 720),
            el("w:footnotePr", None, *notes) if self._output.notes else "",
            el("w:compat", None, el("w:compatSetting", {**mode})),
        )

    def _zipped(self) -> bytes:
        parts = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _package_relations(),
            "docProps/core.xml": _core(self._output.title),
            **self._parts,
            "word/_rels/document.xml.rels": self._document.relations_part(),
            **{f"word/{name}": content for name, content in self._output.media.items()},
        }
        if self._latex:
            parts[LATEX_PART] = json.dumps(self._latex, ensure_ascii=False).encode()
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                entry = zipfile.ZipInfo(name, MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(entry, content)
        return raw.getvalue()

    def _content_types(self) -> bytes:
        kinds = {extension: kind for kind, extension in EXTENSIONS.items()} | {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            "json": "application/json",
            "bin": "application/octet-stream",
        }
        rows = [
            el("Default", {"Extension": one, "ContentType": kind}) for one, kind in kinds.items()
        ]
        core = "application/vnd.openxmlformats-package.core-properties+xml"
        types = {**self._types, "docProps/core.xml": core}
        rows += [
            el("Override", {"PartName": f"/{name}", "ContentType": kind})
            for name, kind in types.items()
        ]
        name = "http://schemas.openxmlformats.org/package/2006/content-types"
        return f"{DECLARATION}{el('Types', {'xmlns': name}, *rows)}".encode()


def _package_relations() -> bytes:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return relations_part(
        [
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml", False),
            ("rId2", core, "docProps/core.xml", False),
        ]
    )


def _core(title: str) -> bytes:
    names = {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    inside = el("dc:title", None, text_of(title))
    return f"{DECLARATION}{el('cp:coreProperties', {**names}, inside)}".encode()
