"""Routes of the calendar under /api/v1, by topic."""

from ninja import Router

from . import (
    adding,
    calendars,
    courses,
    events,
    guests,
    planning,
    reminders,
    resources,
    sessions,
    settings,
    sharing,
    tasks,
    transfers,
)

router = Router(tags=["calendar"])
for part in (
    adding,
    calendars,
    courses,
    events,
    guests,
    planning,
    reminders,
    resources,
    sessions,
    settings,
    sharing,
    tasks,
    transfers,
):
    router.add_router("", part.router)
