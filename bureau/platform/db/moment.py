"""The present in a query, by the clock of this process and to the microsecond.

`timezone.now()` would stay in a prepared query as it was when the query was written. The database's
own clock, `Now()`, has but milliseconds on SQLite and may differ from that which stored moments.
"""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Expression
from django.utils import timezone


class CurrentMoment(Expression):
    """When the query runs, also when it was prepared long before."""

    output_field = DateTimeField()

    def as_sql(self, compiler: object, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write a parameter that a prepared query recognises."""
        return "%s", (present(connection),)


class WrittenPresent(str):
    """The present as SQLite stores it."""

    __slots__ = ()


class Present(datetime):
    """The present for databases that know moments."""


def present(connection: Any) -> WrittenPresent | Present:
    """Return the present as a parameter of the database."""
    value = connection.ops.adapt_datetimefield_value(timezone.now())
    if isinstance(value, str):
        return WrittenPresent(value)
    return Present.fromisoformat(value.isoformat())
