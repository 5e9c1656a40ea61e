"""The database: SQLite by default, PostgreSQL by URL; one set of migrations, no feature on one
only.
"""

from .connection import database_settings
from .counters import increment
from .insert import insert, update, upsert, upsert_one
from .keyset import Page, decode_cursor, encode_cursor, paginate, read_page, seek
from .moment import CurrentMoment
from .prepared import NotPreparable, prepared

__all__ = [
    "CurrentMoment",
    "NotPreparable",
    "Page",
    "database_settings",
    "decode_cursor",
    "encode_cursor",
    "increment",
    "insert",
    "paginate",
    "prepared",
    "read_page",
    "seek",
    "update",
    "upsert",
    "upsert_one",
]
