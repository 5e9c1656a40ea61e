"""Whether those who are in a room still may be there. Three ways lead to a new look: word from
access and people after a commit; twice a second one look at what ends without a word (sessions,
tokens, suspended persons, links, grants that expire), a few statements for all connections
together; and a full look at each connection now and then.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from django.utils import timezone

from bureau.access import Grant, Link
from bureau.people import Membership, living_credentials
from bureau.platform import rights
from bureau.platform.errors import Refusal, SignInRequired

from . import wire
from .connection import REFUSED, SIGN_IN, Connection
from .room import Room
from .visitors import admit

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
FULL_LOOK_S = 30.0
OVERLAP = timedelta(seconds=5)
"""Clocks of two machines differ."""

Result = TypeVar("Result")


class Hub(Protocol):
    """What this needs of the hub."""

    rooms: dict[str, Room]

    async def read(self, function: Callable[[], Result]) -> Result:
        """Run a function with a database connection."""


@dataclass(slots=True)
class Look:
    """What is asked about all connections at once, and what came out of it."""

    sessions: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    link_rows: dict[str, tuple[object, ...]] = field(default_factory=dict)


class Rights:
    """Looks after the connections of one hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._loop = asyncio.get_running_loop()
        self._heard: set[str] = set()
        self._is_everybody = False
        self._wake = asyncio.Event()
        self._links: dict[str, tuple[object, ...]] = {}
        self._looked_at = timezone.now()
        self._full: dict[Connection, float] = {}
        self.heard_at = float("-inf")
        """When word last came; who was admitted meanwhile is looked at again."""

    async def look_after(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set."""
        subscription = rights.hear(self._hear)
        try:
            while not stop.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_S)
                self._wake.clear()
                if connections := self._connections():
                    await self._look(connections)
        finally:
            subscription.close()

    def _hear(self, principals: list[str]) -> None:
        def on_loop() -> None:
            self.heard_at = time.monotonic()
            self._heard.update(principals)
            self._is_everybody = self._is_everybody or not principals
            self._wake.set()

        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(on_loop)

    def _connections(self) -> list[Connection]:
        return [connection for room in self._hub.rooms.values() for connection in room.peers]

    async def _look(self, connections: list[Connection]) -> None:
        heard, self._heard = self._heard, set()
        everybody, self._is_everybody = self._is_everybody, False
        try:
            doubtful = connections if everybody else await self._doubtful(connections, heard)
            due = self._due(connections)
            await asyncio.gather(*(self.check(one) for one in {*doubtful, *due}))
        except Exception:
            # The edge of the process: a database that is away now is asked again in a moment.
            log.exception("realtime: looking at rights failed")
            self._heard |= heard
            self._is_everybody = self._is_everybody or everybody

    def _due(self, connections: list[Connection]) -> list[Connection]:
        """Return whose full look is due: each at a moment of its own."""
        now = time.monotonic()
        kept = {one: self._full.get(one, now + FULL_LOOK_S) for one in connections}
        due = [one for one, at in kept.items() if at <= now]
        self._full = {**kept, **dict.fromkeys(due, now + FULL_LOOK_S)}
        return due

    async def _doubtful(
        self, connections: list[Connection], heard: Collection[str]
    ) -> list[Connection]:
        since, self._looked_at = self._looked_at - OVERLAP, timezone.now()
        asked = _asked(connections)
        found = await self._hub.read(lambda: look(asked, heard, since))
        links, self._links = self._links, found.link_rows
        changed = {
            token for token in asked.links if links.get(token, found.link_rows.get(token, ()))
            != found.link_rows.get(token)
        }  # fmt: skip
        return [
            one
            for one in connections
            if (one.standing.person_id in found.persons)
            or (one.visitor.session in asked.sessions - found.sessions)
            or (one.visitor.token in asked.tokens - found.tokens)
            or (one.visitor.link is not None and one.visitor.link.token in changed)
        ]

    async def check(self, connection: Connection) -> None:
        """Ask anew what the visitor is, and act upon it."""
        try:
            standing = await self._hub.read(lambda: admit(connection.visitor))
        except SignInRequired:
            connection.socket.close(SIGN_IN, "sign in again")
            return
        except Refusal as refusal:
            connection.socket.close(REFUSED, refusal.code)
            return
        if standing != connection.standing:
            connection.standing = standing
            connection.tell(wire.ROLE, self._hub.rooms[connection.visitor.item_id].seq)


def _asked(connections: Iterable[Connection]) -> Look:
    asked = Look()
    for one in connections:
        visitor = one.visitor
        if visitor.token:
            asked.tokens.add(visitor.token)
        elif visitor.session and one.standing.person_id:
            asked.sessions.add(visitor.session)
        if visitor.link:
            asked.links.add(visitor.link.token)
        if one.standing.person_id:
            asked.persons.add(one.standing.person_id)
    return asked


def look(asked: Look, heard: Collection[str], since: datetime) -> Look:
    """Return the living sessions and tokens, the links as they are, and the persons whose rights
    may have changed. At most five statements by index.
    """
    sessions, tokens = living_credentials(asked.sessions, asked.tokens)
    now = timezone.now()
    expired = Grant.objects.filter(expires_at__gt=since, expires_at__lte=now)
    principals = {*heard, *expired.values_list("principal_id", flat=True)}
    return Look(
        sessions,
        tokens,
        asked.links,
        _persons(asked.persons, principals) if principals else set(),
        _link_rows(asked.links, now) if asked.links else {},
    )


def _persons(person_ids: Collection[str], principals: Collection[str]) -> set[str]:
    rows = Membership.objects.filter(person_id__in=person_ids, principal_id__in=principals)
    # Somebody who has just left a group is named as a person.
    return {*rows.values_list("person_id", flat=True), *(set(person_ids) & set(principals))}


def _link_rows(tokens: Collection[str], now: datetime) -> dict[str, tuple[object, ...]]:
    rows = Link.objects.filter(token__in=tokens)
    return {
        token: (role, password, expires_at is not None and expires_at <= now)
        for token, role, password, expires_at in rows.values_list(
            "token", "role", "password_hash", "expires_at"
        )
    }
