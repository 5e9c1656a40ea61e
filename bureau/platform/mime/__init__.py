"""Internet messages (RFC 5322, 2045-2047, 2231): reading bytes from anybody, writing well-formed
ones.

`parse` never raises and is bounded in time, depth and parts; what it could not read is in
`defects`. Parts carry offsets into the raw bytes, so that a part is read later without parsing
again. `build_message` writes messages whose headers cannot be injected into. Neither touches the
database.
"""

from .addresses import MailAddress, format_address, format_addresses, parse_addresses
from .build import (
    Attachment,
    CalendarPart,
    build_message,
    build_report,
    fold_text,
    prepend_headers,
    remove_header,
)
from .fields import FORMS, Field, allows, raw_fields, rfc3339
from .message import ParsedMessage, Part
from .parse import message_ids, parse, part_content, part_text
from .text import bounded_html, html_to_text, snippet_of
from .tree import MEDIA_TYPE, Node, text_node, write_message
from .words import decode_words, one_line

__all__ = [
    "FORMS",
    "MEDIA_TYPE",
    "Attachment",
    "CalendarPart",
    "Field",
    "MailAddress",
    "Node",
    "ParsedMessage",
    "Part",
    "allows",
    "bounded_html",
    "build_message",
    "build_report",
    "decode_words",
    "fold_text",
    "format_address",
    "format_addresses",
    "html_to_text",
    "message_ids",
    "one_line",
    "parse",
    "parse_addresses",
    "part_content",
    "part_text",
    "prepend_headers",
    "raw_fields",
    "remove_header",
    "rfc3339",
    "snippet_of",
    "text_node",
    "write_message",
]
