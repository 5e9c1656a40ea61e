"""The messages that a command names: by number, by uid, or `$` for what SEARCH saved (RFC 5182)."""

from collections.abc import Sequence
from dataclasses import dataclass

from .scanner import BadSyntax, Range, Scanner, is_within
from .selected import Selected
from .session import Session
from .view import gone_since


@dataclass(frozen=True, slots=True)
class Named:
    """A set that was read, and the mailbox it is looked up in."""

    selected: Selected
    ranges: Sequence[Range] | None
    """None for what was saved."""
    saved: Sequence[int]
    by_uid: bool

    def positions(self) -> list[int]:
        """Return where the messages stand, as far as they are there."""
        view = self.selected.view
        if self.ranges is None:
            return [at for uid in self.saved if (at := view.index(uid)) >= 0]
        return view.within(self.ranges, by_uid=self.by_uid)

    def uids(self) -> list[int]:
        """Return the uids of the messages."""
        uids = self.selected.view.uids
        return [uids[at] for at in self.positions()]

    def gone_since(self, modseq: int) -> list[int]:
        """Return the uids in the set that left after a modseq. Costs the rows that did."""
        gone = gone_since(self.selected.mailbox_id, modseq)
        if self.ranges is None:
            return sorted(set(self.saved).intersection(gone))
        ranges = self.ranges
        return [uid for uid in gone if is_within(ranges, uid)]


def read_named(session: Session, scanner: Scanner, *, by_uid: bool) -> Named:
    """Read a set of the selected mailbox."""
    selected = session.here()
    if scanner.skip(b"$"):
        return Named(selected, None, session.found, by_uid)
    ranges = scanner.sequence_set()
    if not by_uid and selected.view.names_missing(ranges):
        raise BadSyntax("There is no message of this number")
    return Named(selected, ranges, (), by_uid)
