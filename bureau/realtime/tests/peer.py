"""A stock Yjs client over a real websocket: y-protocols by the functions of pycrdt, none of ours.

The document belongs to the receiving thread and is used under a lock.
"""

import json
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from pycrdt import (
    Decoder,
    Doc,
    Text,
    create_awareness_message,
    create_sync_message,
    create_update_message,
    handle_sync_message,
)
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

PATIENCE_S = 5.0


class Peer:
    """Somebody with a document open."""

    def __init__(
        self,
        url: str,
        item: str,
        *,
        headers: dict[str, str] | None = None,
        doc: "Doc[Any] | None" = None,
        **query: str,
    ) -> None:
        self.doc: Doc[Any] = doc or Doc(allow_multithreading=True)
        self.notes: list[tuple[int, Any]] = []
        self.stored: dict[int, int] = {}
        self.stored_frames = 0
        self.sent_frames = 0
        self.states: dict[int, Any] = {}
        self.code: int | None = None
        self.reason = ""
        self.is_synced = False
        self._lock = threading.RLock()
        address = f"{url}/rt/{item}?{urlencode(query)}"
        self.socket: ClientConnection = connect(
            address, additional_headers=headers or {}, max_size=None, compression=None, legacy=True
        )
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    # What a person does

    def type(self, words: str, at: int | None = None) -> None:
        """Insert words (ASCII) at a place, at the end by default."""

        def change(text: Text) -> None:
            text.insert(len(str(text)) if at is None else at, words)

        self.change(change)

    def cut(self, start: int, end: int) -> None:
        """Delete a range."""

        def change(text: Text) -> None:
            del text[start:end]

        self.change(change)

    def change(self, change: Callable[[Text], None]) -> None:
        made: list[bytes] = []
        with self._lock:
            subscription = self.doc.observe(lambda event: made.append(event.update))
            change(self.doc.get("text", type=Text))
            self.doc.unobserve(subscription)
        for update in made:
            self.sent_frames += 1
            self.send(create_update_message(update))

    def send(self, frame: bytes) -> None:
        self.socket.send(frame)

    def point(self, client: int, clock: int, state: object) -> None:
        """Say where the cursor is."""
        text = json.dumps(state).encode()
        update = bytes((1,)) + _uint(client) + _uint(clock) + _uint(len(text)) + text
        self.send(create_awareness_message(update))

    def leave(self) -> None:
        self.socket.close()
        self._thread.join(PATIENCE_S)

    # What a person sees

    @property
    def text(self) -> str:
        with self._lock:
            return str(self.doc.get("text", type=Text))

    def sees(self, words: str) -> None:
        self.until(lambda: self.text == words, lambda: f"{self.text!r} instead of {words!r}")

    def saved(self) -> None:
        """Wait until the server has said that everything is durable."""
        self.until(lambda: self.stored_frames >= self.sent_frames, lambda: "not all is saved")

    def noted(self, kind: int) -> Any:
        """Wait for a message of the server and return what it says."""
        self.until(lambda: any(one == kind for one, _ in self.notes), lambda: f"no message {kind}")
        number = next(n for n, (one, _) in enumerate(self.notes) if one == kind)
        return self.notes.pop(number)[1]

    def sent_away(self) -> int:
        """Wait for the end of the connection and return its code."""
        self._thread.join(PATIENCE_S)
        assert self.code is not None, "the connection is still open"
        return self.code

    def until(self, holds: Callable[[], bool], words: Callable[[], str]) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < ends, f"{words()} (closed: {self.code} {self.reason})"
            time.sleep(0.005)

    # The protocol

    def _listen(self) -> None:
        try:
            self.send(create_sync_message(self.doc))
            for frame in self.socket:
                assert isinstance(frame, bytes)
                with self._lock:
                    self._take(frame)
        except ConnectionClosed:
            pass
        finally:
            self.code, self.reason = self.socket.close_code, self.socket.close_reason or ""

    def _take(self, frame: bytes) -> None:
        kind, body = frame[0], frame[1:]
        if kind == 0:
            self.is_synced = self.is_synced or body[0] == 1
            if answer := handle_sync_message(body, self.doc):
                self.sent_frames += 1
                self.send(answer)
        elif kind == 1:
            self._take_states(Decoder(body).read_message() or b"")
        elif kind == 100:
            self._take_stored(Decoder(body))
        else:
            self.notes.append((kind, json.loads(Decoder(body).read_var_string())))

    def _take_states(self, update: bytes) -> None:
        reader = Decoder(update)
        for _ in range(reader.read_var_uint()):
            client, _clock = reader.read_var_uint(), reader.read_var_uint()
            state = json.loads(reader.read_var_string())
            if state is None:
                self.states.pop(client, None)
            else:
                self.states[client] = state

    def _take_stored(self, reader: Decoder) -> None:
        vector = Decoder(reader.read_message() or b"\0")
        for _ in range(vector.read_var_uint()):
            client, clock = vector.read_var_uint(), vector.read_var_uint()
            self.stored[client] = max(clock, self.stored.get(client, 0))
        self.stored_frames = reader.read_var_uint()


def _uint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)
