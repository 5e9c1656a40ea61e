"""From a condition to SQL. The outer loop (the *driver*) is an index in the order of the answer:
matches of words, messages with a keyword, a label, or all of the account; everything else is tested
row by row, so that the first page stops after its last row.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from typing import Any

from django.db import connection

from ..models import EmailKeyword, Mailbox
from .conditions import (
    All,
    AnyOf,
    Condition,
    HasAttachment,
    HasKeyword,
    InMailbox,
    Marked,
    Not,
    Received,
    all_of,
)
from .index import index, is_matchable
from .keys import highest_key, lowest_key, moment_of
from .tests_of import Places, Sql, joined, test_of
from .tokens import ATTACHMENT

FEW = 300
"""A label or keyword with so many messages is gone through before words are asked for."""
SOME = 5_000
"""Of one with up to so many the keys are collected first, and matches of words looked up there."""
FIRST_CHUNK, LARGEST_CHUNK = 50, 800
"""Most askers want one page, some want all."""

Row = tuple[str, str, Any]
"""Message, thread, and the moment of receipt, as the database or a key of the index has it."""


@dataclass(frozen=True, slots=True)
class Driver:
    """An outer loop."""

    table: str
    """FROM, with {more} for joins, up to and with its part of WHERE."""
    params: tuple[Any, ...]
    places: Places
    order: str
    """The order, with {direction}."""
    moment: str
    is_account_wide: bool = False
    """Whether it goes through all messages."""
    of_email: bool = False
    """Whether its rows are those of mail_email."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One SQL statement that yields messages in order."""

    sql: str
    params: tuple[Any, ...]
    is_account_wide: bool

    def rows(self) -> Iterator[Row]:
        """Yield the rows, read as far as they are asked for."""
        with closing(connection.chunked_cursor()) as cursor:
            cursor.execute(self.sql, self.params)
            size = FIRST_CHUNK
            while found := cursor.fetchmany(size):
                yield from found
                size = min(2 * size, LARGEST_CHUNK)


def scan(account_id: str, condition: Condition, *, ascending: bool = False) -> Iterator[Row]:
    """Yield the messages that a condition holds for, by time of receipt. One query, or one for
    each alternative that has an index of its own.
    """
    branches = condition.parts if isinstance(condition, AnyOf) else (condition,)
    if not branches:
        return iter(())
    scans = [scan_of(account_id, branch, ascending=ascending) for branch in branches]
    if len(scans) == 1:
        return scans[0].rows()
    if any(one.is_account_wide for one in scans):
        return scan_of(account_id, condition, ascending=ascending).rows()
    # Matches of words are ordered by the millisecond.
    joined_rows = merge(*(one.rows() for one in scans), key=_moment, reverse=not ascending)
    return _once(joined_rows)


def _moment(row: Row) -> int:
    moment = row[2]
    if isinstance(moment, int):
        return moment_of(moment)
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return int(aware.timestamp() * 1000)


def _once(rows: Iterator[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if row[0] not in seen:
            seen.add(row[0])
            yield row


def scan_of(account_id: str, condition: Condition, *, ascending: bool = False) -> Scan:
    """Return the statement for a condition that is taken as a whole."""
    parts: list[Condition] = [condition]
    if isinstance(condition, All):
        parts = list(condition.parts)
    driver, rest = _driver(account_id, parts)
    tests = [test_of(account_id, part, driver.places) for part in rest]
    return _statement(driver, tests, ascending=ascending)


def _statement(driver: Driver, tests: Sequence[Sql], *, ascending: bool) -> Scan:
    places = driver.places
    needs_email = any(test.needs_email for test in tests)
    more = "" if driver.of_email else f" JOIN mail_email e ON e.id = {places.id}"
    where, params = joined(tests)
    direction = "ASC" if ascending else "DESC"
    sql = (
        f"SELECT {places.id}, {places.thread}, {driver.moment}"  # noqa: S608 - no values
        f" FROM {driver.table.replace('{more}', more if needs_email else '')}{where}"
        f" ORDER BY {driver.order.replace('{direction}', direction)}"
    )
    return Scan(sql, (*driver.params, *params), driver.is_account_wide)


def _driver(account_id: str, parts: list[Condition]) -> tuple[Driver, list[Condition]]:
    """Choose the outer loop; return it with what is left to be tested."""
    marked = [_as_mark(part) for part in parts]
    words = [part for part in marked if is_matchable(part)]
    if words:
        small, size = _smallest(account_id, parts)
        if small is not None and size <= FEW:
            return _going_through(account_id, small), [one for one in parts if one != small]
        among = small if size <= SOME else None
        unwanted = [part for part in marked if isinstance(part, Not) and is_matchable(part.part)]
        rest = [part for part in marked if part not in words and part not in unwanted]
        driver = _by_words(account_id, all_of(*words, *unwanted), rest, among)
        return driver, [part for part in rest if part != among]
    for part in parts:
        if isinstance(part, HasKeyword) and part.keyword != "$seen":
            return _by_keyword(account_id, part), [one for one in parts if one != part]
    return _by_label(account_id, parts)


def _as_mark(part: Condition) -> Condition:
    return Marked(ATTACHMENT) if isinstance(part, HasAttachment) else part


Small = HasKeyword | InMailbox


def _smallest(account_id: str, parts: Sequence[Condition]) -> tuple[Small | None, int]:
    """Return the label or keyword with the fewest messages, and how many, counted up to a limit. A
    query for each.
    """
    sizes: list[tuple[int, Small]] = []
    for part in parts:
        if isinstance(part, HasKeyword) and part.keyword != "$seen":
            rows = EmailKeyword.objects.filter(account_id=account_id, keyword=part.keyword)
            sizes.append((len(rows.values_list("email_id", flat=True)[: SOME + 1]), part))
        if isinstance(part, InMailbox):
            box = Mailbox.objects.filter(account_id=account_id, id=part.mailbox_id)
            sizes.append((sum(box.values_list("total_emails", flat=True)), part))
    size, small = min(sizes, key=lambda one: one[0], default=(0, None))
    return small, size


def _going_through(account_id: str, small: Small) -> Driver:
    if isinstance(small, HasKeyword):
        return _by_keyword(account_id, small)
    return _label(small.mailbox_id, only_unread=False)


def _by_words(
    account_id: str, condition: Condition, rest: Sequence[Condition], among: Small | None
) -> Driver:
    words = index()
    within, bounds = _within(words.key, rest)
    collected, params = _among(account_id, words.key, among)
    return Driver(
        table=f"{words.join} AND d.account_id = %s{within}{collected}",
        params=(words.expression(account_id, condition), account_id, *bounds, *params),
        places=Places(id="d.email_id", thread="d.thread_id", at="e.received_at"),
        order=f"{words.key} {{direction}}",
        moment="d.key",
    )


_AMONG = (
    # The plus keeps SQLite from asking the index of words once for each key.
    " AND +{key} IN (SELECT s.key FROM {table} l JOIN mail_searchentry s"
    " ON s.email_id = l.email_id WHERE {which})"
)


def _among(account_id: str, key: str, small: Small | None) -> tuple[str, tuple[str, ...]]:
    """Return the test that a match is one of those with a label or keyword."""
    if small is None:
        return "", ()
    if isinstance(small, HasKeyword):
        which, params = "l.account_id = %s AND l.keyword = %s", (account_id, small.keyword)
        return _AMONG.format(key=key, table="mail_emailkeyword", which=which), params
    which = "l.mailbox_id = %s"
    return _AMONG.format(key=key, table="mail_emaillabel", which=which), (small.mailbox_id,)


def _within(key: str, parts: Sequence[Condition]) -> tuple[str, tuple[int, ...]]:
    """Return between which keys the wanted moments lie. They are tested exactly as well."""
    spans = [part for part in parts if isinstance(part, Received)]
    least = [lowest_key(span.after) for span in spans if span.after]
    most = [highest_key(span.before) for span in spans if span.before]
    text = f" AND {key} >= %s" * len(least) + f" AND {key} <= %s" * len(most)
    return text, (*least, *most)


def _by_keyword(account_id: str, part: HasKeyword) -> Driver:
    return Driver(
        table="mail_emailkeyword d{more} WHERE d.account_id = %s AND d.keyword = %s",
        params=(account_id, part.keyword),
        places=_LABEL,
        order="d.received_at {direction}, d.email_id {direction}",
        moment="d.received_at",
    )


_LABEL = Places(id="d.email_id", thread="d.thread_id", at="d.received_at")
_UNSEEN = Not(HasKeyword("$seen"))


def _by_label(account_id: str, parts: list[Condition]) -> tuple[Driver, list[Condition]]:
    """Go through a label or all messages; of the unread ones alone where that is asked for."""
    only_unread = _UNSEEN in parts and not has_unseen_drafts(account_id)
    rest = [part for part in parts if not (only_unread and part == _UNSEEN)]
    box = next((part for part in rest if isinstance(part, InMailbox)), None)
    if box is not None:
        rest = [part for part in rest if part != box]
        return _label(box.mailbox_id, only_unread=only_unread), rest
    unread = " AND e.is_unread" if only_unread else ""
    driver = Driver(
        table=f"mail_email e WHERE e.account_id = %s{unread}",
        params=(account_id,),
        places=Places(id="e.id", thread="e.thread_id", at="e.received_at"),
        order="e.received_at {direction}, e.id {direction}",
        moment="e.received_at",
        is_account_wide=not only_unread,
        of_email=True,
    )
    return driver, rest


def _label(mailbox_id: str, *, only_unread: bool) -> Driver:
    unread = " AND d.is_unread" if only_unread else ""
    return Driver(
        table=f"mail_emaillabel d{{more}} WHERE d.mailbox_id = %s{unread}",
        params=(mailbox_id,),
        places=_LABEL,
        order="d.received_at {direction}, d.email_id {direction}",
        moment="d.received_at",
    )


def has_unseen_drafts(account_id: str) -> bool:
    """Tell whether a draft lacks `$seen`: only then is "not seen" more than "unread". One query."""
    drafts = EmailKeyword.objects.filter(account_id=account_id, keyword="$draft")
    return drafts.exclude(email__keyword_line__contains=" $seen ").exists()


def matching(account_id: str, condition: Condition, ids: Sequence[str]) -> set[str]:
    """Return which of some messages a condition holds for. One query."""
    if not ids:
        return set()
    found = test_of(
        account_id, condition, Places(id="e.id", thread="e.thread_id", at="e.received_at")
    )
    where, params = joined([found])
    marks = ", ".join(["%s"] * len(ids))
    sql = (
        "SELECT e.id FROM mail_email e WHERE e.account_id = %s"  # noqa: S608 - no values
        f" AND e.id IN ({marks}){where}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (account_id, *ids, *params))
        return {row[0] for row in cursor.fetchall()}
