"""Readable text out of HTML, and the line shown under a subject."""

import html
import re

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
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*\n\s*")
# Invisible characters with which newsletters pad their preview line.
_PADDING = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def html_to_text(source: str) -> str:
    """Return the words of an HTML document, one line a block. Linear in its length."""
    kept = nh3.clean(
        source[:LONGEST_HTML],
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
