"""The narrow interface to the index of words, and the one of the configured database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from .conditions import All, AnyOf, Condition, Marked, Not, Words


@dataclass(frozen=True, slots=True)
class Entry:
    """The tokens of one message: what stands in its header, and what in its body and files."""

    key: int
    top: Sequence[str]
    body: Sequence[str]


class Index(Protocol):
    """Writes belong to the caller's transaction, which stores the row of each entry as well."""

    join: str
    """FROM and WHERE of rows `d` (mail_searchentry) that match one expression, given as value."""
    key: str
    """What the order of receipt is written as."""
    residual: str
    """Whether the row `d.email_id`, written {id}, matches one expression."""

    def write(self, entries: Sequence[Entry]) -> None:
        """Store the words of entries whose rows are new."""
        ...

    def forget(self, keys: Sequence[int]) -> None:
        """Remove the words of entries whose rows are still there."""
        ...

    def expression(self, account_id: str, condition: Condition) -> str:
        """Write a condition that `is_matchable` in the database's language."""
        ...


def index() -> Index:
    """Return the index of the configured database."""
    if connection.vendor == "postgresql":
        from .index_postgresql import PostgresIndex

        return PostgresIndex()
    from .index_sqlite import SqliteIndex

    return SqliteIndex()


def is_matchable(condition: Condition) -> bool:
    """Tell whether the index alone can answer a condition: words and marks, at least one of which
    must be there.
    """
    match condition:
        case Words(words):
            return bool(words)
        case Marked():
            return True
        case AnyOf(parts):
            return bool(parts) and all(is_matchable(part) for part in parts)
        case All(parts):
            wanted = [part for part in parts if not isinstance(part, Not)]
            unwanted = [part.part for part in parts if isinstance(part, Not)]
            return bool(wanted) and all(is_matchable(part) for part in [*wanted, *unwanted])
    return False
