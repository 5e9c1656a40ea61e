"""Writes an HTML page that stands alone: pictures inside, equations as MathML."""

import base64
from collections.abc import Callable, Mapping
from html import escape

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from ...content.html_writer import html_of
from ..equations import mathml_equations
from ..looks import CODE_FAMILY, FAMILY, HEADER_FILL, LINK_COLOR, LOOKS, Look, margins, paper
from ..media import Asset
from ..slugs import Slugs
from ..tree import Attributes, Node, attribute, tidy, walk

TAGS = {f"heading{level}": f"h{level}" for level in range(1, 7)} | {
    "normal": "p",
    "title": "p[data-style=title]",
    "subtitle": "p[data-style=subtitle]",
    "quote": "blockquote",
    "code": "pre",
}


def write(envelope: Node, assets: Mapping[str, Asset], title: str) -> bytes:
    """Write a document as one HTML file, suggestions as if they were accepted.

    Headers and footers belong to pages, and are left out.
    """
    whole = tidy(envelope)
    made = f"<main>{html_of(whole['body'], _address(assets))}</main>"
    page = lxml_html.document_fromstring(f"<body>{made}</body>")
    _fill_equations(page, whole)
    _fill_contents(page)
    _fill_fields(page, title)
    body = etree.tostring(page.find("body"), method="html", encoding="unicode")
    language = escape(str(whole["page"].get("language") or "en"), quote=True)
    style = _style(whole["page"])
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{style}</style>'
    return f'<!DOCTYPE html>\n<html lang="{language}"><head>{head}</head>{body}</html>\n'.encode()


def _address(assets: Mapping[str, Asset]) -> Callable[[str], str]:
    """Return what turns the name of a picture into an address that holds it."""

    def address(source: str) -> str:
        asset = assets.get(source.removeprefix("asset:"))
        return data_address(asset) if asset else ""

    return address


def data_address(asset: Asset) -> str:
    """Return a picture as an address that holds it."""
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.bytes).decode()}"


def _fill_equations(page: HtmlElement, whole: Node) -> None:
    """Put what browsers show into the places of equations."""
    displayed = {
        str(attribute(one, "latex"))
        for one in walk(whole["body"])
        if one["type"] == "equation" and attribute(one, "display")
    }
    places = page.xpath("//*[@data-equation]")
    wanted = [
        (str(place.get("data-equation")), place.get("data-equation") in displayed)
        for place in places
    ]
    for place, made in zip(places, mathml_equations(wanted), strict=True):
        if made is None:
            place.text = place.get("data-equation")
        else:
            place.append(made)


def _fill_contents(page: HtmlElement) -> None:
    """Give headings their addresses, and list them in tables of contents."""
    slugs, rows = Slugs(), []
    for heading in page.xpath(
        "//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
    ):
        heading.set("id", slugs.next(heading.text_content().strip()))
        rows.append((int(heading.tag[1]), heading.get("id"), heading.text_content().strip()))
    for place in page.xpath("//nav[@data-table-of-contents]"):
        for level, target, words in rows:
            line = etree.SubElement(place, "p", style=f"margin-left:{12 * (level - 1)}pt")
            etree.SubElement(line, "a", href=f"#{target}").text = words


def _fill_fields(page: HtmlElement, title: str) -> None:
    for place in page.xpath("//*[@data-field='title']"):
        place.text = title


def _style(page: Attributes) -> str:
    """Return the style sheet: the page's width and the looks of the named styles."""
    wide = paper(page)[0] - margins(page)["left"] - margins(page)["right"]
    rules = [
        f"body{{max-width:{wide:g}mm;margin:{margins(page)['top']:g}mm auto;"
        f"font-family:{FAMILY},'Liberation Sans',sans-serif}}",
        f"a{{color:{LINK_COLOR}}}",
        "table{border-collapse:collapse}td,th{border:1pt solid #000;padding:5pt;vertical-align:top;"
        f"text-align:start}}th{{background:{HEADER_FILL}}}img{{max-width:100%}}",
        "blockquote{border-left:3px solid #c4c7c5}",
        *(f"{TAGS[name]}{{{_look(look)}}}" for name, look in LOOKS.items()),
    ]
    return "".join(rules)


def _look(look: Look) -> str:
    said = [
        f"margin:{look.before:g}pt 0 {look.after:g}pt",
        f"font-size:{look.size:g}pt",
        f"color:{look.color}",
        f"line-height:{look.line * 1.2:g}",
        "white-space:pre-wrap",
        "font-weight:400" if look.outline is not None else "",
        "font-style:italic" if look.italic else "",
        f"font-family:'{CODE_FAMILY}',monospace" if look.family == CODE_FAMILY else "",
        f"padding-left:{look.indent:g}pt" if look.indent else "",
    ]
    return ";".join(one for one in said if one)
