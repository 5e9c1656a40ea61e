"""Importing .ics files, alone or in a zip file as Google Takeout gives them."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from bureau import people
from bureau.people import Actor
from bureau.platform.errors import BadInput

from .. import policies
from ..models import Calendar
from ..splitting import Skipped, split
from .calendars import open_default_calendar
from .filling import Filled, fill

MOST_BYTES = 64 << 20
MOST_UNPACKED = 512 << 20
MOST_FILES = 200


def import_file(actor: Actor, calendar_id: str, name: str, raw: bytes) -> dict[str, Any]:
    """Import a file into a calendar, the actor's default one if none is given; what could not be
    read is left out and told with its line. Nobody is invited. Importing again changes nothing.

    Raises `UnknownCalendar`, `NotYourCalendar`, `ReadOnlyCalendar`, and `BadInput` for what is
    neither an .ics nor a zip file.
    """
    calendar = calendar_to_write(actor, calendar_id)
    filled = Filled()
    for content in _files(name, raw):
        found = split(content)
        filled.skipped += found.skipped
        fill(actor, calendar, found.pieces, filled)
    return {
        "added": filled.added,
        "changed": filled.changed,
        "skipped": [_shown(one) for one in filled.skipped],
    }


def calendar_to_write(actor: Actor, calendar_id: str | None) -> Calendar:
    """Return the calendar, or the actor's default one, if the actor may add to it."""
    if calendar_id:
        calendar = policies.calendar_for(actor, calendar_id, policies.ADD)
    else:
        calendar = open_own_calendar(actor)
    policies.check_written_by_hand(actor, calendar)
    return calendar


def open_own_calendar(actor: Actor) -> Calendar:
    """Return the actor's default calendar, made if there is none."""
    person = people.find_person(actor.person_id)
    assert person is not None, actor.person_id
    return open_default_calendar(person)


def _shown(one: Skipped) -> dict[str, Any]:
    return {"line": one.line, "why": one.why}


def _files(name: str, raw: bytes) -> Iterator[bytes]:
    if raw[:4] == b"PK\x03\x04":
        yield from _unpacked(raw)
    elif b"BEGIN:VCALENDAR" in raw[:65536].upper():
        yield raw
    else:
        message = "This is not an .ics file." if name else "Choose a file."
        raise BadInput(errors=[{"field": "file", "message": message}])


def _unpacked(raw: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = [one for one in archive.infolist() if one.filename.lower().endswith(".ics")]
            if not entries or len(entries) > MOST_FILES or _size(entries) > MOST_UNPACKED:
                raise _bad_archive()
            for entry in entries:
                yield archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _bad_archive() from error


def _size(entries: list[zipfile.ZipInfo]) -> int:
    return sum(entry.file_size for entry in entries)


def _bad_archive() -> BadInput:
    message = "There is no .ics file in this archive that can be read, or there are too many."
    return BadInput(errors=[{"field": "file", "message": message}])
