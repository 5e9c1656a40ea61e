"""SELECT, EXAMINE, CLOSE and what belongs to them, with resynchronisation (RFC 9051, RFC 7162)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from ..actions.expunge import expunge
from ..ledger import writing
from ..models import EmailLabel
from ..policies import may_write
from .fetching import told_gone
from .folders import Place, place_of
from .names import decode_name, encode_name, is_inbox
from .recent import FOREVER, claim
from .replies import Done, joined, line
from .scanner import BadSyntax, Range, Scanner, is_within
from .selected import FLAGS, Selected, spellings_of
from .session import Answer, Session, command
from .view import View, changed_since, gone_since, load

AT_ONCE = 500
MOST_MATCHES = 10_000
"""Pairs of numbers and uids that are looked at; who gives more is told more than is needed."""
ALL: Sequence[Range] = ((1, 0),)


@dataclass(frozen=True, slots=True)
class Known:
    """What a client remembers of a mailbox (RFC 7162 section 3.2.5)."""

    uid_validity: int
    modseq: int
    uids: Sequence[Range] | None
    matches: tuple[Sequence[Range], Sequence[Range]] | None


@command("SELECT")
def select(session: Session, scanner: Scanner) -> Answer:
    """Open a mailbox."""
    return _open(session, scanner, is_read_only=False)


@command("EXAMINE")
def examine(session: Session, scanner: Scanner) -> Answer:
    """Open a mailbox for reading."""
    return _open(session, scanner, is_read_only=True)


def _open(session: Session, scanner: Scanner, *, is_read_only: bool) -> Answer:
    scanner.space()
    name = scanner.astring()
    known = _parameters(session, scanner)
    decode_name(name, is_utf8=session.is_utf8)
    if session.selected is not None:
        session.leave()
        yield b"* OK [CLOSED] The earlier mailbox is closed\r\n"
    place = place_of(session, name)
    box = place.box()
    view = load(place.account_id, box.id)
    assert session.actor is not None
    is_read_only = is_read_only or not may_write(session.actor)
    spellings = spellings_of(place.account_id)
    selected = Selected(place.account_id, box.id, view, is_read_only, spellings)
    session.selected = selected
    if "IMAP4REV2" not in session.enabled:
        following = max(box.uid_next, view.uids[-1] + 1 if len(view) else 1)
        span = (box.recent_from, FOREVER) if is_read_only else claim(box.id, following)
        selected.recent = [span] if span[0] < span[1] else []
    yield from _greeting(session, place, selected)
    if known is not None and known.uid_validity == box.uid_validity:
        yield from _resync(selected, known)
    return Done(code="READ-ONLY" if is_read_only else "READ-WRITE")


def _parameters(session: Session, scanner: Scanner) -> Known | None:
    known: list[Known] = []

    def parameter() -> None:
        word = scanner.word()
        if word == "CONDSTORE":
            # Its modseq is told below; that of an earlier mailbox is not.
            session.enabled.add("CONDSTORE")
        elif word == "QRESYNC" and "QRESYNC" in session.enabled:
            scanner.space()
            known.append(_known(scanner))
        else:
            raise BadSyntax("There is no such parameter")

    if not scanner.at_end():
        scanner.space()
        scanner.items(parameter)
    scanner.end()
    return known[0] if known else None


def _known(scanner: Scanner) -> Known:
    scanner.expect(b"(")
    uid_validity = scanner.number32()
    scanner.space()
    modseq = scanner.number()
    uids: Sequence[Range] | None = None
    matches = None
    if scanner.skip(b" ") and not scanner.is_next(b"("):
        uids = scanner.sequence_set()
        scanner.skip(b" ")
    if scanner.skip(b"("):
        numbers = scanner.sequence_set()
        scanner.space()
        matches = (numbers, scanner.sequence_set())
        scanner.expect(b")")
    scanner.expect(b")")
    return Known(uid_validity, modseq, uids, matches)


def _greeting(session: Session, place: Place, selected: Selected) -> Iterator[bytes]:
    box, view = place.box(), selected.view
    yield selected.flags_line()
    own = sorted(selected.announced - {"$seen", "$answered", "$flagged", "$draft"})
    permanent = (
        "()" if selected.is_read_only else joined([*FLAGS, *map(selected.name_of, own), "\\*"])
    )
    is_old = "IMAP4REV2" not in session.enabled
    first = next((at for at, one in enumerate(view.flags) if "$seen" not in one.keywords), None)
    lines = [
        f"OK [PERMANENTFLAGS {permanent}] Flags that are kept",
        f"{len(view)} EXISTS",
        *([f"{selected.count_recent()} RECENT"] if is_old else []),
        *([f"OK [UNSEEN {first + 1}] Not seen"] if is_old and first is not None else []),
        f"OK [UIDVALIDITY {box.uid_validity}] Uids are valid",
        f"OK [UIDNEXT {max(box.uid_next, view.uids[-1] + 1 if len(view) else 1)}] The next uid",
        f"OK [HIGHESTMODSEQ {view.highest}] The last change",
        f"OK [MAILBOXID ({box.id})] The identifier",
    ]
    yield b"".join(map(line, lines))
    if not is_old:
        folder = place.folder
        path = folder.path if folder else "INBOX"
        name = encode_name("INBOX" if is_inbox(path) else path, is_utf8=True)
        yield b'* LIST () "/" ' + name + b"\r\n"


def _resync(selected: Selected, known: Known) -> Iterator[bytes]:
    """Tell what left and what changed since the client looked; costs those rows."""
    view = selected.view
    start = _beginning(view, known)
    uids = known.uids if known.uids is not None else ALL
    gone = gone_since(selected.mailbox_id, known.modseq)
    yield told_gone([uid for uid in gone if uid >= start and is_within(uids, uid)])
    changed = [
        selected.fetch_line(at, with_modseq=True)
        for row in changed_since(selected.mailbox_id, known.modseq)
        if is_within(uids, row.uid) and (at := view.index(row.uid)) >= 0
    ]
    yield b"".join(changed)


def _beginning(view: View, known: Known) -> int:
    """Return the first uid that may have left: before it, numbers and uids that the client gave
    still match (RFC 7162 section 3.2.5.2).
    """
    if known.matches is None:
        return 1
    start = 1
    pairs = zip(*map(_numbers, known.matches), strict=False)
    for number, uid in islice(pairs, MOST_MATCHES):
        if not 0 < number <= len(view) or view.uids[number - 1] != uid:
            break
        start = uid + 1
    return start


def _numbers(ranges: Sequence[Range]) -> Iterator[int]:
    return (number for one in ranges for number in range(one[0], one[1] + 1))


@command("CLOSE", "selected")
def close(session: Session, scanner: Scanner) -> Answer:
    r"""Take away what is \Deleted without telling, and leave the mailbox."""
    scanner.end()
    selected = session.here()
    if not selected.is_read_only:
        rows = EmailLabel.objects.filter(mailbox_id=selected.mailbox_id, is_deleted=True)
        uids = list(rows.values_list("uid", flat=True))
        for start in range(0, len(uids), AT_ONCE):
            with transaction.atomic(), writing(selected.account_id) as write:
                expunge(write, selected.mailbox_id, uids[start : start + AT_ONCE])
    session.leave()
    yield from ()
    return Done()


@command("UNSELECT", "selected")
def unselect(session: Session, scanner: Scanner) -> Answer:
    """Leave the mailbox as it is."""
    scanner.end()
    session.leave()
    yield from ()
    return Done()


@command("CHECK", "selected")
def check(session: Session, scanner: Scanner) -> Answer:
    """Everything is on disk already."""
    scanner.end()
    yield from ()
    return Done()


@command("NOOP", "not signed in", "signed in", "selected")
def noop(session: Session, scanner: Scanner) -> Answer:
    """Let the server tell what is new."""
    scanner.end()
    yield from ()
    return Done()


@command("ENABLE", "signed in", "selected")
def enable(session: Session, scanner: Scanner) -> Answer:
    """Turn extensions on for this connection (RFC 5161)."""
    scanner.space()
    wanted = [scanner.word()]
    while scanner.skip(b" "):
        wanted.append(scanner.word())
    scanner.end()
    known = [one for one in wanted if one in ("IMAP4REV2", "CONDSTORE", "QRESYNC", "UTF8=ACCEPT")]
    fresh = [one for one in dict.fromkeys(known) if one not in session.enabled]
    if {"QRESYNC", "CONDSTORE"} & set(fresh):
        session.enable_condstore()
    session.enabled.update(fresh)
    names = ["IMAP4rev2" if one == "IMAP4REV2" else one for one in fresh]
    yield line(" ".join(["ENABLED", *names]))
    return Done()


@command("ID", "not signed in", "signed in", "selected")
def identify(session: Session, scanner: Scanner) -> Answer:
    """Exchange names of the programs (RFC 2971)."""
    scanner.space()
    if not scanner.skip_word(b"NIL"):
        scanner.items(scanner.nstring, may_be_empty=True)
    scanner.end()
    yield line('ID ("name" "Bureau")')
    return Done()
