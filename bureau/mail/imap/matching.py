"""Which messages a tree of search keys means. Flags, numbers and modseqs are looked up in the view;
dates, sizes and words in columns by SQL; the header of messages is read only for fields that no
column has.

Each key narrows what the keys beside it still have to look at, the cheap ones first.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.mime import decode_words
from bureau.platform.mime.addresses import parse_groups
from bureau.platform.mime.parse import LONGEST_HEADER_BLOCK
from bureau.platform.mime.rendering import LISTED, fields_of

from ..models import EmailLabel
from .body_words import candidates
from .scanner import Range
from .search_keys import (
    Aged,
    All,
    ChangedSince,
    Dated,
    Either,
    Has,
    Identified,
    Key,
    Numbered,
    Recent,
    Sized,
    Without,
    Words,
)
from .selected import Selected
from .view import DELETED, keyword_of

AT_ONCE = 500
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
Positions = set[int]
_PEOPLE = {"from": "authors", "to": "receivers", "cc": "receivers", "bcc": "receivers"}
_PEOPLE |= {"sender": "authors"}
_CHEAP = (All, Numbered, Has, Recent, ChangedSince)


class Matching:
    """A search in a mailbox."""

    def __init__(self, selected: Selected, saved: Sequence[int]) -> None:
        self._selected = selected
        self._view = selected.view
        self._saved = saved

    def found(self, key: Key) -> list[int]:
        """Return the positions of the messages for which a key holds, rising."""
        return sorted(self._match(key, set(range(len(self._view)))))

    def _match(self, key: Key, among: Positions) -> Positions:
        if not among:
            return set()
        match key:
            case All(keys):
                for one in sorted(keys, key=_cost):
                    among = self._match(one, among)
                return among
            case Either(one, other):
                first = self._match(one, among)
                return first | self._match(other, among - first)
            case Without(inner):
                return among - self._match(inner, among)
        return self._leaf(key, among)

    def _leaf(self, key: Key, among: Positions) -> Positions:
        match key:
            case Numbered(ranges, by_uid):
                return among & self._numbered(ranges, by_uid)
            case Has(flag):
                return self._having(keyword_of(flag), among)
            case Recent():
                return {at for at in among if self._selected.is_recent(self._view.uids[at])}
            case ChangedSince(modseq):
                return {at for at in among if self._view.modseqs[at] >= modseq}
            case Words():
                return self._with_words(key, among)
            case Dated():
                return self._dated(key, among)
        return self._by_columns(_condition(key), among)

    def _numbered(self, ranges: Sequence[Range] | None, by_uid: bool) -> Positions:
        if ranges is None:
            found = (self._view.index(uid) for uid in self._saved)
            return {at for at in found if at >= 0}
        return set(self._view.within(ranges, by_uid=by_uid))

    def _having(self, keyword: str, among: Positions) -> Positions:
        flags = self._view.flags
        if keyword == DELETED:
            return {at for at in among if flags[at].is_deleted}
        return {at for at in among if keyword in flags[at].keywords}

    def _rows(self, among: Positions) -> Iterator[QuerySet[EmailLabel]]:
        """Yield label rows of these messages; all at once where they are most of the mailbox."""
        rows = EmailLabel.objects.filter(mailbox_id=self._selected.mailbox_id)
        if len(among) * 2 > len(self._view):
            yield rows
            return
        uids = sorted(self._view.uids[at] for at in among)
        for start in range(0, len(uids), AT_ONCE):
            yield rows.filter(uid__in=uids[start : start + AT_ONCE])

    def _by_columns(self, condition: Q, among: Positions) -> Positions:
        found: Positions = set()
        for rows in self._rows(among):
            uids = rows.filter(condition).values_list("uid", flat=True)
            found.update(self._view.index(uid) for uid in uids)
        return found & among

    def _dated(self, key: Dated, among: Positions) -> Positions:
        if key.by == "sent":
            return self._sent(key, among)
        near = self._by_columns(_near("received_at", key), among)
        found: Positions = set()
        for rows in self._rows(near):
            dates = rows.values_list("uid", "received_at", "email__rendering__internal_date")
            for uid, moment, written in dates:
                day = _day_of(bytes(written)) if written else moment.date()
                if _compares(key, day):
                    found.add(self._view.index(uid))
        return found & near

    def _sent(self, key: Dated, among: Positions) -> Positions:
        """By the day that the Date field names, whatever its time zone."""
        near = self._by_columns(_near("email__sent_at", key), among)
        found: Positions = set()
        for rows in self._rows(near):
            columns = rows.values_list("uid", "email__sent_at", "email__rendering__envelope")
            for uid, moment, envelope in columns.filter(email__sent_at__isnull=False):
                day = _sent_day(bytes(envelope or b"")) or (moment and moment.date())
                if _compares(key, day):
                    found.add(self._view.index(uid))
        return found & near

    def _with_words(self, key: Words, among: Positions) -> Positions:
        text = key.text.lower()
        if key.where == "body":
            return self._in_body(text, among)
        if key.where == "text":
            inside = self._in_body(text, among)
            return inside | self._in_header(lambda fields: text in _all(fields), among - inside, ())
        if key.field == "subject":
            return self._by_columns(Q(email__words__subject__contains=text), among)
        if key.field in _PEOPLE and text:
            column = f"email__words__{_PEOPLE[key.field]}__contains"
            return self._with_person(key.field, text, self._by_columns(Q(**{column: text}), among))
        if key.field == "message-id" and text:
            bare = key.text.strip("<>")
            near = Q(email__message_id__icontains=bare)
            among = self._by_columns(near, among)
        return self._in_header(
            lambda fields: _has_field(fields, key.field, text), among, (key.field,)
        )

    def _in_body(self, text: str, among: Positions) -> Positions:
        found = candidates(self._selected.account_id, self._selected.mailbox_id, text)
        if found is None:
            return self._holding(text, among)
        positions = {self._view.index(uid) for uid in found.uids} & among
        waiting = {self._view.index(uid) for uid in found.waiting} & among
        if found.is_certain:
            return positions | self._holding(text, waiting - positions)
        return self._holding(text, positions | waiting)

    def _holding(self, text: str, among: Positions) -> Positions:
        """Look at the texts themselves."""
        found: Positions = set()
        for rows in self._rows(among):
            bodies = rows.values_list("uid", "email__words__body")
            found.update(
                self._view.index(uid) for uid, body in bodies.iterator() if text in body.lower()
            )
        return found & among

    def _with_person(self, field: str, text: str, among: Positions) -> Positions:
        """Columns keep several fields together: look at the addresses of the one that is meant."""
        found: Positions = set()
        for rows in self._rows(among):
            for uid, addresses in rows.values_list("uid", "email__addresses"):
                people = addresses.get(field, ())
                if any(text in f"{one['name']} <{one['email']}>".lower() for one in people):
                    found.add(self._view.index(uid))
        name = field.encode()
        in_groups = self._in_header(
            lambda fields: _names_group(fields.get(name, ()), text), among - found, (field,)
        )
        return (found | in_groups) & among

    def _in_header(
        self,
        holds: Callable[[dict[bytes, list[bytes]]], bool],
        among: Positions,
        names: Sequence[str],
    ) -> Positions:
        """Read the kept header lines, or where they do not have the field, the messages."""
        is_listed = bool(names) and all(name.encode() in LISTED for name in names)
        found: Positions = set()
        for rows in self._rows(among):
            columns = rows.values_list("uid", "email__rendering__fields", "email__blob")
            for uid, lines, blob in columns:
                at = self._view.index(uid)
                if at not in among:
                    continue
                head = bytes(lines or b"")
                if not is_listed or not head:
                    head = _head_of(blob)
                if holds(fields_of(head, 0, len(head))):
                    found.add(at)
        return found


def _cost(key: Key) -> int:
    """Return the order in which keys are looked at."""
    if isinstance(key, _CHEAP):
        return 0
    if isinstance(key, Without):
        return _cost(key.key)
    if isinstance(key, Either):
        return max(_cost(key.one), _cost(key.other))
    return 2 if isinstance(key, Words) else 1


def _condition(key: Key) -> Q:
    match key:
        case Sized(is_larger, size):
            return Q(size_bytes__gt=size) if is_larger else Q(size_bytes__lt=size)
        case Aged(is_older, seconds):
            moment = timezone.now() - timedelta(seconds=min(seconds, 1 << 31))
            return Q(received_at__lte=moment) if is_older else Q(received_at__gte=moment)
        case Identified(is_thread, object_id):
            return Q(thread_id=object_id) if is_thread else Q(email_id=object_id)
    raise AssertionError(key)


def _near(column: str, key: Dated) -> Q:
    """Select generously by UTC: the day that counts is that of the message's own time zone."""
    start = datetime.combine(key.day, time(), UTC)
    spare, day = timedelta(hours=26), timedelta(days=1)
    after, before = (
        Q(**{f"{column}__gte": start - spare}),
        Q(**{f"{column}__lt": start + day + spare}),
    )
    return {"SINCE": after, "BEFORE": before, "ON": after & before}[key.how]


def _compares(key: Dated, day: Any) -> bool:
    if key.how == "ON":
        return bool(day == key.day)
    return bool(day < key.day if key.how == "BEFORE" else day >= key.day)


def _day_of(written: bytes) -> Any:
    return datetime.strptime(written[1:12].strip().decode(), "%d-%b-%Y").date()  # noqa: DTZ007


def _sent_day(envelope: bytes) -> Any:
    """Return the day of the Date field, without its time zone."""
    from email.utils import parsedate

    written = envelope[2:].partition(b'"')[0] if envelope.startswith(b'("') else b""
    parts = parsedate(written.decode("ascii", "replace")) if written else None
    try:
        return datetime(*parts[:3]).date() if parts else None  # noqa: DTZ001
    except ValueError:
        return None


def _head_of(blob: str) -> bytes:
    """Return the header block of a message, reading no more of it than that."""
    head = b""
    for chunk in blobs.stream(blob, 0, LONGEST_HEADER_BLOCK):
        head += chunk
        if (end := _BLANK_LINE.search(head)) is not None:
            return head[: end.start()]
    return head


def _names_group(values: Iterable[bytes], text: str) -> bool:
    lists = (value.decode("utf-8", "replace") for value in values if b";" in value)
    groups = (name for value in lists for name, _ in parse_groups(value))
    return any(text in name.lower() for name in groups if name)


def _text_of(value: bytes) -> str:
    return decode_words(value.decode("utf-8", "replace")).lower()


def _has_field(fields: dict[bytes, list[bytes]], name: str, text: str) -> bool:
    return any(text in _text_of(value) for value in fields.get(name.encode(), ()))


def _all(fields: dict[bytes, list[bytes]]) -> str:
    return "\n".join(
        f"{name.decode('ascii', 'replace')}: {_text_of(value)}"
        for name, values in fields.items()
        for value in values
    )
