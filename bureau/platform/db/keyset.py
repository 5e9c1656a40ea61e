"""Keyset paging: a page costs the same wherever it lies in the list.

A cursor holds the order values of the last row, in base64url JSON; clients treat it as opaque.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from bureau.platform.errors import BadInput

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows and the cursor of the next page, None on the last."""

    items: list[Row]
    next: str | None


def encode_cursor(values: Sequence[Any]) -> str:
    """Write order values as an opaque cursor."""
    text = json.dumps([_plain(value) for value in values], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, count: int) -> list[Any]:
    """Read a cursor of `count` values; raises `BadInput` for anything else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != count:
            raise ValueError(cursor)
        return [_rich(value) for value in values]
    except (ValueError, TypeError) as error:
        raise BadInput("The cursor is not one of ours. Start again from the first page.") from error


def paginate(
    rows: QuerySet[Any, Row], order: Sequence[str], cursor: str | None, limit: int
) -> Page[Row]:
    """Return one page of the rows in the given order. One query.

    `order` names non-null columns as in `order_by`; the last must be unique, and an index must
    carry
    them all in this order. Works on model rows and on `.values()`.
    """
    ordered = rows.order_by(*order)
    if cursor:
        ordered = ordered.filter(_after(order, decode_cursor(cursor, len(order))))
    found = list(ordered[: limit + 1])
    items = found[:limit]
    more = len(found) > limit
    return Page(items, encode_cursor(_values(items[-1], order)) if more else None)


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


def _rich(value: Any) -> Any:
    return datetime.fromisoformat(value["t"]) if isinstance(value, dict) else value
