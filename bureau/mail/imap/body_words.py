"""Which messages may hold a text in their body, by the index of words.

IMAP looks for pieces of words as well. They are looked up in the list of all words first, so that
the index is asked for whole ones.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef

from bureau.platform.text import words

from ..models import EmailLabel, SearchEntry, SearchTodo, SearchWord
from ..search.conditions import All, AnyOf, Words
from ..search.index import index

SHORTEST = 4
"""Words of fewer letters are not in the list of words."""
MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Candidates:
    """Uids of messages that hold the words of a text."""

    uids: list[int]
    is_certain: bool
    """Whether the words are all of the text, so that the messages need not be looked at."""
    waiting: list[int]
    """Uids of messages that are not in the index yet, and are looked at in any case."""


def candidates(account_id: str, mailbox_id: str, text: str) -> Candidates | None:
    """Return the messages of a mailbox that may hold a text; None where the index cannot tell."""
    pieces = words(text)
    if not pieces or any(len(piece) < SHORTEST for piece in pieces):
        return None
    if connection.vendor != "sqlite":
        return None
    waiting = _waiting(account_id, mailbox_id)
    wanted = [_words_with(piece) for piece in pieces]
    if any(len(found) > MOST_WORDS for found in wanted):
        return None
    if not all(wanted):
        return Candidates([], is_certain=True, waiting=waiting)
    condition = All(tuple(AnyOf(tuple(map(_in_body, found))) for found in wanted))
    uids = _matches(account_id, mailbox_id, index().expression(account_id, condition))
    return Candidates(uids, is_certain=pieces == [text.lower()], waiting=waiting)


def _waiting(account_id: str, mailbox_id: str) -> list[int]:
    """Those of which only the files' words are missing are in the index. One query."""
    entries = SearchEntry.objects.filter(email_id=OuterRef("email_id"))
    todo = SearchTodo.objects.filter(~Exists(entries), account_id=account_id)
    rows = EmailLabel.objects.filter(mailbox_id=mailbox_id, email_id__in=todo.values("email_id"))
    return list(rows.values_list("uid", flat=True))


def _in_body(word: str) -> Words:
    return Words((word,), in_body=True)


def _words_with(piece: str) -> list[str]:
    """Return the words that hold a piece. One scan of the list of words."""
    rows = SearchWord.objects.filter(word__contains=piece)
    return list(rows.values_list("word", flat=True)[: MOST_WORDS + 1])


def _matches(account_id: str, mailbox_id: str, expression: str) -> list[int]:
    label = " JOIN mail_emaillabel l ON l.email_id = d.email_id AND l.mailbox_id = %s"
    found = index().join.replace("{more}", label)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT l.uid FROM {found} AND d.account_id = %s",  # noqa: S608 - no values
            [mailbox_id, expression, account_id],
        )
        return [uid for (uid,) in cursor.fetchall()]
