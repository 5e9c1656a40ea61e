"""Commands as they come over the network: lines and the literals inside of them, within limits."""

import asyncio
import re
from collections.abc import Awaitable, Callable

from .replies import Bye

LONGEST_LINE = 1 << 20
LONGEST_UNSIGNED = 8 << 10
"""Before somebody signed in."""
LARGEST_COMMAND = 100 << 20
LONGEST_SKIPPED = 200 << 20
_LITERAL = re.compile(rb"~?\{([0-9]{1,20})(\+?)\}\r?\n$")


class TooBig(Exception):
    """The client wants to send more than is taken; the command is over."""

    def __init__(self, tag: bytes) -> None:
        super().__init__()
        self.tag = tag


class Lines:
    """Reads commands from a stream."""

    def __init__(
        self, reader: asyncio.StreamReader, proceed: Callable[[], Awaitable[None]]
    ) -> None:
        self._reader = reader
        self._proceed = proceed

    async def line(self) -> bytes:
        """Return a line with its end; raises `Bye` where there is none."""
        try:
            return await self._reader.readuntil(b"\n")
        except asyncio.LimitOverrunError:
            raise Bye("The line is too long") from None
        except asyncio.IncompleteReadError:
            raise ConnectionResetError from None

    async def command(self, largest_literal: int) -> bytes:
        """Return a whole command without its end, the client asked to go on where it waits."""
        pieces = [await self.line()]
        size = len(pieces[0])
        while (match := _LITERAL.search(pieces[-1])) is not None:
            count = int(match[1])
            size += count
            if count > largest_literal or size > LARGEST_COMMAND:
                await self._refuse(pieces[0], count, waits=not match[2])
            if not match[2]:
                await self._proceed()
            pieces.append(await self._reader.readexactly(count))
            pieces.append(await self.line())
            size += len(pieces[-1])
            if size > LARGEST_COMMAND + LONGEST_LINE:
                raise Bye("The command is too long")
        return b"".join(pieces).removesuffix(b"\n").removesuffix(b"\r")

    async def _refuse(self, first: bytes, count: int, *, waits: bool) -> None:
        """End a command whose literal is too large; what comes without asking is read past."""
        tag = first.split(b" ", 1)[0]
        if not waits:
            if count > LONGEST_SKIPPED:
                raise Bye("The literal is too large")
            await self._skip(count)
        raise TooBig(tag)

    async def _skip(self, count: int) -> None:
        while count > 0:
            chunk = await self._reader.read(min(count, 1 << 16))
            if not chunk:
                raise ConnectionResetError
            count -= len(chunk)
        await self.line()
