"""Tasks with due dates (VTODO, RFC 5545 §3.6.2), as the side panel writes them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from icalendar import Calendar as ICalendar
from icalendar import Component, Todo
from icalendar.prop import vDDDTypes, vInt, vText

from bureau.people import Actor
from bureau.platform.ids import new_id

from .. import policies
from ..errors import UnknownObject
from ..ical import CalendarData, parse_object
from ..ical.properties import put
from ..models import CalendarObject
from .importing import calendar_to_write
from .objects import delete_object, put_data

PRODID = "-//Bureau//Bureau Calendar//EN"


def create_task(actor: Actor, calendar_id: str | None, fields: Mapping[str, Any]) -> CalendarObject:
    """Make a task; raises `UnknownCalendar`, `NotYourCalendar`, `BadObject`."""
    with transaction.atomic():
        calendar = calendar_to_write(actor, calendar_id)
        uid = new_id()
        task = Todo()
        task["UID"] = vText(uid)
        _set(task, fields)
        whole = ICalendar()
        whole["VERSION"], whole["PRODID"] = vText("2.0"), vText(PRODID)
        whole.subcomponents.append(task)
        data = CalendarData.of_calendar(whole)
        return put_data(actor, calendar, f"{uid}.ics", data, none_match=True).object


def change(actor: Actor, task_id: str, fields: Mapping[str, Any]) -> CalendarObject:
    """Change a task; raises `UnknownObject`, `NotYourCalendar`."""
    with transaction.atomic():
        stored = _task(actor, task_id)
        data = parse_object(bytes(stored.raw)).copy()
        _set(data.first, fields)
        return put_data(actor, stored.calendar, stored.name, data, match=stored.etag).object


def remove(actor: Actor, task_id: str) -> None:
    """Remove a task; raises `UnknownObject`, `NotYourCalendar`."""
    with transaction.atomic():
        stored = _task(actor, task_id)
        delete_object(actor, stored.calendar, stored.name)


def _task(actor: Actor, task_id: str) -> CalendarObject:
    rows = CalendarObject.objects.select_related("calendar")
    stored = rows.filter(id=task_id, component="VTODO").first()
    if stored is None or policies.role_on(actor, stored.calendar) < policies.READ:
        raise UnknownObject()
    return stored


def _set(task: Component, fields: Mapping[str, Any]) -> None:
    now = timezone.now().replace(microsecond=0)
    task["DTSTAMP"] = vDDDTypes(now)
    if "title" in fields:
        put(task, "SUMMARY", vText(fields["title"]))
    if "notes" in fields:
        put(task, "DESCRIPTION", vText(fields["notes"]) if fields["notes"] else None)
    if "due" in fields or "is_all_day" in fields:
        _set_due(task, fields)
    if "priority" in fields:
        put(task, "PRIORITY", vInt(fields["priority"]) if fields["priority"] else None)
    if "completed" in fields:
        _set_completed(task, bool(fields["completed"]), now)


def _set_due(task: Component, fields: Mapping[str, Any]) -> None:
    old = task.get("DUE")
    due = fields["due"] if "due" in fields else getattr(old, "dt", None)
    put(task, "DUE", _due(due, bool(fields.get("is_all_day", type(due) is date))))
    task.pop("DURATION", None)
    start = getattr(task.get("DTSTART"), "dt", None)
    if start is not None and (due is None or type(start) is not type(due) or start >= due):
        task.pop("DTSTART", None)


def _due(due: date | datetime | None, is_all_day: bool) -> vDDDTypes | None:
    if due is None:
        return None
    if isinstance(due, datetime):
        return vDDDTypes(due.date() if is_all_day else due.astimezone(UTC))
    return vDDDTypes(due)


def _set_completed(task: Component, is_completed: bool, now: datetime) -> None:
    """RFC 5545 §3.8.2.1; whoever opens it again takes back all three marks."""
    if is_completed and task.get("COMPLETED") is None:
        task["COMPLETED"] = vDDDTypes(now)
        task["STATUS"] = vText("COMPLETED")
        task["PERCENT-COMPLETE"] = vInt(100)
    elif not is_completed:
        for name in ("COMPLETED", "PERCENT-COMPLETE"):
            task.pop(name, None)
        task["STATUS"] = vText("NEEDS-ACTION")
