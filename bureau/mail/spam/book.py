"""What the filter has learnt, in the database: additions only, so that order never matters and
unlearning is the exact inverse of learning.
"""

from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import QuerySet

from bureau.platform.db import prepared
from bureau.platform.mime import ParsedMessage

from ..models import SpamToken
from .score import Counts
from .tokens import ALL, tokens_of

_AT_ONCE = 200
_ADD = (
    "INSERT INTO mail_spamtoken (token, junk, good) VALUES {places} ON CONFLICT (token) DO UPDATE "
    "SET junk = mail_spamtoken.junk + EXCLUDED.junk, good = mail_spamtoken.good + EXCLUDED.good"
)


def counts_of(tokens: Collection[int]) -> dict[int, Counts]:
    """Return what was learnt of these tokens. One query by primary key."""
    wanted = [ALL, *tokens]
    rows = SpamToken.objects.filter(token__in=wanted).values_list("token", "junk", "good")
    return {token: Counts(junk, good) for token, junk, good in rows if junk > 0 or good > 0}


def has_learnt() -> bool:
    """Tell whether there is anything to look up. One query."""
    return bool(_any(ALL))


@prepared
def _any(token: int) -> QuerySet[SpamToken, int]:
    return SpamToken.objects.filter(token=token).values_list("junk", flat=True)


def learn(message: ParsedMessage, is_junk: bool) -> None:
    """Count the words of a message as junk or good. A few statements, in the caller's
    transaction.
    """
    _add(tokens_of(message), is_junk, 1)


def unlearn(message: ParsedMessage, is_junk: bool) -> None:
    """Take back what `learn` did with the same message."""
    _add(tokens_of(message), is_junk, -1)


def _add(tokens: Iterable[int], is_junk: bool, change: int) -> None:
    # In one order, so that two writers never wait for each other in a circle.
    rows = [(token, change * is_junk, change * (not is_junk)) for token in sorted({ALL, *tokens})]
    for start in range(0, len(rows), _AT_ONCE):
        batch = rows[start : start + _AT_ONCE]
        places = ", ".join(["(%s, %s, %s)"] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(_ADD.format(places=places), [value for row in batch for value in row])
