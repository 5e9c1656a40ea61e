"""The door: `/rt/{item}`. Lets visitors in, hands their frames to the room, and shows them out."""

import asyncio
import logging
import time
from collections import Counter

from bureau.access import LinkPasswordRequired
from bureau.platform.config import config
from bureau.platform.errors import Forbidden, NotFound, Refusal, SignInRequired
from bureau.platform.http.sockets import Socket
from bureau.platform.ids import is_id

from .connection import (
    NO_ITEM,
    OLD_SERVER,
    REFUSED,
    SIGN_IN,
    TOO_MANY,
    TRY_LATER,
    Connection,
)
from .hub import Hub
from .visitors import OldServer, Visitor, admit, visitor_of

log = logging.getLogger(__name__)

PREFIX = "/rt/"
MOST_ROOMS = 100
"""Documents that one person may have open in a process."""
MOST_SOCKETS = 400

_hub: Hub | None = None


async def run(stop: asyncio.Event) -> None:
    """Service: keep the rooms until `stop` is set, then store what has come."""
    global _hub
    _hub = hub = Hub()
    await hub.look_after(stop)
    await hub.flush()
    _hub = None


async def answer(socket: Socket) -> None:
    """Serve one websocket to its end."""
    visitor = visitor_of(socket, socket.path.removeprefix(PREFIX))
    if not visitor.token and not socket.is_from(config().public_url):
        await socket.refuse()
        return
    await socket.accept()
    hub = _hub
    if hub is None or hub.is_stopping:
        socket.close(TRY_LATER, "the server is not ready")
        return
    socket.on_shutdown(_nothing)  # the hub says goodbye once all is stored
    try:
        asked_at = time.monotonic()
        connection = await _admitted(hub, socket, visitor)
        if connection:
            await _serve(hub, connection, asked_at)
    except Exception:
        log.exception("realtime: a connection failed")
        socket.close(TRY_LATER, "something failed on our side")


def _nothing() -> None:
    """Leave the connection open."""


async def _admitted(hub: Hub, socket: Socket, visitor: Visitor) -> Connection | None:
    """Return the connection of who may come in; close the others."""
    if not is_id(visitor.item_id):
        socket.close(NO_ITEM, "no such document")
        return None
    try:
        standing = await hub.read(lambda: admit(visitor))
    except Refusal as refusal:
        socket.close(code_of(refusal), refusal.code)
        return None
    connection = Connection(socket, visitor, standing)
    if _has_too_many(hub, connection):
        socket.close(TOO_MANY, "too many documents are open")
        return None
    return connection


def code_of(refusal: Refusal) -> int:
    """Return the close code for a refusal."""
    match refusal:
        case SignInRequired():
            return SIGN_IN
        case OldServer():
            return OLD_SERVER
        case LinkPasswordRequired() | Forbidden():
            return REFUSED
        case NotFound():
            return NO_ITEM
        case _:
            return REFUSED


def _has_too_many(hub: Hub, connection: Connection) -> bool:
    """Guests are counted by address."""
    key = _owner(connection)
    open_rooms = Counter(
        room.item_id for room in hub.rooms.values() for peer in room.peers if _owner(peer) == key
    )
    return len(open_rooms) >= MOST_ROOMS or open_rooms.total() >= MOST_SOCKETS


def _owner(connection: Connection) -> str:
    return connection.standing.person_id or connection.visitor.address


async def _serve(hub: Hub, connection: Connection, asked_at: float) -> None:
    try:
        room = await hub.enter(connection)
    except NotFound:
        connection.socket.close(NO_ITEM, "no such document")
        return
    try:
        connection.socket.listen(lambda frame: room.receive(connection, frame))
        if hub.rights.heard_at >= asked_at:
            await hub.rights.check(connection)
        await connection.socket.gone()
    finally:
        room.leave(connection)
