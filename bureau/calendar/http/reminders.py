"""Routes of reminders that are due."""

from ninja import Router, Status

from bureau.people.http.auth import signed_in

from ..actions import reminding
from ..presenting.reminders import due_reminders
from .requests import SignedRequest
from .resource_schemas import RemindersOut, SnoozeIn

router = Router(auth=signed_in)


@router.get("/calendar/reminders", response=RemindersOut)
def list_reminders(request: SignedRequest) -> dict[str, object]:
    """Reminders that are due now, the earliest first; at most fifty. Three queries."""
    return {"items": due_reminders(request.auth)}


@router.post("/calendar/reminders/{reminder_id}/snooze", response={204: None})
def snooze(request: SignedRequest, reminder_id: str, body: SnoozeIn) -> Status[None]:
    """Be reminded again later."""
    reminding.snooze(request.auth, reminder_id, body.minutes)
    return Status(204, None)


@router.post("/calendar/reminders/{reminder_id}/dismiss", response={204: None})
def dismiss(request: SignedRequest, reminder_id: str) -> Status[None]:
    """Be reminded no more."""
    reminding.dismiss(request.auth, reminder_id)
    return Status(204, None)
