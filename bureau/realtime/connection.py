"""One open socket of a document: who it is, what it may, what it has sent."""

from dataclasses import dataclass, field

from bureau.access import Role
from bureau.platform.http.sockets import Socket

from . import wire
from .visitors import Standing, Visitor

SLOW_BYTES = 1024 * 1024
"""Who has so much waiting is too slow, is let go, and synchronises anew."""

BAD_MESSAGE, GOING_AWAY, TRY_LATER = 1002, 1001, 1013
SIGN_IN, REFUSED, NO_ITEM, TOO_SLOW, OLD_SERVER, TOO_LARGE, TOO_MANY = (
    4401,
    4403,
    4404,
    4408,
    4409,
    4413,
    4429,
)


@dataclass(eq=False, slots=True)
class Connection:
    """A member of a room."""

    socket: Socket
    visitor: Visitor
    standing: Standing
    clients: set[int] = field(default_factory=set)
    """The awareness clients that it speaks for."""
    durable_frames: int = 0
    waiting_bytes: int = 0
    """What it sent that no tick has taken."""
    refused_at: float = float("-inf")

    @property
    def author(self) -> str:
        """Who its updates are by."""
        return self.standing.author

    @property
    def may_write(self) -> bool:
        """Whether its updates count."""
        return self.standing.role >= Role.CONTRIBUTOR and not self.standing.readonly_reason

    def send(self, payload: bytes) -> None:
        """Send one message."""
        self.socket.send(payload)

    def send_encoded(self, encoded: bytes) -> None:
        """Send an encoded frame, unless the connection is too slow to take it."""
        if self.socket.waiting_bytes > SLOW_BYTES:
            self.socket.close(TOO_SLOW, "too slow")
        else:
            self.socket.send_encoded(encoded)

    def tell(self, kind: int, seq: int) -> None:
        """Send `hello` or `role` to a client that understands it."""
        if self.visitor.is_bureau:
            self.send(wire.note(kind, self.standing.shown(seq)))
