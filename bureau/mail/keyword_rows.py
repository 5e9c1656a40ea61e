"""The rows that lists by keyword read (`EmailKeyword`), kept in step with the messages."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet

from bureau.platform.db import insert, prepared

from .models import Email, EmailKeyword

AT_ONCE = 500
LEFT_OUT = frozenset({"$seen"})
"""What most messages have: unread ones have an index of their own."""


def renew(account_id: str, email_ids: Sequence[str]) -> None:
    """Bring the rows of changed messages up to date. Two queries for each 500, and what differs."""
    for start in range(0, len(email_ids), AT_ONCE):
        _renew(account_id, email_ids[start : start + AT_ONCE])


def _renew(account_id: str, email_ids: Sequence[str]) -> None:
    marked = {row[0]: row for row in _marked(email_ids)}
    known: dict[str, set[str]] = defaultdict(set)
    for email_id, keyword in _rows(email_ids):
        known[email_id].add(keyword)
    fresh: list[EmailKeyword] = []
    stale: list[tuple[str, str]] = []
    for email_id in marked.keys() | known.keys():
        row = marked.get(email_id)
        wanted = set(row[1].split()) - LEFT_OUT if row else set()
        stale += [(email_id, keyword) for keyword in known[email_id] - wanted]
        if row is not None:
            fresh += [_row(account_id, row, keyword) for keyword in wanted - known[email_id]]
    for email_id, keyword in stale:
        EmailKeyword.objects.filter(email_id=email_id, keyword=keyword).delete()
    for start in range(0, len(fresh), AT_ONCE):
        insert(*fresh[start : start + AT_ONCE])


def _row(account_id: str, row: tuple[Any, ...], keyword: str) -> EmailKeyword:
    return EmailKeyword(
        account_id=account_id,
        keyword=keyword,
        email_id=row[0],
        thread_id=row[2],
        received_at=row[3],
    )


@prepared
def _marked(email_ids: Collection[str]) -> QuerySet[Email, tuple[Any, ...]]:
    rows = Email.objects.filter(id__in=email_ids).exclude(keyword_line__in=(" ", " $seen "))
    return rows.values_list("id", "keyword_line", "thread_id", "received_at")


@prepared
def _rows(email_ids: Collection[str]) -> QuerySet[EmailKeyword, tuple[str, str]]:
    return EmailKeyword.objects.filter(email_id__in=email_ids).values_list("email_id", "keyword")
