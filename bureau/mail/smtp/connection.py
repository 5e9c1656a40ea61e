"""One SMTP or LMTP connection over aiosmtpd: what the library leaves out.

The whole body is read in one piece, its end is only CRLF.CRLF, and what other servers might read
as another end is refused; messages in chunks (RFC 3030), parameters of delivery reports (RFC 3461)
and of later sending (RFC 4865) are taken; one host has only so many connections.
"""

import asyncio
import re
from collections import Counter
from typing import Any

from aiosmtpd.smtp import SMTP, syntax

from bureau.platform.mime import one_line

MOST_PER_HOST = 30
MOST_AT_ONCE = 600
MOST_REFUSALS = 25
"""Recipients that may be refused before the connection is ended."""
TARPIT_AFTER = 3
TARPIT_S = 0.5
LONGEST_COMMAND = 2_048
LONGEST_AUTH = 16_384
END = b"\r\n.\r\n"
SMUGGLED = "550 5.6.11 Line ends are CRLF: a lone dot between others may hide a second message"
TOO_LARGE = "552 5.3.4 The message is too large"
_PARAMETERS = {
    "MAIL": {"RET", "ENVID", "HOLDFOR", "HOLDUNTIL", "AUTH"},
    "RCPT": {"NOTIFY", "ORCPT"},
}
_ARGUMENT = re.compile(
    r"(\s*(?:FROM|TO)\s*:\s*(?:<(?:\"(?:[^\"\\]|\\.)*\"|[^>\"])*>|\S+))(.*)", re.I
)
_DOT = re.compile(rb"(\r\n|\n|\r)\.(?=(\r\n|\n|\r))")
_NOTIFY = re.compile(r"NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY)){0,2}")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")


class Crowd:
    """How many connections there are now, in all and of each host."""

    def __init__(self) -> None:
        self._of_host: Counter[str] = Counter()

    def enter(self, host: str) -> bool:
        """Count a connection; False when there are too many."""
        self._of_host[host] += 1
        return self._of_host[host] <= MOST_PER_HOST and self._of_host.total() <= MOST_AT_ONCE

    def leave(self, host: str) -> None:
        """Count one less."""
        self._of_host[host] -= 1
        if self._of_host[host] <= 0:
            del self._of_host[host]


class Connection(SMTP):
    """One connection. Lines may be longer than the standard's 998 octets, as real senders' are."""

    line_length_limit = 1 << 20
    command_size_limit = LONGEST_COMMAND

    def __init__(
        self, *args: Any, crowd: Crowd, implicit_tls: bool = False, **keywords: Any
    ) -> None:
        super().__init__(*args, **keywords)
        self.command_size_limits["AUTH"] = LONGEST_AUTH
        for name in ("MAIL", "RCPT", "EHLO", "HELO", "LHLO"):
            self.command_size_limits[name] = LONGEST_COMMAND
        self.parameters: dict[str, str] = {}
        """Those of the running MAIL or RCPT command that the library does not know."""
        self._crowd = crowd
        self._host: str | None = None
        self._chunks: list[bytes] | None = None
        self._refusals = 0
        self.is_implicit_tls = implicit_tls

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody on the way reads along."""
        return self.is_implicit_tls or (self.session is not None and self.session.ssl is not None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, unless the host has too many connections."""
        is_first = self._host is None
        super().connection_made(transport)
        if not is_first:
            return
        peer = transport.get_extra_info("peername")
        self._host = str(peer[0]) if isinstance(peer, tuple) and peer else "local"
        if not self._crowd.enter(self._host):
            assert isinstance(transport, asyncio.WriteTransport)
            transport.write(b"421 4.7.0 Too many connections, try again later\r\n")
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """Make room for another one."""
        if self._host is not None:
            self._crowd.leave(self._host)
            self._host = None
        super().connection_lost(error)

    async def refused(self) -> None:
        """Count a refused recipient: addresses are not to be guessed here."""
        self._refusals += 1
        if self._refusals > MOST_REFUSALS:
            await self.push("421 4.7.0 Too many refused recipients")
            if self.transport is not None:
                self.transport.close()
        elif self._refusals > TARPIT_AFTER:
            await asyncio.sleep(TARPIT_S)

    @syntax("MAIL FROM: <address>", extended=" [SP <mail-parameters>]")
    async def smtp_MAIL(self, arg: str | None) -> None:
        """Take the parameters that the library does not know, then let it do the rest."""
        self._chunks = None
        await super().smtp_MAIL(self._without_parameters("MAIL", arg))

    @syntax("RCPT TO: <address>", extended=" [SP <mail-parameters>]")
    async def smtp_RCPT(self, arg: str | None) -> None:
        """Take the parameters that the library does not know, then let it do the rest."""
        await super().smtp_RCPT(self._without_parameters("RCPT", arg))

    def _without_parameters(self, command: str, arg: str | None) -> str | None:
        self.parameters = {}
        match = _ARGUMENT.match(arg or "")
        if match is None or self.session is None or not self.session.extended_smtp:
            return arg
        kept = []
        for parameter in match[2].split():
            name, _, value = parameter.partition("=")
            if name.upper() in _PARAMETERS[command] and value:
                self.parameters[name.upper()] = value
            else:
                kept.append(parameter)
        return " ".join([match[1], *kept])

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:
        """Read the body to its end and hand it over."""
        if not await self._may_take_body():
            return
        if arg:
            await self.push("501 5.5.4 DATA has no argument")
            return
        if self._chunks is not None:
            await self.push("503 5.5.1 The message comes in chunks already")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        raw = await self._read_to_end()
        if raw is None:
            self._forget_message()
            await self.push(TOO_LARGE)
        elif is_smuggled(raw):
            self._forget_message()
            await self.push(SMUGGLED)
        else:
            await self._hand_over(unstuffed(raw))

    def _forget_message(self) -> None:
        self._set_post_data_state()  # type: ignore[no-untyped-call]  # the library's

    async def _may_take_body(self) -> bool:
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return False
        if self.envelope is None or not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Name a recipient first")
            return False
        return True

    async def _read_to_end(self) -> bytes | None:
        """Return the body as it came, with CRLF before and the end mark off; None when it is too
        large, once all of it was read.
        """
        reader: Any = self._reader
        # So that an end mark in the first line is found like any other.
        reader._buffer[:0] = b"\r\n"
        pieces: list[bytes] = []
        size = 0
        while True:
            try:
                piece, is_end = await reader.readuntil(END), True
            except asyncio.LimitOverrunError as more:
                piece, is_end = await reader.readexactly(more.consumed), False
            self._reset_timeout()
            size += len(piece)
            if size <= self._largest():
                pieces.append(piece)
            else:
                pieces.clear()
            if is_end:
                return b"".join(pieces).removesuffix(b".\r\n") if pieces else None

    def _largest(self) -> int:
        return (self.data_size_limit or 0) + len(END) + 2

    async def _hand_over(self, content: bytes) -> None:
        assert self.envelope is not None
        self.envelope.content = self.envelope.original_content = content
        status = await self._call_handler_hook("DATA")
        self._forget_message()
        await self.push(status)

    @syntax("BDAT size [LAST]")
    async def smtp_BDAT(self, arg: str | None) -> None:
        """Take a chunk of the body (RFC 3030); the octets follow whatever we think of them."""
        match = re.fullmatch(r"(\d{1,12})(\s+LAST)?", (arg or "").strip(), re.IGNORECASE)
        if match is None:
            await self.push("501 5.5.4 BDAT takes a size, and LAST for the last one")
            return
        chunk = await self._read_chunk(int(match[1]))
        if not await self._may_take_body():
            return
        chunks = self._chunks = self._chunks if self._chunks is not None else []
        if chunk is None or sum(map(len, chunks)) + len(chunk) > (self.data_size_limit or 0):
            self._chunks = None
            self._forget_message()
            await self.push(TOO_LARGE)
            return
        chunks.append(chunk)
        if not match[2]:
            await self.push(f"250 2.0.0 {len(chunk)} octets")
            return
        self._chunks = None
        content = b"".join(chunks)
        if is_smuggled(b"\r\n" + content):
            self._forget_message()
            await self.push(SMUGGLED)
        else:
            await self._hand_over(content)

    async def _read_chunk(self, size: int) -> bytes | None:
        """Return the octets of a chunk; None when they are too many, once they were read."""
        pieces: list[bytes] = []
        left, is_kept = size, size <= (self.data_size_limit or 0)
        while left:
            piece = await self._reader.readexactly(min(left, 1 << 16))
            self._reset_timeout()
            left -= len(piece)
            if is_kept:
                pieces.append(piece)
        return b"".join(pieces) if is_kept else None

    @syntax("RSET")
    async def smtp_RSET(self, arg: str | None) -> None:
        """Forget the message."""
        self._chunks = None
        await super().smtp_RSET(arg)


class LocalConnection(Connection):
    """One LMTP connection (RFC 2033): no HELO, and a reply for each recipient after the body."""

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:
        """Greet."""
        await super().smtp_EHLO(arg)

    async def smtp_HELO(self, arg: str) -> None:
        """Refuse what is not LMTP."""
        await self.push("500 5.5.1 This is LMTP: say LHLO")

    async def smtp_EHLO(self, arg: str) -> None:
        """Refuse what is not LMTP."""
        await self.push("500 5.5.1 This is LMTP: say LHLO")


def unstuffed(raw: bytes) -> bytes:
    """Return the body without the dots that stood before dots (RFC 5321 section 4.5.2)."""
    return raw.replace(b"\r\n.", b"\r\n")[2:]


def is_smuggled(raw: bytes) -> bool:
    """Tell whether the body holds what another server might take for its end: a lone dot between
    line ends that are not both CRLF.
    """
    return any(match[1] != b"\r\n" or match[2] != b"\r\n" for match in _DOT.finditer(raw))


def notify_of(parameters: dict[str, str]) -> str | None:
    """Return the NOTIFY parameter; None when it is broken."""
    value = parameters.get("NOTIFY", "").upper()
    return value if not value or _NOTIFY.fullmatch(value) else None


def xtext(value: str) -> str:
    """Return what a parameter in xtext says, safe to store (RFC 3461 section 4)."""
    return one_line(_XTEXT.sub(lambda match: chr(int(match[1], 16)), value))
