"""One connection: reads commands, has them carried out on a thread, writes the answers. What
belongs to the connection itself is here: TLS, signing in, IDLE, the end.
"""

import asyncio
import base64
import binascii
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from bureau.platform import pubsub
from bureau.platform.live import channel_of

from . import appending, fetching, listing, managing, quota, searching, selecting, storing
from .lines import LONGEST_UNSIGNED, Lines, TooBig
from .replies import Bye, No
from .scanner import BadSyntax, Scanner
from .session import CAPABILITIES, LARGEST_MESSAGE, Session
from .signing_in import MECHANISMS, TOKEN_REFUSED, WITH_TOKEN, SignedIn, sign_in, with_password

if TYPE_CHECKING:
    from .server import Server

log = logging.getLogger(__name__)

IDLE_LOOK_S = 110.0
"""How often an idle client is told that the server lives; routers forget silent connections."""
SIGN_IN_S = 60.0
SILENCE_S = 1_800.0
"""RFC 9051 section 5.4 asks for at least 30 minutes."""
PAUSE_AFTER_FAILURE_S = 1.0
MOST_FAILURES = 5
MOST_MISTAKES = 50
CHUNK_BYTES = 128 << 10

assert all((appending, fetching, listing, managing, quota, searching, selecting, storing))


class Connection:
    """A client."""

    def __init__(
        self,
        server: "Server",
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        is_encrypted: bool,
    ) -> None:
        self._server = server
        self._reader, self._writer = reader, writer
        self._lines = Lines(reader, self._proceed)
        self._is_encrypted = is_encrypted
        self._session = Session()
        self._failures = self._mistakes = 0
        peer: object = writer.get_extra_info("peername")
        self.peer = str(peer[0]) if isinstance(peer, tuple) and peer else ""

    async def run(self) -> None:
        """Talk until one side ends it."""
        try:
            await self._send(
                f"* OK [CAPABILITY {self._capabilities()}] Bureau is ready\r\n".encode()
            )
            while await self._next():
                pass
        except Bye as bye:
            await self._say_bye(str(bye))
        except TimeoutError:
            await self._say_bye("Nothing was heard for too long")
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        except Exception:
            # The edge of the process: other connections go on.
            log.exception("an IMAP connection from %s failed", self.peer)
            await self._say_bye("Something went wrong")
        finally:
            if self._session.actor is not None:
                self._server.leave(self._session.person_id)
            self._writer.close()

    async def _say_bye(self, text: str) -> None:
        with suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(5):
                await self._send(f"* BYE {text}\r\n".encode())

    async def end(self) -> None:
        """Tell the client that the server stops."""
        await self._say_bye("The server stops")
        self._writer.close()

    async def _send(self, content: bytes) -> None:
        self._writer.write(content)
        await self._writer.drain()

    async def _proceed(self) -> None:
        await self._send(b"+ OK\r\n")

    def _capabilities(self) -> str:
        if self._session.actor is not None:
            return f"{CAPABILITIES} APPENDLIMIT={LARGEST_MESSAGE}"
        words = [CAPABILITIES, f"APPENDLIMIT={LARGEST_MESSAGE}"]
        if not self._is_encrypted:
            words.append("STARTTLS")
        if self._allows_secrets():
            words += [f"AUTH={mechanism}" for mechanism in MECHANISMS]
        else:
            words.append("LOGINDISABLED")
        return " ".join(words)

    def _allows_secrets(self) -> bool:
        return self._is_encrypted or self._server.allows_plain_auth

    async def _next(self) -> bool:
        """Read and carry out one command; return whether there may be another."""
        signed_in = self._session.actor is not None
        try:
            async with asyncio.timeout(SILENCE_S if signed_in else SIGN_IN_S):
                largest = LARGEST_MESSAGE if signed_in else LONGEST_UNSIGNED
                raw = await self._lines.command(largest)
        except TooBig as refusal:
            await self._send(refusal.tag + b" NO [TOOBIG] This is too large\r\n")
            return True
        scanner = Scanner(raw)
        tag = b"*"
        try:
            tag = scanner.tag()
            scanner.space()
            name = scanner.word()
            return await self._carry_out(tag, name, scanner)
        except BadSyntax as error:
            self._mistakes += 1
            if self._mistakes > MOST_MISTAKES and not signed_in:
                raise Bye("Too many mistakes") from None
            await self._send(tag + f" BAD {error}\r\n".encode())
        except No as refusal:
            await self._send(tag + f" NO {refusal}\r\n".encode())
        return True

    async def _carry_out(self, tag: bytes, name: str, scanner: Scanner) -> bool:
        match name:
            case "LOGOUT":
                scanner.end()
                await self._send(b"* BYE See you\r\n" + tag + b" OK Done\r\n")
                return False
            case "CAPABILITY":
                scanner.end()
                listed = f"* CAPABILITY {self._capabilities()}\r\n".encode()
                await self._send(listed + tag + b" OK Done\r\n")
            case "STARTTLS":
                scanner.end()
                await self._start_tls(tag)
            case "LOGIN":
                await self._login(tag, scanner)
            case "AUTHENTICATE":
                await self._authenticate(tag, scanner)
            case "IDLE":
                scanner.end()
                await self._idle(tag)
            case _:
                await self._stream(self._session.carry_out(tag, name, scanner))
        return True

    async def _stream(self, answers: Iterator[bytes]) -> None:
        """Send answers as the thread brings them, not faster than the client reads."""
        is_over = False
        while not is_over:
            chunk, is_over = await self._server.in_thread(self.peer, _pull, answers)
            if chunk:
                await self._send(chunk)

    async def _start_tls(self, tag: bytes) -> None:
        if self._is_encrypted or self._session.actor is not None:
            raise BadSyntax("Not now")
        # The handshake may come as soon as the answer is sent: it stays outside until TLS reads it.
        # What came before is not the client's (CVE-2011-0411).
        self._writer.transport.pause_reading()  # type: ignore[attr-defined]
        waiting: bytearray = self._reader._buffer  # type: ignore[attr-defined]
        waiting.clear()
        await self._send(tag + b" OK Begin TLS now\r\n")
        async with asyncio.timeout(SIGN_IN_S):
            await self._writer.start_tls(self._server.context)
        self._is_encrypted = True

    async def _login(self, tag: bytes, scanner: Scanner) -> None:
        scanner.space()
        email = scanner.astring().decode("utf-8", "replace")
        scanner.space()
        password = scanner.astring().decode("utf-8", "replace")
        scanner.end()
        self._check_may_sign_in()
        await self._sign_in(tag, lambda: with_password(email, password))

    def _check_may_sign_in(self) -> None:
        if self._session.actor is not None:
            raise BadSyntax("You are signed in already")
        if not self._allows_secrets():
            raise No("Begin TLS first", "PRIVACYREQUIRED")

    async def _authenticate(self, tag: bytes, scanner: Scanner) -> None:
        scanner.space()
        mechanism = scanner.word()
        initial = None
        if scanner.skip(b" "):
            initial = scanner.line[scanner.at :]
        self._check_may_sign_in()
        if mechanism not in MECHANISMS:
            raise No("There is no such mechanism")
        if initial is None:
            await self._send(b"+ \r\n")
            async with asyncio.timeout(SIGN_IN_S):
                initial = (await self._lines.line()).rstrip(b"\r\n")
        if initial == b"*":
            raise BadSyntax("Signing in was given up")
        try:
            answer = b"" if initial == b"=" else base64.b64decode(initial, validate=True)
        except binascii.Error:
            raise BadSyntax("The answer is not base64") from None
        try:
            await self._sign_in(tag, lambda: sign_in(mechanism, answer))
        except No:
            if mechanism in WITH_TOKEN:
                await self._explain_failure()
            raise

    async def _explain_failure(self) -> None:
        """Say why a token was refused; the client answers that before it hears of the end (RFC 7628
        section 3.2.3).
        """
        await self._send(b"+ " + base64.b64encode(TOKEN_REFUSED) + b"\r\n")
        async with asyncio.timeout(SIGN_IN_S):
            await self._lines.line()

    async def _sign_in(self, tag: bytes, look: Callable[[], SignedIn]) -> None:
        try:
            found = await self._server.in_thread(self.peer, look)
        except No:
            self._failures += 1
            await asyncio.sleep(PAUSE_AFTER_FAILURE_S)
            if self._failures >= MOST_FAILURES:
                raise Bye("Too many failures") from None
            raise
        if not self._server.join(found.actor.person_id):
            raise No("There are too many connections of yours", "LIMIT")
        self._session.sign_in(found.actor, found.still_valid)
        listed = self._capabilities().encode()
        await self._send(tag + b" OK [CAPABILITY " + listed + b"] Welcome\r\n")

    async def _idle(self, tag: bytes) -> None:
        """Tell what is new as it happens, until the client says DONE (RFC 2177)."""
        session = self._session
        if session.actor is None:
            raise BadSyntax("Sign in first")
        account_id = session.selected.account_id if session.selected else session.person_id
        news, loop = asyncio.Event(), asyncio.get_running_loop()

        def receive(_message: object) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(news.set)

        subscription = pubsub.subscribe(channel_of(account_id), receive)
        await self._send(b"+ idling\r\n")
        done = asyncio.create_task(self._lines.line())
        try:
            await self._tell_until(done, news)
            word = (await done).strip().upper()
        finally:
            subscription.close()
            done.cancel()
        if word != b"DONE":
            raise BadSyntax("Expected DONE")
        await self._stream(session.updates(expunges=True))
        await self._send(tag + b" OK Done\r\n")

    async def _tell_until(self, done: "asyncio.Task[bytes]", news: asyncio.Event) -> None:
        session, is_quiet = self._session, False
        while not done.done():
            if is_quiet:
                await self._send(b"* OK Still here\r\n")
            await self._server.in_thread(self.peer, session.look_again)
            await self._stream(session.updates(expunges=True))
            waiting = asyncio.create_task(news.wait())
            finished, _ = await asyncio.wait(
                {done, waiting}, timeout=IDLE_LOOK_S, return_when=asyncio.FIRST_COMPLETED
            )
            waiting.cancel()
            news.clear()
            is_quiet = not finished


def _pull(answers: Iterator[bytes]) -> tuple[bytes, bool]:
    """Take answers until there is something worth sending; return it and whether it was all."""
    taken: list[bytes] = []
    size = 0
    for answer in answers:
        taken.append(answer)
        size += len(answer)
        if size >= CHUNK_BYTES:
            return b"".join(taken), False
    return b"".join(taken), True
