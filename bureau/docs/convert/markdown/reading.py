"""Reads Markdown: leaves out what stands before it, and takes in the pictures that it holds."""

import re

from ...content.markdown_reader import read_markdown
from ...errors import BadContent
from ..html.reading import LONGEST, Pictures
from ..refusals import NotThatFormat, TooLarge
from ..result import Converted
from ..text import decoded

FRONT = re.compile(r"\A---\n.*?\n(---|\.\.\.)\n", re.DOTALL)
INLINE = re.compile(r"(!\[[^\]]*\]\()(<?)(data:[^)\s>]+)")
DEFINED = re.compile(r"^(\[[^\]\n]+\]:[ \t]*)(<?)(data:[^\s>]+)", re.MULTILINE)


def read(raw: bytes) -> Converted:
    """Read a Markdown file."""
    pictures = Pictures()
    source = FRONT.sub("", decoded(raw).replace("\r\n", "\n"))
    for pattern in (INLINE, DEFINED):
        source = pattern.sub(pictures.taken, source)
    if len(source) > LONGEST:
        raise TooLarge
    try:
        found = read_markdown(source)
    except BadContent as error:
        raise NotThatFormat from error
    return pictures.kept(found)
