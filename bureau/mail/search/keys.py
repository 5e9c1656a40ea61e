"""Keys of entries: they sort by the time of receipt, and no two are the same."""

from datetime import datetime
from secrets import randbits

from django.db import connection

_LOW_BITS = 21
_LAST_MS = (1 << (63 - _LOW_BITS)) - 1
_INSERT = (
    "INSERT INTO mail_searchentry (key, account_id, email_id, thread_id, tokens)"
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING"
)


def moment_of(key: int) -> int:
    """Return the millisecond that a key stands for."""
    return key >> _LOW_BITS


def lowest_key(received_at: datetime) -> int:
    """Return a key that none of this moment, or of a later one, is below."""
    return min(max(int(received_at.timestamp() * 1000), 0), _LAST_MS) << _LOW_BITS


def highest_key(received_at: datetime) -> int:
    """Return a key that none of this moment, or of an earlier one, is above."""
    return lowest_key(received_at) | ((1 << _LOW_BITS) - 1)


def make_entry(account_id: str, email_id: str, thread_id: str, received_at: datetime) -> int:
    """Insert the row of a message, and return its key. One query, more where keys collide."""
    key = lowest_key(received_at) | randbits(_LOW_BITS - 1)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_INSERT, [key, account_id, email_id, thread_id, b""])
            if cursor.rowcount:
                return key
            key += 1
