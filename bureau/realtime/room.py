"""A room: a document that somebody has open in this process. Lives on the event loop alone.

Always true: the document holds what is committed and, while a write is under way, the tick that is
being written; nothing that is not committed is ever sent to anybody. A tick takes what arrived, is
applied in one transaction and handed to the writer; only one of a room is under way at a time, so a
busy room makes larger ticks instead of a queue.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pycrdt import TransactionEvent, get_state, merge_updates

from bureau.platform.http.sockets import encode

from . import announcements, wire
from .connection import (
    BAD_MESSAGE,
    GOING_AWAY,
    NO_ITEM,
    TOO_LARGE,
    TRY_LATER,
    Connection,
)
from .presence import MOST_CLIENTS, Presence, State, read_states, signed, write_states
from .queries import AnyDoc, Content, apply_all
from .store import NewUpdate, Taken
from .updates import EMPTY, spans_of

log = logging.getLogger(__name__)

FEW_PEERS = 8
TICK_S = 0.010
"""How long a tick of a room with many peers collects."""
MOST_IN_TICK = 2000
MOST_MERGED = 200
"""Merging is quadratic in what is not of one client."""
MOST_WAITING_BYTES = 4 * 1024 * 1024
PRESENCE_S = 0.05
REMIND_S = 1.0
STEP_2 = bytes((wire.SYNC, wire.STEP_2))


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


class Engine(Protocol):
    """What a room needs of its surroundings."""

    frame_bytes: int

    def write(
        self, item_id: str, updates: Sequence[NewUpdate], done: Callable[[Taken | None, bool], None]
    ) -> None:
        """Store updates; `done` is called on the loop."""

    def read_after(
        self, item_id: str, seq: int, done: Callable[[list[tuple[int, bytes]]], None]
    ) -> None:
        """Read later updates; `done` is called on the loop."""

    def read_content(self, item_id: str, done: Callable[[Content | None], None]) -> None:
        """Read the document; `done` is called on the loop."""

    def note_change(self, room: "Room", authors: set[str]) -> None:
        """Hear that something was committed."""

    @property
    def is_one_of_many(self) -> bool:
        """Whether other processes may have the room open too."""


class Room:
    """One document and those who have it open."""

    def __init__(self, item_id: str, kind: str, content: Content, engine: Engine) -> None:
        self.item_id = item_id
        self.kind = kind
        self.seq = content.seq
        self.peers: set[Connection] = set()
        self.empty_since = time.monotonic()
        self._engine = engine
        self._loop = asyncio.get_running_loop()
        self._doc: AnyDoc = content.doc()
        self._presence = Presence()
        self._waiting: list[Received] = []
        self._asking: list[tuple[Connection, Callable[[], None]]] = []
        self._under_way: Tick | None = None
        self._is_scheduled = False
        self._last_tick = 0.0
        self._is_telling_presence = False
        self._is_catching_up = False
        self._is_behind_again = False
        self._is_mending = False
        self._own: set[int] = set()
        """Numbers of own updates beyond a gap."""
        self._whole: tuple[int, bytes] = (-1, b"")

    # Coming and going

    def enter(self, connection: Connection) -> None:
        """Add a connection, greet it and ask for what it has."""
        self.peers.add(connection)
        connection.tell(wire.HELLO, self.seq)
        self._once_stored(connection, lambda: self._ask(connection))
        if present := self._presence.present():
            connection.send(wire.awareness(write_states(present)))

    def leave(self, connection: Connection) -> None:
        """Take a connection out; what it has sent is still stored."""
        self.peers.discard(connection)
        if not self.peers:
            self.empty_since = time.monotonic()
        gone = [self._presence.leave(client) for client in connection.clients]
        self._tell_presence_soon()
        self._announce_presence([state for state in gone if state])

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to do."""
        return not self.peers and self.is_settled

    @property
    def is_settled(self) -> bool:
        """Whether everything that came is stored."""
        return not self._waiting and self._under_way is None

    def close(self, code: int = GOING_AWAY, reason: str = "") -> None:
        """Send everybody away."""
        for connection in list(self.peers):
            connection.socket.close(code, reason)

    # Frames

    def receive(self, connection: Connection, frame: bytes) -> None:
        """Take a frame of a connection; a wrong one ends it."""
        # An answer to step 1 may be all that was written offline: it cannot be cut.
        if len(frame) > self._engine.frame_bytes and frame[:2] != STEP_2:
            connection.socket.close(TOO_LARGE, "frame too large")
            return
        try:
            message = wire.read_message(frame)
            if message.step == wire.UPDATE and connection.may_write:
                self._collect(connection, message)
            else:
                self._take(connection, message)
        except wire.BadMessage as error:
            connection.socket.close(BAD_MESSAGE, str(error))

    def _take(self, connection: Connection, message: wire.Incoming) -> None:
        if message.kind == wire.SYNC:
            if message.step == wire.STEP_1:
                self._answer_soon(connection, message.body)
            elif connection.may_write:
                self._collect(connection, message)
            elif message.step == wire.UPDATE:
                self._remind(connection)
        elif message.kind == wire.AWARENESS:
            self._take_presence(connection, message.body)
        else:
            connection.send(wire.awareness(write_states(self._presence.present())))

    def _remind(self, connection: Connection) -> None:
        """Tell a connection again that it may not write."""
        now = time.monotonic()
        if now - connection.refused_at > REMIND_S:
            connection.refused_at = now
            connection.tell(wire.ROLE, self.seq)

    def _answer_soon(self, connection: Connection, state_vector: bytes) -> None:
        """Answer step 1."""

        def answer() -> None:
            try:
                connection.send(wire.sync_step_2(self._since(state_vector)))
            except ValueError:
                connection.socket.close(BAD_MESSAGE, "the state vector is wrong")

        self._once_stored(connection, answer)

    def _ask(self, connection: Connection) -> None:
        """Send step 1: what we have, and the client may count as stored."""
        connection.send(wire.sync_step_1(self._doc.get_state()))

    def _once_stored(self, connection: Connection, act: Callable[[], None]) -> None:
        """Act when the document holds nothing that is not committed: at once, or after the write
        that is under way.
        """
        if self._under_way or self._is_mending:
            self._asking.append((connection, act))
        else:
            act()

    def _since(self, state_vector: bytes) -> bytes:
        if state_vector not in (b"\x00", b""):
            return self._doc.get_update(state_vector)
        if self._whole[0] != self.seq:
            self._whole = (self.seq, self._doc.get_update())
        return self._whole[1]

    def _collect(self, connection: Connection, message: wire.Incoming) -> None:
        is_step_2 = message.step == wire.STEP_2
        self._waiting.append(Received(connection, message.body, is_step_2))
        connection.waiting_bytes += len(message.body)
        if connection.waiting_bytes > MOST_WAITING_BYTES:
            connection.socket.pause()
        self._tick_soon()

    # Ticks

    def _tick_soon(self) -> None:
        if self._is_scheduled or self._under_way or self._is_mending or not self._waiting:
            return
        self._is_scheduled = True
        if len(self.peers) < FEW_PEERS:
            self._loop.call_soon(self._tick)
        else:
            self._loop.call_at(max(self._loop.time(), self._last_tick + TICK_S), self._tick)

    def _tick(self) -> None:
        self._is_scheduled = False
        self._last_tick = self._loop.time()
        taken, self._waiting = self._waiting[:MOST_IN_TICK], self._waiting[MOST_IN_TICK:]
        for received in taken:
            received.connection.waiting_bytes -= len(received.update)
            received.connection.socket.resume()
        try:
            tick = self._applied(taken)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            # A panic of pycrdt is no Exception. The document may be half changed: begin anew.
            log.exception("realtime: applying updates to %s failed", self.item_id)
            self._mend(taken)
            return
        if tick:
            self._under_way = tick
            self._engine.write(self.item_id, tick.updates, self._written)
        elif self._waiting:
            self._tick_soon()

    def _applied(self, taken: list[Received]) -> Tick | None:
        """Apply what was received; return what of it is to be stored, None for nothing."""
        parts: dict[Connection, Part] = {}
        typed: dict[Connection, list[bytes]] = {}
        fresh: list[tuple[Connection, bytes]] = []
        for received in taken:
            connection = received.connection
            parts.setdefault(connection, Part()).frames += 1
            if not received.is_step_2:
                typed.setdefault(connection, []).append(received.update)
            elif update := self._answered(received, parts):
                fresh.append((connection, update))
        for connection, updates in typed.items():
            if update := _checked(connection, updates, parts):
                fresh.append((connection, update))
        if not fresh:
            self._acknowledge(parts)
            return None
        rows = _by_author(fresh)
        frame = _merged([row.data for row in rows])
        # One merged update costs a tenth of its many parts, here and at everybody's.
        self._doc.apply_update(frame)
        return Tick(rows, frame, parts)

    def _answered(self, received: Received, parts: dict[Connection, Part]) -> bytes | None:
        """Return what is new in an answer to step 1."""
        update = _checked(received.connection, [received.update], parts)
        return self._difference(update) if update else None

    def _difference(self, update: bytes) -> bytes | None:
        """Apply an answer to step 1; return what was new in it: most have nothing new, but all
        deletions of the document.
        """
        made: list[bytes] = []

        def note(event: TransactionEvent) -> None:
            made.append(event.update)

        subscription = self._doc.observe(note)
        try:
            self._doc.apply_update(update)
        finally:
            self._doc.unobserve(subscription)
        known = wire.read_state_vector(self._doc.get_state())
        if any(end > known.get(client, 0) for client, _, end in spans_of(update).written):
            return update
        return made[0] if made else None

    def _written(self, taken: Taken | None, is_stored: bool) -> None:
        """Hand on what is durable now."""
        tick, self._under_way = self._under_way, None
        assert tick
        if taken is None:
            self.close(NO_ITEM if is_stored else TRY_LATER)
            return
        self._number(taken.seq, len(tick.updates))
        self._broadcast(tick.frame, tick.parts)
        self._acknowledge(tick.parts)
        self._answer_all()
        if self._engine.is_one_of_many:
            updates = [update.data for update in tick.updates]
            announcements.publish_stored(self.item_id, taken.seq, updates)
        self._engine.note_change(self, {update.author for update in tick.updates})
        if self._waiting:
            self._tick_soon()

    def _broadcast(self, update: bytes, by: "dict[Connection, Part]") -> None:
        """Send an update to everybody but its only author."""
        encoded = encode(wire.sync_update(update))
        for connection in list(self.peers):
            if len(by) != 1 or connection not in by:
                connection.send_encoded(encoded)

    def _acknowledge(self, parts: "dict[Connection, Part]") -> None:
        for connection, part in parts.items():
            connection.durable_frames += part.frames
            if connection.visitor.is_bureau:
                connection.send(wire.stored(part.clocks, connection.durable_frames))

    def _answer_all(self) -> None:
        asking, self._asking = self._asking, []
        for connection, act in asking:
            if connection in self.peers:
                act()

    def _mend(self, taken: list[Received]) -> None:
        """Begin anew from the database and try one by one: whoever sent what cannot be applied
        goes, the others notice nothing.
        """
        self._is_mending = True

        def read(content: Content | None) -> None:
            self._is_mending = False
            if content is None:
                self.close(TRY_LATER)
                return
            self._doc, good = sift(content, taken)
            self.seq, self._own, self._whole = content.seq, set(), (-1, b"")
            self._waiting = good + self._waiting
            self._answer_all()
            self._tick_soon()

        self._engine.read_content(self.item_id, read)

    # What others stored

    def _number(self, seq: int, count: int) -> None:
        """Note that own updates were stored with numbers up to `seq`."""
        if seq - count == self.seq:
            self.seq = seq
        elif seq > self.seq:
            self._own.update(range(seq - count + 1, seq + 1))
            self.catch_up()

    def hear(self, message: dict[str, Any]) -> None:
        """Take what a room of another process, or a server's edit, announced."""
        match message["what"]:
            case "stored":
                self._hear_stored(announcements.read_stored(message))
            case "presence":
                for state in read_states(bytes.fromhex(message["states"])):
                    self._presence.take(state)
                self._tell_presence_soon()
            case "event":
                for connection in self.peers:
                    if connection.visitor.is_bureau:
                        connection.send(wire.note(wire.EVENT, message["payload"]))
            case "deleted":
                self.close(NO_ITEM, "deleted")

    def _hear_stored(self, stored: announcements.Stored) -> None:
        if stored.seq <= self.seq:
            return
        if stored.updates and stored.seq - len(stored.updates) == self.seq:
            first = self.seq + 1
            self._take_over(list(enumerate(stored.updates, start=first)))
        else:
            self.catch_up()

    def catch_up(self) -> None:
        """Read what is missing from the database."""
        if self._is_catching_up:
            self._is_behind_again = True
            return
        self._is_catching_up, self._is_behind_again = True, False
        self._engine.read_after(self.item_id, self.seq, self._caught_up)

    def _caught_up(self, rows: list[tuple[int, bytes]]) -> None:
        self._is_catching_up = False
        self._take_over([row for row in rows if row[0] > self.seq])
        if self._is_behind_again:
            self.catch_up()

    def _take_over(self, rows: list[tuple[int, bytes]]) -> None:
        """Apply and hand on committed updates that continue the known ones."""
        if not rows:
            return
        is_whole = rows[0][0] != self.seq + 1
        self.seq = rows[-1][0]
        foreign = [update for seq, update in rows if is_whole or seq not in self._own]
        self._own = {seq for seq in self._own if seq > self.seq}
        if foreign:
            for start in range(0, len(foreign), MOST_MERGED):
                merged = _merged(foreign[start : start + MOST_MERGED])
                self._doc.apply_update(merged)
                self._broadcast(merged, {})

    # Presence

    def _take_presence(self, connection: Connection, update: bytes) -> None:
        kept = []
        for state in read_states(update):
            if state.client not in connection.clients:
                if len(connection.clients) >= MOST_CLIENTS:
                    continue
                if not self._give_over(state.client, connection):
                    continue
            true = signed(state, connection.standing.person_id, connection.standing.name)
            if self._presence.take(true):
                kept.append(true)
        self._tell_presence_soon()
        self._announce_presence(kept)

    def _give_over(self, client: int, connection: Connection) -> bool:
        """Let a connection speak for a client unless it is somebody else's."""
        for peer in self.peers:
            if client in peer.clients:
                if peer.author != connection.author:
                    return False
                peer.clients.discard(client)
        connection.clients.add(client)
        return True

    def _announce_presence(self, states: list[State]) -> None:
        if states and self._engine.is_one_of_many:
            message = {"what": "presence", "states": write_states(states).hex()}
            announcements.publish(self.item_id, message, by_room=True)

    def expire_presence(self) -> None:
        """Let go of those of whom nothing was heard for long."""
        self._presence.expire()
        self._tell_presence_soon()

    def _tell_presence_soon(self) -> None:
        if not self._is_telling_presence:
            self._is_telling_presence = True
            wait_s = PRESENCE_S if len(self.peers) < FEW_PEERS else PRESENCE_S * 4
            self._loop.call_later(wait_s, self._tell_presence)

    def _tell_presence(self) -> None:
        self._is_telling_presence = False
        if states := self._presence.untold():
            encoded = encode(wire.awareness(write_states(states)))
            for connection in list(self.peers):
                connection.send_encoded(encoded)


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


def _checked(
    connection: Connection, updates: list[bytes], parts: dict[Connection, Part]
) -> bytes | None:
    """Return the updates of one connection as one, None for nothing; what is none ends it."""
    some = [update for update in updates if update != EMPTY]
    if not some:
        return None
    try:
        merged = _merged(some)
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


def _by_author(fresh: list[tuple[Connection, bytes]]) -> list[NewUpdate]:
    found: dict[str, list[bytes]] = {}
    for connection, update in fresh:
        found.setdefault(connection.author, []).append(update)
    return [NewUpdate(author, _merged(updates)) for author, updates in found.items()]


def _merged(updates: list[bytes]) -> bytes:
    return updates[0] if len(updates) == 1 else merge_updates(*updates)
