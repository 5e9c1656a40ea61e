"""How many people outside an account, and everybody together, may write to on a day."""

from datetime import date

from django.utils import timezone

from bureau.platform.db import upsert

from ..errors import SendingLimit
from ..models import SendingCount
from ..organisation import organisation

EVERYBODY = ""


def check_limits(account_id: str | None, outside: list[str]) -> None:
    """Refuse more recipients outside than today allows; raises `SendingLimit`. Two queries."""
    if not outside:
        return
    chosen = organisation()
    today = timezone.localdate()
    for sender, most in ((account_id, chosen.person_day), (EVERYBODY, chosen.organisation_day)):
        if sender is not None and most and _sent(sender, today) + len(outside) > most:
            raise SendingLimit()


def count_sent(account_id: str | None, count: int) -> None:
    """Count recipients outside, in the caller's transaction."""
    if not count:
        return
    today = timezone.localdate()
    for sender in sorted({account_id or EVERYBODY, EVERYBODY}):
        row = SendingCount(sender=sender, day=today, count=_sent(sender, today) + count)
        upsert([row], unique=["sender", "day"], update=["count"])


def _sent(sender: str, day: date) -> int:
    row = SendingCount.objects.filter(sender=sender, day=day).first()
    return row.count if row else 0
