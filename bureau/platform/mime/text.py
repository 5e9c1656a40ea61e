"""Readable text out of HTML, and the line shown under a subject."""

import html
import re
from itertools import islice

import nh3

LONGEST_HTML = 2_000_000
_BLOCKS = {
    "br",
    "p",
    "div",
    "li",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
}
DEEPEST = 2_000
"""Elements within elements; browsers show no more than 512, and parsing is quadratic in it."""
_TAG = re.compile(r"<[^<>]*>")
MOST_ATTRIBUTES = 300
"""Of one element; parsing is quadratic in them as well."""
_ELEMENT = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_VALUE = r"=\s*\"[^\"]*\"|=\s*'[^']*'"
_ATTRIBUTES = re.compile(rf"(?:{_VALUE}|[^>])*")
_VALUES = re.compile(_VALUE)
_ATTRIBUTE = re.compile(r"[^\s/]+")
# Elements that have no content, or that the next of their kind closes.
# fmt: off
_FLAT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dd", "dt", "option", "tr", "td", "th", "thead", "tbody", "tfoot",
})
# fmt: on
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*\n\s*")
# Invisible characters with which newsletters pad their preview line.
_PADDING = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def bounded_html(source: str, longest: int) -> str:
    """Return the beginning of an HTML document that is neither too long nor nested too deeply.
    Linear in its length.
    """
    depth = 0
    for match in _ELEMENT.finditer(source, 0, longest):
        if match[2].lower() not in _FLAT:
            depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > DEEPEST or _has_many_attributes(source, match.end(), longest):
            return source[: match.start()]
    return source[:longest]


def _has_many_attributes(source: str, position: int, longest: int) -> bool:
    near = source.find(">", position, position + 2 * MOST_ATTRIBUTES)
    if near >= 0 and "=" not in source[position:near]:
        return False
    found = _ATTRIBUTES.match(source, position, longest)
    text = found[0] if found else ""
    if len(text) < 2 * MOST_ATTRIBUTES:
        return False
    names = _ATTRIBUTE.finditer(_VALUES.sub(" ", text))
    return sum(1 for _ in islice(names, MOST_ATTRIBUTES + 1)) > MOST_ATTRIBUTES


def html_to_text(source: str) -> str:
    """Return the words of an HTML document, one line a block. Linear in its length."""
    kept = nh3.clean(
        bounded_html(source, LONGEST_HTML),
        tags=_BLOCKS,
        attributes={},
        clean_content_tags={"script", "style", "title", "head"},
        link_rel=None,
    )
    text = html.unescape(_TAG.sub("\n", kept.replace("\n", " ")))
    return _LINES.sub("\n\n", _SPACE.sub(" ", text)).strip()


def snippet_of(text: str, length: int = 200) -> str:
    """Return the beginning of the text on one line, without quoted replies."""
    own = [line for line in text[:20_000].splitlines() if not line.lstrip().startswith(">")]
    words = _PADDING.sub("", " ".join(own)).split()
    return " ".join(words)[:length].strip()
