"""Storing many objects at once: imports, holidays, calendars of elsewhere. Nobody is invited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from bureau.people import Actor
from bureau.platform import live

from .. import policies, queries
from ..errors import BadObject, NotYourCalendar, ReadOnlyCalendar, TooLarge
from ..events import announce_calendar
from ..models import Calendar, CalendarObject
from ..splitting import Piece, Skipped
from ..store.writing import Placed, etag_of, next_seq, remove_at, write_at
from .objects import parsed

AT_ONCE = 100
MOST_SHOWN = 200


@dataclass(slots=True)
class Filled:
    """What was done."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, piece: Piece, why: str) -> None:
        """Note that something was left out; the first two hundred are told of."""
        if len(self.skipped) < MOST_SHOWN:
            self.skipped.append(Skipped(piece.line, why))


def fill(actor: Actor, calendar: Calendar, pieces: Iterable[Piece], filled: Filled) -> Filled:
    """Store objects, a hundred a transaction; those of a UID that is there are replaced, and what
    is the same already is left. Counts in `filled`. The caller has checked that the actor may add.
    """
    role = policies.role_on(actor, calendar)
    left = iter(pieces)
    while some := list(islice(left, AT_ONCE)):
        with transaction.atomic():
            _fill_some(actor, calendar, role, some, filled)
    _announce(calendar, filled)
    return filled


def _fill_some(
    actor: Actor, calendar: Calendar, role: int, pieces: list[Piece], filled: Filled
) -> None:
    next_seq(calendar)
    there = objects_by_uid(calendar, [piece.uid for piece in pieces])
    for piece in pieces:
        try:
            _fill_one(actor, calendar, role, piece, there.get(piece.uid), filled)
        except (BadObject, TooLarge, NotYourCalendar, ReadOnlyCalendar) as refusal:
            filled.skip(piece, refusal.detail)


def objects_by_uid(calendar: Calendar, uids: list[str]) -> dict[str, CalendarObject]:
    """Return what is there of these. One query by unique index."""
    rows = CalendarObject.objects.filter(calendar=calendar, uid__in=uids)
    return {one.uid: one for one in rows}


def _fill_one(
    actor: Actor,
    calendar: Calendar,
    role: int,
    piece: Piece,
    existing: CalendarObject | None,
    filled: Filled,
) -> None:
    raw = piece.to_bytes()
    if existing is not None and existing.etag == etag_of(raw):
        return
    data = parsed(calendar, raw)
    if existing is None:
        filled.added += 1
        existing = _same_name(calendar, data.uid)
    else:
        policies.check_changes(actor, calendar, existing, role)
        filled.changed += 1
    name = existing.name if existing else name_of(data.uid)
    placed = Placed(calendar, name, next_seq(calendar), existing, actor.person_id or None)
    with transaction.atomic():
        write_at(placed, data, raw)


def name_of(uid: str) -> str:
    """Return the name under which an object of this UID is stored."""
    plain = "".join(letter for letter in uid if letter.isalnum() or letter in "-_.@")
    return f"{plain}.ics" if plain == uid and len(uid) <= 200 else f"{etag_of(uid.encode())}.ics"


def _same_name(calendar: Calendar, uid: str) -> CalendarObject | None:
    """A reader may find another UID in a piece than we saw in its lines."""
    return queries.object_with_uid(calendar.id, uid)


def remove_others(calendar: Calendar, uids: set[str], filled: Filled) -> None:
    """Remove what is no more where the calendar is filled from."""
    rows = CalendarObject.objects.filter(calendar=calendar)
    gone = [id for id, uid in rows.values_list("id", "uid") if uid not in uids]
    for some in _chunks(gone):
        with transaction.atomic():
            for stored in rows.filter(id__in=some):
                remove_at(calendar, stored, next_seq(calendar))
                filled.removed += 1


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(ids), AT_ONCE):
        yield ids[at : at + AT_ONCE]


def _announce(calendar: Calendar, filled: Filled) -> None:
    if filled.added + filled.changed == 0:
        return
    with transaction.atomic():
        counts = {"added": [0, filled.added], "changed": [0, filled.changed]}
        announce_calendar("filled", calendar, counts)
        live.publish(queries.watcher_ids(calendar), "calendar", calendar=calendar.id)
