"""How far occurrences are kept in rows: a year back to three years ahead."""

from datetime import datetime, timedelta

from django.utils import timezone

BACK = timedelta(days=366)
AHEAD = timedelta(days=3 * 366)
LONG = timedelta(days=31)
"""Longer occurrences are looked for apart."""
MOST_ROWS = 2_000
"""Of one object: whoever asks beyond its last row expands on the fly."""
WIDEST_OFFSET = timedelta(hours=14)
"""Local times are kept as if they were UTC; nowhere is the clock further away from it."""


def window() -> tuple[datetime, datetime]:
    """Return from when to when rows are written now."""
    now = timezone.now()
    return now - BACK, now + AHEAD
