"""Ends the lines of who signed out, was suspended or took a token back: while anybody is on the
line, one look a second at all of them together.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import Protocol

from bureau.people import living_credentials

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0

Living = tuple[set[str], set[str]]
Asked = Callable[[Callable[[], Living]], Awaitable[Living]]


class Line(Protocol):
    """An open line, known by the session or the token that was shown."""

    session: str
    token: str

    def sign_off(self) -> None:
        """End it, because nobody is signed in there any more."""


class Watch:
    """The open lines of one event loop. `ask` runs a call with a database connection."""

    def __init__(self, ask: Asked) -> None:
        self._ask = ask
        self._lines: set[Line] = set()
        self._looking: asyncio.Task[None] | None = None

    def join(self, line: Line) -> None:
        """Look after a line until it leaves."""
        self._lines.add(line)
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look())

    def leave(self, line: Line) -> None:
        """Look after it no longer."""
        self._lines.discard(line)
        if not self._lines and self._looking:
            self._looking.cancel()
            self._looking = None

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._end_the_ended(list(self._lines))
            except Exception:
                # The edge of the process: a database that is away is asked again in a moment.
                log.exception("compose: looking at sessions failed")

    async def _end_the_ended(self, lines: Collection[Line]) -> None:
        sessions, tokens = await self._ask(partial(_living, lines))
        for line in lines:
            if line.token not in tokens if line.token else line.session not in sessions:
                line.sign_off()


def _living(lines: Collection[Line]) -> Living:
    """Return the sessions and tokens that still hold. At most two queries, by index."""
    tokens = {line.token for line in lines if line.token}
    return living_credentials({line.session for line in lines if not line.token}, tokens)
