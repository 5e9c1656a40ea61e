"""Writing rows of busy tables: the statement is written once per model, not once per row."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import BooleanField, CharField, Field, ForeignKey, IntegerField, TextField

if TYPE_CHECKING:
    from django.db.models import Model

Write = Callable[[Any], Any]


def insert(*rows: "Model") -> None:
    """Insert new rows of one model in a single statement; keys that the database makes are not
    read back.
    """
    _insert(rows, "")


def upsert(rows: "Sequence[Model]", unique: Sequence[str], update: Sequence[str]) -> None:
    """Insert rows in a single statement; where one with the same unique columns exists, write the
    columns of `update` to it.
    """
    _insert(rows, _on_conflict(tuple(unique), tuple(update)))


def upsert_one(row: "Model", unique: Sequence[str], update: Sequence[str]) -> None:
    """Upsert one row whose key the database makes, and read the key back."""
    key = row._meta.pk
    tail = _on_conflict(tuple(unique), tuple(update))
    quoted = connection.ops.quote_name(key.column or key.name)
    (row.pk,) = _insert([row], f"{tail} RETURNING {quoted}")


def update(row: "Model", *fields: str) -> None:
    """Write columns of a stored row, found by its primary key. One statement."""
    sql, writes = _update(type(row), fields)
    with connection.cursor() as cursor:
        cursor.execute(sql, [write(row) for write in writes])


@cache
def _on_conflict(unique: tuple[str, ...], columns: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    keys = ", ".join(quote(name) for name in unique)
    changes = ", ".join(f"{quote(name)} = EXCLUDED.{quote(name)}" for name in columns)
    return f" ON CONFLICT ({keys}) DO UPDATE SET {changes}"


def _insert(rows: "Sequence[Model]", tail: str) -> list[Any]:
    if not rows:
        return []
    head, places, writes = _statement(type(rows[0]))
    values = [write(row) for row in rows for write in writes]
    with connection.cursor() as cursor:
        cursor.execute(f"{head} {', '.join([places] * len(rows))}{tail}", values)
        keys = [key for (key,) in cursor.fetchall()] if "RETURNING" in tail else []
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return keys


@cache
def _statement(model: "type[Model]") -> tuple[str, str, list[Write]]:
    made = model._meta.auto_field
    fields = [field for field in model._meta.local_concrete_fields if field is not made]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or field.name) for field in fields)
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES"
    return head, f"({', '.join(['%s'] * len(fields))})", [_writer(field, True) for field in fields]


@cache
def _update(model: "type[Model]", names: tuple[str, ...]) -> tuple[str, list[Write]]:
    options, quote = model._meta, connection.ops.quote_name
    fields = [options.get_field(name) for name in names]
    assert all(isinstance(field, Field) for field in fields), names
    found = [field for field in fields if isinstance(field, Field)]
    changes = ", ".join(f"{quote(field.column or field.name)} = %s" for field in found)
    key = options.pk
    change = f"SET {changes} WHERE {quote(key.column or key.name)} = %s"
    sql = f"UPDATE {quote(options.db_table)} {change}"
    return sql, [*(_writer(field, False) for field in found), _writer(key, False)]


def _writer(field: "Field[Any, Any]", adds: bool) -> Write:
    """Return what reads the value of a row for the database. Most values need no preparing: text,
    truth, and numbers where the driver takes them as they are.
    """
    name, ready = field.attname, _ready_type(field)

    def prepared(row: Any) -> Any:
        return field.get_db_prep_save(field.pre_save(row, adds), connection)

    def plain(row: Any) -> Any:
        value = getattr(row, name)
        return value if value is None or type(value) is ready else prepared(row)

    return plain if ready else prepared


def _ready_type(field: "Field[Any, Any]") -> type | None:
    target = field.target_field if isinstance(field, ForeignKey) else field
    if type(field).pre_save is not Field.pre_save:
        return None
    for kind, ready in (
        (CharField, str),
        (TextField, str),
        (BooleanField, bool),
        (IntegerField, int),
    ):
        if isinstance(target, kind) and type(target).get_prep_value is kind.get_prep_value:
            is_wrapped = ready is int and connection.vendor == "postgresql"
            return None if is_wrapped else ready
    return None
