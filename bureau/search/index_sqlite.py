"""The index on SQLite: the FTS5 table `search_words(title, body, marks)`.

`marks` holds scope and kind as words, so that rights are part of the match (3 to 15 times faster
than a join). Rows leave with their entry by a trigger.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from .index import Reach
from .index_marks import token
from .models import Entry
from .syntax import Query, Term


class SqliteIndex:
    """FTS5."""

    def write(self, entry: Entry, title: Sequence[str], body: Sequence[str]) -> None:
        marks = f"{token(entry.scope)} {token(entry.kind)}"
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO search_words (rowid, title, body, marks)"
                " VALUES (%s, %s, %s, %s)",
                [entry.id, " ".join(title), " ".join(body), marks],
            )

    def rescope(self, entries: Iterable[tuple[int, str, str]], scope: str) -> None:
        rows = [(f"{token(scope)} {token(kind)}", entry_id) for entry_id, kind, _ in entries]
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE search_words SET marks = %s WHERE rowid = %s", rows)

    def find(self, query: Query, reach: Reach, limit: int) -> list[int]:
        adapt = connection.ops.adapt_datetimefield_value
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT w.rowid FROM search_words w JOIN search_entry e ON e.id = w.rowid"
                " WHERE search_words MATCH %s AND e.at < %s AND e.at >= %s"
                " ORDER BY w.rowid DESC LIMIT %s",
                [match_expression(query, reach), adapt(query.before), adapt(query.after), limit],
            )
            return [row[0] for row in cursor.fetchall()]


def match_expression(query: Query, reach: Reach) -> str:
    """Write the FTS5 expression: rights AND kind AND words NOT words."""
    scopes = " OR ".join(token(scope) for scope in reach.scopes)
    parts = [f"(marks : ({scopes}))", f"(marks : {token(reach.kind)})"]
    parts += ["(" + " OR ".join(_term(term) for term in group) + ")" for group in query.all]
    none = "".join(f" NOT {_term(term)}" for term in query.none)
    return f"({' AND '.join(parts)}){none}"


def _term(term: Term) -> str:
    columns = "title" if term.in_title else "{title body}"
    return f'({columns} : "{" ".join(term.words)}"{" *" if term.is_prefix else ""})'
