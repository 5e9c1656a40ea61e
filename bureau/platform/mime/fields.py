"""Header fields as they were written, and read in one of the forms of RFC 8621 section 4.1.2."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from typing import Any

from .addresses import MailAddress, parse_groups
from .parse import LONGEST_HEADER_BLOCK, MOST_HEADERS, message_ids
from .words import clean_text, decode_words

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_URL = re.compile(r"<\s*([^<>\s]+)\s*>")


@dataclass(frozen=True, slots=True)
class Field:
    """A header field; `value` holds all octets after the colon, folds included."""

    name: str
    value: str


def raw_fields(raw: bytes, start: int = 0, end: int | None = None) -> list[Field]:
    """Return the fields of the header block that begins at `start`, in order. Never raises."""
    stop = len(raw) if end is None else end
    for empty in (b"\r\n", b"\n"):
        if raw.startswith(empty, start, stop):
            return []
    blank = _BLANK_LINE.search(raw, start, min(stop, start + LONGEST_HEADER_BLOCK))
    block = raw[start : blank.start() if blank else stop]
    found: list[tuple[str, list[bytes]]] = []
    for line in block.splitlines(keepends=True)[: 4 * MOST_HEADERS]:
        match = _FIELD.match(line)
        if line[:1] in (b" ", b"\t") and found:
            found[-1][1].append(line)
        elif match:
            found.append((match[1].decode("ascii"), [line[match.end() :]]))
    return [Field(name, _text(b"".join(lines))) for name, lines in found[:MOST_HEADERS]]


def _text(value: bytes) -> str:
    return clean_text(value.rstrip(b"\r\n").decode("utf-8", "replace"))


def unfolded(value: str) -> str:
    """Return a value on one line, without the spaces around it."""
    return _FOLD.sub("", value).strip()


def as_text(value: str) -> str:
    """Return the decoded text of a value, in Unicode's composed form."""
    return unicodedata.normalize("NFC", decode_words(unfolded(value)))


def as_addresses(value: str) -> list[dict[str, str | None]]:
    """Return all addresses of a value, those of groups among them."""
    return [_address(one) for _, members in parse_groups(unfolded(value)) for one in members]


def as_grouped(value: str) -> list[dict[str, Any]]:
    """Return the addresses of a value by group; those outside of groups under the name None."""
    return [
        {"name": name, "addresses": [_address(one) for one in members]}
        for name, members in parse_groups(unfolded(value))
    ]


def _address(one: MailAddress) -> dict[str, str | None]:
    return {"name": one.name or None, "email": one.email}


def as_message_ids(value: str) -> list[str] | None:
    """Return the message identifiers of a value, None when there are none."""
    return list(message_ids(unfolded(value))) or None


def as_date(value: str) -> str | None:
    """Return a date in the offset that it was written in (RFC 3339), None for what is no date."""
    try:
        parts = parsedate_tz(unfolded(value)[:200])
        if parts is None:
            return None
        moment = datetime(*parts[:6], tzinfo=timezone(timedelta(seconds=parts[9] or 0)))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return rfc3339(moment)


def rfc3339(moment: datetime) -> str:
    """Write a moment with `Z` for no offset."""
    text = moment.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if moment.utcoffset() == timedelta(0) else text


def utc_of(text: str) -> datetime | None:
    """Read what `as_date` wrote."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def as_urls(value: str) -> list[str] | None:
    """Return the addresses in angle brackets, None when there are none."""
    return _URL.findall(unfolded(value)) or None


FORMS: Mapping[str, Callable[[str], Any]] = {
    "asRaw": lambda value: value,
    "asText": as_text,
    "asAddresses": as_addresses,
    "asGroupedAddresses": as_grouped,
    "asMessageIds": as_message_ids,
    "asDate": as_date,
    "asURLs": as_urls,
}

_ADDRESSES = ("asAddresses", "asGroupedAddresses")
_OF_FIELD: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("subject", "comments", "keywords", "list-id"), ("asText",)),
    **dict.fromkeys(("message-id", "in-reply-to", "references"), ("asMessageIds",)),
    "resent-message-id": ("asMessageIds",),
    **dict.fromkeys(("date", "resent-date"), ("asDate",)),
    **dict.fromkeys(("return-path", "received"), ()),
    **{
        prefix + name: _ADDRESSES
        for prefix in ("", "resent-")
        for name in ("from", "sender", "reply-to", "to", "cc", "bcc")
    },
    **{
        f"list-{name}": ("asURLs",)
        for name in ("help", "unsubscribe", "subscribe", "post", "owner", "archive")
    },
}


def allows(name: str, form: str) -> bool:
    """Tell whether a field may be read in a form; fields that no RFC defines may in all."""
    known = _OF_FIELD.get(name.lower())
    return form == "asRaw" or (form in FORMS if known is None else form in known)
