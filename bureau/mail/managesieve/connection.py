"""One connection: greeting, TLS, signing in, commands, each answered before the next is read."""

import asyncio
import base64
import binascii
import logging
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from django.db import connections

from bureau.people import Person
from bureau.platform.context import Context, using
from bureau.platform.errors import Refusal, TooManyRequests

from ..sasl import by_bearer, by_password, read_bearer, read_plain
from ..sieve import EXTENSIONS
from .commands import CommandRefused, carry_out
from .lines import BadCommand, Command, TooLong, answer, read_command, read_words, string

log = logging.getLogger(__name__)

Result = TypeVar("Result")
SIGN_IN_S = 60.0
IDLE_S = 1_800.0
MOST_FAILURES = 3
IMPLEMENTATION = "Bureau"
MECHANISMS = "PLAIN OAUTHBEARER"


class Connection:
    """The conversation with one client."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        context: ssl.SSLContext,
        *,
        allows_plain_auth: bool,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._context = context
        self._allows_plain_auth = allows_plain_auth
        self._is_encrypted = False
        self._person: Person | None = None
        self._failures = 0
        peer: object = writer.get_extra_info("peername")
        self._peer = str(peer[0]) if isinstance(peer, tuple) and peer else ""

    async def run(self) -> None:
        """Serve until the client leaves, or has nothing to say for too long."""
        with suppress(ConnectionError, TimeoutError, ssl.SSLError):
            await self._send(self._capabilities())
            goes_on = True
            while goes_on:
                goes_on = await self._next()
        self._writer.close()
        with suppress(ConnectionError, TimeoutError, ssl.SSLError):
            await self._writer.wait_closed()

    async def end(self) -> None:
        """Say goodbye: the server stops."""
        with suppress(ConnectionError, TimeoutError, ssl.SSLError):
            await self._send(answer("BYE", "The server stops", "TRYLATER"))
        self._writer.close()

    async def _next(self) -> bool:
        """Read and answer one command; return whether the conversation goes on."""
        try:
            async with asyncio.timeout(IDLE_S if self._person else SIGN_IN_S):
                command = await read_command(self._reader)
        except TooLong as error:
            await self._send(answer("BYE", str(error)))
            return False
        except BadCommand as error:
            return await self._refuse(answer("NO", str(error)))
        if command is None:
            return False
        try:
            return await self._answer(command)
        except BadCommand as error:
            return await self._refuse(answer("NO", str(error)))

    async def _answer(self, command: Command) -> bool:
        match command.name:
            case "LOGOUT":
                await self._send(answer("OK", "Goodbye"))
                return False
            case "CAPABILITY":
                await self._send(self._capabilities())
            case "NOOP":
                tag = command.text(0) if command.arguments else ""
                code = f"TAG {string(tag).decode()}" if tag else ""
                await self._send(answer("OK", "Done", code))
            case "STARTTLS":
                await self._start_tls()
            case "AUTHENTICATE":
                return await self._authenticate(command)
            case "UNAUTHENTICATE":
                self._person = None
                await self._send(answer("OK", "Done"))
            case _:
                await self._send(await self._carry_out(command))
        return True

    async def _carry_out(self, command: Command) -> bytes:
        if self._person is None:
            return answer("NO", "Sign in first")
        try:
            return await self._in_thread(carry_out, self._person.id, command)
        except CommandRefused as refused:
            return answer("NO", str(refused), refused.code)
        except Refusal as refusal:
            return answer("NO", refusal.detail)
        except BadCommand:
            raise
        except Exception:
            # The edge of the process: the client hears that it may try again.
            log.exception("a ManageSieve command from %s failed", self._peer)
            return answer("NO", "Try again later", "TRYLATER")

    async def _refuse(self, line: bytes) -> bool:
        """Answer what cannot be understood; too much of it ends the conversation."""
        self._failures += 1
        await self._send(line)
        return self._failures < 10 * MOST_FAILURES

    async def _send(self, content: bytes) -> None:
        self._writer.write(content)
        await self._writer.drain()

    @property
    def _may_sign_in(self) -> bool:
        return self._is_encrypted or self._allows_plain_auth

    def _capabilities(self) -> bytes:
        lines = [
            ("IMPLEMENTATION", IMPLEMENTATION),
            ("SASL", MECHANISMS if self._may_sign_in else ""),
            ("SIEVE", " ".join(EXTENSIONS)),
            ("MAXREDIRECTS", "5"),
            ("VERSION", "1.0"),
        ]
        listed = [string(name) + b" " + string(value) + b"\r\n" for name, value in lines]
        if not self._is_encrypted:
            listed.append(b'"STARTTLS"\r\n')
        if self._person is not None:
            listed.append(b'"OWNER" ' + string(self._person.email) + b"\r\n")
        return b"".join(listed) + answer("OK", "Ready")

    async def _start_tls(self) -> None:
        if self._is_encrypted or self._person is not None:
            raise BadCommand("Not now")
        # The handshake may come as soon as the answer is sent: it stays outside until TLS reads it.
        # What came before is not the client's (CVE-2011-0411).
        self._writer.transport.pause_reading()  # type: ignore[attr-defined]
        waiting: bytearray = self._reader._buffer  # type: ignore[attr-defined]
        waiting.clear()
        await self._send(answer("OK", "Begin TLS now"))
        async with asyncio.timeout(SIGN_IN_S):
            await self._writer.start_tls(self._context)
        self._is_encrypted = True
        await self._send(self._capabilities())

    async def _authenticate(self, command: Command) -> bool:
        mechanism = command.text(0).upper()
        if self._person is not None or not self._may_sign_in:
            code = "" if self._may_sign_in else "ENCRYPT-NEEDED"
            await self._send(answer("NO", "Not now", code))
            return True
        if mechanism not in MECHANISMS.split():
            raise BadCommand("There is no such mechanism")
        given = command.arguments[1] if len(command.arguments) > 1 else await self._asked()
        try:
            person = await self._in_thread(_person_of, mechanism, given)
        except TooManyRequests:
            person = None
        if person is None:
            self._failures += 1
            await self._send(answer("NO", "Name or password is not right"))
            return self._failures < MOST_FAILURES
        self._person = person
        await self._send(answer("OK", "Signed in"))
        return True

    async def _asked(self) -> bytes:
        """Ask for what the client did not send at once."""
        await self._send(b'""\r\n')
        async with asyncio.timeout(SIGN_IN_S):
            words = await read_words(self._reader)
        if words is None or len(words) != 1 or words[0] == b"*":
            raise BadCommand("Signing in was given up")
        return words[0]

    async def _in_thread(self, function: Callable[..., Result], *args: Any) -> Result:
        """Run blocking work; its database connection ends with it, for scripts are rare."""

        def run() -> Result:
            try:
                with using(Context(channel="managesieve", address=self._peer)):
                    return function(*args)
            finally:
                connections.close_all()

        return await asyncio.to_thread(run)


def _person_of(mechanism: str, given: bytes) -> Person | None:
    try:
        decoded = base64.b64decode(given, validate=True)
    except binascii.Error:
        return None
    if mechanism == "PLAIN":
        pair = read_plain(decoded)
        return by_password(*pair) if pair else None
    bearer = read_bearer(decoded)
    return by_bearer(bearer) if bearer else None
