"""The narrow interface to the index, and the one of the configured database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from .models import Entry
from .syntax import Query


@dataclass(frozen=True, slots=True)
class Reach:
    """What a search may return: one kind, in any of these scopes."""

    kind: str
    scopes: Sequence[str]


class Index(Protocol):
    """Words of entries. Writes belong to the caller's transaction."""

    def write(self, entry: Entry, title: Sequence[str], body: Sequence[str]) -> None:
        """Store the words of a new entry."""
        ...

    def rescope(self, entries: Iterable[tuple[int, str, str]], scope: str) -> None:
        """Give entries (id, kind, present scope) another scope."""
        ...

    def find(self, query: Query, reach: Reach, limit: int) -> list[int]:
        """Return the ids of matching entries, highest first. One query."""
        ...


def index() -> Index:
    """Return the index of the configured database."""
    if connection.vendor == "postgresql":
        from .index_postgresql import PostgresIndex

        return PostgresIndex()
    from .index_sqlite import SqliteIndex

    return SqliteIndex()
