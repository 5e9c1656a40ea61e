"""Tasks as the browser shows them."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from bureau.people import Actor
from bureau.platform.db import paginate

from .. import policies
from ..errors import UnknownCalendar, UnknownObject
from ..ical import parse_object, text_of, when_of
from ..listing import listed
from ..models import Calendar, EventDetail
from ..queries import placed
from .occurrences import Eyes, eyes_of, may_edit

FAR = datetime(9999, 1, 1, tzinfo=UTC)


def tasks_for(
    actor: Actor, calendar_id: str, state: str, cursor: str | None, limit: int
) -> dict[str, Any]:
    """Return a page of tasks by when they are due, those without a date last. Ten queries at
    most.
    """
    eyes = eyes_of(actor, _calendars(actor, calendar_id))
    readable = [id for id, role in eyes.roles.items() if role >= policies.READ]
    if calendar_id and not readable:
        raise UnknownCalendar()
    page = paginate(_rows(readable, state), ("due_key", "object_id"), cursor, limit)
    items = [_shown(row, eyes) for row in page.items if not _is_hidden(row, eyes)]
    return {"items": items, "next": page.next}


def _calendars(actor: Actor, calendar_id: str) -> list[Calendar]:
    if calendar_id:
        return list(Calendar.objects.filter(id=calendar_id))
    return [one.calendar for one in listed(actor) if "VTODO" in one.calendar.components]


def _rows(calendar_ids: list[str], state: str) -> QuerySet[EventDetail]:
    rows = EventDetail.objects.filter(
        object__calendar_id__in=calendar_ids, object__component="VTODO", recurrence_id=""
    ).select_related("object")
    if state != "all":
        rows = rows.filter(completed_at__isnull=state == "open")
    return rows.annotate(due_key=Coalesce("due_at", Value(FAR)))


def _is_hidden(row: EventDetail, eyes: Eyes) -> bool:
    return policies.hides_details(eyes.roles[row.object.calendar_id], row.visibility)


def present_task(actor: Actor, task_id: str) -> dict[str, Any]:
    """Show a task; raises `UnknownObject`. Six queries."""
    row = (
        EventDetail.objects.filter(object_id=task_id, object__component="VTODO", recurrence_id="")
        .select_related("object__calendar")
        .first()
    )
    if row is None:
        raise UnknownObject()
    eyes = eyes_of(actor, [row.object.calendar])
    if eyes.roles.get(row.object.calendar_id, 0) < policies.READ or _is_hidden(row, eyes):
        raise UnknownObject()
    return _shown(row, eyes)


def _shown(row: EventDetail, eyes: Eyes) -> dict[str, Any]:
    stored = row.object
    task = parse_object(bytes(stored.raw)).first
    due = when_of(task, "DUE")
    if due is None:
        shown: Any = None
    elif due.is_all_day:
        shown = due.local.date()
    else:
        shown = placed(due.instant, eyes.zone) if due.is_local else due.instant
    return {
        "id": stored.id,
        "calendar_id": stored.calendar_id,
        "title": row.title,
        "notes": text_of(task, "DESCRIPTION"),
        "due": shown,
        "is_all_day": bool(due is None or due.is_all_day),
        "priority": row.priority,
        "completed": row.completed_at is not None or row.status == "completed",
        "completed_at": row.completed_at,
        "etag": stored.etag,
        "may_edit": may_edit(eyes, stored.calendar_id, stored.created_by_id, row.organizer),
    }
