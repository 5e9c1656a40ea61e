"""Noting that a product changed what one of its items says."""

from datetime import datetime, timedelta

from django.db import transaction

from bureau.drive.journal import index, record
from bureau.drive.models import Node

SETTLED = timedelta(seconds=30)
"""Changes by one person that follow each other faster are one change of the drive."""


@transaction.atomic
def touch(node_id: str, person_id: str, at: datetime) -> None:
    """Note that an item was changed, and index what it says now.

    For the product that keeps the item: rights were checked where it was written.
    """
    node = Node.objects.select_related("scope__drive").filter(id=node_id, purged_at=None).first()
    if node is None:
        return
    person = person_id or None
    is_news = node.modified_by_id != person or at - node.modified_at > SETTLED
    # The type checker takes every reference for one that is always there.
    node.modified_at, node.modified_by_id = max(at, node.modified_at), person  # type: ignore[assignment]
    node.save(update_fields=["modified_at", "modified_by"])
    if node.trashed_at is None:
        index(node)
    if is_news:
        record(node.scope.drive_id, [node])
