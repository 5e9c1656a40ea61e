"""Noting whom an account writes to: their mail is never taken for junk, and is important."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

_ADD = (
    "INSERT INTO mail_correspondent (account_id, email, sent, last_at) VALUES {places} "
    "ON CONFLICT (account_id, email) DO UPDATE SET sent = mail_correspondent.sent + 1, "
    "last_at = EXCLUDED.last_at"
)


def note_correspondents(account_id: str, emails: Iterable[str], at: datetime) -> None:
    """Count a message to each address, in the caller's transaction. One statement."""
    wanted = sorted({email.strip().lower()[:254] for email in emails})
    if not wanted:
        return
    moment = connection.ops.adapt_datetimefield_value(at)
    places = ", ".join(["(%s, %s, 1, %s)"] * len(wanted))
    values = [value for email in wanted for value in (account_id, email, moment)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(places=places), values)
