"""Extension properties of Email: `snoozed`, `followUp`, `scheduled`, `care`, `unsubscribe`,
`confidential`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from ...actions.remind import await_answer, snooze
from ...confidential import shown_to_readers
from ...models import Submission
from ...teamwork import cares_of_emails
from ...unsubscribing import ways_out
from .extensions import EmailProperty, register_email_property
from .objects import utc_text
from .protocol import SetError

LONGEST = timedelta(days=3660)


def _moment(property_name: str, member: str) -> Callable[[Any], datetime | None]:
    """Return what reads `{member: UTCDate}` or null."""

    def read(value: Any) -> datetime | None:
        if value is None:
            return None
        text = value.get(member) if isinstance(value, dict) and len(value) == 1 else None
        try:
            moment = datetime.fromisoformat(text if isinstance(text, str) else "")
        except ValueError:
            raise SetError("invalidProperties", properties=[property_name]) from None
        if moment.tzinfo is None or not timedelta() < moment - timezone.now() < LONGEST:
            raise SetError(
                "invalidProperties", "Choose a time in the future.", properties=[property_name]
            )
        return moment

    return read


def _shown(member: str) -> Callable[[datetime | None], Mapping[str, Any] | None]:
    return lambda moment: {member: utc_text(moment)} if moment else None


def _scheduled(account_id: str, ids: Sequence[str]) -> Mapping[str, Any]:
    rows = Submission.objects.filter(
        account_id=account_id, email_id__in=ids, undo_status=Submission.Undo.PENDING
    )
    return {row.email_id: {"submissionId": row.id, "sendAt": utc_text(row.send_at)} for row in rows}


def register_personal() -> None:
    """Add the properties to Email."""
    register_email_property(
        EmailProperty(
            "snoozed",
            column="snoozed_until",
            make=_shown("until"),
            parse=_moment("snoozed", "until"),
            store=snooze,
        ),
        EmailProperty(
            "followUp",
            column="follow_up_at",
            make=_shown("at"),
            parse=_moment("followUp", "at"),
            store=await_answer,
        ),
        EmailProperty("scheduled", read=_scheduled),
        EmailProperty("care", read=cares_of_emails),
        EmailProperty("unsubscribe", read=ways_out),
        EmailProperty("confidential", read=shown_to_readers),
    )
