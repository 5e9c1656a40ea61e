"""The index on PostgreSQL: the column `search_entry.words` (tsvector) under a GIN index.

Lexemes are written by us, never parsed by the server: words with weight A (title) or D (body) and
positions for phrases, and scope and kind as lexemes with a leading colon, which no word has.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from .index import Reach
from .index_marks import token
from .models import Entry
from .syntax import Query, Term

# Limits of a tsvector: positions up to 16383, 256 of them per lexeme.
LAST_POSITION = 16_383
MOST_POSITIONS = 250
# Keeps a phrase from running out of the title into the body.
GAP = 10


class PostgresIndex:
    """tsvector and GIN."""

    def write(self, entry: Entry, title: Sequence[str], body: Sequence[str]) -> None:
        self._set_words(entry.id, vector(title, body) + _marks(entry.kind, entry.scope))

    def _set_words(self, entry_id: int, words: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE search_entry SET words = %s::tsvector WHERE id = %s", [words, entry_id]
            )

    def rescope(self, entries: Iterable[tuple[int, str, str]], scope: str) -> None:
        rows = [(_lexeme(old), _scope(scope), entry_id) for entry_id, _, old in entries]
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_entry SET words = ts_delete(words, %s) || %s::tsvector"
                " WHERE id = %s",
                rows,
            )

    def find(self, query: Query, reach: Reach, limit: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM search_entry WHERE words @@ %s::tsquery AND at < %s AND at >= %s"
                " ORDER BY id DESC LIMIT %s",
                [match_expression(query, reach), query.before, query.after, limit],
            )
            return [row[0] for row in cursor.fetchall()]


def _lexeme(scope: str) -> str:
    return f":s{token(scope)}"


def _scope(scope: str) -> str:
    return f"'{_lexeme(scope)}'"


def _kind(kind: str) -> str:
    return f"':k{token(kind)}'"


def _marks(kind: str, scope: str) -> str:
    return f" {_scope(scope)} {_kind(kind)}"


def vector(title: Sequence[str], body: Sequence[str]) -> str:
    """Write the words as a tsvector literal."""
    positions: dict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(title, 1):
        _place(positions[word], place, "A")
    for place, word in enumerate(body, len(title) + GAP):
        _place(positions[word], place, "")
    return " ".join(f"'{word}':{','.join(places)}" for word, places in positions.items())


def _place(places: list[str], place: int, weight: str) -> None:
    if len(places) < MOST_POSITIONS and (place <= LAST_POSITION or not places):
        places.append(f"{min(place, LAST_POSITION)}{weight}")


def match_expression(query: Query, reach: Reach) -> str:
    """Write the tsquery: rights AND kind AND words AND NOT words."""
    scopes = " | ".join(_scope(scope) for scope in reach.scopes)
    parts = [f"({scopes})", _kind(reach.kind)]
    parts += ["(" + " | ".join(_term(term) for term in group) + ")" for group in query.all]
    parts += [f"!({_term(term)})" for term in query.none]
    return " & ".join(parts)


def _term(term: Term) -> str:
    last = len(term.words) - 1
    return " <-> ".join(
        f"'{word}'{_flags(term, is_last=place == last)}" for place, word in enumerate(term.words)
    )


def _flags(term: Term, *, is_last: bool) -> str:
    flags = ("A" if term.in_title else "") + ("*" if term.is_prefix and is_last else "")
    return f":{flags}" if flags else ""
