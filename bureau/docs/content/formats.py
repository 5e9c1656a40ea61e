"""The formats in which content is given and taken: JSON, Markdown, HTML and plain text."""

from collections.abc import Callable
from typing import Any, Literal

from ..errors import BadContent
from .html_reader import read_html
from .html_writer import html_of
from .markdown_reader import read_markdown
from .markdown_writer import markdown_of
from .normal import normal_doc
from .schema import Json, check
from .suggestions import settled_doc
from .text import text_of

Format = Literal["json", "markdown", "html", "text"]


def read_content(format: Format, content: Any) -> Json:
    """Return content in one of the formats as a checked document node; raises `BadContent`.

    JSON may be a document node, a list of blocks, or a whole envelope.
    """
    if format == "json":
        return _from_json(content)
    if not isinstance(content, str):
        raise BadContent("Give the content as text.")
    doc = _READERS[format](content)
    check(doc)
    return doc


def _from_json(content: Any) -> Json:
    if isinstance(content, list):
        content = {"type": "doc", "content": content}
    if isinstance(content, dict) and "body" in content:
        content = content["body"]
    if not isinstance(content, dict) or content.get("type") != "doc":
        raise BadContent("Give a document node, a list of blocks, or an envelope.")
    check(content)
    return normal_doc(content)


def _from_text(content: str) -> Json:
    lines = content.replace("\r\n", "\n").replace("\0", "").split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    blocks = [
        {"type": "paragraph", "content": [{"type": "text", "text": line}] if line else []}
        for line in lines
    ]
    return normal_doc({"content": blocks})


_READERS: dict[str, Callable[[str], Json]] = {
    "markdown": read_markdown,
    "html": read_html,
    "text": _from_text,
}


def write_content(format: Format, doc: Json, address: Callable[[str], str] = str) -> str:
    """Return a document node in a format other than JSON, suggestions accepted."""
    if format == "html":
        return html_of(doc, address)
    if format == "markdown":
        return markdown_of(doc)
    return text_of(settled_doc(doc, "accept")) + "\n"
