"""Keyset paging: a page costs the same wherever it lies in the list.

A cursor holds the order values of the last row, in base64url JSON; clients treat it as opaque.
"""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from bureau.platform.errors import BadInput

Row = TypeVar("Row")

NOT_OURS = "The cursor is not one of ours. Start again from the first page."


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows and the cursor of the next page, None on the last."""

    items: list[Row]
    next: str | None


def encode_cursor(values: Sequence[Any]) -> str:
    """Write order values as an opaque cursor."""
    text = json.dumps([_plain(value) for value in values], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, count: int) -> tuple[Any, ...]:
    """Read a cursor of `count` values; raises `BadInput` for anything else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != count:
            raise ValueError(cursor)
        return tuple(_rich(value) for value in values)
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(NOT_OURS) from error


def paginate(
    rows: QuerySet[Any, Row], order: Sequence[str], cursor: str | None, limit: int
) -> Page[Row]:
    """Return one page of the rows in the given order. One query.

    `order` names non-null columns as in `order_by`; the last must be unique, and an index must
    carry them all in this order. Works on model rows and on `.values()`.
    """
    return read_page(lambda after: list(seek(rows, order, after, limit)), order, cursor, limit)


def read_page(
    read: Callable[[tuple[Any, ...] | None], list[Row]],
    order: Sequence[str],
    cursor: str | None,
    limit: int,
) -> Page[Row]:
    """Return the page that follows a cursor. `read` answers the rows of `seek` after the given
    values: for prepared queries, which take them as one of their own.
    """
    found = read(decode_cursor(cursor, len(order)) if cursor else None)
    items = found[:limit]
    more = len(found) > limit
    return Page(items, encode_cursor(_values(items[-1], order)) if more else None)


def seek(
    rows: QuerySet[Any, Row], order: Sequence[str], after: tuple[Any, ...] | None, limit: int
) -> QuerySet[Any, Row]:
    """Return the rows of a page and one more, in order, from after the row with these values."""
    ordered = rows.order_by(*order)
    if after is None:
        return ordered[: limit + 1]
    try:
        return ordered.filter(_after(order, after))[: limit + 1]
    except (ValidationError, ValueError, TypeError) as error:
        raise BadInput(NOT_OURS) from error


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Build `a > x OR (a = x AND (b > y OR …))`, with `a >= x` in front so that an index range is
    used.
    """
    column, value = order[0], values[0]
    name, direction = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
    if len(order) == 1:
        return Q(**{f"{name}__{direction}": value})
    later = Q(**{f"{name}__{direction}": value})
    return Q(**{f"{name}__{direction}e": value}) & (later | _after(order[1:], values[1:]))


def _values(row: Any, order: Sequence[str]) -> list[Any]:
    names = [column.lstrip("-") for column in order]
    if isinstance(row, Model):
        return [getattr(row, name) for name in names]
    return [row[name] for name in names]


def _plain(value: Any) -> Any:
    return {"t": value.isoformat()} if isinstance(value, datetime) else value


def _rich(value: Any) -> str | int | datetime:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["t"])
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    raise ValueError(value)
