"""A mailbox as a session knows it: uids in order, with flags and modseqs. Immutable: sessions that
know the same state share one view, and a change makes a new one.

Reading it anew costs the rows that changed since; only the first look reads all rows, of a table
that holds nothing but what is read here.
"""

import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from django.db import connection

MOST_KEPT = 2_000_000
"""Messages in views that no session holds any more are forgotten beyond this number."""

_STATE = "SELECT a.modseq FROM mail_account a WHERE a.person_id = %s"
_ALL = (
    "SELECT uid, modseq, keyword_line, is_deleted FROM mail_emaillabel"
    " WHERE mailbox_id = %s ORDER BY uid"
)
_CHANGED = (
    "SELECT uid, modseq, keyword_line, is_deleted FROM mail_emaillabel"
    " WHERE mailbox_id = %s AND modseq > %s"
)
_GONE = "SELECT uid FROM mail_expunged WHERE mailbox_id = %s AND modseq > %s"
"""What changed is sorted here: asked for in order, a planner may read all of a mailbox instead."""

SYSTEM = {
    "$seen": "\\Seen",
    "$answered": "\\Answered",
    "$flagged": "\\Flagged",
    "$draft": "\\Draft",
}
_KEYWORDS = {flag.lower(): keyword for keyword, flag in SYSTEM.items()}
DELETED = "\\Deleted"
KNOWN = {"$forwarded": "$Forwarded", "$mdnsent": "$MDNSent", "$junk": "$Junk"}
KNOWN |= {"$notjunk": "$NotJunk", "$phishing": "$Phishing", "$important": "$Important"}


@dataclass(frozen=True, slots=True, eq=False)
class Flags:
    """The flags of a message; one object for all messages with the same, made by `flags_of`."""

    keywords: frozenset[str]
    is_deleted: bool


@lru_cache(maxsize=200_000)
def flags_of(keyword_line: str, is_deleted: int) -> Flags:
    """Return the flags that columns stand for."""
    return Flags(frozenset(keyword_line.split()), bool(is_deleted))


def keyword_of(flag: str) -> str:
    r"""Return the keyword that a flag is kept as; `\Deleted` stays what it is."""
    lower = flag.lower()
    return DELETED if lower == "\\deleted" else _KEYWORDS.get(lower, lower)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The messages of a mailbox at a modseq of the account."""

    mailbox_id: str
    modseq: int
    uids: "array[int]"
    flags: Sequence[Flags]
    modseqs: "array[int]"
    highest: int
    """The highest modseq of a message or of a loss (RFC 7162 section 3.1.2)."""

    def __len__(self) -> int:
        return len(self.uids)

    def index(self, uid: int) -> int:
        """Return where a uid stands, -1 where it does not."""
        at = bisect_left(self.uids, uid)
        return at if at < len(self.uids) and self.uids[at] == uid else -1

    def within(self, ranges: Iterable[tuple[int, int]], *, by_uid: bool) -> list[int]:
        """Return the positions that a set of uids or message numbers names, rising."""
        size = len(self.uids)
        if not size:
            return []
        highest = self.uids[-1] if by_uid else size
        spans = []
        for one, other in ranges:
            first, last = sorted((one or highest, other or highest))
            if by_uid:
                spans.append((bisect_left(self.uids, first), bisect_left(self.uids, last + 1)))
            else:
                spans.append((first - 1, min(last, size)))
        if len(spans) == 1:
            return list(range(*spans[0]))
        return sorted({at for span in spans for at in range(*span)})

    def names_missing(self, ranges: Iterable[tuple[int, int]]) -> bool:
        """Tell whether a set of numbers goes beyond the last message; so does `*` where there is
        none (RFC 9051 section 9).
        """
        size = len(self.uids)
        return not size or any(max(one, other) > size for one, other in ranges)


@dataclass(frozen=True, slots=True)
class Row:
    """What changed of one message."""

    uid: int
    modseq: int
    flags: Flags


def load(account_id: str, mailbox_id: str) -> View:
    """Return the present view of a mailbox: brought up to date from one that is kept, or read."""
    kept = _kept.get(mailbox_id)
    if kept is not None:
        return refresh(account_id, kept).latest
    modseq = state(account_id)
    rows = _rows(_ALL, [mailbox_id])
    uids = array("Q", [row.uid for row in rows])
    modseqs = array("Q", [row.modseq for row in rows])
    highest = max(max(modseqs, default=1), _last_loss(mailbox_id))
    view = View(mailbox_id, modseq, uids, [row.flags for row in rows], modseqs, highest)
    return _kept.put(view)


def state(account_id: str) -> int:
    """Return the modseq of an account. One query by primary key."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [account_id])
        found: list[tuple[int]] = cursor.fetchall()
    return found[0][0] if found else 0


@dataclass(frozen=True, slots=True)
class News:
    """What is new of a mailbox."""

    latest: View
    modseq: int
    changed: Sequence[Row] = ()
    gone: Sequence[int] = ()


def refresh(
    account_id: str, view: View, left: Collection[int] = (), *, settles: bool = False
) -> News:
    """Return what is new since a view, of which the uids in `left` are known to be gone; `settles`
    asks for a view without them. One query where nothing changed, else three of which the rows are
    what changed.
    """
    modseq = state(account_id)
    if modseq == view.modseq and not (left and settles):
        return News(view, modseq)
    changed, gone = [], []
    if modseq != view.modseq:
        changed = changed_since(view.mailbox_id, view.modseq)
        gone = [uid for uid in gone_since(view.mailbox_id, view.modseq) if view.index(uid) >= 0]
    latest = _kept.put(changed_view(view, modseq, changed, sorted({*left, *gone})))
    return News(latest, modseq, changed, gone)


def changed_since(mailbox_id: str, modseq: int) -> list[Row]:
    """Return the messages that changed after a modseq, rising."""
    return sorted(_rows(_CHANGED, [mailbox_id, modseq]), key=attrgetter("uid"))


def gone_since(mailbox_id: str, modseq: int) -> list[int]:
    """Return the uids that left after a modseq, rising."""
    with connection.cursor() as cursor:
        cursor.execute(_GONE, [mailbox_id, modseq])
        return sorted(uid for (uid,) in cursor.fetchall())


def _rows(sql: str, values: Sequence[str | int]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    return [Row(uid, modseq, flags_of(line, deleted)) for uid, modseq, line, deleted in found]


def _last_loss(mailbox_id: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(modseq) FROM mail_expunged WHERE mailbox_id = %s", [mailbox_id])
        found: list[tuple[int | None]] = cursor.fetchall()
    return found[0][0] or 1


def changed_view(view: View, modseq: int, changed: Sequence[Row], gone: Sequence[int]) -> View:
    """Return a view with changes made to it. Costs a copy of what it is made of."""
    uids, flags, modseqs = _without(view, gone)
    for row in changed:
        at = bisect_left(uids, row.uid)
        if at < len(uids) and uids[at] == row.uid:
            flags[at], modseqs[at] = row.flags, row.modseq
        else:
            uids.insert(at, row.uid)
            flags.insert(at, row.flags)
            modseqs.insert(at, row.modseq)
    highest = max([view.highest, *(row.modseq for row in changed)])
    if gone:
        highest = max(highest, _last_loss(view.mailbox_id))
    return View(view.mailbox_id, modseq, uids, flags, modseqs, highest)


def _without(view: View, gone: Sequence[int]) -> "tuple[array[int], list[Flags], array[int]]":
    if not gone:
        return view.uids[:], list(view.flags), view.modseqs[:]
    left = set(gone)
    kept = [at for at, uid in enumerate(view.uids) if uid not in left]
    return (
        array("Q", [view.uids[at] for at in kept]),
        [view.flags[at] for at in kept],
        array("Q", [view.modseqs[at] for at in kept]),
    )


class _Kept:
    """The newest view of each mailbox, the least used forgotten first."""

    def __init__(self) -> None:
        self._views: OrderedDict[str, View] = OrderedDict()
        self._lock = threading.Lock()
        self._messages = 0

    def get(self, mailbox_id: str) -> View | None:
        """Return the view that is kept of a mailbox."""
        return self._views.get(mailbox_id)

    def put(self, view: View) -> View:
        """Keep a view; return the one to use, so that equal ones are one."""
        with self._lock:
            known = self._views.pop(view.mailbox_id, None)
            if known is not None and known.modseq == view.modseq:
                view = known
            if known is not None:
                self._messages -= len(known)
            self._views[view.mailbox_id] = view
            self._messages += len(view)
            while self._messages > MOST_KEPT and len(self._views) > 1:
                self._messages -= len(self._views.popitem(last=False)[1])
        return view

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._views.clear()
            self._messages = 0


_kept = _Kept()


def forget_views() -> None:
    """Forget what is kept, as after the database was replaced."""
    _kept.clear()
