"""All rooms of this process: opening and unloading them, the threads they use, and the looks at the
database that no announcement can make needless.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from django.db import close_old_connections, connections

from bureau.platform import pubsub
from bureau.platform.config import config

from . import announcements
from .changes import changes
from .connection import GOING_AWAY, Connection
from .models import Item
from .queries import Content, read_content, updates_after
from .rights import Rights
from .room import Room
from .store import NewUpdate, Taken
from .writer import Write, Writer

log = logging.getLogger(__name__)

READERS = 4
LOOK_EVERY_S = 2.0
UNLOAD_AFTER_S = 60.0
MOST_EMPTY_ROOMS = 100
FLUSH_S = 5.0

Result = TypeVar("Result")


class Hub:
    """Lives on one event loop."""

    def __init__(self) -> None:
        self.frame_bytes = config().frame_bytes
        self.is_one_of_many = bool(config().pubsub_url)
        self.is_stopping = False
        self.rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Future[Room]] = {}
        self._subscriptions: dict[str, pubsub.Subscription] = {}
        self._loop = asyncio.get_running_loop()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="realtime-reader")
        self._writer = Writer()
        self.rights = Rights(self)

    # Rooms

    async def enter(self, connection: Connection) -> Room:
        """Open the room, if it is not, and let the connection in; raises `ItemNotFound`."""
        item_id = connection.visitor.item_id
        room = self.rooms.get(item_id) or await self._open(item_id, connection.standing.kind)
        room.enter(connection)
        return room

    async def _open(self, item_id: str, kind: str) -> Room:
        if opening := self._opening.get(item_id):
            return await asyncio.shield(opening)
        future: asyncio.Future[Room] = self._loop.create_future()
        self._opening[item_id] = future
        try:
            room = await self._read_room(item_id, kind)
        except BaseException as error:
            future.set_exception(error)
            future.exception()  # the others raise it; nobody else may be waiting
            raise
        else:
            future.set_result(room)
            return room
        finally:
            del self._opening[item_id]

    async def _read_room(self, item_id: str, kind: str) -> Room:
        early: list[dict[str, Any]] = []
        hear = self._hearer(item_id, early)
        subscription = announcements.subscribe(item_id, hear)
        try:
            content = await self.read(lambda: read_content(item_id))
            room = Room(item_id, kind, content, self)
        except BaseException:
            subscription.close()
            raise
        self.rooms[item_id], self._subscriptions[item_id] = room, subscription
        for message in early:
            room.hear(message)
        return room

    def _hearer(
        self, item_id: str, early: list[dict[str, Any]]
    ) -> Callable[[dict[str, Any]], None]:
        def on_loop(message: dict[str, Any]) -> None:
            room = self.rooms.get(item_id)
            if room:
                room.hear(message)
            else:
                early.append(message)

        def hear(message: dict[str, Any]) -> None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(on_loop, message)

        return hear

    def _unload(self, room: Room) -> None:
        del self.rooms[room.item_id]
        self._subscriptions.pop(room.item_id).close()

    # What rooms use

    async def read(self, function: Callable[[], Result]) -> Result:
        """Run a function with a database connection on another thread."""
        return await self._loop.run_in_executor(self._readers, _connected, function)

    def write(
        self, item_id: str, updates: Sequence[NewUpdate], done: Callable[[Taken | None, bool], None]
    ) -> None:
        def back(taken: Taken | None, is_stored: bool) -> None:
            self._loop.call_soon_threadsafe(done, taken, is_stored)

        self._writer.put(Write(item_id, updates, back))

    def read_after(
        self, item_id: str, seq: int, done: Callable[[list[tuple[int, bytes]]], None]
    ) -> None:
        nothing: list[tuple[int, bytes]] = []
        self._later(lambda: updates_after(item_id, seq), done, nothing)

    def read_content(self, item_id: str, done: Callable[[Content | None], None]) -> None:
        self._later(lambda: read_content(item_id), done, None)

    def _later(
        self, function: Callable[[], Result], done: Callable[[Result], None], otherwise: Result
    ) -> None:
        """Run a function on another thread and `done` with its result on the loop."""

        def back(future: "asyncio.Future[Result]") -> None:
            error = future.exception()
            if error:
                log.error("realtime: reading failed", exc_info=error)
            done(otherwise if error else future.result())

        future = self._loop.run_in_executor(self._readers, _connected, function)
        future.add_done_callback(back)

    def note_change(self, room: Room, authors: set[str]) -> None:
        changes.note(room.item_id, room.kind, authors, room.seq)

    # Looking after the rooms

    async def look_after(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set."""
        await asyncio.gather(self._look_after_rooms(stop), self.rights.look_after(stop))

    async def _look_after_rooms(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_EVERY_S)
            if not stop.is_set():
                self._unload_empty()
                await self._look_for_gaps()

    def _unload_empty(self) -> None:
        idle = [room for room in self.rooms.values() if room.is_idle]
        idle.sort(key=lambda room: room.empty_since)
        before = time.monotonic() - UNLOAD_AFTER_S
        surplus = len(idle) - MOST_EMPTY_ROOMS
        for number, room in enumerate(idle):
            if number < surplus or room.empty_since < before:
                self._unload(room)
        for room in self.rooms.values():
            room.attendance.expire()

    async def _look_for_gaps(self) -> None:
        """Compare the numbers of all rooms with the database. One query, none without rooms."""
        ids = list(self.rooms)
        try:
            stored = await self.read(lambda: _numbers(ids)) if ids else {}
        except Exception:
            # The edge of the process: a database that is away now is asked again in a moment.
            log.exception("realtime: looking for updates failed")
            return
        for item_id, room in list(self.rooms.items()):
            if stored.get(item_id, 0) > room.seq:
                room.catch_up()

    async def flush(self) -> None:
        """Store what has come, then send everybody away."""
        self.is_stopping = True
        for room in self.rooms.values():
            for connection in room.peers:
                connection.socket.pause()
        ends = time.monotonic() + FLUSH_S
        while time.monotonic() < ends and not all(r.is_settled for r in self.rooms.values()):
            await asyncio.sleep(0.01)
        for room in list(self.rooms.values()):
            room.close(GOING_AWAY, "the server ends")
        await self._loop.run_in_executor(None, self._end_threads)

    def _end_threads(self) -> None:
        self._writer.close()
        changes.flush()
        self._readers.shutdown(wait=False, cancel_futures=True)
        connections.close_all()


def _connected(function: Callable[[], Result]) -> Result:
    close_old_connections()
    return function()


def _numbers(ids: list[str]) -> dict[str, int]:
    return dict(Item.objects.filter(id__in=ids).values_list("id", "seq"))
