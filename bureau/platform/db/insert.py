"""Inserting rows of busy tables: the statement is written once per model, not once per row."""

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Field, Model


def insert(*rows: "Model") -> None:
    """Insert new rows of one model in a single statement; keys that the database makes are not
    read back.
    """
    if not rows:
        return
    fields, head, places = _statement(type(rows[0]))
    values = [
        field.get_db_prep_save(field.pre_save(row, True), connection)
        for row in rows
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{head} {', '.join([places] * len(rows))}", values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(model: "type[Model]") -> "tuple[list[Field[Any, Any]], str, str]":
    made = model._meta.auto_field
    fields = [field for field in model._meta.local_concrete_fields if field is not made]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES"
    return fields, head, f"({', '.join(['%s'] * len(fields))})"
