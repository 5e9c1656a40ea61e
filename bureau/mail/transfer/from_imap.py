"""Messages of another server over IMAP: every mailbox, with flags, dates and Gmail's labels.

How far each mailbox was read is kept beyond the transfer, with its UIDVALIDITY: a later pull takes
what came since. Nothing is changed there: mailboxes are only examined, messages only peeked at.
"""

import imaplib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..models import Mailbox, PulledMailbox
from .found import (
    LARGEST_MESSAGE,
    Found,
    Marks,
    Position,
    Skipped,
    Step,
    Steps,
    marks_of_folder,
    with_line_ends,
)
from .gmail import marks_of_imap_labels
from .imap_account import ImapAccount, connected
from .imap_words import RemoteMailbox, atoms, quoted, read_date, read_list

AT_ONCE = 20
MOST_BYTES = 32 << 20
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_FLAGS = re.compile(rb"FLAGS \(([^)]*)\)")
_GMAIL = re.compile(rb'X-GM-LABELS \(((?:"(?:\\.|[^"\\])*"|[^()"])*)\)')
_INTERNAL = re.compile(rb'INTERNALDATE "([^"]*)"')
_KEYWORDS = {
    "\\seen": "$seen",
    "\\answered": "$answered",
    "\\flagged": "$flagged",
    "\\draft": "$draft",
}
_USES = {
    "\\sent": Mailbox.Role.SENT,
    "\\drafts": Mailbox.Role.DRAFTS,
    "\\trash": Mailbox.Role.TRASH,
    "\\junk": Mailbox.Role.JUNK,
    "\\archive": Mailbox.Role.ARCHIVE,
    "\\all": Mailbox.Role.ARCHIVE,
    "\\important": Mailbox.Role.IMPORTANT,
}
Answer = list[Any]


def from_imap(account_id: str, account: ImapAccount, position: Position) -> Steps:
    """Read all mailboxes, each from where it was read before. The position of a step says how far;
    `note_pulled` keeps it.
    """
    with connected(account) as connection:
        is_gmail = "X-GM-EXT-1" in connection.capabilities
        done = int(position.get("done", 0))
        for box in _mailboxes(connection):
            validity, last_uid = _examined(connection, account_id, account.server, box)
            for uid, item in _messages(connection, box, last_uid, is_gmail):
                done += 1
                spot = {"server": account.server, "box": box.path, "validity": validity}
                yield Step(item, {**spot, "uid": uid, "done": done}, done)


def note_pulled(account_id: str, positions: Sequence[Position]) -> None:
    """Keep how far each mailbox was read, in the transaction that files the messages."""
    last = {(str(one["server"]), str(one["box"])[:500]): one for one in positions}
    for (server, name), one in last.items():
        PulledMailbox.objects.update_or_create(
            account_id=account_id,
            server=server,
            name=name,
            defaults={"uid_validity": one["validity"], "last_uid": one["uid"]},
        )


def _mailboxes(connection: imaplib.IMAP4) -> list[RemoteMailbox]:
    _, answer = connection.list()
    boxes = [_listed(line) for line in answer if isinstance(line, bytes | tuple)]
    # What lies in several is known by its first one; "all mail" says least.
    return sorted(
        (box for box in boxes if box is not None),
        key=lambda box: ("\\all" in box.flags, box.path.upper() != "INBOX", box.path),
    )


def _listed(line: Any) -> RemoteMailbox | None:
    return read_list((line[0], line[1]) if isinstance(line, tuple) else line)


def _examined(
    connection: imaplib.IMAP4, account_id: str, server: str, box: RemoteMailbox
) -> tuple[int, int]:
    """Open a mailbox to read; return its UIDVALIDITY and the last uid that was read before."""
    status, answer = connection.select(quoted(box.wire_name), readonly=True)
    if status != "OK":
        raise imaplib.IMAP4.error(f"{box.path}: {answer}")
    _, values = connection.response("UIDVALIDITY")
    validity = int(values[0]) if values and values[0] else 0
    known = PulledMailbox.objects.filter(
        account_id=account_id, server=server, name=box.path[:500], uid_validity=validity
    ).first()
    return validity, known.last_uid if known else 0


def _messages(
    connection: imaplib.IMAP4, box: RemoteMailbox, last_uid: int, is_gmail: bool
) -> Iterator[tuple[int, Found | Skipped]]:
    """Yield what came after a uid, by rising uid."""
    for group in _groups(_sizes(connection, last_uid)):
        sizes = dict(group)
        wanted = [uid for uid, size in group if size <= LARGEST_MESSAGE]
        found = _fetched(connection, box, wanted, is_gmail) if wanted else {}
        for uid in sizes:
            where = f"{box.path}, uid {uid}"
            why = "larger than 150 MB" if sizes[uid] > LARGEST_MESSAGE else "gone meanwhile"
            yield uid, found.get(uid) or Skipped(where, why)


def _sizes(connection: imaplib.IMAP4, last_uid: int) -> list[tuple[int, int]]:
    """Return uid and size of all messages after a uid, by rising uid."""
    _, answer = connection.uid("FETCH", f"{last_uid + 1}:*", "(UID RFC822.SIZE)")
    found = []
    for line in answer:
        uid, size = (
            form.search(line) if isinstance(line, bytes) else None for form in (_UID, _SIZE)
        )
        # `n:*` names the last message even where its uid is lower (RFC 3501 section 6.4.8).
        if uid and size and int(uid[1]) > last_uid:
            found.append((int(uid[1]), int(size[1])))
    return sorted(found)


def _groups(sizes: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Cut into groups that fit into memory."""
    group: list[tuple[int, int]] = []
    for uid, size in sizes:
        if group and (len(group) >= AT_ONCE or sum(one[1] for one in group) + size > MOST_BYTES):
            yield group
            group = []
        group.append((uid, size))
    if group:
        yield group


def _fetched(
    connection: imaplib.IMAP4, box: RemoteMailbox, uids: Sequence[int], is_gmail: bool
) -> dict[int, Found | Skipped]:
    more = "X-GM-LABELS " if is_gmail else ""
    wish = f"(UID FLAGS INTERNALDATE {more}BODY.PEEK[])"
    _, answer = connection.uid("FETCH", ",".join(map(str, uids)), wish)
    found: dict[int, Found | Skipped] = {}
    for words, raw in _answers(answer):
        uid = _UID.search(words)
        if uid is not None:
            found[int(uid[1])] = _message(box, int(uid[1]), words, raw, is_gmail)
    return found


def _answers(answer: Answer) -> Iterator[tuple[bytes, bytes]]:
    """Put the pieces of FETCH answers together: all words, and the literal of the body."""
    words, raw = b"", b""
    for piece in answer:
        if isinstance(piece, tuple):
            head, literal = piece
            words += head
            if b"BODY[]" in head[-40:]:
                raw = literal
            else:
                words += quoted(literal.decode("utf-8", "replace")).encode()
            continue
        words += piece or b""
        if words:
            yield words, raw
        words, raw = b"", b""


def _message(
    box: RemoteMailbox, uid: int, words: bytes, raw: bytes, is_gmail: bool
) -> Found | Skipped:
    where = f"{box.path}, uid {uid}"
    flags_match, date_match = _FLAGS.search(words), _INTERNAL.search(words)
    flags = flags_match[1].decode("ascii", "replace").split() if flags_match else []
    if "\\deleted" in (flag.lower() for flag in flags):
        return Skipped(where, "deleted there")
    if not raw.strip():
        return Skipped(where, "empty")
    marks = _marks_of_box(box, is_gmail) | Marks(keywords=_keywords(flags))
    labels = _GMAIL.search(words)
    if labels:
        marks |= marks_of_imap_labels(atoms(labels[1]))
    date = read_date(date_match[1].decode("ascii", "replace")) if date_match else None
    return Found(with_line_ends(raw), where, marks, date)


def _keywords(flags: Sequence[str]) -> frozenset[str]:
    known = {_KEYWORDS[flag.lower()] for flag in flags if flag.lower() in _KEYWORDS}
    return frozenset(known | {flag.lower() for flag in flags if not flag.startswith("\\")})


def _marks_of_box(box: RemoteMailbox, is_gmail: bool) -> Marks:
    """Return what lying in a mailbox means; its use counts more than its name."""
    for flag, role in _USES.items():
        if flag in box.flags:
            return Marks(roles=frozenset({role}))
    if is_gmail and "\\flagged" in box.flags:
        return Marks()
    return marks_of_folder(box.path)
