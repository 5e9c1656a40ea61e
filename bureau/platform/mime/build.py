"""Writing messages: CRLF, UTF-8, lines below 998 octets, header values that cannot start a new
line.
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from secrets import token_hex
from urllib.parse import quote

from .addresses import MailAddress, format_address, format_addresses
from .words import encode_words, one_line

_NAME = re.compile(r"[!-9;-~]{1,200}")
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send along; with `content_id` it is part of the HTML."""

    name: str
    media_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A scheduling message to send along (RFC 6047 §2.4): as an alternative of the text for
    programs that know what to do with it, and as a file for those that don't.
    """

    method: str
    content: bytes
    name: str = "invite.ics"


def build_message(  # noqa: PLR0913 - one keyword a header field
    *,
    sender: MailAddress,
    to: Sequence[MailAddress] = (),
    cc: Sequence[MailAddress] = (),
    bcc: Sequence[MailAddress] = (),
    reply_to: Sequence[MailAddress] = (),
    subject: str = "",
    text: str = "",
    html: str = "",
    attachments: Sequence[Attachment] = (),
    calendar: CalendarPart | None = None,
    sent_at: datetime,
    message_id: str,
    in_reply_to: Sequence[str] = (),
    references: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Compose a message. `bcc` is for drafts only: delivery drops it."""
    lines = [("From", format_address(sender))]
    people = (("To", to), ("Cc", cc), ("Bcc", bcc), ("Reply-To", reply_to))
    lines += [(name, format_addresses(found)) for name, found in people if found]
    lines += [
        ("Subject", fold_text(subject)),
        ("Date", format_datetime(sent_at)),
        ("Message-ID", f"<{_bare_id(message_id)}>"),
    ]
    if in_reply_to:
        lines.append(("In-Reply-To", _ids(in_reply_to)))
    if references:
        lines.append(("References", _ids(references)))
    for name, value in (headers or {}).items():
        if _NAME.fullmatch(name):
            lines.append((name, fold_text(value)))
    lines.append(("MIME-Version", "1.0"))
    return _head(lines) + _body(text, html, attachments, calendar)


def build_report(  # noqa: PLR0913 - one keyword a header field
    *,
    sender: MailAddress,
    to: MailAddress,
    subject: str,
    text: str,
    status: str,
    original_head: bytes,
    sent_at: datetime,
    message_id: str,
    headers: Mapping[str, str],
) -> bytes:
    """Compose a delivery status notification (RFC 3464) with the header of the original."""
    lines = [
        ("From", format_address(sender)),
        ("To", format_address(to)),
        ("Subject", fold_text(subject)),
        ("Date", format_datetime(sent_at)),
        ("Message-ID", f"<{_bare_id(message_id)}>"),
        *((name, fold_text(value)) for name, value in headers.items()),
        ("MIME-Version", "1.0"),
    ]
    parts = [
        _text_part("plain", text),
        _part("message/delivery-status", "7bit", status.encode("ascii", "replace")),
        _part("text/rfc822-headers", "8bit", original_head),
    ]
    return _head(lines) + _multipart("report", parts, '; report-type="delivery-status"')


def prepend_headers(raw: bytes, headers: Sequence[tuple[str, str]]) -> bytes:
    """Put trace fields in front of a message, which stays as it is."""
    return _head([(name, fold_text(value)) for name, value in headers]) + raw


def remove_header(raw: bytes, name: str) -> bytes:
    """Return the message without a header field and its folded lines; the body is not looked at."""
    end = re.search(rb"\r?\n\r?\n", raw)
    head = raw[: end.start() + 1] if end else raw
    pattern = rb"(?im)^" + re.escape(name.encode()) + rb"[ \t]*:.*(?:\n[ \t].*)*(?:\n|\Z)"
    return re.sub(pattern, b"", head) + raw[len(head) :]


def _head(lines: Sequence[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in lines).encode("utf-8", "replace")


def _bare_id(message_id: str) -> str:
    return re.sub(r"[<>\s]", "", one_line(message_id))


def _ids(message_ids: Sequence[str]) -> str:
    return "\r\n ".join(f"<{_bare_id(item)}>" for item in message_ids)


def fold_text(value: str) -> str:
    """Write an unstructured value, folded at spaces below 76 characters where that is possible."""
    text = one_line(value)
    if not text.isascii() or any(len(word) > 900 for word in text.split(" ")):
        return "\r\n ".join(encode_words(text))
    lines, line = [], ""
    for word in text.split(" "):
        if line.strip() and len(line) + len(word) > 75:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\r\n ".join([*lines, line])


def _body(
    text: str, html: str, attachments: Sequence[Attachment], calendar: CalendarPart | None
) -> bytes:
    content = _text_part("plain", text)
    choices = [content] if text or not html else []
    if html:
        inline = [item for item in attachments if item.content_id]
        page = _text_part("html", html)
        if inline:
            page = _multipart("related", [page, *map(_file_part, inline)])
        choices.append(page)
    files = [item for item in attachments if not (html and item.content_id)]
    if calendar is not None:
        choices.append(_calendar_part(calendar))
        files = [*files, Attachment(calendar.name, "application/ics", calendar.content)]
    content = choices[0] if len(choices) == 1 else _multipart("alternative", choices)
    return _multipart("mixed", [content, *map(_file_part, files)]) if files else content


def _calendar_part(calendar: CalendarPart) -> bytes:
    method = re.sub(r"[^A-Z]", "", calendar.method.upper())
    media_type = f"text/calendar; charset=utf-8; method={method}"
    return _part(media_type, "base64", _base64_lines(calendar.content))


def _text_part(subtype: str, text: str) -> bytes:
    content = re.sub(r"\r\n|\r|\n", "\r\n", text).encode("utf-8", "replace")
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    is_plain = content.isascii() and max(map(len, content.split(b"\r\n"))) <= 900
    if is_plain:
        return _part(f"text/{subtype}; charset=utf-8", "7bit", content)
    encoded = binascii.b2a_qp(content, istext=True)
    return _part(f"text/{subtype}; charset=utf-8", "quoted-printable", encoded)


def _file_part(file: Attachment) -> bytes:
    media_type = file.media_type.lower()
    if not _MEDIA_TYPE.fullmatch(media_type) or media_type.startswith("multipart/"):
        media_type = "application/octet-stream"
    kind = "inline" if file.content_id else "attachment"
    headers = [("Content-Disposition", kind + _file_name(file.name))]
    if file.content_id:
        headers.append(("Content-ID", f"<{_bare_id(file.content_id)}>"))
    if media_type.startswith("message/"):
        return _part(media_type, "8bit", file.content, headers)
    return _part(media_type, "base64", _base64_lines(file.content), headers)


def _file_name(name: str) -> str:
    """Write a file name as a parameter, and again in RFC 2231 form when it is not ASCII."""
    line = one_line(name).replace("/", "_").replace("\\", "_")[:200]
    if not line:
        return ""
    plain = line.encode("ascii", "replace").decode().replace('"', "'").replace("?", "_")
    extended = "" if line.isascii() else f";\r\n filename*=utf-8''{quote(line, safe='')}"
    return f';\r\n filename="{plain}"{extended}'


def _base64_lines(content: bytes) -> bytes:
    encoded = base64.b64encode(content)
    return b"\r\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76)) + b"\r\n"


def _part(
    media_type: str, encoding: str, content: bytes, headers: Sequence[tuple[str, str]] = ()
) -> bytes:
    lines = [("Content-Type", media_type), ("Content-Transfer-Encoding", encoding), *headers]
    return _head(lines) + b"\r\n" + content


def _multipart(subtype: str, parts: Sequence[bytes], parameters: str = "") -> bytes:
    boundary = f"=_{token_hex(16)}"
    head = [("Content-Type", f'multipart/{subtype}{parameters};\r\n boundary="{boundary}"')]
    line = b"--" + boundary.encode()
    body = b"".join(line + b"\r\n" + _ended(part) for part in parts)
    return _head(head) + b"\r\n" + body + line + b"--\r\n"


def _ended(part: bytes) -> bytes:
    return part if part.endswith(b"\r\n") else part + b"\r\n"
