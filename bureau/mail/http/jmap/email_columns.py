"""The properties of a message that come from columns, and reading just the columns that are wanted.

A list is made of these alone: no model, no JSON that nobody asked for.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from django.db.models import QuerySet

from bureau.platform.db import prepared

from ...blob_ids import message_blob_id
from ...models import Email
from .extensions import email_properties
from .objects import utc_text
from .protocol import Arguments

Row = dict[str, Any]
Make = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _unless_empty(value: Any) -> Any:
    return value or None


def _message_ids(message_id: str) -> list[str] | None:
    return [message_id] if message_id else None


def _keywords(line: str) -> dict[str, bool]:
    return dict.fromkeys(line.split(), True)


def _people(field: str, addresses: Mapping[str, Sequence[Mapping[str, str]]]) -> Any:
    found = addresses.get(field) or ()
    return [{"name": one["name"] or None, "email": one["email"]} for one in found] or None


_FROM_COLUMN: dict[str, tuple[str, Make]] = {
    "id": ("id", _same),
    "blobId": ("blob", message_blob_id),
    "threadId": ("thread_id", _same),
    "keywords": ("keyword_line", _keywords),
    "size": ("size_bytes", _same),
    "receivedAt": ("received_at", utc_text),
    "messageId": ("message_id", _message_ids),
    "inReplyTo": ("in_reply_to", _unless_empty),
    "references": ("references", _unless_empty),
    "sender": ("addresses", partial(_people, "sender")),
    "from": ("addresses", partial(_people, "from")),
    "to": ("addresses", partial(_people, "to")),
    "cc": ("addresses", partial(_people, "cc")),
    "bcc": ("addresses", partial(_people, "bcc")),
    "replyTo": ("addresses", partial(_people, "reply-to")),
    "subject": ("subject", _same),
    "sentAt": ("sent_at", utc_text),
    "hasAttachment": ("has_attachment", _same),
    "preview": ("snippet", _same),
}

COLUMNS = (*_FROM_COLUMN, "mailboxIds")
"""The properties that lists are made of."""


def _source(name: str) -> tuple[str, Make] | None:
    """Return the column behind a property and what makes its value; None where there is none."""
    extension = email_properties().get(name)
    if extension is not None:
        return (extension.column, extension.make) if extension.column else None
    return _FROM_COLUMN.get(name)


def read_rows(
    account_id: str, ids: Collection[str], properties: frozenset[str], more: Iterable[str] = ()
) -> dict[str, Row]:
    """Return the columns behind the properties, and `more` of them, by id. One query."""
    wanted = {source[0] for source in map(_source, properties) if source}
    columns = tuple(sorted({"id", *wanted, *more}))
    return {row["id"]: row for row in _rows(account_id, list(ids), columns=columns)}


@prepared
def _rows(
    account_id: str, ids: Collection[str], *, columns: tuple[str, ...]
) -> QuerySet[Email, Row]:
    rows = Email.objects.filter(account_id=account_id, id__in=ids)
    found: QuerySet[Email, Row] = rows.values(*columns)
    return found


def described(row: Row, mailbox_ids: Iterable[str], properties: frozenset[str]) -> Arguments:
    """Return the wanted properties of a message, `id` always among them."""
    document = {name: make(row[column]) for name, column, make in _sources(properties)}
    if "mailboxIds" in properties:
        document["mailboxIds"] = dict.fromkeys(sorted(mailbox_ids), True)
    return document


@lru_cache(maxsize=64)
def _sources(properties: frozenset[str]) -> list[tuple[str, str, Make]]:
    wanted = ("id", *sorted(properties - {"id"}))
    return [(name, *source) for name in wanted if (source := _source(name))]
