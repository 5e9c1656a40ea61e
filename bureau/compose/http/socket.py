"""The websocket `/compose`: {id, prefix, context?} in, {id, suggestions} out, JSON both ways.

Of the messages of a connection only the newest is answered; one that came meanwhile replaces what
waits. The work is done on one thread, a few milliseconds each, so that the loop stays free. The
line ends soon after its session or token does.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import orjson
from django.conf import settings
from django.db import close_old_connections
from pydantic import ValidationError

from bureau.compose.engine.writer import Context
from bureau.compose.errors import BadFrame
from bureau.compose.serving import suggest
from bureau.people import Actor, actor_of_session, actor_of_token
from bureau.platform.config import config
from bureau.platform.errors import Forbidden, Refusal, SignInRequired
from bureau.platform.http.sockets import Socket

from .limits import take
from .schemas import FrameIn
from .watch import Watch

Result = TypeVar("Result")

log = logging.getLogger(__name__)

PATH = "/compose"
SCOPES = ("compose", "compose.write", "mail", "mail.write")
LONGEST_FRAME = 256 * 1024
KNOWN_S = 30.0
"""After so long it is asked again who the other side is."""
TRY_LATER, SIGN_IN, REFUSED, TOO_LARGE = 1013, 4401, 4403, 4413

_thread = ThreadPoolExecutor(1, thread_name_prefix="compose")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What was shown in the handshake."""

    token: str
    session: str

    @classmethod
    def of(cls, socket: Socket) -> "Credentials":
        kind, _, token = socket.header(b"authorization").partition(" ")
        session = socket.cookies.get(settings.SESSION_COOKIE_NAME, "")
        return cls(token.strip() if kind.lower() == "bearer" else "", session)

    def actor(self) -> Actor:
        """Return whose they are; raises `SignInRequired`, or `Forbidden` for a token that is not
        for this.
        """
        if self.token:
            actor = actor_of_token(self.token)
            if not any(map(actor.allows, SCOPES)):
                raise Forbidden
            return actor
        if not self.session:
            raise SignInRequired
        return actor_of_session(self.session)


class Conversation:
    """One open socket: the newest message, and whether one is being answered."""

    def __init__(self, socket: Socket, credentials: Credentials) -> None:
        self.session, self.token = credentials.session, credentials.token
        self._socket = socket
        self._credentials = credentials
        self._newest: bytes | None = None
        self._passed_over: bytes | None = None
        """The newest message that said what is written to whom and was not answered."""
        self._is_busy = False
        self._context = Context()
        self._actor: Actor | None = None
        self._known_until = 0.0

    def receive(self, frame: bytes) -> None:
        """Take a message; runs on the loop."""
        if len(frame) > LONGEST_FRAME:
            self._socket.close(TOO_LARGE, "too large")
            return
        if self._newest is not None and b'"context"' in self._newest:
            self._passed_over = self._newest
        self._newest = frame
        if not self._is_busy:
            self._is_busy = True
            asyncio.get_running_loop().create_task(self._work())

    def sign_off(self) -> None:
        """End the line; runs on the loop."""
        self._socket.close(SIGN_IN, "sign in again")

    async def _work(self) -> None:
        try:
            while self._newest is not None and not self._socket.is_gone:
                frame, self._newest = self._newest, None
                passed_over, self._passed_over = self._passed_over, None
                answer = await on_thread(partial(self._answer, frame, passed_over))
                if self._newest is None:
                    self._socket.send(answer)
        except Refusal as refusal:
            self._socket.close(code_of(refusal), refusal.code)
        except Exception:
            # The edge of a connection: whatever failed is logged, and the browser comes again.
            log.exception("compose: a connection failed")
            self._socket.close(TRY_LATER, "something failed on our side")
        finally:
            self._is_busy = False

    def _answer(self, frame: bytes, passed_over: bytes | None) -> bytes:
        asked = read(frame)
        # What a message says of the letter holds for those after it, answered or not.
        said = asked.context or (read(passed_over).context if passed_over else None)
        if said is not None:
            self._context = said.context()
        actor = self.known()
        take(actor.person_id)
        found = suggest(actor, asked.prefix, self._context)
        return orjson.dumps({"id": asked.id, "suggestions": [one._asdict() for one in found]})

    def known(self) -> Actor:
        """Return who is on the other side, asked again now and then."""
        if self._actor is None or time.monotonic() > self._known_until:
            self._actor = self._credentials.actor()
            self._known_until = time.monotonic() + KNOWN_S
        return self._actor


def read(frame: bytes) -> FrameIn:
    """Read a message; raises `BadFrame`."""
    try:
        return FrameIn.model_validate(orjson.loads(frame))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise BadFrame from error


def code_of(refusal: Refusal) -> int:
    """Return the close code for a refusal."""
    if isinstance(refusal, SignInRequired):
        return SIGN_IN
    return TRY_LATER if refusal.status == 429 else REFUSED


async def on_thread(call: Callable[[], Result]) -> Result:
    """Run a call where it may ask the database."""

    def run() -> Result:
        close_old_connections()
        return call()

    return await asyncio.get_running_loop().run_in_executor(_thread, run)


watch = Watch(on_thread)


async def answer(socket: Socket) -> None:
    """Serve one websocket to its end."""
    credentials = Credentials.of(socket)
    if socket.path != PATH or (not credentials.token and not socket.is_from(config().public_url)):
        await socket.refuse()
        return
    await socket.accept()
    conversation = Conversation(socket, credentials)
    try:
        await on_thread(conversation.known)
    except Refusal as refusal:
        socket.close(code_of(refusal), refusal.code)
        return
    watch.join(conversation)
    try:
        socket.listen(conversation.receive)
        await socket.gone()
    finally:
        watch.leave(conversation)
