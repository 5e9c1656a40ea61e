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
from typing import Any, Protocol

from bureau.platform.http.sockets import encode

from . import announcements, wire
from .attendance import Attendance
from .connection import (
    BAD_MESSAGE,
    GOING_AWAY,
    NO_ITEM,
    TOO_LARGE,
    TRY_LATER,
    Connection,
)
from .queries import AnyDoc, Content
from .store import NewUpdate, Taken
from .ticks import Part, Received, Tick, apply_tick, merged_update, sift

log = logging.getLogger(__name__)

LONGEST_TICK_S = 0.010
TICK_PER_PEER_S = 0.000_04
"""How long ticks lie apart: a tick costs a write to every peer, so the more there are, the longer
it collects; a few colleagues wait for the commit alone.
"""
MOST_IN_TICK = 2000
MOST_MERGED = 200
"""Merging is quadratic in what is not of one client."""
MOST_WAITING_BYTES = 4 * 1024 * 1024
REMIND_S = 1.0
STEP_2 = bytes((wire.SYNC, wire.STEP_2))


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
        self.attendance = Attendance(item_id, self.peers, is_one_of_many=engine.is_one_of_many)
        self._waiting: list[Received] = []
        self._asking: list[tuple[Connection, Callable[[], None]]] = []
        self._under_way: Tick | None = None
        self._is_scheduled = False
        self._last_tick = 0.0
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
        self.attendance.show(connection, even_nobody=False)

    def leave(self, connection: Connection) -> None:
        """Take a connection out; what it has sent is still stored."""
        self.peers.discard(connection)
        if not self.peers:
            self.empty_since = time.monotonic()
        self.attendance.leave(connection)

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
            self.attendance.take(connection, message.body)
        else:
            self.attendance.show(connection, even_nobody=True)

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
        apart_s = min(LONGEST_TICK_S, TICK_PER_PEER_S * len(self.peers))
        if self._loop.time() >= self._last_tick + apart_s:
            self._loop.call_soon(self._tick)
        else:
            self._loop.call_at(self._last_tick + apart_s, self._tick)

    def _tick(self) -> None:
        self._is_scheduled = False
        self._last_tick = self._loop.time()
        taken, self._waiting = self._waiting[:MOST_IN_TICK], self._waiting[MOST_IN_TICK:]
        for received in taken:
            received.connection.waiting_bytes -= len(received.update)
            received.connection.socket.resume()
        try:
            tick = apply_tick(self._doc, taken)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            # A panic of pycrdt is no Exception. The document may be half changed: begin anew.
            log.exception("realtime: applying updates to %s failed", self.item_id)
            self._mend(taken)
            return
        if tick.updates:
            self._under_way = tick
            self._engine.write(self.item_id, tick.updates, self._written)
        else:
            self._acknowledge(tick.parts)
            self._tick_soon()

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
                self.attendance.hear(bytes.fromhex(message["states"]))
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
                merged = merged_update(foreign[start : start + MOST_MERGED])
                self._doc.apply_update(merged)
                self._broadcast(merged, {})
