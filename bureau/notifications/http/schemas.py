"""What the routes of notifications take and give."""

from datetime import datetime

from ninja import Schema


class NotificationOut(Schema):
    """One notification."""

    id: str
    kind: str
    title: str
    body: str
    url: str
    created_at: datetime
    read_at: datetime | None


class NotificationPage(Schema):
    """Some notifications, newest first."""

    items: list[NotificationOut]
    next: str | None
    unread: int


class Unread(Schema):
    """How many are not read yet."""

    unread: int
