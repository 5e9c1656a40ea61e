"""The styles of an odt: inheritance resolved into flat properties."""

from lxml.etree import _Element as Element

from ...colours import hexadecimal
from ...effective import Properties
from ...looks import HEADINGS
from ..names import get, local, points, q

STYLES = {
    "title": "title",
    "subtitle": "subtitle",
    "quotations": "quote",
    "quote": "quote",
    "preformatted_20_text": "code",
    "preformatted text": "code",
    "source_20_code": "code",
}
CODE_RUNS = ("source_20_text", "source text", "source_text")
LINK_RUNS = ("internet_20_link", "internet link", "visited_20_internet_20_link")
ALIGNMENTS = {
    "start": "left",
    "left": "left",
    "center": "center",
    "end": "right",
    "right": "right",
    "justify": "justify",
}


class Styles:
    """All styles of a document."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self.fonts: dict[str, str] = {}
        self.lists: dict[str, Element] = {}
        self.layouts: dict[str, Element] = {}
        self.masters: dict[str, Element] = {}
        for root in roots:
            for one in () if root is None else root.iter():
                self._take(one)

    def _take(self, one: Element) -> None:
        name = local(one)
        if name == "style:style":
            self._styles[get(one, "style:family"), get(one, "style:name")] = one
        elif name == "style:default-style":
            self._defaults[get(one, "style:family")] = one
        elif name == "style:font-face":
            self.fonts[get(one, "style:name")] = get(one, "svg:font-family").strip("'\" ")
        elif name == "text:list-style":
            self.lists[get(one, "style:name")] = one
        elif name == "style:page-layout":
            self.layouts[get(one, "style:name")] = one
        elif name == "style:master-page":
            self.masters[get(one, "style:name")] = one

    def chain(self, family: str, name: str) -> list[Element]:
        """Return a style and what it inherits from, the base first."""
        found: list[Element] = []
        style = self._styles.get((family, name))
        while style is not None and style not in found:
            found.append(style)
            style = self._styles.get((family, get(style, "style:parent-style-name")))
        default = self._defaults.get(family)
        return [*([] if default is None else [default]), *found[::-1]]

    def run(self, family: str, name: str) -> Properties:
        """Return what a style says of text."""
        said: Properties = {}
        for style in self.chain(family, name):
            said |= self._text(style.find(q("style:text-properties")))
            if "scale" in said:
                said["size"] = round(said.get("size", 12) * said.pop("scale") * 2) / 2
        return said

    def own_run(self, name: str) -> Properties:
        """Return what a text style says, without the default of texts."""
        said: Properties = {}
        for style in self.chain("text", name):
            if local(style) == "style:style" and get(style, "style:name").lower() not in (
                *CODE_RUNS,
                *LINK_RUNS,
            ):
                said |= self._text(style.find(q("style:text-properties")))
        return said

    def names(self, family: str, name: str) -> list[str]:
        """Return the names of a style and of those it inherits from, itself first."""
        return [get(one, "style:name").lower() for one in self.chain(family, name)[::-1]]

    def ours(self, name: str) -> str:
        """Return our paragraph style that a style stands for."""
        for one in self.names("paragraph", name):
            if one in STYLES:
                return STYLES[one]
            if one.startswith("heading_20_") and one[11:].isdecimal():
                return HEADINGS[min(max(int(one[11:]), 1), 6) - 1]
        return "normal"

    def paragraph(self, name: str) -> Properties:
        """Return what a style says of paragraphs."""
        said: Properties = {}
        for style in self.chain("paragraph", name):
            said |= _paragraph(style.find(q("style:paragraph-properties")))
        return said

    def _text(self, found: Element | None) -> Properties:
        said: Properties = {}
        if found is None:
            return said
        for name, read in TEXT_READERS.items():
            if value := get(found, name):
                key, what = read(value)
                if what is not None:
                    said[key] = what
        named = self.fonts.get(get(found, "style:font-name")) or get(found, "fo:font-family").strip(
            "'\" "
        )
        if named:
            said["family"] = named.split(",")[0].strip("'\" ")
        return said


def _size(value: str) -> tuple[str, object]:
    if value.endswith("%") and value[:-1].isdecimal():
        return "scale", int(value[:-1]) / 100
    size = points(value)
    return "size", None if size is None else round(size * 2) / 2


def _position(value: str) -> tuple[str, object]:
    first = value.split()[0]
    raised = first == "super" or (first.endswith("%") and not first.startswith(("-", "0%")))
    lowered = first == "sub" or first.startswith("-")
    return "vertical", "superscript" if raised else "subscript" if lowered else ""


TEXT_READERS = {
    "fo:font-weight": lambda value: ("bold", value in ("bold", "600", "700", "800", "900")),
    "fo:font-style": lambda value: ("italic", value in ("italic", "oblique")),
    "style:text-underline-style": lambda value: ("underline", value != "none"),
    "style:text-line-through-style": lambda value: ("strike", value != "none"),
    "fo:color": lambda value: ("color", hexadecimal(value)),
    "fo:background-color": lambda value: ("highlight", hexadecimal(value)),
    "fo:font-size": _size,
    "style:text-position": _position,
}


def _paragraph(found: Element | None) -> Properties:
    said: Properties = {}
    if found is None:
        return said
    for name, key in LENGTHS.items():
        length = points(get(found, name))
        if length is not None:
            said[key] = length
    if align := ALIGNMENTS.get(get(found, "fo:text-align")):
        said["align"] = align
    line = get(found, "fo:line-height")
    if line.endswith("%"):
        said["line"] = float(line[:-1]) / 100
    for name, key, value in SWITCHES:
        if get(found, name):
            said[key] = get(found, name) == value
    if get(found, "fo:border-bottom") not in ("", "none"):
        said["rule"] = True
    return said


LENGTHS = {
    "fo:margin-left": "left",
    "fo:margin-right": "right",
    "fo:text-indent": "first",
    "fo:margin-top": "before",
    "fo:margin-bottom": "after",
}
SWITCHES = (
    ("fo:break-before", "break", "page"),
    ("fo:break-after", "break_after", "page"),
    ("fo:keep-with-next", "keep", "always"),
    ("style:writing-mode", "rtl", "rl-tb"),
)
