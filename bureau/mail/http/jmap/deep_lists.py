"""Pages deep in the list of a mailbox, without passing all that lies above them each time.

Every thousandth row is remembered for as long as the account stays as it is: whoever scrolls goes
over the index once, and each further page reads from the nearest remembered row.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bureau.platform.db import prepared, seek

from ...models import Email, EmailLabel, ThreadLabel

EVERY = 1_000
DEEP = 2 * EVERY
"""From this position on it pays."""
MOST_LISTS = 100

Mark = tuple[datetime, str]
Key = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class _Known:
    """The last row of each thousand, as far as anybody looked, in one state of the account."""

    state: str
    marks: tuple[Mark, ...]


_known: "OrderedDict[Key, _Known]" = OrderedDict()
_lock = threading.Lock()


def ids_at(
    mailbox_id: str, state: str, position: int, limit: int, *, of_threads: bool
) -> list[str]:
    """Return the messages, or each thread's newest one, from a position on. One query where one
    looked before, else one for each thousand rows above.
    """
    wanted = position // EVERY
    marks = _marks(mailbox_id, state, wanted, of_threads=of_threads)
    if len(marks) < wanted:
        return []
    skipped = position % EVERY
    after = marks[wanted - 1] if wanted else None
    rows = _after(mailbox_id, after, of_threads=of_threads, most=EVERY + limit)
    return [one for _, one in rows[skipped : skipped + limit]]


def position_of(mailbox_id: str, state: str, email_id: str, *, of_threads: bool) -> int | None:
    """Return where a message, or its thread by it, stands in the list; None where it does not. Two
    or three queries where one looked before.
    """
    sought = _place_of(mailbox_id, email_id, of_threads=of_threads)
    if sought is None:
        return None
    marks = _marks(mailbox_id, state, 1, of_threads=of_threads)
    while marks and marks[-1] > sought:
        wanted = 2 * len(marks)
        longer = _marks(mailbox_id, state, wanted, of_threads=of_threads)
        if len(longer) == len(marks):
            break
        marks = longer
    newer = sum(mark > sought for mark in marks)
    after = marks[newer - 1] if newer else None
    rows = _after(mailbox_id, after, of_threads=of_threads, most=EVERY)
    ids = [one for _, one in rows]
    return newer * EVERY + ids.index(email_id) if email_id in ids else None


def _place_of(mailbox_id: str, email_id: str, *, of_threads: bool) -> Mark | None:
    found: tuple[datetime, str] | None
    if of_threads:
        threads = Email.objects.filter(id=email_id).values("thread_id")
        rows = ThreadLabel.objects.filter(mailbox_id=mailbox_id, thread_id__in=threads)
        found = rows.values_list("newest_at", "newest_email_id").first()
    else:
        labels = EmailLabel.objects.filter(mailbox_id=mailbox_id, email_id=email_id)
        found = labels.values_list("received_at", "email_id").first()
    return found if found is not None and found[1] == email_id else None


def _marks(mailbox_id: str, state: str, wanted: int, *, of_threads: bool) -> tuple[Mark, ...]:
    key = (mailbox_id, of_threads)
    with _lock:
        known = _known.get(key)
    marks = list(known.marks) if known is not None and known.state == state else []
    while len(marks) < wanted:
        after = marks[-1] if marks else None
        found = _last_of(mailbox_id, after, of_threads=of_threads, of_rows=EVERY)
        if not found:
            break
        marks.append(found[0])
    _keep(key, _Known(state, tuple(marks)))
    return tuple(marks[:wanted])


def forget() -> None:
    """Begin anew, as a process does."""
    with _lock:
        _known.clear()


def _keep(key: Key, fresh: _Known) -> None:
    with _lock:
        before = _known.get(key)
        if before is None or before.state != fresh.state or len(before.marks) < len(fresh.marks):
            _known[key] = fresh
        _known.move_to_end(key)
        while len(_known) > MOST_LISTS:
            _known.popitem(last=False)


@prepared
def _after(
    mailbox_id: str, after: Mark | None, *, of_threads: bool, most: int
) -> QuerySet[EmailLabel | ThreadLabel, Mark]:
    return _rows(mailbox_id, after, of_threads, most)


@prepared
def _last_of(
    mailbox_id: str, after: Mark | None, *, of_threads: bool, of_rows: int
) -> QuerySet[EmailLabel | ThreadLabel, Mark]:
    return _rows(mailbox_id, after, of_threads, of_rows)[of_rows - 1 :]


def _rows(
    mailbox_id: str, after: Mark | None, of_threads: bool, most: int
) -> QuerySet[EmailLabel | ThreadLabel, Mark]:
    names = ("newest_at", "newest_email_id") if of_threads else ("received_at", "email_id")
    model = ThreadLabel if of_threads else EmailLabel
    rows = model.objects.filter(mailbox_id=mailbox_id).values_list(*names)
    return seek(rows, [f"-{name}" for name in names], after, most - 1)
