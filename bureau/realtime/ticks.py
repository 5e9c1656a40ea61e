"""What a tick is made of: updates that came together, merged, applied once, ready to be stored."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from pycrdt import TransactionEvent, get_state, merge_updates

from . import wire
from .connection import BAD_MESSAGE, Connection
from .queries import AnyDoc, Content, apply_all
from .store import NewUpdate
from .updates import EMPTY, spans_of

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Part:
    """What one connection had in a tick."""

    frames: int = 0
    clocks: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Tick:
    """What is being written."""

    updates: list[NewUpdate]
    frame: bytes
    parts: dict[Connection, Part]


@dataclass(frozen=True, slots=True)
class Received:
    """An update that waits for the next tick."""

    connection: Connection
    update: bytes
    is_step_2: bool


def apply_tick(doc: AnyDoc, taken: Sequence[Received]) -> Tick:
    """Apply what was received; without updates in it, nothing of it was new."""
    parts: dict[Connection, Part] = {}
    typed: dict[Connection, list[bytes]] = {}
    fresh: list[tuple[Connection, bytes]] = []
    for received in taken:
        connection = received.connection
        parts.setdefault(connection, Part()).frames += 1
        if not received.is_step_2:
            typed.setdefault(connection, []).append(received.update)
            continue
        answer = checked(connection, [received.update], parts)
        if answer and (update := _difference(doc, answer)):
            fresh.append((connection, update))
    for connection, updates in typed.items():
        if update := checked(connection, updates, parts):
            fresh.append((connection, update))
    if not fresh:
        return Tick([], EMPTY, parts)
    rows = by_author(fresh)
    frame = merged_update([row.data for row in rows])
    # One merged update costs a tenth of its many parts, here and at everybody's.
    doc.apply_update(frame)
    return Tick(rows, frame, parts)


def _difference(doc: AnyDoc, update: bytes) -> bytes | None:
    """Apply an answer to step 1; return what was new in it: most have nothing new, but all
    deletions of the document.
    """
    made: list[bytes] = []

    def note(event: TransactionEvent) -> None:
        made.append(event.update)

    subscription = doc.observe(note)
    try:
        doc.apply_update(update)
    finally:
        doc.unobserve(subscription)
    known = wire.read_state_vector(doc.get_state())
    if any(end > known.get(client, 0) for client, _, end in spans_of(update).written):
        return update
    return made[0] if made else None


def sift(content: Content, taken: Sequence[Received]) -> tuple[AnyDoc, list[Received]]:
    """Return a fresh document and what can be applied to it; close who sent the rest."""
    good: list[Received] = []
    for connection in dict.fromkeys(received.connection for received in taken):
        theirs = [received for received in taken if received.connection is connection]
        try:
            apply_all(content.doc(), [received.update for received in theirs])
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            log.warning("realtime: %s sent what cannot be applied", connection.author)
            connection.socket.close(BAD_MESSAGE, "the update cannot be applied")
        else:
            good += theirs
    return content.doc(), good


def checked(
    connection: Connection, updates: list[bytes], parts: dict[Connection, Part]
) -> bytes | None:
    """Return the updates of one connection as one, None for nothing; what is none ends it."""
    some = [update for update in updates if update != EMPTY]
    if not some:
        return None
    try:
        merged = merged_update(some)
        if connection.visitor.is_bureau:
            parts[connection].clocks = wire.clocks_of(spans_of(merged).written)
        elif len(some) == 1:
            get_state(merged)  # decodes it
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # A panic of pycrdt is no Exception.
        log.warning("realtime: %s sent what is no update: %s", connection.author, error)
        connection.socket.close(BAD_MESSAGE, "this is no update")
        del parts[connection]
        return None
    return merged


def by_author(fresh: list[tuple[Connection, bytes]]) -> list[NewUpdate]:
    """Merge what each author wrote."""
    found: dict[str, list[bytes]] = {}
    for connection, update in fresh:
        found.setdefault(connection.author, []).append(update)
    return [NewUpdate(author, merged_update(updates)) for author, updates in found.items()]


def merged_update(updates: list[bytes]) -> bytes:
    """Return several updates as one."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)
