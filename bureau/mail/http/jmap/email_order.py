"""The orders of Email/query (RFC 8621 section 4.4.2) and the collations of RFC 4790.

By time of receipt a scan comes in order; by sent time or size the database sorts; everything else
is sorted here, which only so many messages may be.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ...models import Email
from ...search.plan import Row
from ...threading import base_subject
from .protocol import Call, MethodError

MOST_SORTED = 100_000
AT_ONCE = 900
OF_THREADS = ("allInThreadHaveKeyword", "someInThreadHaveKeyword")
OPTIONS = (
    "receivedAt",
    "sentAt",
    "size",
    "from",
    "to",
    "subject",
    "hasKeyword",
    *OF_THREADS,
)


def _numeric(text: str) -> Any:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else float("inf")


def _ascii_folded(text: str) -> str:
    return "".join(c.upper() if c.isascii() else c for c in text)


def _unicode_folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()


COLLATIONS: Mapping[str, Callable[[str], Any]] = {
    "i;ascii-numeric": _numeric,
    "i;ascii-casemap": _ascii_folded,
    "i;unicode-casemap": _unicode_folded,
}


@dataclass(frozen=True, slots=True)
class Comparator:
    """One criterion of an order."""

    name: str
    is_ascending: bool
    collate: Callable[[str], Any]
    keyword: str = ""


NEWEST = Comparator("receivedAt", False, _unicode_folded)


def read_order(call: Call, options: Iterable[str] = OPTIONS) -> tuple[Comparator, ...]:
    """Read the `sort` argument; without one, newest first."""
    given = call.arguments.get("sort")
    if given is None or given == []:
        return (NEWEST,)
    if not isinstance(given, list):
        raise MethodError("invalidArguments", "'sort' is not a list.")
    return tuple(_comparator(item, frozenset(options)) for item in given)


def _comparator(item: Any, options: frozenset[str]) -> Comparator:
    if not isinstance(item, dict) or not isinstance(item.get("property"), str):
        raise MethodError("invalidArguments", "A comparator has a 'property'.")
    name, ascending = item["property"], item.get("isAscending", True)
    collation = item.get("collation", "i;unicode-casemap")
    if not isinstance(ascending, bool):
        raise MethodError("invalidArguments", "'isAscending' is true or false.")
    if not isinstance(collation, str):
        raise MethodError("invalidArguments", "'collation' is a text.")
    if name not in options or collation not in COLLATIONS:
        raise MethodError("unsupportedSort", f"Cannot sort by '{name}' with {collation!r}.")
    keyword = item.get("keyword")
    if "Keyword" in name and not isinstance(keyword, str):
        raise MethodError("invalidArguments", f"'{name}' needs a 'keyword'.")
    return Comparator(name, ascending, COLLATIONS[collation], str(keyword or "").lower())


def is_by_receipt(order: Sequence[Comparator]) -> bool:
    """Tell whether the order is that of scans."""
    return order[0].name == "receivedAt"


def leading_keyword(order: Sequence[Comparator]) -> Comparator | None:
    """Return the first criterion where it parts messages by a keyword, each part by receipt."""
    first, rest = order[0], order[1:] or (NEWEST,)
    return first if first.name == "hasKeyword" and is_by_receipt(rest) else None


def sorted_rows(rows: Iterable[Row], order: Sequence[Comparator]) -> list[Row]:
    """Return rows, newest first, in an order. One query for each 900 rows."""
    found = list(islice(rows, MOST_SORTED + 1))
    if len(found) > MOST_SORTED:
        raise MethodError("unsupportedSort", "There are too many messages for this order.")
    details = _details(found, order)
    found = [row for row in found if row[0] in details]
    for comparator in reversed(order):
        values = _values(comparator, details)
        found.sort(key=lambda row: values[row[0]], reverse=not comparator.is_ascending)
    return found


def _details(rows: Sequence[Row], order: Sequence[Comparator]) -> dict[str, dict[str, Any]]:
    columns = {"id", *(_COLUMN[comparator.name] for comparator in order)}
    columns |= {"thread_id"} if any(one.name in OF_THREADS for one in order) else set()
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(rows), AT_ONCE):
        ids = [row[0] for row in rows[start : start + AT_ONCE]]
        for row in Email.objects.filter(id__in=ids).values(*columns):
            found[row["id"]] = row
    return found


_COLUMN = {
    "receivedAt": "received_at",
    "sentAt": "sent_at",
    "size": "size_bytes",
    "from": "addresses",
    "to": "addresses",
    "subject": "subject",
    "hasKeyword": "keyword_line",
    **dict.fromkeys(OF_THREADS, "keyword_line"),
}


def _values(comparator: Comparator, details: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what each message is compared by."""
    if comparator.name in OF_THREADS:
        return _thread_values(comparator, details)
    column = _COLUMN[comparator.name]
    return {one: _value(comparator, row[column]) for one, row in details.items()}


def _value(comparator: Comparator, value: Any) -> Any:
    match comparator.name:
        case "sentAt":
            return value.timestamp() if value else float("-inf")
        case "from" | "to":
            people = value.get(comparator.name) or [{"name": "", "email": ""}]
            return comparator.collate(people[0]["name"] or people[0]["email"])
        case "subject":
            return comparator.collate(base_subject(value))
        case "hasKeyword":
            return comparator.keyword in value.split()
    return value


def _thread_values(
    comparator: Comparator, details: Mapping[str, Mapping[str, Any]]
) -> dict[str, bool]:
    """Whether all or some messages of each thread have the keyword."""
    threads = sorted({row["thread_id"] for row in details.values()})
    judge = all if comparator.name == "allInThreadHaveKeyword" else any
    has: dict[str, list[bool]] = {}
    for start in range(0, len(threads), AT_ONCE):
        rows = Email.objects.filter(thread_id__in=threads[start : start + AT_ONCE])
        for thread_id, line in rows.values_list("thread_id", "keyword_line"):
            has.setdefault(thread_id, []).append(comparator.keyword in line.split())
    return {one: judge(has[row["thread_id"]]) for one, row in details.items()}
