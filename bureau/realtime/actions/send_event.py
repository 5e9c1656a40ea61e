"""Telling those who have a document open that something beside its content changed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bureau.realtime import announcements


def send_event(item_id: str, payload: Mapping[str, Any]) -> None:
    """Send the payload to all open sockets of the item once the running transaction commits."""
    message = {"what": "event", "payload": dict(payload)}
    transaction.on_commit(lambda: announcements.publish(item_id, message))
