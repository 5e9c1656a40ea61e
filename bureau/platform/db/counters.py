"""Counters in rows: add and read the new value in a single statement."""

from functools import cache
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Model


def increment(model: "type[Model]", field: str, key: str, by: int = 1) -> int | None:
    """Add to a counter of the row with this primary key and return its new value, None when there
    is no such row. Locks the row until the transaction ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, field), [by, key])
        found: list[tuple[int]] = cursor.fetchall()
    return found[0][0] if found else None


@cache
def _statement(model: "type[Model]", field: str) -> str:
    options, quote = model._meta, connection.ops.quote_name
    columns = {one.name: quote(one.column or one.name) for one in options.concrete_fields}
    column, key = columns[field], columns[options.pk.name]
    change = f"SET {column} = {column} + %s WHERE {key} = %s RETURNING {column}"
    return f"UPDATE {quote(options.db_table)} {change}"
