"""Scheduling inboxes (RFC 6638 §2.2): what clients fetch to learn what was delivered."""

from collections.abc import Sequence
from datetime import datetime

from blake3 import blake3
from django.db.models import F
from django.utils import timezone

from bureau.platform.db import insert
from bureau.platform.ids import new_id

from ..models import CalendarSettings, InboxItem
from ..scheduling import ITip, message_bytes

AT_ONCE = 100


def put_into_inboxes(person_ids: Sequence[str], message: ITip) -> None:
    """Put a message into the inboxes of people. Four statements for each hundred of them."""
    raw = message_bytes(message)
    etag, now = blake3(raw).hexdigest(16), timezone.now()
    for at in range(0, len(person_ids), AT_ONCE):
        ids = list(person_ids[at : at + AT_ONCE])
        seqs = _counted(ids)
        insert(*[_item(person_id, raw, etag, seqs[person_id], now) for person_id in ids])


def _item(person_id: str, raw: bytes, etag: str, seq: int, now: datetime) -> InboxItem:
    key = new_id()
    return InboxItem(
        id=key,
        person_id=person_id,
        name=f"{key}.ics",
        raw=raw,
        etag=etag,
        seq=seq,
        created_at=now,
    )


def _counted(ids: list[str]) -> dict[str, int]:
    rows = CalendarSettings.objects.filter(person_id__in=ids)
    known = set(rows.values_list("person_id", flat=True))
    CalendarSettings.objects.bulk_create(
        (CalendarSettings(person_id=id) for id in ids if id not in known), ignore_conflicts=True
    )
    rows.update(inbox_seq=F("inbox_seq") + 1)
    return dict(rows.values_list("person_id", "inbox_seq"))
