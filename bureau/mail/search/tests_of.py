"""Conditions as SQL that tests one row of whatever outer loop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .conditions import (
    All,
    AnyOf,
    Condition,
    HasAttachment,
    HasKeyword,
    Header,
    InMailbox,
    InOther,
    Marked,
    Not,
    Received,
    Size,
    ThreadKeyword,
    Words,
)
from .headers import with_header
from .index import index, is_matchable


@dataclass(frozen=True, slots=True)
class Places:
    """Where the outer loop has the message's id, its thread's, and when it was received."""

    id: str
    thread: str
    at: str


@dataclass(frozen=True, slots=True)
class Sql:
    """A condition of a WHERE clause."""

    text: str
    params: tuple[Any, ...] = ()
    needs_email: bool = False
    """Whether it reads columns of `e` (mail_email)."""


TRUE, FALSE = Sql("1 = 1"), Sql("1 = 0")


def joined(tests: Sequence[Sql]) -> tuple[str, tuple[Any, ...]]:
    """Return the tests as the continuation of a WHERE clause."""
    text = "".join(f" AND {test.text}" for test in tests)
    return text, tuple(param for test in tests for param in test.params)


def test_of(account_id: str, condition: Condition, places: Places) -> Sql:
    """Return a condition as a test."""
    if isinstance(condition, Words | Marked | All | AnyOf) and is_matchable(condition):
        found = index()
        text = found.residual.replace("{id}", places.id)
        return Sql(text, (found.expression(account_id, condition),))
    match condition:
        case All(parts):
            return _joined(account_id, parts, places, " AND ", TRUE)
        case AnyOf(parts):
            return _joined(account_id, parts, places, " OR ", FALSE)
        case Not(part):
            inner = test_of(account_id, part, places)
            return Sql(f"NOT ({inner.text})", inner.params, inner.needs_email)
        case Header(name, text):
            return _one_of(with_header(account_id, name, text), places)
        case ThreadKeyword():
            return _thread(condition, places)
    return _simple(condition, places)


def _joined(
    account_id: str, parts: Sequence[Condition], places: Places, word: str, empty: Sql
) -> Sql:
    if not parts:
        return empty
    tests = [test_of(account_id, part, places) for part in parts]
    return Sql(
        "(" + word.join(test.text for test in tests) + ")",
        tuple(param for test in tests for param in test.params),
        any(test.needs_email for test in tests),
    )


def _one_of(ids: Sequence[str], places: Places) -> Sql:
    if not ids:
        return FALSE
    return Sql(f"{places.id} IN ({', '.join(['%s'] * len(ids))})", tuple(ids))


def _simple(condition: Condition, places: Places) -> Sql:
    match condition:
        case InMailbox(mailbox_id):
            return Sql(_LABELLED.format(id=places.id, test="= %s"), (mailbox_id,))
        case InOther(mailbox_ids):
            marks = ", ".join(["%s"] * len(mailbox_ids)) or "''"
            return Sql(_LABELLED.format(id=places.id, test=f"NOT IN ({marks})"), mailbox_ids)
        case HasKeyword("$seen"):
            return _keyword("e", "$seen", needs_email=True)
        case HasKeyword(keyword):
            return Sql(_KEYWORD.format(id=places.id), (keyword,))
        case HasAttachment():
            return Sql("e.has_attachment", (), needs_email=True)
        case Received():
            return _range(places.at, condition.after, condition.before, _moment)
        case Size():
            return _range("e.size_bytes", condition.least, condition.below, int, needs_email=True)
    # Words that are none, such as of punctuation alone, leave everything in.
    return TRUE


_LABELLED = (
    "EXISTS (SELECT 1 FROM mail_emaillabel l WHERE l.email_id = {id} AND l.mailbox_id {test})"
)
_KEYWORD = "EXISTS (SELECT 1 FROM mail_emailkeyword k WHERE k.email_id = {id} AND k.keyword = %s)"


def _keyword(table: str, keyword: str, *, needs_email: bool = False) -> Sql:
    escaped = keyword.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return Sql(rf"{table}.keyword_line LIKE %s ESCAPE '\'", (f"% {escaped} %",), needs_email)


def _thread(condition: ThreadKeyword, places: Places) -> Sql:
    has = _keyword("t", condition.keyword)
    test = f"NOT {has.text}" if condition.amount == "all" else has.text
    found = (
        "EXISTS (SELECT 1 FROM mail_email t"  # noqa: S608 - no values
        f" WHERE t.thread_id = {places.thread} AND {test})"
    )
    return Sql(found if condition.amount == "some" else f"NOT {found}", has.params)


def _range(
    column: str, least: Any, below: Any, adapt: Callable[[Any], Any], *, needs_email: bool = False
) -> Sql:
    bounds = [(">=", least)] if least is not None else []
    bounds += [("<", below)] if below is not None else []
    text = " AND ".join(f"{column} {operator} %s" for operator, _ in bounds)
    needs_email = needs_email or column.startswith("e.")
    return Sql(
        f"({text})" if bounds else "1 = 1", tuple(adapt(one) for _, one in bounds), needs_email
    )


def _moment(moment: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
