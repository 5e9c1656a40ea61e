"""Which part of a result is wanted (RFC 8620 section 5.5): position, anchor, limit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .objects import flag_of, int_of
from .protocol import Call, MethodError

MOST_IDS = 1_000
ARGUMENTS = (
    "filter",
    "sort",
    "position",
    "anchor",
    "anchorOffset",
    "limit",
    "calculateTotal",
)


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of the result are wanted."""

    position: int
    anchor: str | None
    anchor_offset: int
    limit: int
    is_cut: bool
    """Whether the limit is the server's, not the client's."""
    counts: bool
    """Whether the total is wanted."""


@dataclass(frozen=True, slots=True)
class Page:
    """The wanted part of a result; `total` is None where nobody asked."""

    ids: list[str]
    position: int
    total: int | None = None


def read_window(call: Call, most: int = MOST_IDS) -> Window:
    """Read the arguments."""
    limit = int_of(call, "limit")
    if limit is not None and limit < 0:
        raise MethodError("invalidArguments", "'limit' must not be negative.")
    anchor = call.arguments.get("anchor")
    if anchor is not None and not isinstance(anchor, str):
        raise MethodError("invalidArguments", "'anchor' is not an id.")
    return Window(
        position=int_of(call, "position") or 0,
        anchor=anchor if anchor is None else call.exchange.resolve(anchor),
        anchor_offset=int_of(call, "anchorOffset") or 0,
        limit=most if limit is None else min(limit, most),
        is_cut=limit is None or limit > most,
        counts=flag_of(call, "calculateTotal"),
    )


def page_of(ids: Iterable[str], window: Window) -> Page:
    """Return the wanted part; reads no further than it has to."""
    if window.anchor is not None:
        return _around(iter(ids), window)
    if window.position < 0 or window.counts:
        found = list(ids)
        return _sliced(found, _start(len(found), window.position), window)
    rows = islice(ids, window.position, window.position + window.limit)
    return Page(list(rows), window.position)


def _start(total: int, position: int) -> int:
    return position if position >= 0 else max(0, total + position)


def _sliced(found: Sequence[str], start: int, window: Window) -> Page:
    total = len(found) if window.counts else None
    return Page(list(found[start : start + window.limit]), start, total)


def _around(ids: Iterator[str], window: Window) -> Page:
    """Return what begins at an offset from the anchor."""
    before: list[str] = []
    for one in ids:
        before.append(one)
        if one == window.anchor:
            break
    else:
        raise MethodError("anchorNotFound")
    start = max(0, len(before) - 1 + window.anchor_offset)
    rest = ids if window.counts else islice(ids, max(0, start + window.limit - len(before)))
    return _sliced([*before, *rest], start, window)
