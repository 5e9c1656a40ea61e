"""HTML from strangers as a page that loads nothing and runs nothing.

Three passes: nh3 keeps listed elements and attributes; our rewriter judges every URL and every CSS
token after
parsing; a last pass drops any source that is not `data:`. Remote images stay as `data-remote-src`.
"""

import base64
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import nh3

from bureau.platform.mime import ParsedMessage, Part, bounded_html, parse, part_content

from .safe_css import safe_declarations, safe_stylesheet

LONGEST_HTML = 3_000_000
LARGEST_INLINE = 12 << 20
BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="

# fmt: off
_TAGS = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "body",
    "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p",
    "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "style", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u",
    "ul", "var", "wbr",
}
# fmt: on
_EVERYWHERE = {"style", "class", "dir", "lang", "title", "align", "valign", "width", "height"}
_EVERYWHERE |= {"bgcolor", "color", "role", "aria-label", "aria-hidden"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": _EVERYWHERE,
    "a": {"href", "name"},
    "img": {"src", "alt", "border", "hspace", "vspace"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap", "scope"},
    "font": {"face", "size"},
    "ol": {"start", "type"},
    "li": {"value"},
    "col": {"span"},
    "colgroup": {"span"},
}
_RASTER = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
_PROXIED = re.compile(r"/mail/images\?u=[\w-]+&s=[0-9a-f]{24}")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*")
_IMAGE = re.compile(r'(<img(?: [^\s="<>]+="[^"]*")*?) src="([^"]*)"')
_STYLE = re.compile(r"<style[^<>]*>(.*?)</style>", re.DOTALL)
_LINK = re.compile(r"https?://[^\s<>\"']{1,2000}[^\s<>\"'.,;:!?)\]}]")

_PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><meta name=referrer content=no-referrer>"
    '<base target="_blank"><style>body{{margin:0;padding:8px;font:14px/1.5 system-ui,sans-serif;'
    "overflow-wrap:anywhere}}img{{max-width:100%;height:auto}}pre{{white-space:pre-wrap}}"
    ".bureau-text{{white-space:pre-wrap}}</style></head><body>{body}</body></html>"
)


@dataclass(frozen=True, slots=True)
class SafePage:
    """A ready document and how many images it does not load."""

    html: str
    blocked_images: int


Proxy = Callable[[str], str]
"""Turns the address of a picture of the web into one of ours; empty to block it."""


def safe_page(raw: bytes, proxy: Proxy | None = None) -> SafePage:
    """Return the body of a raw message as a page; its text where it has no HTML. Pictures of the
    web are loaded through `proxy`, without one not at all.
    """
    message = parse(raw)
    if not message.html:
        return SafePage(_PAGE.format(body=_from_text(message.text)), 0)
    body = safe_fragment(message.html, inline_images(raw, message), proxy)
    return SafePage(_PAGE.format(body=body), body.count(" data-remote-src="))


def inline_images(raw: bytes, message: ParsedMessage) -> dict[str, str]:
    """Return the pictures that the message brings along as data URLs, by content id.

    A frame without an origin sends no cookies, so it could not fetch them from us.
    """
    found: dict[str, str] = {}
    left = LARGEST_INLINE
    for part in message.root.walk():
        if part.content_id and part.media_type in _RASTER and part.size_bytes <= left:
            left -= part.size_bytes
            found[part.content_id] = _data_url(raw, part)
    return found


def _data_url(raw: bytes, part: Part) -> str:
    content = base64.b64encode(part_content(raw, part)).decode()
    return f"data:{part.media_type};base64,{content}"


def _from_text(text: str) -> str:
    pieces, position = [], 0
    for match in _LINK.finditer(text):
        pieces.append(html.escape(text[position : match.start()]))
        url = html.escape(match[0])
        pieces.append(f'<a href="{url}" rel="noopener noreferrer">{url}</a>')
        position = match.end()
    pieces.append(html.escape(text[position:]))
    return f'<div class="bureau-text">{"".join(pieces)}</div>'


def safe_fragment(source: str, images: Mapping[str, str], proxy: Proxy | None = None) -> str:
    """Return what may be shown of an HTML source."""
    kept = _clean(bounded_html(source, LONGEST_HTML), _attribute)
    kept = _IMAGE.sub(lambda match: _image(match, images, proxy), kept)
    kept = _STYLE.sub(lambda match: f"<style>{safe_stylesheet(match[1])}</style>", kept)
    return _clean(kept, _only_data)


def _clean(source: str, judge: Callable[[str, str, str], str | None]) -> str:
    return nh3.clean(
        source,
        tags=_TAGS,
        clean_content_tags={"script", "title", "template", "noscript", "svg", "math", "object"},
        attributes={**_ATTRIBUTES, "img": _ATTRIBUTES["img"] | {"data-remote-src"}},
        attribute_filter=judge,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Judge an attribute as the sender wrote it."""
    if name == "style":
        return safe_declarations(value) or None
    if name == "href":
        return _link(value)
    if name == "data-remote-src":
        return None
    return value


def _link(value: str) -> str | None:
    target = "".join(character for character in value if character > " ").lower()
    return value.strip() if target.startswith(("http://", "https://", "mailto:", "tel:")) else None


def _image(match: re.Match[str], images: Mapping[str, str], proxy: Proxy | None) -> str:
    source = html.unescape(match[2]).strip()
    if source.lower().startswith("cid:"):
        shown = images.get(source[4:].strip("<>"), BLANK)
        return f'{match[1]} src="{shown}"'
    if _DATA_IMAGE.fullmatch(source):
        return f'{match[1]} src="{source}"'
    if re.match(r"(?:https?:)?//", source, re.IGNORECASE):
        shown = proxy(source) if proxy else ""
        if shown:
            return f'{match[1]} src="{html.escape(shown)}"'
        return f'{match[1]} src="{BLANK}" data-remote-src="{html.escape(source)}"'
    return f'{match[1]} src="{BLANK}"'


def _only_data(tag: str, name: str, value: str) -> str | None:
    """Judge once more: whatever the rewriter missed is dropped."""
    if name == "src" and not (_DATA_IMAGE.fullmatch(value) or _PROXIED.fullmatch(value)):
        return None
    if name == "style":
        return safe_declarations(value) or None
    if name == "href":
        return _link(value)
    return value
