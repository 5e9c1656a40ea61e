"""Inserting rows of busy tables: the statement is written once per model, not once per row."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Field, Model


def insert(*rows: "Model") -> None:
    """Insert new rows of one model in a single statement; keys that the database makes are not
    read back.
    """
    _insert(rows, "")


def upsert(rows: "Sequence[Model]", unique: Sequence[str], update: Sequence[str]) -> None:
    """Insert rows in a single statement; where one with the same unique columns exists, write the
    columns of `update` to it.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in unique)
    changes = ", ".join(f"{quote(name)} = EXCLUDED.{quote(name)}" for name in update)
    _insert(rows, f" ON CONFLICT ({columns}) DO UPDATE SET {changes}")


def _insert(rows: "Sequence[Model]", tail: str) -> None:
    if not rows:
        return
    fields, head, places = _statement(type(rows[0]))
    values = [
        field.get_db_prep_save(field.pre_save(row, True), connection)
        for row in rows
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{head} {', '.join([places] * len(rows))}{tail}", values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(model: "type[Model]") -> "tuple[list[Field[Any, Any]], str, str]":
    made = model._meta.auto_field
    fields = [field for field in model._meta.local_concrete_fields if field is not made]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or field.name) for field in fields)
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES"
    return fields, head, f"({', '.join(['%s'] * len(fields))})"
