"""How far occurrences are kept in rows: a year back to three years ahead."""

from datetime import datetime, timedelta

from django.utils import timezone

BACK = timedelta(days=366)
AHEAD = timedelta(days=3 * 366)
LONG = timedelta(days=31)
"""Longer occurrences are looked for apart."""
MOST_ROWS = 5_000
"""Of one object; what happens more often has none, and is expanded for whoever asks."""
WIDEST_OFFSET = timedelta(hours=14)
"""Local times are kept as if they were UTC; nowhere is the clock further away from it."""


def window() -> tuple[datetime, datetime]:
    """Return from when to when rows are written now."""
    now = timezone.now()
    return now - BACK, now + AHEAD


SLACK = timedelta(days=90)
"""Rows may end so much earlier before they are written anew."""
