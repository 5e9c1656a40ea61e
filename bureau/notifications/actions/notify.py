"""Adding notifications."""

from collections.abc import Iterable

from bureau.platform import live

from ..models import Notification


def notify(person_ids: Iterable[str], kind: str, title: str, body: str = "", url: str = "") -> None:
    """Tell persons that something happened, in the caller's transaction. One INSERT."""
    receivers = sorted(set(person_ids))
    Notification.objects.bulk_create(
        Notification(person_id=person_id, kind=kind, title=title[:200], body=body, url=url[:300])
        for person_id in receivers
    )
    live.publish(receivers, "notifications", changed="added")
