"""Keeping the rows of endless series three years ahead. Nothing is announced: no object changes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..ical import parse_object
from ..models import CalendarObject
from ..store.window import AHEAD, BACK, SLACK
from ..store.writing import refill

AT_ONCE = 200


def roll_forward(now: datetime | None = None, most: int = AT_ONCE) -> int:
    """Fill the rows of at most so many series that fell behind; return how many they were.

    Run again until it returns 0. One transaction for each series.
    """
    now = now or timezone.now()
    behind = CalendarObject.objects.filter(
        filled_until__gt=now - BACK, filled_until__lt=now + AHEAD - SLACK
    )
    ids = list(behind.order_by("filled_until").values_list("id", flat=True)[:most])
    for object_id in ids:
        _fill(object_id)
    return len(ids)


def _fill(object_id: str) -> None:
    with transaction.atomic():
        rows = CalendarObject.objects.select_related("calendar").select_for_update(of=("self",))
        stored = rows.filter(id=object_id).first()
        if stored is not None:
            refill(stored, stored.calendar, parse_object(bytes(stored.raw)))
