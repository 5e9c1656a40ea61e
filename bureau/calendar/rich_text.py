"""Descriptions of events as HTML that is safe to show."""

import html
import re

import nh3
from icalendar import Component

from .ical import description_of

TAGS = {
    "a", "b", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "hr", "i",
    "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")


def clean(source: str) -> str:
    """Return HTML of which nothing can run or load; links say nothing about us."""
    return nh3.clean(
        source,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def shown_description(component: Component) -> str:
    """Return the description of an event as HTML."""
    text, is_html = description_of(component)
    if is_html or re.search(r"</?(?:p|br|a|b|ul|li|div|span)\b", text, re.IGNORECASE):
        return clean(text)
    return clean(_paragraphs(text)) if text.strip() else ""


def _paragraphs(text: str) -> str:
    paragraphs = re.split(r"\n{2,}", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{_linked(part).replace(chr(10), '<br>')}</p>" for part in paragraphs)


def _linked(text: str) -> str:
    at, pieces = 0, []
    for found in _LINK.finditer(text):
        url = html.escape(found[0])
        pieces += [html.escape(text[at : found.start()]), f'<a href="{url}">{url}</a>']
        at = found.end()
    return "".join([*pieces, html.escape(text[at:])])
