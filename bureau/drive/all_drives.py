"""All shared drives of the organisation, for its administrators: names and sizes, no contents."""

from typing import Any

from django.db.models import F, QuerySet

from bureau.platform.db import Page, paginate

from .models import Drive
from .names import sort_key

Row = dict[str, Any]


def shared_drives(q: str, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page of all shared drives by name. One query."""
    rows = Drive.objects.filter(kind=Drive.Kind.SHARED)
    if q:
        rows = rows.filter(root__sort_key__contains=sort_key(q))
    shown: QuerySet[Drive, Any] = rows.annotate(
        name=F("root__name"), sort_key=F("root__sort_key")
    ).values("id", "root_id", "name", "sort_key", "used_bytes", "quota_bytes")
    return paginate(shown, ("sort_key", "id"), cursor, limit)
