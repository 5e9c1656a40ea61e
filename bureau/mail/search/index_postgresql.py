"""The index on PostgreSQL: the column `mail_searchentry.words` (tsvector) under a GIN index.

Tokens have weight A (header) or D (body). GIN knows no order: common words are looked for among the
newest messages first (`plan`), rare ones come from GIN and are sorted.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from .conditions import All, AnyOf, Condition, Marked, Not, Words
from .index import Entry
from .tokens import SHORTEST_PREFIX, token

# Limits of a tsvector: positions up to 16383, 256 of them per lexeme, a megabyte in all.
LAST_POSITION = 16_383
MOST_POSITIONS = 250
MOST_LEXEMES = 20_000
GAP = 10


class PostgresIndex:
    """tsvector and GIN."""

    join = "mail_searchentry d{more} WHERE d.words @@ %s::tsquery"
    key = "d.key"
    residual = (
        "EXISTS (SELECT 1 FROM mail_searchentry s"
        " WHERE s.email_id = {id} AND s.words @@ %s::tsquery)"
    )

    def write(self, entries: Sequence[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE mail_searchentry SET words = %s::tsvector WHERE key = %s",
                [(vector(entry.top, entry.body), entry.key) for entry in entries],
            )

    def forget(self, keys: Sequence[int]) -> None:
        """The words leave with their row."""

    def expression(self, account_id: str, condition: Condition) -> str:
        match condition:
            case Words(words, space, is_prefix, in_body):
                weight = "D" if in_body else ""
                last = len(words) - 1
                star = "*" if is_prefix and len(words[last]) >= SHORTEST_PREFIX else ""
                written = [
                    _lexeme(token(space, account_id, word), weight + (star if at == last else ""))
                    for at, word in enumerate(words)
                ]
                return "(" + " <-> ".join(written) + ")"
            case Marked(mark, space):
                return _lexeme(token(space, account_id, mark), "")
            case AnyOf(parts):
                return "(" + " | ".join(self.expression(account_id, part) for part in parts) + ")"
            case All(parts):
                return "(" + " & ".join(self._part(account_id, part) for part in parts) + ")"
        raise TypeError(f"{condition} is not for the index")

    def _part(self, account_id: str, part: Condition) -> str:
        if isinstance(part, Not):
            return f"!({self.expression(account_id, part.part)})"
        return self.expression(account_id, part)


def _lexeme(text: str, flags: str) -> str:
    return f"'{text}'" + (f":{flags}" if flags else "")


def vector(top: Sequence[str], body: Sequence[str]) -> str:
    """Write tokens as a tsvector literal."""
    positions: dict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(top, 1):
        _place(positions[word], place, "A")
    for place, word in enumerate(body, len(top) + GAP):
        if len(positions) < MOST_LEXEMES or word in positions:
            _place(positions[word], place, "")
    return " ".join(f"'{word}':{','.join(places)}" for word, places in positions.items())


def _place(places: list[str], place: int, weight: str) -> None:
    if len(places) < MOST_POSITIONS and (place <= LAST_POSITION or not places):
        places.append(f"{min(place, LAST_POSITION)}{weight}")
