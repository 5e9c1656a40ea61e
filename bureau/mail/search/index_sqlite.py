"""The index on SQLite: the FTS5 table `mail_words(top, body)` without content; its rowids are the
keys, so that matches come newest first and the first page stops there.
"""

import zlib
from collections.abc import Sequence

from django.db import connection, transaction

from ..models import SearchEntry, SearchWord
from .conditions import All, AnyOf, Condition, Marked, Not, Words
from .index import Entry
from .tokens import SHORTEST_PREFIX, token

MOST_ENDINGS = 200
"""Up to so many words with a beginning are asked for one by one, which stops early; more are one
scan.
"""
_INSERT = "INSERT INTO mail_words (rowid, top, body) VALUES (%s, %s, %s)"
_DELETE = "INSERT INTO mail_words (mail_words, rowid, top, body) VALUES ('delete', %s, %s, %s)"
_GAP = b"\x00"
_HEAD = 5
"""Letters of a token before its word."""


class SqliteIndex:
    """FTS5."""

    join = (
        "mail_words w CROSS JOIN mail_searchentry d ON d.key = w.rowid"
        "{more} WHERE mail_words MATCH %s"
    )
    key = "w.rowid"
    residual = (
        "EXISTS (SELECT 1 FROM mail_searchentry s CROSS JOIN mail_words w ON w.rowid = s.key"
        " WHERE s.email_id = {id} AND mail_words MATCH %s)"
    )

    def write(self, entries: Sequence[Entry]) -> None:
        rows = [(entry.key, " ".join(entry.top), " ".join(entry.body)) for entry in entries]
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, rows)
            cursor.executemany(
                "UPDATE mail_searchentry SET tokens = %s WHERE key = %s",
                [(_packed(top, body), key) for key, top, body in rows],
            )
        _learn(entries)

    def forget(self, keys: Sequence[int]) -> None:
        held = SearchEntry.objects.filter(key__in=keys).values_list("key", "tokens")
        rows = [(key, *_unpacked(bytes(packed))) for key, packed in held if packed]
        with connection.cursor() as cursor:
            cursor.executemany(_DELETE, rows)

    def expression(self, account_id: str, condition: Condition) -> str:
        match condition:
            case Words():
                return _phrase(account_id, condition)
            case Marked(mark, space):
                return f'"{token(space, account_id, mark)}"'
            case AnyOf(parts):
                return "(" + " OR ".join(self.expression(account_id, part) for part in parts) + ")"
            case All(parts):
                wanted = [part for part in parts if not isinstance(part, Not)]
                found = " AND ".join(self.expression(account_id, part) for part in wanted)
                for part in parts:
                    if isinstance(part, Not):
                        found = f"({found}) NOT {self.expression(account_id, part.part)}"
                return f"({found})"
        raise TypeError(f"{condition} is not for the index")


def _packed(top: str, body: str) -> bytes:
    return zlib.compress(top.encode() + _GAP + body.encode(), 1)


def _unpacked(packed: bytes) -> tuple[str, str]:
    top, _, body = zlib.decompress(packed).partition(_GAP)
    return top.decode(), body.decode()


def _phrase(account_id: str, asked: Words) -> str:
    column = "body : " if asked.in_body else ""
    *first, last = asked.words
    head = [token(asked.space, account_id, word) for word in first]
    if not asked.is_prefix or len(last) < SHORTEST_PREFIX:
        return _quoted(column, [*head, token(asked.space, account_id, last)])
    endings = _endings(last) if len(last) > SHORTEST_PREFIX else None
    if endings is None:
        return _quoted(column, [*head, token(asked.space, account_id, last)], " *")
    tails = [token(asked.space, account_id, ending) for ending in endings or [last]]
    return "(" + " OR ".join(_quoted(column, [*head, tail]) for tail in tails) + ")"


def _quoted(column: str, words: Sequence[str], star: str = "") -> str:
    return f'({column}"{" ".join(words)}"{star})'


def _endings(beginning: str) -> list[str] | None:
    """Return the words that begin so, None where there are too many."""
    rows = SearchWord.objects.filter(word__gte=beginning, word__lt=beginning + "\U0010ffff")
    found = list(rows.values_list("word", flat=True)[: MOST_ENDINGS + 1])
    return None if len(found) > MOST_ENDINGS else found


_known: set[str] = set()
MOST_KNOWN = 200_000


def _learn(entries: Sequence[Entry]) -> None:
    """Add new words to the list of words; a process asks once for each."""
    seen = {
        word[_HEAD:]
        for entry in entries
        for words in (entry.top, entry.body)
        for word in words
        if len(word) > _HEAD + SHORTEST_PREFIX
    }
    fresh = sorted(seen - _known)
    if not fresh:
        return
    if len(_known) > MOST_KNOWN:
        _known.clear()
    # Words of a transaction that is undone are not known.
    transaction.on_commit(lambda: _known.update(fresh))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO mail_searchword (word) VALUES (%s) ON CONFLICT DO NOTHING",
            [(word,) for word in fresh],
        )
