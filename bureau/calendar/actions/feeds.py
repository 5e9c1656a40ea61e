"""Filling calendars from elsewhere: fetched .ics files, public holidays, birthdays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

from django.db import transaction
from django.utils import timezone

from bureau import contacts, people
from bureau.people import SYSTEM
from bureau.platform import live
from bureau.platform.http.outgoing import (
    Resolve,
    Unchanged,
    Unreachable,
    fetch_changed,
    system_addresses,
)

from .. import holidays, queries
from ..models import Calendar, Subscription
from ..splitting import Block, Piece, Split, split
from .filling import Filled, fill, remove_others

MOST_BYTES = 16 << 20
ACCEPT = "text/calendar, application/ics;q=0.9, */*;q=0.1"
EVERY = timedelta(hours=4)
LONGEST_WAIT = timedelta(days=3)
SAME_AFTER = timedelta(minutes=15)
STAMP = b"DTSTAMP:20260101T000000Z"


def refresh(calendar_id: str, resolve: Resolve = system_addresses) -> None:
    """Fetch an outside calendar and show what it says now. What cannot be reached or read keeps
    what was there, and is tried again later, after ever longer waits.
    """
    row = Subscription.objects.select_related("calendar__owner").filter(pk=calendar_id).first()
    if row is None:
        return
    try:
        found = fetch_changed(
            row.url,
            MOST_BYTES,
            accept=ACCEPT,
            etag=row.etag,
            last_modified=row.last_modified,
            resolve=resolve,
        )
    except Unchanged:
        _note_success(row)
        return
    except Unreachable as error:
        _note_failure(row, str(error))
        return
    row.etag, row.last_modified = found.etag, found.last_modified
    _take(row, found.content)


def _take(row: Subscription, content: bytes) -> None:
    digest = blake2b(content, digest_size=16).hexdigest()
    if digest == row.digest:
        _note_success(row)
        return
    if b"BEGIN:VCALENDAR" not in content[:65536].upper():
        row.etag = row.last_modified = ""
        _note_failure(row, "What is there is not an .ics file.")
        return
    filled = replace_all(row.calendar, split(content))
    row.digest, row.skipped = digest, len(filled.skipped)
    _note_success(row)


def replace_all(calendar: Calendar, found: Split) -> Filled:
    """Make a calendar hold these objects and no others."""
    filled = Filled(skipped=list(found.skipped))
    fill(SYSTEM, calendar, found.pieces, filled)
    remove_others(calendar, {piece.uid for piece in found.pieces}, filled)
    if filled.removed:
        with transaction.atomic():
            live.publish(queries.watcher_ids(calendar), "calendar", calendar=calendar.id)
    return filled


def _note_success(row: Subscription) -> None:
    now = timezone.now()
    row.fetched_at, row.next_at = now, now + EVERY
    row.failures, row.problem = 0, ""
    row.save()


def _note_failure(row: Subscription, problem: str) -> None:
    row.failures += 1
    wait = min(SAME_AFTER * 2 ** min(row.failures - 1, 10), LONGEST_WAIT)
    row.next_at, row.problem = timezone.now() + wait, problem[:300]
    row.save(update_fields=["failures", "next_at", "problem", "etag", "last_modified"])


def due_subscriptions(most: int) -> list[str]:
    """Return the calendars that are to be fetched now. One query by index."""
    rows = Subscription.objects.filter(next_at__lte=timezone.now()).order_by("next_at")
    return list(rows.values_list("calendar_id", flat=True)[:most])


@dataclass(frozen=True, slots=True)
class Day:
    """Something that lasts all day."""

    uid: str
    on: date
    title: str
    yearly: bool = False
    kind: str = ""

    def piece(self) -> Piece:
        """Return it as an object."""
        lines = [
            b"BEGIN:VEVENT",
            b"UID:" + self.uid.encode(),
            STAMP,
            f"DTSTART;VALUE=DATE:{self.on:%Y%m%d}".encode(),
            f"DTEND;VALUE=DATE:{self.on + timedelta(days=1):%Y%m%d}".encode(),
            *([b"RRULE:FREQ=YEARLY"] if self.yearly else []),
            *_folded(b"SUMMARY:" + _escaped(self.title)),
            *([b"X-BUREAU-KIND:" + self.kind.encode()] if self.kind else []),
            b"TRANSP:TRANSPARENT",
            b"END:VEVENT",
        ]
        return Piece(self.uid, 1, [Block("VEVENT", 1, lines)], {})


def _escaped(text: str) -> bytes:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return plain.encode()


def _folded(line: bytes) -> list[bytes]:
    """RFC 5545 §3.1; a line may be longer inside a character, never cut one."""
    lines, start = [], 0
    while len(line) - start > 74:
        end = start + 74
        while line[end] & 0xC0 == 0x80:
            end -= 1
        lines.append(line[start:end])
        start = end
    lines.append(line[start:])
    return [lines[0], *(b" " + more for more in lines[1:])]


def put_days(calendar: Calendar, days: Iterable[Day]) -> Filled:
    """Make a calendar hold these days and no others."""
    return replace_all(calendar, Split([day.piece() for day in days], [], ""))


def fill_holidays(calendar: Calendar, now: datetime | None = None) -> None:
    """Write the holidays of last year to three years ahead. A rerun changes nothing."""
    region = calendar.properties.get("region", "")
    language = calendar.properties.get("language", "")
    year = (now or datetime.now(UTC)).year
    found = holidays.holidays_of(region, language, range(year - 1, year + 4))
    put_days(
        calendar,
        (Day(f"{region}-{day:%Y%m%d}@holidays.bureau", day, name) for day, name in found.items()),
    )


def fill_birthdays(calendar: Calendar) -> None:
    """Write the birthdays of the owner's contacts, every year. A rerun changes nothing."""
    actor = people.actor_for(calendar.owner)
    put_days(
        calendar,
        (
            Day(f"{one.card_id}@birthdays.bureau", born, one.name, yearly=True, kind="BIRTHDAY")
            for one in contacts.birthdays(actor)
            if (born := _born(one)) is not None
        ),
    )


def _born(one: contacts.Birthday) -> date | None:
    """Without a year, or before any calendar of ours, a leap year stands for it."""
    year = one.year if one.year and one.year >= 1900 else 2000
    try:
        return date(year, one.month, one.day)
    except ValueError:
        return None
