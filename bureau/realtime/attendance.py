"""The presence of one room: takes what connections say of themselves and tells it on, gathered."""

import asyncio

from bureau.platform.http.sockets import encode

from . import announcements, wire
from .connection import Connection
from .presence import MOST_CLIENTS, Presence, State, read_states, signed, write_states

PRESENCE_S = 0.05
FEW_PEERS = 8


class Attendance:
    """Lives with its room on the event loop."""

    def __init__(self, item_id: str, peers: set[Connection], *, is_one_of_many: bool) -> None:
        self.item_id = item_id
        self.peers = peers
        self._is_one_of_many = is_one_of_many
        self._loop = asyncio.get_running_loop()
        self._presence = Presence()
        self._is_telling = False

    def show(self, connection: Connection, *, even_nobody: bool) -> None:
        """Tell a connection who is here."""
        present = self._presence.present()
        if present or even_nobody:
            connection.send(wire.awareness(write_states(present)))

    def leave(self, connection: Connection) -> None:
        """Say that a connection has left."""
        gone = [self._presence.leave(client) for client in connection.clients]
        self._tell_soon()
        self._announce([state for state in gone if state])

    def hear(self, update: bytes) -> None:
        """Take what another process said."""
        for state in read_states(update):
            self._presence.take(state)
        self._tell_soon()

    def take(self, connection: Connection, update: bytes) -> None:
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
        self._tell_soon()
        self._announce(kept)

    def _give_over(self, client: int, connection: Connection) -> bool:
        """Let a connection speak for a client unless it is somebody else's."""
        for peer in self.peers:
            if client in peer.clients:
                if peer.author != connection.author:
                    return False
                peer.clients.discard(client)
        connection.clients.add(client)
        return True

    def _announce(self, states: list[State]) -> None:
        if states and self._is_one_of_many:
            message = {"what": "presence", "states": write_states(states).hex()}
            announcements.publish(self.item_id, message, by_room=True)

    def expire(self) -> None:
        """Let go of those of whom nothing was heard for long."""
        self._presence.expire()
        self._tell_soon()

    def _tell_soon(self) -> None:
        if not self._is_telling:
            self._is_telling = True
            wait_s = PRESENCE_S if len(self.peers) < FEW_PEERS else PRESENCE_S * 4
            self._loop.call_later(wait_s, self._tell)

    def _tell(self) -> None:
        self._is_telling = False
        if states := self._presence.untold():
            encoded = encode(wire.awareness(write_states(states)))
            for connection in list(self.peers):
                connection.send_encoded(encoded)
