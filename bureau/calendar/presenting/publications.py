"""Shapes of published addresses and of outside calendars."""

from collections.abc import Iterable
from typing import Any

from bureau.platform.config import config

from ..models import Publication, Subscription


def present_publications(rows: Iterable[Publication]) -> list[dict[str, Any]]:
    """Show where a calendar is published."""
    return [present_publication(row) for row in rows]


def present_publication(row: Publication) -> dict[str, Any]:
    """Show one address."""
    address = f"{config().public_url}/calendar/published/{row.token}"
    return {
        "id": row.id,
        "is_public": row.is_public,
        "shows": row.shows,
        "ics_url": f"{address}.ics",
        "html_url": address,
        "created_at": row.created_at,
    }


def present_subscription(row: Subscription) -> dict[str, Any]:
    """Show how an outside calendar does."""
    names = ("calendar_id", "url", "fetched_at", "next_at", "failures", "problem", "skipped")
    return {name: getattr(row, name) for name in names}
