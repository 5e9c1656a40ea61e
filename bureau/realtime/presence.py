"""Who is in a room and where (the awareness protocol of Yjs): states that are sent on, never kept.

What a client says about itself stands, but for `user.id` and `user.name`, which the server writes:
nobody poses as somebody else.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from .wire import BadMessage, read_uint, write_uint

EXPIRES_S = 30.0
LARGEST_STATE_BYTES = 16 * 1024
MOST_CLIENTS = 8
"""What one connection may speak for."""
NOTHING = b"null"


@dataclass(frozen=True, slots=True)
class State:
    """What a client last said."""

    client: int
    clock: int
    content: bytes
    """JSON; `null` says that the client has left."""


def read_states(update: bytes) -> list[State]:
    """Decode an awareness update; raises `BadMessage`."""
    count, at = read_uint(update, 0)
    if count > MOST_CLIENTS * 8:
        raise BadMessage("too many clients")
    states = []
    for _ in range(count):
        client, at = read_uint(update, at)
        clock, at = read_uint(update, at)
        length, at = read_uint(update, at)
        if length > LARGEST_STATE_BYTES or at + length > len(update):
            raise BadMessage("a state is too large or cut off")
        states.append(State(client, clock, update[at : at + length]))
        at += length
    return states


def write_states(states: Iterable[State]) -> bytes:
    """Encode an awareness update."""
    listed = list(states)
    parts = [write_uint(len(listed))]
    for state in listed:
        parts += (
            write_uint(state.client),
            write_uint(state.clock),
            write_uint(len(state.content)),
            state.content,
        )
    return b"".join(parts)


def signed(state: State, person_id: str, name: str) -> State:
    """Return the state with the true user in it; raises `BadMessage`."""
    if state.content == NOTHING:
        return state
    try:
        content = orjson.loads(state.content)
    except orjson.JSONDecodeError as error:
        raise BadMessage("a state is not JSON") from error
    if not isinstance(content, dict):
        return State(state.client, state.clock, NOTHING)
    user = content.get("user")
    said = user if isinstance(user, dict) else {}
    content["user"] = {**said, "id": person_id or None, "name": name}
    return State(state.client, state.clock, orjson.dumps(content))


class Presence:
    """The states of one room, and which of them still have to be told."""

    def __init__(self) -> None:
        self._states: dict[int, tuple[State, float]] = {}
        self._untold: set[int] = set()

    def take(self, state: State) -> bool:
        """Keep a state unless it is older than the known one; tell whether it was kept."""
        known = self._states.get(state.client)
        if known and not _is_newer(state, known[0]):
            return False
        self._states[state.client] = (state, time.monotonic())
        self._untold.add(state.client)
        return True

    def leave(self, client: int) -> State | None:
        """Say that a client has left; return what is to be told."""
        known = self._states.get(client)
        if known is None or known[0].content == NOTHING:
            return None
        gone = State(client, known[0].clock + 1, NOTHING)
        self.take(gone)
        return gone

    def expire(self) -> None:
        """Let those leave of whom nothing was heard for long; forget those who left."""
        before = time.monotonic() - EXPIRES_S
        for client, (state, at) in list(self._states.items()):
            if at < before:
                if state.content == NOTHING:
                    del self._states[client]
                else:
                    self.leave(client)

    def untold(self) -> list[State]:
        """Return what changed since the last call."""
        states = [self._states[client][0] for client in self._untold if client in self._states]
        self._untold.clear()
        return states

    def present(self) -> list[State]:
        """Return the states of all who are here."""
        return [state for state, _ in self._states.values() if state.content != NOTHING]


def _is_newer(state: State, known: State) -> bool:
    if state.clock != known.clock:
        return state.clock > known.clock
    return state.content == NOTHING and known.content != NOTHING
