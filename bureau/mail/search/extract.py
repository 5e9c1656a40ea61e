"""The words inside of attachments: texts, HTML, office documents and PDF. Bounded in size and time;
what cannot be read has no words.
"""

import html
import io
import logging
import lzma
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

from bureau.platform.mime import ParsedMessage, Part, html_to_text, part_content, part_text

log = logging.getLogger(__name__)

MOST_FILES = 20
LARGEST_FILE = 30 << 20
LARGEST_MEMBER = 8 << 20
MOST_UNPACKED = 24 << 20
"""Of the members of one file together, in bytes."""
MOST_MEMBERS = 200
LONGEST_TEXT = 200_000
PDF_TIMEOUT_S = 20

_TAG = re.compile(r"<[^>]*>")
_WORD_ENDS = re.compile(
    r"</(?:w:p|a:p|text:p|text:h|si|is|c|table:table-cell)>|<(?:w:tab|w:br|text:s|text:tab)\b[^>]*>"
)
_MEMBERS = re.compile(
    r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml|xl/sharedStrings\.xml"
    r"|xl/worksheets/sheet\d+\.xml|ppt/slides/slide\d+\.xml|content\.xml"
)
_OFFICE = ("application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.")
_BY_NAME = {
    "txt": "text/plain",
    "md": "text/plain",
    "csv": "text/plain",
    "log": "text/plain",
    "html": "text/html",
    "htm": "text/html",
    "pdf": "application/pdf",
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _OFFICE[0]),
}

_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    # An unknown compression, or a password.
    RuntimeError,
    ValueError,
    OSError,
)

Reader = Callable[[bytes, Part], str]


def has_words_inside(message: ParsedMessage) -> bool:
    """Tell whether the message has attachments that words can be read from."""
    return any(_reader(part) for part in message.attachments)


def words_inside(raw: bytes, message: ParsedMessage) -> str:
    """Return the text of a message's attachments, one after the other."""
    texts: list[str] = []
    left = LONGEST_TEXT
    for part in message.attachments[:MOST_FILES]:
        reader = _reader(part)
        if reader is None or left <= 0 or part.size_bytes > LARGEST_FILE:
            continue
        text = reader(raw, part)[:left]
        left -= len(text)
        texts.append(text)
    return "\n".join(texts)


def _reader(part: Part) -> Reader | None:
    media_type = part.media_type
    if media_type == "application/octet-stream":
        media_type = _BY_NAME.get(part.name.lower().rpartition(".")[2], "")
    return next((read for head, read in _READERS.items() if media_type.startswith(head)), None)


def _of_text(raw: bytes, part: Part) -> str:
    return part_text(raw, part)


def _of_html(raw: bytes, part: Part) -> str:
    return html_to_text(part_text(raw, part))


def _of_office(raw: bytes, part: Part) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(part_content(raw, part))) as archive:
            return " ".join(_texts(archive))
    except _UNREADABLE:
        return ""


def _texts(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the words of the members that have some; tags between letters of a word vanish."""
    left, unpacked = LONGEST_TEXT, 0
    for name in archive.namelist()[:MOST_MEMBERS]:
        if left > 0 and unpacked < MOST_UNPACKED and _MEMBERS.fullmatch(name):
            with archive.open(name) as member:
                packed = member.read(LARGEST_MEMBER)
            unpacked += len(packed)
            source = packed.decode("utf-8", "replace")
            # Without a last tag that never ends, which every "<" of it would look for the end of.
            whole = source[: source.rfind(">") + 1] or source.replace("<", " ")
            text = html.unescape(_TAG.sub("", _WORD_ENDS.sub(" ", whole)))[:left]
            left -= len(text)
            yield text


def _of_pdf(raw: bytes, part: Part) -> str:
    """Read a PDF in a process of its own, whose time and memory end."""
    command = [sys.executable, "-I", "-m", "bureau.mail.search.pdf_words"]
    try:
        done = subprocess.run(
            command,
            input=part_content(raw, part),
            capture_output=True,
            timeout=PDF_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")[:LONGEST_TEXT]


_READERS: Mapping[str, Reader] = {
    "text/html": _of_html,
    "text/": _of_text,
    "application/pdf": _of_pdf,
    **dict.fromkeys(_OFFICE, _of_office),
}
