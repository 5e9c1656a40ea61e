"""The `header:Name:asForm:all` properties (RFC 8621 section 4.1.2): reading their names, their
values, and writing values back.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from bureau.platform.mime import (
    FORMS,
    Field,
    MailAddress,
    allows,
    fold_text,
    format_addresses,
    one_line,
)

_NAME = re.compile(r"[!-9;-~]{1,200}")


@dataclass(frozen=True, slots=True)
class HeaderProperty:
    """What a `header:` property asks for."""

    path: str
    name: str
    form: str
    wants_all: bool

    def value_in(self, fields: Sequence[Field]) -> Any:
        """Return the property's value in a header block."""
        read = FORMS[self.form]
        wanted = self.name.lower()
        found = [one.value for one in fields if one.name.lower() == wanted]
        if self.wants_all:
            return [read(value) for value in found]
        return read(found[-1]) if found else None


def header_property(path: str) -> HeaderProperty | None:
    """Read the name of a property; None where it is no valid header property."""
    prefix, _, rest = path.partition(":")
    name, *suffixes = rest.split(":")
    if prefix != "header" or not _NAME.fullmatch(name):
        return None
    form = suffixes.pop(0) if suffixes and suffixes[0].startswith("as") else "asRaw"
    wants_all = suffixes == ["all"]
    if (suffixes and not wants_all) or not allows(name, form):
        return None
    return HeaderProperty(path, name, form, wants_all)


class BadValue(ValueError):
    """The value does not have the form that the property's name says."""


def written(wish: HeaderProperty, value: Any) -> list[str]:
    """Return the header values, ready and folded; raises `BadValue`."""
    if value is None:
        return []
    if wish.wants_all and not isinstance(value, list):
        raise BadValue
    return [_WRITERS[wish.form](one) for one in (value if wish.wants_all else [value])]


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 100_000:
        raise BadValue
    return fold_text(value)


def _addresses(value: Any) -> str:
    return format_addresses(read_addresses(value))


def read_addresses(value: Any) -> list[MailAddress]:
    """Read a list of EmailAddress objects; raises `BadValue`."""
    if not isinstance(value, list) or len(value) > 2_000:
        raise BadValue
    found = []
    for item in value:
        match item:
            case {"email": str(email)} if 0 < len(email) <= 320:
                found.append(MailAddress(str(item.get("name") or "")[:300], email))
            case _:
                raise BadValue
    return found


def _groups(value: Any) -> str:
    if not isinstance(value, list):
        raise BadValue
    written_groups = []
    for group in value:
        if not isinstance(group, dict):
            raise BadValue
        members = format_addresses(read_addresses(group.get("addresses")))
        name = group.get("name")
        written_groups.append(members if name is None else f"{fold_text(str(name))}: {members};")
    return ",\r\n ".join(written_groups)


def _message_ids(value: Any) -> str:
    return "\r\n ".join(f"<{_bare(one)}>" for one in _texts(value))


def _urls(value: Any) -> str:
    return ",\r\n ".join(f"<{_bare(one)}>" for one in _texts(value))


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadValue
    return value[-200:]


def _bare(text: str) -> str:
    return re.sub(r"[<>\s]", "", one_line(text))


def _date(value: Any) -> str:
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise BadValue from None
    return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "asRaw": _text,
    "asText": _text,
    "asAddresses": _addresses,
    "asGroupedAddresses": _groups,
    "asMessageIds": _message_ids,
    "asDate": _date,
    "asURLs": _urls,
}

CONVENIENT: Mapping[str, HeaderProperty] = {
    name: HeaderProperty(name, field, form, wants_all=False)
    for name, field, form in (
        ("messageId", "Message-ID", "asMessageIds"),
        ("inReplyTo", "In-Reply-To", "asMessageIds"),
        ("references", "References", "asMessageIds"),
        ("sender", "Sender", "asAddresses"),
        ("from", "From", "asAddresses"),
        ("to", "To", "asAddresses"),
        ("cc", "Cc", "asAddresses"),
        ("bcc", "Bcc", "asAddresses"),
        ("replyTo", "Reply-To", "asAddresses"),
        ("subject", "Subject", "asText"),
        ("sentAt", "Date", "asDate"),
    )
}
"""The properties of Email that are header fields in a form (section 4.1.3)."""
