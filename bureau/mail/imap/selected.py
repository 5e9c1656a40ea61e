"""The selected mailbox of a session: the client's view of it, and telling what is new."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..models import Mailbox, Spelling
from .recent import Span, claim
from .replies import Bye, joined, line
from .scanner import write_set
from .view import DELETED, KNOWN, SYSTEM, Flags, News, View, changed_view, refresh

if TYPE_CHECKING:
    from .session import Session

FLAGS = ("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft")


@dataclass(slots=True)
class Selected:
    """A mailbox that was opened by SELECT or EXAMINE."""

    account_id: str
    mailbox_id: str
    view: View
    is_read_only: bool
    spellings: dict[str, str]
    left: set[int] = field(default_factory=set)
    """Uids that are gone, of which the client was not told yet."""
    silent: dict[int, Flags] = field(default_factory=dict)
    """What the client itself stored and does not want to hear again."""
    recent: list[Span] = field(default_factory=list)
    """Uids of what this session is the first to see; none where IMAP4rev2 is on."""
    announced: set[str] = field(default_factory=lambda: set(SYSTEM))
    """The keywords that FLAGS told of."""
    _written: dict[Flags, bytes] = field(default_factory=dict)

    def is_recent(self, uid: int) -> bool:
        """Tell whether this session is the first to see a message."""
        return any(start <= uid < end for start, end in self.recent)

    def count_recent(self) -> int:
        """Return of how many messages that is so."""
        uids = self.view.uids
        return sum(bisect_left(uids, end) - bisect_left(uids, start) for start, end in self.recent)

    def flags_at(self, at: int) -> bytes:
        """Write the flags of the message at a position, without parentheses."""
        text = self.text_of(self.view.flags[at])
        if self.recent and self.is_recent(self.view.uids[at]):
            return b"\\Recent " + text if text else b"\\Recent"
        return text

    def texts_at(self, positions: Sequence[int]) -> list[bytes]:
        """Write the flags of the messages at rising positions."""
        chosen = list(map(self.view.flags.__getitem__, positions))
        written = {flags: self.text_of(flags) for flags in set(chosen)}
        texts = list(map(written.__getitem__, chosen))
        for start, end in self.recent:
            first, last = bisect_left(self.view.uids, start), bisect_left(self.view.uids, end)
            for at in range(bisect_left(positions, first), bisect_left(positions, last)):
                texts[at] = b"\\Recent " + texts[at] if texts[at] else b"\\Recent"
        return texts

    def text_of(self, flags: Flags) -> bytes:
        """Write flags that are kept."""
        found = self._written.get(flags)
        if found is None:
            names = [self.name_of(keyword) for keyword in sorted(flags.keywords)]
            names += [DELETED] if flags.is_deleted else []
            found = self._written[flags] = " ".join(names).encode()
        return found

    def name_of(self, keyword: str) -> str:
        """Write a keyword as a flag."""
        return SYSTEM.get(keyword) or self.spellings.get(keyword) or KNOWN.get(keyword, keyword)

    def flags_line(self) -> bytes:
        """Tell which flags there are."""
        self.announced |= {word for flags in set(self.view.flags) for word in flags.keywords}
        own = sorted(self.announced - set(SYSTEM))
        return line(f"FLAGS {joined([*FLAGS, *map(self.name_of, own)])}")

    def updates(self, session: "Session", *, expunges: bool) -> Iterator[bytes]:
        """Bring the view up to date and tell what is new; the numbers of messages change only where
        that is allowed.
        """
        news = refresh(self.account_id, self.view, self.left, settles=expunges)
        if news.latest is self.view:
            self.silent.clear()
            return
        if not news.changed and not Mailbox.objects.filter(id=self.mailbox_id).exists():
            raise Bye("The mailbox was deleted")
        self.left.update(news.gone)
        known = len(self.view)
        if expunges and self.left:
            yield from self._expunged(session)
            known -= len(self.left)
            self.left.clear()
        if self.left:
            self.view = changed_view(self.view, news.modseq, news.changed, ())
        else:
            self.view = news.latest
        if len(self.view) != known:
            yield from self._arrived(session)
        yield from self._changed(session, news, known)
        self.silent.clear()

    def _arrived(self, session: "Session") -> Iterator[bytes]:
        yield line(f"{len(self.view)} EXISTS")
        if "IMAP4REV2" in session.enabled:
            return
        if not self.is_read_only:
            start, end = claim(self.mailbox_id, self.view.uids[-1] + 1)
            if start < end:
                self.recent.append((start, end))
        yield line(f"{self.count_recent()} RECENT")

    def _expunged(self, session: "Session") -> Iterator[bytes]:
        gone = sorted(self.left)
        if "QRESYNC" in session.enabled:
            yield b"* VANISHED %b\r\n" % write_set(gone)
            return
        positions = [self.view.index(uid) + 1 for uid in gone]
        yield b"".join([b"* %d EXPUNGE\r\n" % position for position in reversed(positions)])

    def _changed(self, session: "Session", news: News, known: int) -> Iterator[bytes]:
        """Tell the flags of messages that the client knew; `known` is how many those were."""
        rows = [(self.view.index(row.uid), row) for row in news.changed]
        rows = [(at, row) for at, row in rows if 0 <= at < known]
        if any(not row.flags.keywords <= self.announced for _, row in rows):
            self.spellings = spellings_of(self.account_id)
            self._written.clear()
            yield self.flags_line()
        tells_modseq = "CONDSTORE" in session.enabled
        told = []
        for at, row in rows:
            if self.silent.get(row.uid) != row.flags:
                told.append(self.fetch_line(at, with_modseq=tells_modseq))
            elif tells_modseq:
                told.append(b"* %d FETCH (UID %d MODSEQ (%d))\r\n" % (at + 1, row.uid, row.modseq))
        if told:
            yield b"".join(told)

    def fetch_line(self, at: int, *, with_modseq: bool) -> bytes:
        """Tell uid and flags of the message at a position."""
        uid, flags = self.view.uids[at], self.flags_at(at)
        if with_modseq:
            modseq = self.view.modseqs[at]
            return b"* %d FETCH (UID %d FLAGS (%b) MODSEQ (%d))\r\n" % (at + 1, uid, flags, modseq)
        return b"* %d FETCH (UID %d FLAGS (%b))\r\n" % (at + 1, uid, flags)


def spellings_of(account_id: str) -> dict[str, str]:
    """Return how keywords of an account are spelt. One query."""
    rows = Spelling.objects.filter(account_id=account_id)
    return dict(rows.values_list("keyword", "spelling"))


def keep_spellings(account_id: str, flags: Iterable[str]) -> None:
    """Note how keywords with capitals are spelt, the first time that one is seen."""
    fresh = [
        Spelling(account_id=account_id, keyword=flag.lower(), spelling=flag)
        for flag in flags
        if flag != flag.lower() and not flag.startswith("\\") and flag.lower() not in KNOWN
    ]
    if fresh:
        Spelling.objects.bulk_create(fresh, ignore_conflicts=True)
