"""Hot reads: a query is written with the ORM, translated to SQL once per shape, run with values.

Building a query and translating it costs the ORM about a millisecond, running it a tenth of that.
The query stays an ordinary queryset, so rights are filtered by the same functions as everywhere.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import JSONField, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
    get_related_populators,
)

from .moment import Present, WrittenPresent, present

P = ParamSpec("P")
Row = TypeVar("Row")
Make = Callable[[Sequence[Any]], Any]

MOST_SHAPES = 256
_FAR = datetime(8000, 1, 1, tzinfo=UTC)
_BIG = 1_900_000_000
_PRESENT = -1
_FROZEN = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:|[0-9a-hjkmnp-tv-z]{26}$", re.IGNORECASE)


class NotPreparable(TypeError):
    """The query cannot be run with other values than those it was built with."""


def prepared(build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Return a function that answers the rows of the query which `build` makes. One query.

    Positional arguments are values that differ from call to call: text, numbers, moments, None,
    tuples of these, and sets or lists of text for `__in`. Keyword arguments change the query itself
    and must be hashable. `build` is called once per shape, with stand-ins as values: it may ask
    whether one is None or empty, and nothing else of it. It may not read the clock (write
    `CurrentMoment()`) nor close over an id: both are refused.
    """
    statements: dict[Any, _Statement[Row]] = {}

    @wraps(build)
    def run(*values: P.args, **shape: P.kwargs) -> list[Row]:
        flat: list[Any] = []
        moulds = tuple([_take(value, flat) for value in values])
        key = (moulds, *shape.items())
        statement = statements.get(key)
        if statement is None:
            if len(statements) >= MOST_SHAPES:
                statements.clear()
            stand_ins: Any = _stand_ins(moulds)
            statement = _translate(build(*stand_ins, **shape), len(flat))
            if not statement.sql and int in _leaves(moulds):
                _check_empty(build(*_small(stand_ins), **shape))
            statements[key] = statement
        return statement.run(flat)

    return run


def _take(value: object, flat: list[Any]) -> object:
    """Add the values of an argument to the list; return its mould, which the query depends on."""
    if value is None:
        return None
    if isinstance(value, str):
        flat.append(value if type(value) is str else str(value))
        return str
    if isinstance(value, tuple):
        return tuple([_take(part, flat) for part in value])
    if isinstance(value, frozenset | set | list):
        return _take_many(list(value), flat)
    if isinstance(value, datetime):
        flat.append(connection.ops.adapt_datetimefield_value(value))
        return datetime
    if type(value) is int and abs(value) < 2**63:
        flat.append(value)
        return int
    raise NotPreparable(f"{type(value).__name__} cannot be a value. Give it by keyword.")


def _take_many(values: list[object], flat: list[Any]) -> int:
    """Fill up to a power of two with the last one, so that there are few shapes."""
    if not all(isinstance(value, str) for value in values):
        raise NotPreparable("Only text can be in a set or a list.")
    if not values:
        return 0
    texts = [str(value) for value in values]
    room = 1 << (len(texts) - 1).bit_length()
    flat += texts
    flat += texts[-1:] * (room - len(texts))
    return room


def _stand_ins(moulds: tuple[object, ...]) -> list[Any]:
    numbers = iter(range(1_000_000))
    return [_stand_in(mould, numbers) for mould in moulds]


def _stand_in(mould: object, numbers: Iterator[int]) -> object:
    if mould is None:
        return None
    if isinstance(mould, tuple):
        return tuple(_stand_in(part, numbers) for part in mould)
    if isinstance(mould, int):
        return [_text(next(numbers)) for _ in range(mould)]
    number = next(numbers)
    if mould is str:
        return _text(number)
    return _BIG + number if mould is int else _FAR + timedelta(microseconds=number)


def _leaves(mould: object) -> Iterator[object]:
    if isinstance(mould, tuple):
        for part in mould:
            yield from _leaves(part)
    else:
        yield mould


def _small(stand_in: Any) -> Any:
    """Bring numbers into the range of every column."""
    if isinstance(stand_in, tuple | list):
        return type(stand_in)(_small(part) for part in stand_in)
    return 1 if isinstance(stand_in, int) else stand_in


def _check_empty(queryset: QuerySet[Any, Any]) -> None:
    """Refuse a query that found nothing only because its stand-ins are beyond a column's range."""
    try:
        queryset.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return
    raise NotPreparable("A number is for a small column. Give it by keyword.")


def _text(number: int) -> str:
    return f"\ue000{number}\ue001"


def _number_of(param: object) -> int | None:
    """Return which value a parameter stands for, None for a constant of the query."""
    if isinstance(param, WrittenPresent | Present):
        return _PRESENT
    if isinstance(param, str) and param.startswith("\ue000"):
        return int(param[1:-1])
    if isinstance(param, str) and param.startswith("8000-01-01 00:00:00"):
        return int(param.partition(".")[2] or 0)
    if isinstance(param, datetime) and param >= _FAR:
        return (param - _FAR) // timedelta(microseconds=1)
    if isinstance(param, int) and param >= _BIG:
        return int(param) - _BIG
    return None


@dataclass(frozen=True, slots=True)
class _Statement(Generic[Row]):
    """SQL with its constants, where the values go, and how a row of the database becomes ours."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    numbers: tuple[tuple[int, Callable[[int], int]], ...]
    """Which parameters are numbers that the driver wants in a type of its own."""
    converters: tuple[tuple[int, Callable[[Any], Any]], ...]
    make: Callable[[Sequence[Any]], Row]

    def run(self, values: Sequence[Any]) -> list[Row]:
        """Run it with these values."""
        if not self.sql:
            return []
        params = list(self.params)
        for place, number in self.places:
            params[place] = present(connection) if number == _PRESENT else values[number]
        for place, typed in self.numbers:
            params[place] = typed(params[place])
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        return [self.make(row) for row in self._converted(found)]

    def _converted(self, found: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        if not self.converters:
            return found
        rows = [list(row) for row in found]
        for place, convert in self.converters:
            for row in rows:
                row[place] = convert(row[place])
        return rows


def _translate(queryset: QuerySet[Any, Row], count: int) -> _Statement[Row]:
    compiler = queryset.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return _Statement("", (), (), (), (), _never)
    numbers = [_number_of(param) for param in params]
    if {*range(count)} - {*numbers}:
        raise NotPreparable("A value is not in the query as it was given.")
    for param, number in zip(params, numbers, strict=True):
        if number is None and _is_frozen(param):
            raise NotPreparable(f"{param!r} would be in the query for ever. Give it as a value.")
    places = tuple((at, number) for at, number in enumerate(numbers) if number is not None)
    typed = tuple(
        (at, type(params[at]))
        for at, _ in places
        if isinstance(params[at], int) and type(params[at]) is not int
    )
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    found = compiler.get_converters(columns).items()
    converters = tuple((at, _chain(chain, column)) for at, (chain, column) in found)
    return _Statement(sql, tuple(params), places, typed, converters, _maker(queryset, compiler))


def _never(_row: Sequence[Any]) -> NoReturn:
    raise AssertionError("This query has no rows.")


def _is_frozen(param: object) -> bool:
    return isinstance(param, datetime) or bool(isinstance(param, str) and _FROZEN.match(param))


def _chain(converters: Sequence[Callable[..., Any]], column: object) -> Callable[[Any], Any]:
    """Join the converters of a column."""
    names = [getattr(converter, "__name__", "") for converter in converters]
    if names == ["convert_datetimefield_value"] and connection.vendor == "sqlite":
        return _moment
    field = getattr(column, "target", None)
    if names == ["from_db_value"] and isinstance(field, JSONField) and field.decoder is None:
        return _document

    def convert(value: Any) -> Any:
        for converter in converters:
            value = converter(value, column, connection)
        return value

    return convert


def _moment(written: datetime | str | None) -> datetime | None:
    """Read a moment of SQLite, where all are in UTC: columns come parsed, expressions do not."""
    if written is None:
        return None
    moment = datetime.fromisoformat(written) if isinstance(written, str) else written
    return moment.replace(tzinfo=UTC)


def _document(written: str | bytes | None) -> Any:
    return None if written is None else orjson.loads(written)


def _maker(queryset: Any, compiler: Any) -> Make:
    """Return what the queryset's own iterable makes of a row, without its detours."""
    kind = queryset._iterable_class
    if queryset._prefetch_related_lookups or compiler.has_extra_select:
        raise NotPreparable("Related rows and columns that only order cannot be read.")
    if kind is ValuesIterable:
        query = queryset.query
        names = tuple(query.selected or (*query.values_select, *query.annotation_select))
        return lambda row: dict(zip(names, row, strict=True))
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or compiler.annotation_col_map:
        raise NotPreparable("Only rows, values and plain models can be read.")
    return _model_maker(compiler)


def _model_maker(compiler: Any) -> Make:
    klass, select = compiler.klass_info, compiler.select
    model, positions = klass["model"], klass["select_fields"]
    start, end = positions[0], positions[-1] + 1
    names = [column[0].target.attname for column in select[start:end]]
    alias = connection.alias
    related = get_related_populators(klass, select, alias)  # type: ignore[call-arg]  # Django 6's

    def make(row: Sequence[Any]) -> Any:
        made = model.from_db(alias, names, row[start:end])
        for populator in related:
            populator.populate(row, made)
        return made

    return make
