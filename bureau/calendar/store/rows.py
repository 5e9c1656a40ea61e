"""The rows that are derived from an object: its details and occurrences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Component

from ..ical import CalendarData, Described, Span, bounds, describe, occurrences
from ..models import CalendarObject, EventDetail, Occurrence
from .window import LONG, MOST_ROWS, window

FIRST = datetime(1, 1, 2, tzinfo=UTC)
LAST = datetime(9998, 12, 31, tzinfo=UTC)
DESCRIBED = tuple(
    field.name
    for field in EventDetail._meta.concrete_fields
    if field.name not in ("id", "object", "recurrence_id")
)


@dataclass(frozen=True, slots=True)
class Derived:
    """What is written beside the bytes."""

    details: dict[str, EventDetail]
    """By recurrence id, the series under the empty one."""
    spans: list[Span]
    first_at: datetime | None
    last_at: datetime | None
    recurs: bool
    filled_until: datetime | None
    organizer: str


def derive(data: CalendarData, owner_addresses: list[str]) -> Derived:
    """Work out the rows of an object in a calendar of an owner with these addresses."""
    first, last, recurs = bounds(data)
    spans, filled_until = _spans(data, last, recurs)
    return Derived(
        details=_details(data, owner_addresses),
        spans=spans,
        first_at=first,
        last_at=last,
        recurs=recurs,
        filled_until=filled_until,
        organizer=data.organizer[:254],
    )


def _spans(
    data: CalendarData, last: datetime | None, recurs: bool
) -> tuple[list[Span], datetime | None]:
    """Return all occurrences where they are few, else those of the window and its end."""
    start, end = window()
    if not recurs or (last is not None and last <= end):
        spans = list(occurrences(data, FIRST, LAST, limit=MOST_ROWS + 1))
        if len(spans) <= MOST_ROWS:
            return spans, None
    spans = list(occurrences(data, start, end, limit=MOST_ROWS))
    # What happens every few minutes would be rows without number: whoever asks expands it.
    return ([], FIRST) if len(spans) == MOST_ROWS else (spans, end)


def _details(data: CalendarData, owner_addresses: list[str]) -> dict[str, EventDetail]:
    return {
        recurrence_id: _detail(recurrence_id, describe(component, owner_addresses))
        for recurrence_id, component in _components(data)
    }


def _components(data: CalendarData) -> Iterator[tuple[str, Component]]:
    if data.master is not None:
        yield "", data.master
    yield from data.overrides.items()


def _detail(recurrence_id: str, described: Described) -> EventDetail:
    values = {name: getattr(described, name) for name in DESCRIBED}
    return EventDetail(recurrence_id=recurrence_id, **values)


def rows_of(stored: CalendarObject, derived: Derived) -> list[Occurrence]:
    """Return the occurrence rows; the details must have their keys by now."""
    return [
        _occurrence(stored, span, _detail_of(derived, span.recurrence_id)) for span in derived.spans
    ]


def _detail_of(derived: Derived, recurrence_id: str) -> EventDetail:
    own = derived.details.get(recurrence_id) or derived.details.get("")
    return own or next(iter(derived.details.values()))


def _occurrence(stored: CalendarObject, span: Span, detail: EventDetail) -> Occurrence:
    return Occurrence(
        calendar_id=stored.calendar_id,
        object_id=stored.id,
        detail_id=detail.pk,
        recurrence_id=span.recurrence_id,
        start_at=span.start,
        end_at=span.end,
        is_local=span.is_local,
        is_long=span.end - span.start > LONG,
        busy=detail.busy,
    )
