"""Writing a message from a tree of parts, each with header fields of its own (RFC 2045, 2046)."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from urllib.parse import quote

from .words import encode_words, one_line

MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
LONGEST_LINE = 900
_BARE_LINE_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Node:
    """A part to be written: bytes, or further parts where `media_type` is a multipart."""

    media_type: str
    content: bytes = b""
    charset: str = ""
    name: str = ""
    disposition: str = ""
    content_id: str = ""
    location: str = ""
    languages: Sequence[str] = ()
    fields: Sequence[tuple[str, str]] = ()
    """Further header fields, their values ready and folded."""
    parts: Sequence["Node"] = field(default=())


def write_message(fields: Sequence[tuple[str, str]], root: Node) -> bytes:
    """Write header fields (values ready and folded) and the tree below them."""
    lines = [*fields, ("MIME-Version", "1.0")]
    return _head(lines) + _node(root)


def text_node(media_type: str, text: str, **more: object) -> Node:
    """Return a text part with CRLF line ends; ASCII where that is enough."""
    content = re.sub(r"\r\n|\r|\n", "\r\n", text).encode("utf-8", "replace")
    charset = "us-ascii" if content.isascii() else "utf-8"
    return Node(media_type, content, charset, **more)  # type: ignore[arg-type]


def _head(lines: Sequence[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in lines).encode("utf-8", "replace")


def _node(node: Node) -> bytes:
    boundary = f"=_{token_hex(16)}" if node.parts else ""
    encoding, body = ("", _joined(node.parts, boundary)) if node.parts else _encoded(node)
    lines = [("Content-Type", _content_type(node, boundary))]
    if encoding:
        lines.append(("Content-Transfer-Encoding", encoding))
    if node.disposition or node.name:
        kind = one_line(node.disposition) or "attachment"
        lines.append(("Content-Disposition", kind + _parameter("filename", node.name)))
    if node.content_id:
        lines.append(("Content-ID", f"<{_token(node.content_id)}>"))
    if node.languages:
        lines.append(("Content-Language", ", ".join(_token(one) for one in node.languages)))
    if node.location:
        lines.append(("Content-Location", _token(node.location)))
    return _head([*lines, *node.fields]) + b"\r\n" + body


def _token(text: str) -> str:
    return re.sub(r"[<>\s,]", "", one_line(text))


def _content_type(node: Node, boundary: str) -> str:
    if boundary:
        return f'{node.media_type};\r\n boundary="{boundary}"'
    charset = f"; charset={_token(node.charset)}" if node.charset else ""
    return node.media_type + charset + _parameter("name", node.name)


def _parameter(parameter: str, name: str) -> str:
    """Write a file name as a parameter, and again in RFC 2231 form when it is not ASCII."""
    line = one_line(name).replace("/", "_").replace("\\", "_")[:200]
    if not line:
        return ""
    if line.isascii():
        return f';\r\n {parameter}="{line.replace(chr(34), chr(39))}"'
    if parameter == "name":
        return f';\r\n name="{" ".join(encode_words(line))}"'
    return f";\r\n {parameter}*=utf-8''{quote(line, safe='')}"


def _joined(parts: Sequence[Node], boundary: str) -> bytes:
    line = b"--" + boundary.encode()
    return b"".join(line + b"\r\n" + _node(part) + b"\r\n" for part in parts) + line + b"--\r\n"


def _encoded(node: Node) -> tuple[str, bytes]:
    """Return the transfer encoding that a part needs, and its body in it."""
    content = node.content
    if node.media_type.startswith("message/"):
        return ("7bit" if content.isascii() else "8bit"), content
    if not node.media_type.startswith("text/"):
        return "base64", _base64_lines(content)
    if _is_plain(content):
        return "7bit", content
    if _BARE_LINE_END.search(content) or b"\x00" in content:
        return "base64", _base64_lines(content)
    return "quoted-printable", _quoted_printable(content)


def _is_plain(content: bytes) -> bool:
    if not content.isascii() or b"\x00" in content:
        return False
    return (
        not _BARE_LINE_END.search(content) and max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE
    )


def _quoted_printable(content: bytes) -> bytes:
    lines = binascii.b2a_qp(content.replace(b"\r\n", b"\n"), istext=True)
    return lines.replace(b"\n", b"\r\n")


def _base64_lines(content: bytes) -> bytes:
    encoded = base64.b64encode(content)
    return b"\r\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76))
