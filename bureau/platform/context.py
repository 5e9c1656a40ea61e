"""Who acts, from where and because of what: carried beside a request, job or message, never passed
by hand.

Actions are still given their actor; the context is what `events.emit` writes down about the
surroundings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one piece of work."""

    actor_id: str = ""
    """Id of the person or service account, empty for the system itself and for the public."""
    channel: str = "system"
    """Where it came in: web, api, smtp, jmap, cli, job, system."""
    address: str = ""
    """Network address of the peer, empty where there is none."""
    request_id: str = ""
    cause_id: str = ""
    """Id of the event that led here."""
    root_id: str = ""
    """Id of the first event of the chain."""
    depth: int = 0
    """How many events stand between the root and here."""


_NOWHERE = Context()
_current: ContextVar[Context] = ContextVar("bureau_context", default=_NOWHERE)


def current() -> Context:
    """Return the context of the running request, job or command."""
    return _current.get()


@contextmanager
def using(context: Context) -> Iterator[Context]:
    """Run the block under the given context."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)


@contextmanager
def acting(actor_id: str, channel: str | None = None) -> Iterator[Context]:
    """Run the block as another actor in otherwise the same surroundings."""
    here = current()
    with using(replace(here, actor_id=actor_id, channel=channel or here.channel)) as context:
        yield context
