"""The database: SQLite by default, PostgreSQL by URL; one set of migrations, no feature on one
only.
"""

from .connection import database_settings
from .counters import increment
from .insert import insert, upsert
from .keyset import Page, decode_cursor, encode_cursor, paginate

__all__ = [
    "Page",
    "database_settings",
    "decode_cursor",
    "encode_cursor",
    "increment",
    "insert",
    "paginate",
    "upsert",
]
