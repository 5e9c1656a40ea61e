"""Reading a message: header fields, the MIME tree with offsets, bodies. Linear, bounded, never
raising.
"""

import binascii
import logging
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .message import Bodies, ParsedMessage, Part
from .text import html_to_text
from .words import decode_base64, decode_bytes, decode_words, one_line, split_parameters

log = logging.getLogger(__name__)

DEEPEST = 24
MOST_PARTS = 1_000
MOST_HEADERS = 2_000
LONGEST_HEADER_BLOCK = 1 << 20
LONGEST_TEXT = 1 << 20

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[ \t]*")
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]{1,900})\s*>")

Headers = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Reader:
    raw: bytes
    parts: int = 0
    defects: list[str] = field(default_factory=list)


def parse(raw: bytes) -> ParsedMessage:
    """Read a message. Never raises: an unreadable one has empty fields and says so in `defects`."""
    try:
        return _parse(raw)
    except Exception:
        # Mail comes from anybody; a message that defeats the parser is listed as unreadable, never
        # lost.
        log.exception("a message of %s bytes could not be parsed", len(raw))
        root = _plain_leaf("1", 0, 0, len(raw), len(raw))
        return ParsedMessage(
            len(raw), (), root, Bodies(), "", None, "", (), (), "", "", ("unreadable",), raw
        )


def _parse(raw: bytes) -> ParsedMessage:
    reader = _Reader(raw)
    start = _skip_mbox_line(raw)
    headers, body_start = _read_headers(reader, start, len(raw))
    root = _read_part(reader, headers, "", start, body_start, len(raw), 0, "text/plain")
    bodies = _choose_bodies(root)
    first = {name.lower(): value for name, value in reversed(headers)}
    html = _join_text(raw, bodies.html, "text/html")
    text = _join_text(raw, bodies.text, "text/plain")
    own_ids = message_ids(first.get("message-id", ""))
    return ParsedMessage(
        size_bytes=len(raw),
        headers=headers,
        root=root,
        bodies=bodies,
        subject=decode_words(first.get("subject", ""))[:2_000],
        sent_at=_date(first.get("date", "")),
        message_id=own_ids[0] if own_ids else "",
        in_reply_to=message_ids(first.get("in-reply-to", "")),
        references=message_ids(first.get("references", "")),
        text=text or html_to_text(html),
        html=html,
        defects=tuple(dict.fromkeys(reader.defects)),
        raw=raw,
    )


def embedded(raw: bytes, start: int, end: int) -> Part:
    """Return the tree of a message that lies inside of another; its offsets are into `raw`."""
    reader = _Reader(raw)
    headers, body_start = _read_headers(reader, start, end)
    return _read_part(reader, headers, "", start, body_start, end, 0, "text/plain")


def _skip_mbox_line(raw: bytes) -> int:
    if raw.startswith(b"From ") or raw.startswith(b">From "):
        return raw.find(b"\n") + 1
    return 0


def message_ids(value: str) -> tuple[str, ...]:
    """Return the message identifiers of a field, without angle brackets, each once."""
    found = _MESSAGE_ID.findall(value)
    bare = one_line(value).strip("<> ")
    if not found and "@" in bare and not re.search(r"[\s<>]", bare):
        found = [bare[:900]]
    return tuple(dict.fromkeys(_short_id(item) for item in found))[-200:]


def _short_id(item: str) -> str:
    """Cut what no database index would take."""
    return one_line(item.encode()[:900].decode("utf-8", "ignore"))


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value[:200])
        date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None
    return date if 1970 <= date.year <= 9000 else None


def _read_headers(reader: _Reader, start: int, end: int) -> tuple[Headers, int]:
    """Read header fields from `start`; return them and where the body begins."""
    raw = reader.raw
    for empty in (b"\r\n", b"\n"):
        if raw.startswith(empty, start, end):
            return (), start + len(empty)
    blank = _BLANK_LINE.search(raw, start, min(end, start + LONGEST_HEADER_BLOCK))
    stop, body_start = (blank.start(), blank.end()) if blank else (end, end)
    fields: list[tuple[str, bytearray]] = []
    position = start
    while position < stop:
        newline = raw.find(b"\n", position, stop)
        after = stop if newline < 0 else newline + 1
        line = raw[position:after].rstrip(b"\r\n")
        match = _FIELD.match(line)
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].extend(b" " + line.strip())
        elif match and len(fields) < MOST_HEADERS:
            fields.append((match[1].decode("ascii"), bytearray(line[match.end() :])))
        elif position == start or not match:
            reader.defects.append("a header line is malformed")
            if not _more_fields(raw, after, stop):
                return _decoded(fields), position
        position = after
    return _decoded(fields), body_start


def _more_fields(raw: bytes, position: int, stop: int) -> bool:
    return _FIELD.match(raw, position, stop) is not None


def _decoded(fields: list[tuple[str, bytearray]]) -> Headers:
    return tuple((name, one_line(decode_bytes(bytes(value)))) for name, value in fields)


def _plain_leaf(section: str, head: int, body: int, end: int, size: int) -> Part:
    return Part(section, "text/plain", "", "", "", "", "", head, body, end, size)


def _read_part(
    reader: _Reader,
    headers: Headers,
    section: str,
    head_start: int,
    body_start: int,
    end: int,
    depth: int,
    default_type: str,
) -> Part:
    first = {name.lower(): value for name, value in reversed(headers)}
    media_type, parameters = split_parameters(first.get("content-type", default_type))
    if not re.fullmatch(r"[^\s/;]+/[^\s/;]+", media_type):
        media_type = default_type
    disposition, options = split_parameters(first.get("content-disposition", ""))
    reader.parts += 1
    part = Part(
        section=section,
        media_type=media_type[:120],
        charset=parameters.get("charset", "")[:60],
        name=(options.get("filename") or parameters.get("name") or "")[:500],
        disposition=disposition[:40],
        content_id=first.get("content-id", "").strip("<> ")[:500],
        encoding=first.get("content-transfer-encoding", "").strip().lower()[:40],
        head_start=head_start,
        body_start=body_start,
        body_end=max(body_start, end),
        size_bytes=0,
        language=first.get("content-language", "")[:80],
        location=first.get("content-location", "")[:500],
    )
    if part.is_multipart:
        return _read_multipart(reader, part, parameters.get("boundary", ""), depth)
    return _leaf(reader, part)


def _leaf(reader: _Reader, part: Part) -> Part:
    section = part.section or "1"
    return replace(part, section=section, size_bytes=len(part_content(reader.raw, part)))


def _read_multipart(reader: _Reader, part: Part, boundary: str, depth: int) -> Part:
    if depth >= DEEPEST or reader.parts >= MOST_PARTS:
        reader.defects.append("the message has too many or too deep parts")
        return _leaf(reader, replace(part, media_type="application/octet-stream"))
    ranges = _child_ranges(reader, part, boundary) if boundary else []
    if not ranges:
        reader.defects.append("a multipart has no parts")
        return _leaf(reader, replace(part, media_type="text/plain"))
    default = "message/rfc822" if part.media_type == "multipart/digest" else "text/plain"
    children = []
    for number, (start, end) in enumerate(ranges, 1):
        if reader.parts >= MOST_PARTS:
            reader.defects.append("the message has too many or too deep parts")
            break
        headers, body_start = _read_headers(reader, start, end)
        section = f"{part.section}.{number}" if part.section else str(number)
        child = _read_part(reader, headers, section, start, body_start, end, depth + 1, default)
        children.append(child)
    return replace(part, parts=tuple(children))


def _child_ranges(reader: _Reader, part: Part, boundary: str) -> list[tuple[int, int]]:
    delimiter = re.escape(b"--" + boundary.encode("utf-8", "replace"))
    line = re.compile(rb"(?:\A|(?<=\n))" + delimiter + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    ranges: list[tuple[int, int]] = []
    open_at: int | None = None
    body = reader.raw[part.body_start : part.body_end]
    for match in line.finditer(body):
        if open_at is not None:
            ranges.append((open_at, max(open_at, _before_newline(body, match.start()))))
        open_at = None if match[1] else match.end()
        if match[1] or len(ranges) >= MOST_PARTS:
            break
    if open_at is not None:
        reader.defects.append("a multipart is not closed")
        ranges.append((open_at, len(body)))
    return [(part.body_start + start, part.body_start + end) for start, end in ranges]


def _before_newline(body: bytes, position: int) -> int:
    """The line break before a boundary belongs to the boundary (RFC 2046 section 5.1.1)."""
    if body[position - 2 : position] == b"\r\n":
        return position - 2
    return position - 1 if body[position - 1 : position] == b"\n" else position


def part_content(raw: bytes, part: Part) -> bytes:
    """Return the bytes of a part after transfer decoding."""
    body = raw[part.body_start : part.body_end]
    if part.encoding == "base64":
        return decode_base64(body)
    if part.encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return body


def part_text(raw: bytes, part: Part) -> str:
    """Return the text of a text part, with bare line feeds."""
    content = part_content(raw, part)[: 4 * LONGEST_TEXT]
    return decode_bytes(content, part.charset).replace("\r\n", "\n")


def _join_text(raw: bytes, parts: tuple[Part, ...], media_type: str) -> str:
    texts, left = [], LONGEST_TEXT
    for part in parts:
        if part.media_type == media_type and left > 0:
            text = part_text(raw, part)[:left]
            left -= len(text)
            texts.append(text)
    return "\n".join(texts)


def _choose_bodies(root: Part) -> Bodies:
    """Choose what is shown, by the algorithm of RFC 8621 section 4.1.4."""
    text: list[Part] = []
    html: list[Part] = []
    attachments: list[Part] = []
    _sort_parts(root.parts or (root,), root, text, html, attachments, False)
    return Bodies(tuple(text), tuple(html), tuple(attachments))


def _sort_parts(
    parts: tuple[Part, ...],
    parent: Part,
    text: list[Part] | None,
    html: list[Part] | None,
    attachments: list[Part],
    in_alternative: bool,
) -> None:
    kind = parent.media_type.removeprefix("multipart/") if parent.is_multipart else "mixed"
    text_before = len(text) if text is not None else -1
    html_before = len(html) if html is not None else -1
    for index, part in enumerate(parts):
        if part.is_multipart:
            deeper = in_alternative or part.media_type == "multipart/alternative"
            _sort_parts(part.parts, part, text, html, attachments, deeper)
        elif _is_inline(part, index, kind):
            text, html = _take_inline(part, kind, text, html, attachments, in_alternative)
        else:
            attachments.append(part)
    if kind == "alternative" and text is not None and html is not None:
        if text_before == len(text) and html_before != len(html):
            text.extend(html[html_before:])
        if html_before == len(html) and text_before != len(text):
            html.extend(text[text_before:])


def _take_inline(
    part: Part,
    kind: str,
    text: list[Part] | None,
    html: list[Part] | None,
    attachments: list[Part],
    in_alternative: bool,
) -> tuple[list[Part] | None, list[Part] | None]:
    """Put an inline part where it belongs; return the lists that its later siblings may still
    join.
    """
    if kind == "alternative":
        if part.media_type == "text/plain" and text is not None:
            text.append(part)
        elif part.media_type == "text/html" and html is not None:
            html.append(part)
        else:
            attachments.append(part)
        return text, html
    if in_alternative:
        text = None if part.media_type == "text/html" else text
        html = None if part.media_type == "text/plain" else html
    if text is not None:
        text.append(part)
    if html is not None:
        html.append(part)
    if (text is None or html is None) and part.media_type.split("/")[0] in _MEDIA:
        attachments.append(part)
    return text, html


_MEDIA = frozenset({"image", "audio", "video"})


def _is_inline(part: Part, index: int, kind: str) -> bool:
    if part.disposition == "attachment":
        return False
    if part.media_type not in ("text/plain", "text/html") and (
        part.media_type.split("/")[0] not in _MEDIA
    ):
        return False
    if index == 0:
        return True
    return kind != "related" and (part.media_type.split("/")[0] in _MEDIA or not part.name)
