"""A message in the words of IMAP: ENVELOPE, BODY and BODYSTRUCTURE (RFC 9051 section 7.5.2), and
the header lines that lists ask for. Pure; never raises; a message that defeats it has empty fields.
"""

import logging
import re
from dataclasses import dataclass
from functools import lru_cache

from .message import Part
from .parse import embedded
from .raw_addresses import RawAddress, parse_raw_addresses

log = logging.getLogger(__name__)

LISTED = frozenset(
    b"date from to cc bcc reply-to sender subject message-id in-reply-to references newsgroups"
    b" followup-to content-type mime-version priority x-priority importance list-id list-post"
    b" list-unsubscribe disposition-notification-to return-path user-agent x-mailer".split()
)
"""The fields whose lines are kept."""
LONGEST_LISTED = 32 << 10
LONGEST_STRING = 64 << 10
DEEPEST = 12

_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:((?:[^\n]*\n(?=[ \t]))*[^\n]*(?:\n|\Z))", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_PARAMETER = re.compile(rb';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;\s]*)', re.DOTALL)
_COMMENTED = re.compile(rb'"(?:[^"\\]|\\.)*"?|\((?:[^()\\]|\\.)*\)', re.DOTALL)
_PLAIN = re.compile(rb"[\x01-\x09\x0b\x0c\x0e-\x7f]*")

Fields = dict[bytes, list[bytes]]
Pair = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What FETCH answers, byte for byte."""

    envelope: bytes
    body: bytes
    structure: bytes
    fields: bytes
    """Empty when the lines are too long to be kept."""


_NOTHING = b"(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)"
_TEXT = b'("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" %d %d'


def render(raw: bytes, root: Part) -> Rendered:
    """Render a message that was parsed."""
    try:
        start = root.head_start
        lines = listed_lines(raw[start : root.body_start], LISTED)
        return Rendered(
            envelope_of(fields_of(raw, start, root.body_start)),
            *_part(raw, root, 0),
            lines if len(lines) <= LONGEST_LISTED else b"",
        )
    except Exception:
        # Mail comes from anybody: one that defeats this is listed as text without fields.
        log.exception("a message of %s bytes could not be rendered", len(raw))
        plain = _TEXT % (len(raw), raw.count(b"\n"))
        return Rendered(_NOTHING, plain + b")", plain + b" NIL NIL NIL NIL)", b"")


def listed_lines(head: bytes, names: frozenset[bytes], *, others: bool = False) -> bytes:
    """Return the lines of these fields, or of all others, as they are in a header block."""
    return b"".join([m[0] for m in _FIELD.finditer(head) if (m[1].lower() in names) is not others])


def pick_lines(kept: bytes, names: frozenset[bytes]) -> bytes:
    """Return the lines of these fields out of those that `render` kept, without looking closely."""
    return b"".join(_picker(names).findall(kept))


@lru_cache(maxsize=500)
def _picker(names: frozenset[bytes]) -> re.Pattern[bytes]:
    """Match a field of one of these names as a group, or any other line without one."""
    wanted = b"|".join(map(re.escape, sorted(names)))
    field = rb"(?:" + wanted + rb")[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*"
    return re.compile(rb"(" + field + rb")|[^\n]*\n", re.IGNORECASE)


def fields_of(raw: bytes, start: int, end: int) -> Fields:
    """Return the values of the fields of a header block, unfolded, by name in lower case."""
    found: Fields = {}
    for match in _FIELD.finditer(raw[start:end]):
        value = _FOLD.sub(b"", match[2]).strip()
        found.setdefault(match[1].lower(), []).append(value)
    return found


def string(value: bytes | None) -> bytes:
    """Write an nstring: NIL, quoted, or as a literal where it has to be one."""
    if value is None:
        return b"NIL"
    value = value[:LONGEST_STRING]
    if _PLAIN.fullmatch(value):
        return b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    value = value.replace(b"\0", b"\x80")
    return b"{%d}\r\n%b" % (len(value), value)


def envelope_of(fields: Fields) -> bytes:
    """Write ENVELOPE; Sender and Reply-To default to From."""
    author = _addresses(fields, b"from")
    parts = [
        string(_first(fields, b"date")),
        string(_first(fields, b"subject")),
        author,
        _or(_addresses(fields, b"sender"), author),
        _or(_addresses(fields, b"reply-to"), author),
        *(_addresses(fields, name) for name in (b"to", b"cc", b"bcc")),
        string(_first(fields, b"in-reply-to")),
        string(_first(fields, b"message-id")),
    ]
    return b"(" + b" ".join(parts) + b")"


def _or(found: bytes, default: bytes) -> bytes:
    return default if found == b"NIL" else found


def _first(fields: Fields, name: bytes) -> bytes | None:
    return fields[name][0] if name in fields else None


def _addresses(fields: Fields, name: bytes) -> bytes:
    found = parse_raw_addresses(b", ".join(fields.get(name, ())))
    return b"(" + b"".join(map(_address, found)) + b")" if found else b"NIL"


def _address(one: RawAddress) -> bytes:
    values = (one.name, one.route, one.mailbox, one.host)
    return b"(" + b" ".join(map(string, values)) + b")"


def _part(raw: bytes, part: Part, depth: int) -> Pair:
    """Return BODY and BODYSTRUCTURE of a part."""
    fields = fields_of(raw, part.head_start, part.body_start)
    if part.is_multipart:
        return _multipart(raw, part, fields, depth)
    kind, parameters = _content_type(part, fields)
    if is_message(part) and depth >= DEEPEST:
        kind = (b'"application"', b'"octet-stream"')
    common = [
        *kind,
        parameters,
        string(_first(fields, b"content-id")),
        string(_first(fields, b"content-description")),
        string(_first(fields, b"content-transfer-encoding") or b"7bit"),
        b"%d" % (part.body_end - part.body_start),
    ]
    body, structure = _text_or_message(raw, part, kind, depth)
    extension = [string(_first(fields, b"content-md5")), *_extension(fields)]
    return _list([*common, *body]), _list([*common, *structure, *extension])


def _list(pieces: list[bytes]) -> bytes:
    return b"(" + b" ".join(pieces) + b")"


def _multipart(raw: bytes, part: Part, fields: Fields, depth: int) -> Pair:
    children = [_part(raw, child, depth) for child in part.parts]
    kind, parameters = _content_type(part, fields)
    body = [b"".join([one for one, _ in children]), kind[1]]
    structure = [b"".join([one for _, one in children]), kind[1], parameters, *_extension(fields)]
    return _list(body), _list(structure)


def _text_or_message(
    raw: bytes, part: Part, kind: tuple[bytes, bytes], depth: int
) -> tuple[list[bytes], list[bytes]]:
    """Return what BODY and BODYSTRUCTURE say of texts and of messages alone."""
    lines = b"%d" % raw.count(b"\n", part.body_start, part.body_end)
    if kind[0].lower() == b'"text"':
        return [lines], [lines]
    if kind[0].lower() != b'"message"' or not is_message(part):
        return [], []
    inner = embedded(raw, part.body_start, part.body_end)
    envelope = envelope_of(fields_of(raw, inner.head_start, inner.body_start))
    body, structure = _part(raw, inner, depth + 1)
    return [envelope, body, lines], [envelope, structure, lines]


def is_message(part: Part) -> bool:
    """Whether a part is a whole message of its own, with sections of its own."""
    return part.media_type in ("message/rfc822", "message/global")


def _content_type(part: Part, fields: Fields) -> tuple[tuple[bytes, bytes], bytes]:
    """Return type, subtype and parameters; as written where the parser agreed."""
    value = _without_comments(_first(fields, b"content-type") or b"")
    written = value.partition(b";")[0].strip()
    known = part.media_type.encode("utf-8", "replace")
    parameters = _parameters(value)
    if written.lower() != known:
        written, parameters = known, _parameters(value) if not written else b"NIL"
    kind, _, subtype = written.partition(b"/")
    if parameters == b"NIL" and known == b"text/plain":
        parameters = b'("charset" "us-ascii")'
    return (string(kind), string(subtype)), parameters


def _without_comments(value: bytes) -> bytes:
    """Take comments out that stand between the pieces of a structured field."""
    if b"(" not in value:
        return value
    return _COMMENTED.sub(lambda match: match[0] if match[0].startswith(b'"') else b"", value)


def _parameters(value: bytes) -> bytes:
    found = []
    for match in list(_PARAMETER.finditer(value))[:100]:
        content = match[2]
        if content.startswith(b'"'):
            content = re.sub(rb"\\(.)", rb"\1", content[1:].removesuffix(b'"'), flags=re.DOTALL)
        found += [string(match[1]), string(content)]
    return b"(" + b" ".join(found) + b")" if found else b"NIL"


def _extension(fields: Fields) -> list[bytes]:
    """Return disposition, language and location."""
    disposition = _without_comments(_first(fields, b"content-disposition") or b"")
    placed = b"NIL"
    if disposition:
        kind = disposition.partition(b";")[0].strip()
        placed = b"(%b %b)" % (string(kind), _parameters(disposition))
    languages = [
        string(one.strip())
        for one in (_first(fields, b"content-language") or b"").split(b",")
        if one.strip()
    ]
    listed = b"(" + b" ".join(languages) + b")" if languages else b"NIL"
    return [placed, listed, string(_first(fields, b"content-location"))]
