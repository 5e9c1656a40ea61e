"""Styles of an odt: our looks as named styles, and automatic ones as they are asked for."""

from collections.abc import Mapping

from ...colours import hexadecimal
from ...looks import CODE_FAMILY, FAMILY, LINK_COLOR, LOOKS, Look
from ...markup import el
from ...tree import Attributes, Mark, Node, attribute

NAMES = {
    "normal": "Standard",
    "title": "Title",
    "subtitle": "Subtitle",
    **{f"heading{level}": f"Heading_20_{level}" for level in range(1, 7)},
    "quote": "Quotations",
    "code": "Preformatted_20_Text",
}
CODE_RUN, LINK_RUN = "Source_20_Text", "Internet_20_link"
ALIGN = {"left": "start", "right": "end", "center": "center", "justify": "justify"}
MIRRORED = {"left": "end", "right": "start"}
Given = Mapping[str, object]


class AutomaticStyles:
    """Styles without names of their own, each once."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, str, str], str] = {}

    def name(self, family: str, parent: str, properties: str) -> str:
        """Return the name of a style with these properties; the parent when there are none."""
        if not properties:
            return parent
        key = (family, parent, properties)
        return self._named.setdefault(key, f"{family[:2].upper()}{len(self._named) + 1}")

    def part(self) -> str:
        """Return all of them."""
        return "".join(
            el(
                "style:style",
                {
                    "style:name": name,
                    "style:family": family,
                    "style:parent-style-name": parent or None,
                },
                properties,
            )
            for (family, parent, properties), name in self._named.items()
        )


def text_properties(marks: list[Mark], *, is_header: bool = False) -> str:
    """Return the properties that marks stand for."""
    by_kind = {one["type"]: one.get("attrs", {}) for one in marks}
    size = by_kind.get("fontSize", {}).get("size")
    given: dict[str, object] = {
        "fo:font-weight": "bold" if "bold" in by_kind or is_header else None,
        "fo:font-style": "italic" if "italic" in by_kind else None,
        "style:text-underline-style": "solid" if "underline" in by_kind else None,
        "style:text-line-through-style": "solid" if "strike" in by_kind else None,
        "fo:color": hexadecimal(by_kind.get("textColor", {}).get("color")) or None,
        "fo:background-color": hexadecimal(by_kind.get("highlight", {}).get("color")) or None,
        "fo:font-size": f"{float(size):g}pt" if size else None,
        "fo:font-family": by_kind.get("font", {}).get("family") or None,
        "style:text-position": _position(by_kind),
    }
    return _properties("text", given)


def _position(by_kind: Mapping[str, Attributes]) -> str | None:
    if "superscript" in by_kind:
        return "super 65%"
    return "sub 65%" if "subscript" in by_kind else None


def paragraph_properties(found: Node) -> str:
    """Return the properties that the attributes of a paragraph stand for."""
    look = LOOKS[attribute(found, "style")]
    is_rtl = attribute(found, "dir") == "rtl"
    align = attribute(found, "align") or ("right" if is_rtl else None)
    mirrored = MIRRORED.get(str(align)) if is_rtl else None
    indent, end, first = (
        float(attribute(found, one)) for one in ("indent", "indentEnd", "firstLine")
    )
    is_listed = bool(attribute(found, "list"))
    line = attribute(found, "lineSpacing")
    before, after = attribute(found, "spaceBefore"), attribute(found, "spaceAfter")
    given: dict[str, object] = {
        "fo:text-align": mirrored or ALIGN.get(str(align)),
        "fo:margin-left": f"{indent + look.indent:g}pt" if indent and not is_listed else None,
        "fo:margin-right": f"{end:g}pt" if end else None,
        "fo:text-indent": f"{first:g}pt" if first and not is_listed else None,
        "fo:margin-top": None if before is None else f"{before:g}pt",
        "fo:margin-bottom": None if after is None else f"{after:g}pt",
        "fo:line-height": None if line is None else f"{line * 100:g}%",
        "fo:break-before": "page" if attribute(found, "pageBreakBefore") else None,
        "fo:keep-with-next": "always"
        if attribute(found, "keepNext") and look.outline is None
        else None,
        "style:writing-mode": "rl-tb" if is_rtl else None,
    }
    return _properties("paragraph", given)


def _properties(kind: str, given: Given) -> str:
    kept = {name: value for name, value in given.items() if value is not None}
    return el(f"style:{kind}-properties", kept) if kept else ""


def named_styles(language: str) -> str:
    """Return the styles of the document with names."""
    code, _, country = language.partition("-")
    base = {
        "fo:font-family": FAMILY,
        "fo:font-size": "11pt",
        "fo:color": "#000000",
        "fo:language": code or None,
        "fo:country": country or ("none" if code else None),
    }
    line = _properties("paragraph", {"fo:line-height": f"{LOOKS['normal'].line * 100:g}%"})
    default = el(
        "style:default-style", {"style:family": "paragraph"}, line, _properties("text", base)
    )
    styles = [_named(name, look) for name, look in LOOKS.items()]
    link = {"fo:color": LINK_COLOR, "style:text-underline-style": "solid"}
    rule = {"fo:border-bottom": "0.75pt solid #bfbfbf"}
    others = [
        _style("text", LINK_RUN, _properties("text", link)),
        _style("text", CODE_RUN, _properties("text", {"fo:font-family": CODE_FAMILY})),
        _style("paragraph", "Horizontal_20_Line", _properties("paragraph", rule), "Standard"),
        _style("paragraph", "Footnote", _properties("text", {"fo:font-size": "10pt"}), "Standard"),
    ]
    return default + "".join([*styles, *others])


def _style(family: str, name: str, properties: str, parent: str | None = None) -> str:
    given = {
        "style:name": name,
        "style:display-name": name.replace("_20_", " "),
        "style:family": family,
        "style:parent-style-name": parent,
    }
    return el("style:style", {**given}, properties)


def _named(name: str, look: Look) -> str:
    if name == "normal":
        return _style("paragraph", "Standard", "")
    paragraph = {
        "fo:margin-top": f"{look.before:g}pt",
        "fo:margin-bottom": f"{look.after:g}pt",
        "fo:margin-left": f"{look.indent:g}pt" if look.indent else None,
        "fo:keep-with-next": "always" if look.outline is not None else None,
    }
    run = {
        "fo:font-size": f"{look.size:g}pt",
        "fo:color": look.color,
        "fo:font-style": "italic" if look.italic else None,
        "fo:font-family": look.family if look.family != FAMILY else None,
    }
    properties = _properties("paragraph", paragraph) + _properties("text", run)
    return _style("paragraph", NAMES[name], properties, "Standard")
