"""The styles of a docx: inheritance resolved, and which of our styles each stands for."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml.etree import _Element as Element

from ...looks import HEADINGS
from ..names import NAMESPACES, W, child_val, is_on, val
from .properties import (
    Fonts,
    Properties,
    paragraph_properties,
    run_properties,
    with_toggles,
)

HEADING = re.compile(r"heading (\d)$")
NAMES = {
    "title": "title",
    "subtitle": "subtitle",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "block quote": "quote",
    "html preformatted": "code",
    "source code": "code",
    "preformatted text": "code",
    "code": "code",
    "code block": "code",
    "macro": "code",
}
CODE_RUNS = {"html code", "code", "code char", "verbatim char", "source text", "inline code"}
LINK_RUNS = {"hyperlink", "internet link", "followedhyperlink", "link"}
BORDER_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class Resolved(NamedTuple):
    """A paragraph style with all that it inherits, and our style that it stands for."""

    paragraph: Properties
    run: Properties
    ours: str
    name: str = ""


class ResolvedRun(NamedTuple):
    """A character style; `ours` is `code`, `link` or nothing."""

    run: Properties
    ours: str


@dataclass
class TableStyle:
    """A table style: the whole table's properties, and those of its regions."""

    paragraph: Properties = field(default_factory=dict)
    run: Properties = field(default_factory=dict)
    borders: Element | None = None
    shade: Element | None = None
    regions: dict[str, "TableStyle"] = field(default_factory=dict)


class Styles:
    """All styles of a document."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self.fonts = _theme_fonts(theme)
        found = [] if root is None else root.findall(W + "style")
        self._styles: dict[str, Element] = {val(one, "styleId"): one for one in found}
        self._defaults = {
            val(one, "type"): val(one, "styleId")
            for one in found
            if val(one, "default") in ("1", "true", "on")
        }
        self._paragraphs: dict[str, Resolved] = {}
        self._runs: dict[str, ResolvedRun] = {}
        self._tables: dict[str, TableStyle] = {}
        defaults = None if root is None else root.find(W + "docDefaults")
        # A file without any styles has no wishes; Word's own defaults hold for the others.
        self.run_defaults: Properties = {"size": 11} if root is None else {}
        self.paragraph_defaults: Properties = {"line": 276} if root is None else {}
        self.language = ""
        if defaults is not None:
            rpr = defaults.find(f"{W}rPrDefault/{W}rPr")
            self.run_defaults = run_properties(rpr, self.fonts)
            self.paragraph_defaults = paragraph_properties(defaults.find(f"{W}pPrDefault/{W}pPr"))
            self.language = child_val(rpr, "lang")

    @cached_property
    def default_table(self) -> str:
        """The style of tables that name none."""
        return self._defaults.get("table", "")

    def paragraph(self, style_id: str) -> Resolved:
        """Return a paragraph style; the default one for unknown names."""
        if style_id not in self._styles:
            style_id = self._defaults.get("paragraph", "")
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._resolve_paragraph(style_id)
        return self._paragraphs[style_id]

    def _resolve_paragraph(self, style_id: str) -> Resolved:
        paragraph: Properties = {}
        run: Properties = {}
        for style in self._chain(style_id):
            paragraph |= paragraph_properties(style.find(W + "pPr"))
            run |= run_properties(style.find(W + "rPr"), self.fonts)
        paragraph.pop("style", None)
        name = child_val(self._styles.get(style_id), "name").lower()
        return Resolved(paragraph, run, self._ours(style_id, paragraph.get("outline")), name)

    def _chain(self, style_id: str) -> list[Element]:
        """Return the style and what it is based on, the base first."""
        chain: list[Element] = []
        style = self._styles.get(style_id)
        while style is not None and style not in chain and len(chain) < 32:
            chain.append(style)
            style = self._styles.get(child_val(style, "basedOn"))
        return chain[::-1]

    def _ours(self, style_id: str, outline: int | None) -> str:
        if outline == 9:
            return "normal"
        for style in reversed(self._chain(style_id)):
            name = child_val(style, "name").lower()
            if heading := HEADING.match(name):
                return HEADINGS[min(max(int(heading[1]), 1), 6) - 1]
            if name in NAMES:
                return NAMES[name]
        return "normal" if outline is None else HEADINGS[min(outline, 5)]

    def run(self, style_id: str) -> ResolvedRun:
        """Return a character style."""
        if style_id not in self._runs:
            run: Properties = {}
            for style in self._chain(style_id):
                run |= run_properties(style.find(W + "rPr"), self.fonts)
            run.pop("style", None)
            self._runs[style_id] = ResolvedRun(run, self._run_meaning(style_id))
        return self._runs[style_id]

    def _run_meaning(self, style_id: str) -> str:
        for style in self._chain(style_id):
            name = child_val(style, "name").lower()
            if name in CODE_RUNS:
                return "code"
            if name in LINK_RUNS:
                return "link"
        return ""

    def table(self, style_id: str) -> TableStyle:
        """Return a table style."""
        style_id = style_id or self.default_table
        if style_id not in self._tables:
            merged = TableStyle()
            for style in self._chain(style_id):
                self._merge_table(merged, style)
                for region in style.findall(W + "tblStylePr"):
                    part = merged.regions.setdefault(val(region, "type"), TableStyle())
                    self._merge_table(part, region)
            self._tables[style_id] = merged
        return self._tables[style_id]

    def _merge_table(self, into: TableStyle, style: Element) -> None:
        into.paragraph |= paragraph_properties(style.find(W + "pPr"))
        into.run |= run_properties(style.find(W + "rPr"), self.fonts)
        for path in (f"{W}tblPr/{W}tblBorders", f"{W}tcPr/{W}tcBorders"):
            found = style.find(path)
            into.borders = into.borders if found is None else found
        shade = style.find(f"{W}tcPr/{W}shd")
        into.shade = into.shade if shade is None else shade

    def effective(self, bases: list[Properties], direct: Properties) -> Properties:
        """Return what holds for a run: defaults, paragraph style, character style, direct."""
        merged = dict(self.run_defaults)
        for base in bases:
            merged |= base
        style = self.run(direct["style"]) if direct.get("style") else None
        if style and not style.ours:
            merged = with_toggles(merged, style.run)
        return {**merged, **direct}


def _theme_fonts(theme: Element | None) -> Fonts:
    fonts = {"major": "", "minor": ""}
    for name in fonts:
        path = f".//a:{name}Font/a:latin"
        found = None if theme is None else theme.find(path, {"a": NAMESPACES["a"]})
        fonts[name] = "" if found is None else found.get("typeface", "")
    return fonts


def has_switch(of: Element | None, name: str) -> bool:
    """Tell whether a switch among the children is on."""
    found = None if of is None else of.find(W + name)
    return found is not None and is_on(found)
