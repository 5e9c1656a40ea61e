"""Events of a working life: one in ten repeats every week, half of those with a changed one."""

from datetime import UTC, datetime, timedelta

MONTH = ("20260601T000000Z", "20260701T000000Z")
BUSY_MONTH = 300
"""Bytes that the busy times of the month take at least."""
_FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
_START, _END = (datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for text in MONTH)


def name(number: int) -> str:
    """Return the object's name."""
    return f"event-{number}.ics"


def event(number: int) -> str:
    """Return an event of half an hour."""
    return _calendar(number, f"Meeting {number}")


def changed(number: int) -> str:
    """Return the event after an edit."""
    return _calendar(number, f"Meeting {number} on the second floor")


def in_month(number: int) -> bool:
    """Return whether the event happens in the month."""
    start = _start(number)
    if _repeats(number):
        return start < _END and start + timedelta(weeks=51, minutes=30) > _START
    return _START - timedelta(minutes=30) < start < _END


def _repeats(number: int) -> bool:
    return number % 10 == 0


def _start(number: int) -> datetime:
    # Spread over the working hours of a year.
    return _FIRST + timedelta(days=number * 7 % 360, minutes=30 * (number % 18))


def _calendar(number: int, title: str) -> str:
    parts = [_event(number, title, _start(number), repeats=_repeats(number))]
    if number % 20 == 0:
        third = _start(number) + timedelta(weeks=2)
        later = third + timedelta(hours=1)
        parts.append(_event(number, f"{title} (later)", later, instead_of=third))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bureau//Benchmark//EN", *parts]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(
    number: int,
    title: str,
    start: datetime,
    *,
    repeats: bool = False,
    instead_of: datetime | None = None,
) -> str:
    lines = ["BEGIN:VEVENT", f"UID:event-{number}@bench.example", "DTSTAMP:20260101T000000Z"]
    if instead_of:
        lines.append(f"RECURRENCE-ID:{_utc(instead_of)}")
    lines += [f"DTSTART:{_utc(start)}", f"DTEND:{_utc(start + timedelta(minutes=30))}"]
    if repeats:
        lines.append("RRULE:FREQ=WEEKLY;COUNT=52")
    lines += [
        f"SUMMARY:{title}",
        "LOCATION:Room 4",
        "DESCRIPTION:What we said last time\\, and what is to do until the next one.",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Reminder",
        "TRIGGER:-PT10M",
        "END:VALARM",
        "END:VEVENT",
    ]
    return "\r\n".join(lines)


def _utc(when: datetime) -> str:
    return when.strftime("%Y%m%dT%H%M%SZ")
