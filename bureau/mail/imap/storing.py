"""STORE, EXPUNGE, COPY, MOVE and their UID forms (RFC 9051 section 6.4, RFC 4315, 6851, 7162)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from ..actions.copy_emails import Source, Uids, copy_emails, move_emails
from ..actions.expunge import expunge
from ..actions.flag import Flagged, change_flags
from ..ledger import writing
from ..models import EmailLabel, Mailbox
from .fetching import fetch_messages
from .folders import Place, place_of
from .named import Named, read_named
from .replies import Done, No
from .scanner import BadSyntax, Scanner, write_set
from .selected import Selected, keep_spellings
from .session import COMMANDS, Answer, Session, command
from .view import DELETED, flags_of, keyword_of

AT_ONCE = 500
MOST_KEYWORDS = 60
LONGEST_KEYWORD = 100
_SYSTEM = frozenset({"\\seen", "\\answered", "\\flagged", "\\draft", "\\deleted"})


@dataclass(frozen=True, slots=True)
class Change:
    """What a STORE does to flags."""

    sign: str
    keywords: frozenset[str]
    is_deleted: bool

    def __call__(self, flags: Flagged) -> Flagged:
        if self.sign == "+":
            return Flagged(flags.keywords | self.keywords, flags.is_deleted or self.is_deleted)
        if self.sign == "-":
            kept = flags.is_deleted and not self.is_deleted
            return Flagged(flags.keywords - self.keywords, kept)
        return Flagged(self.keywords, self.is_deleted)


def read_flags(scanner: Scanner) -> list[str]:
    """Read flags, with or without parentheses."""
    if scanner.is_next(b"("):
        flags = scanner.items(scanner.flag, may_be_empty=True)
    else:
        flags = [scanner.flag()]
        while scanner.skip(b" "):
            flags.append(scanner.flag())
    return check_flags([flag.decode() for flag in flags])


def check_flags(flags: Sequence[str]) -> list[str]:
    r"""Refuse flags that nobody may set; \Recent is the server's own and left out."""
    kept = [flag for flag in dict.fromkeys(flags) if flag.lower() != "\\recent"]
    for flag in kept:
        if flag.startswith("\\") and flag.lower() not in _SYSTEM:
            raise BadSyntax("There is no such flag")
        if len(flag) > LONGEST_KEYWORD:
            raise No("The keyword is too long", "LIMIT")
    if len(kept) > MOST_KEYWORDS:
        raise No("There are too many keywords", "LIMIT")
    return kept


def flagged(flags: Sequence[str]) -> Flagged:
    """Return what flags are kept as."""
    keywords = frozenset(keyword_of(flag) for flag in flags)
    return Flagged(keywords - {DELETED}, DELETED in keywords)


@command("STORE", "selected", expunges=False)
def store(session: Session, scanner: Scanner) -> Answer:
    """Change flags of messages by number."""
    return (yield from store_flags(session, scanner, by_uid=False))


def store_flags(session: Session, scanner: Scanner, *, by_uid: bool) -> Answer:
    """Change flags of messages, and tell the new ones unless the client knows."""
    selected = session.here()
    scanner.space()
    named = read_named(session, scanner, by_uid=by_uid)
    scanner.space()
    unchanged_since = _unchanged_since(session, scanner)
    sign = "+" if scanner.skip(b"+") else "-" if scanner.skip(b"-") else ""
    word = scanner.word()
    if word not in ("FLAGS", "FLAGS.SILENT"):
        raise BadSyntax("Expected FLAGS")
    scanner.space()
    flags = read_flags(scanner)
    scanner.end()
    session.writable()
    wanted = flagged(flags)
    change = Change(sign, wanted.keywords, wanted.is_deleted)
    uids = named.uids()
    keep_spellings(selected.account_id, flags)
    late = _store(selected, uids, change, unchanged_since)
    yield from _told(session, selected, uids, change, is_silent=word == "FLAGS.SILENT")
    if late:
        numbers = late if by_uid else sorted(selected.view.index(uid) + 1 for uid in late)
        return Done("Some were changed by others", f"MODIFIED {write_set(numbers).decode()}")
    return Done()


def _unchanged_since(session: Session, scanner: Scanner) -> int | None:
    if not scanner.skip(b"("):
        return None
    if not scanner.skip_word(b"UNCHANGEDSINCE"):
        raise BadSyntax("Expected UNCHANGEDSINCE")
    scanner.space()
    value = scanner.number()
    scanner.expect(b")")
    scanner.space()
    session.enable_condstore()
    return value


def _store(
    selected: Selected, uids: Sequence[int], change: Change, unchanged_since: int | None
) -> list[int]:
    late: list[int] = []
    for start in range(0, len(uids), AT_ONCE):
        batch = uids[start : start + AT_ONCE]
        with transaction.atomic(), writing(selected.account_id) as write:
            late += change_flags(write, selected.mailbox_id, batch, change, unchanged_since)
    return late


def _told(
    session: Session, selected: Selected, uids: Sequence[int], change: Change, *, is_silent: bool
) -> Iterator[bytes]:
    """Tell the new flags, also of messages that had them before."""
    view = selected.view
    if is_silent:
        for uid in uids:
            at = view.index(uid)
            flags = change(Flagged(view.flags[at].keywords, view.flags[at].is_deleted))
            line = " ".join(["", *sorted(flags.keywords), ""])
            selected.silent[uid] = flags_of(line, flags.is_deleted)
        return
    before = {uid: view.modseqs[view.index(uid)] for uid in uids}
    yield from selected.updates(session, expunges=False)
    tells_modseq = "CONDSTORE" in session.enabled
    same = [
        at
        for uid in uids
        if (at := selected.view.index(uid)) >= 0 and selected.view.modseqs[at] == before[uid]
    ]
    yield b"".join([selected.fetch_line(at, with_modseq=tells_modseq) for at in same])


@command("EXPUNGE", "selected")
def expunge_(session: Session, scanner: Scanner) -> Answer:
    r"""Take away what is \Deleted."""
    scanner.end()
    return (yield from _expunge(session, None))


def _expunge(session: Session, named: Named | None) -> Answer:
    selected = session.writable()
    rows = EmailLabel.objects.filter(mailbox_id=selected.mailbox_id, is_deleted=True)
    uids = sorted(rows.values_list("uid", flat=True))
    if named is not None:
        wanted = set(named.uids())
        uids = [uid for uid in uids if uid in wanted]
    for start in range(0, len(uids), AT_ONCE):
        with transaction.atomic(), writing(selected.account_id) as write:
            expunge(write, selected.mailbox_id, uids[start : start + AT_ONCE])
    yield from selected.updates(session, expunges=True)
    if uids and "CONDSTORE" in session.enabled:
        return Done(code=f"HIGHESTMODSEQ {selected.view.highest}")
    return Done()


@command("COPY", "selected", expunges=False)
def copy(session: Session, scanner: Scanner) -> Answer:
    """Copy messages by number."""
    return (yield from _copy(session, scanner, by_uid=False))


def _copy(session: Session, scanner: Scanner, *, by_uid: bool) -> Answer:
    uids, place, box = _source_and_target(session, scanner, by_uid=by_uid)
    selected = session.here()
    session.check_writes()
    pairs: Uids = []
    with transaction.atomic(), writing(place.account_id) as write:
        for start in range(0, len(uids), AT_ONCE):
            batch = uids[start : start + AT_ONCE]
            source = Source(selected.account_id, selected.mailbox_id, batch)
            pairs += copy_emails(write, source, box)
        # All or nothing, but a uid that is gone is one that was not named (RFC 9051 section 6.4.9).
        if len(pairs) < len(uids) and not by_uid:
            raise No("Some of the messages are gone", "EXPUNGEISSUED")
    yield from ()
    return Done(code=_copied(box, pairs))


def _source_and_target(
    session: Session, scanner: Scanner, *, by_uid: bool
) -> tuple[list[int], Place, Mailbox]:
    scanner.space()
    named = read_named(session, scanner, by_uid=by_uid)
    scanner.space()
    name = scanner.astring()
    scanner.end()
    place = place_of(session, name)
    if place.folder is None:
        raise No("There is no such mailbox", "TRYCREATE")
    return named.uids(), place, place.box()


def _copied(box: Mailbox, pairs: Uids) -> str:
    """Write COPYUID: the sets pair up in the order in which they are written."""
    if not pairs:
        return ""
    by_source = sorted(pairs)
    targets = [target for _, target in by_source]
    ordered = targets == sorted(targets)
    written = write_set(targets).decode() if ordered else ",".join(map(str, targets))
    sources = write_set([source for source, _ in by_source]).decode()
    return f"COPYUID {box.uid_validity} {sources} {written}"


@command("MOVE", "selected")
def move(session: Session, scanner: Scanner) -> Answer:
    """Move messages by number."""
    return (yield from _move(session, scanner, by_uid=False))


def _move(session: Session, scanner: Scanner, *, by_uid: bool) -> Answer:
    uids, place, box = _source_and_target(session, scanner, by_uid=by_uid)
    selected = session.writable()
    pairs: Uids = []
    for start in range(0, len(uids), AT_ONCE):
        batch = uids[start : start + AT_ONCE]
        source = Source(selected.account_id, selected.mailbox_id, batch)
        with transaction.atomic(), writing(place.account_id) as write:
            if place.account_id == selected.account_id:
                pairs += move_emails(write, source, box)
            else:
                pairs += copy_emails(write, source, box)
        if place.account_id != selected.account_id:
            with transaction.atomic(), writing(selected.account_id) as write:
                expunge(write, selected.mailbox_id, batch)
    if pairs:
        yield f"* OK [{_copied(box, pairs)}] Moved\r\n".encode()
    yield from selected.updates(session, expunges=True)
    if pairs and "CONDSTORE" in session.enabled:
        return Done(code=f"HIGHESTMODSEQ {selected.view.highest}")
    return Done()


@command("UID", "selected")
def uid(session: Session, scanner: Scanner) -> Answer:
    """The forms of commands that name messages by uid."""
    scanner.space()
    word = scanner.word()
    match word:
        case "FETCH":
            return (yield from fetch_messages(session, scanner, by_uid=True))
        case "STORE":
            return (yield from store_flags(session, scanner, by_uid=True))
        case "COPY":
            return (yield from _copy(session, scanner, by_uid=True))
        case "MOVE":
            return (yield from _move(session, scanner, by_uid=True))
        case "EXPUNGE":
            scanner.space()
            named = read_named(session, scanner, by_uid=True)
            scanner.end()
            return (yield from _expunge(session, named))
        case "SEARCH" | "REPLACE":
            return (yield from COMMANDS[f"UID {word}"].handler(session, scanner))
    raise BadSyntax("There is no such command")
