"""Publish and subscribe between the processes of one machine, through datagram sockets in the data
folder (unix(7)): `run/<topic>/<process>` belongs to a process that subscribed to a channel of the
topic, so processes that want nothing of it are not woken. A topic is what stands before the colon.

Own messages are delivered at once and locally. A process that ended leaves a file behind, which the
next publisher removes.
"""

import json
import logging
import os
import queue
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bureau.platform.ids import new_id

from .local import LocalBus, Receive, Subscription

log = logging.getLogger(__name__)

LARGEST_BYTES = 128 * 1024
"""Larger messages are not sent: the kernel refuses them."""
MOST_WAITING = 10_000
PATIENCE_S = 1.0
"""How long a process whose queue is full is waited for, by a thread that does nothing else."""


class MachineBus(LocalBus):
    """A local bus joined to those of the other processes with the same data folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._me = new_id()
        self._topics: dict[str, _Topic] = {}
        self._making = threading.Lock()
        self._waiting: queue.Queue[tuple[_Topic, str, bytes]] = queue.Queue(MOST_WAITING)
        self._sender: threading.Thread | None = None

    def subscribe(self, channel: str, receive: Receive) -> Subscription:
        """Add a receiver."""
        subscription = super().subscribe(channel, receive)
        self._topic(channel).listen(self._take)
        return subscription

    def publish(self, channel: str, message: dict[str, Any]) -> None:
        """Call the receivers of this process and send the message to the others."""
        super().publish(channel, message)
        topic = self._topic(channel)
        if not (others := topic.others()):
            return
        datagram = json.dumps([channel, message], default=str).encode()
        if len(datagram) > LARGEST_BYTES:
            log.warning("pubsub: a message on %s is too large", channel)
            return
        for name in others:
            self._send(topic, name, datagram)

    def close(self) -> None:
        """Hear nothing any more."""
        for topic in self._topics.values():
            topic.close()

    def _topic(self, channel: str) -> "_Topic":
        name = channel.partition(":")[0]
        found = self._topics.get(name)
        if found is None:
            with self._making:
                found = self._topics.setdefault(name, _Topic(self._folder / name, self._me))
        return found

    def _send(self, topic: "_Topic", name: str, datagram: bytes) -> None:
        if self._waiting.empty() and topic.send(name, datagram, socket.MSG_DONTWAIT):
            return
        if self._sender is None:
            self._sender = threading.Thread(target=self._send_waiting, daemon=True)
            self._sender.start()
        try:
            self._waiting.put_nowait((topic, name, datagram))
        except queue.Full:
            log.warning("pubsub: dropped a message, %s does not take any", name)

    def _send_waiting(self) -> None:
        while True:
            topic, name, datagram = self._waiting.get()
            if not topic.send(name, datagram, 0):
                log.warning("pubsub: dropped a message, %s does not take any", name)

    def _take(self, datagram: bytes) -> None:
        try:
            channel, message = json.loads(datagram)
        except ValueError:
            log.warning("pubsub: a message is not ours")
            return
        super().publish(channel, message)


class _Topic:
    """The sockets of one topic. Paths go through the folder's descriptor: addresses are short."""

    def __init__(self, folder: Path, me: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._me = me
        self._descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        self._folder = f"/proc/self/fd/{self._descriptor}"
        self._out = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._out.settimeout(PATIENCE_S)
        self._listener: socket.socket | None = None
        self._lock = threading.Lock()
        self._listed: tuple[int, list[str]] = (-1, [])

    def others(self) -> list[str]:
        """Return who else listens; reads the folder only after it changed."""
        changed_at = os.fstat(self._descriptor).st_mtime_ns
        if self._listed[0] != changed_at:
            names = [name for name in os.listdir(self._descriptor) if name != self._me]
            self._listed = (changed_at, names)
        return self._listed[1]

    def send(self, name: str, datagram: bytes, flags: int) -> bool:
        """Send to one process; False when it has no room for it."""
        try:
            self._out.sendto(datagram, flags, f"{self._folder}/{name}")
        except (BlockingIOError, TimeoutError):
            return False
        except OSError:
            # Nobody reads there any more.
            with suppress(FileNotFoundError):
                os.unlink(f"{self._folder}/{name}")
        return True

    def listen(self, take: Callable[[bytes], None]) -> None:
        """Begin to hear the topic, once."""
        with self._lock:
            if self._listener:
                return
            self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self._listener.bind(f"{self._folder}/{self._me}")
        arguments = (self._listener, take)
        threading.Thread(target=_hear, args=arguments, name="pubsub", daemon=True).start()

    def close(self) -> None:
        with self._lock:
            if self._listener:
                with suppress(OSError):
                    os.unlink(f"{self._folder}/{self._me}")
                    self._listener.shutdown(socket.SHUT_RDWR)
                self._listener.close()


def _hear(listener: socket.socket, take: Callable[[bytes], None]) -> None:
    with suppress(OSError):  # closed
        while datagram := listener.recv(LARGEST_BYTES * 2):
            take(datagram)
