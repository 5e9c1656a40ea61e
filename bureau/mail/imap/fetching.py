"""FETCH: uids, flags and modseqs come from the view, lists from ready-made columns, and only pieces
of messages from their bytes.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from bureau.platform.mime import Part
from bureau.platform.mime.rendering import LISTED, pick_lines, string

from ..actions.flag import Flagged, change_flags
from ..actions.render import render_missing
from ..ledger import writing
from ..models import Email
from .fetch_items import Section, Wish, read_wish
from .named import read_named
from .replies import Done, No
from .scanner import BadSyntax, Scanner, write_set
from .sections import UnknownEncoding, cut
from .selected import Selected
from .session import Answer, Session, command
from .view import changed_since, flags_of

AT_ONCE = 500
BYTES_AT_ONCE = 4 << 20
_COLUMNS = {
    "INTERNALDATE": "r.internal_date",
    "RFC822.SIZE": "l.size_bytes",
    "ENVELOPE": "r.envelope",
    "BODY": "r.body",
    "BODYSTRUCTURE": "r.structure",
    "EMAILID": "l.email_id",
    "THREADID": "l.thread_id",
}
_FORMS = {"RFC822.SIZE": b"%d", "EMAILID": b"(%b)", "THREADID": b"(%b)"}
_TEXTS = frozenset({"EMAILID", "THREADID"})
Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the answers are written: fixed words, values of the view, columns, then pieces."""

    template: bytes
    columns: tuple[str, ...]
    texts: tuple[bool, ...]
    has_uid: bool
    has_flags: bool
    has_modseq: bool
    sections: tuple[Section, ...]
    wants_preview: bool

    @property
    def needs_rendering(self) -> bool:
        """Whether the ready-made row is read."""
        return any(column.startswith("r.") for column in self.columns) or self.uses_fields

    @property
    def uses_fields(self) -> bool:
        """Whether all pieces can be cut from the kept header lines."""
        return bool(self.sections) and all(map(_is_listed, self.sections))

    @property
    def needs_rows(self) -> bool:
        """Whether the database is read at all."""
        return bool(self.columns or self.sections or self.wants_preview)


def _is_listed(section: Section) -> bool:
    return section.kind == "HEADER.FIELDS" and not section.path and section.names <= LISTED


@command("FETCH", "selected", expunges=False)
def fetch(session: Session, scanner: Scanner) -> Answer:
    """Return what is asked for of messages by number."""
    return (yield from fetch_messages(session, scanner, by_uid=False))


def fetch_messages(session: Session, scanner: Scanner, *, by_uid: bool) -> Answer:
    """Return what is asked for of messages."""
    selected = session.here()
    scanner.space()
    named = read_named(session, scanner, by_uid=by_uid)
    scanner.space()
    wish = read_wish(scanner)
    since, tells_gone = _modifiers(session, scanner, wish, by_uid)
    scanner.end()
    positions = named.positions()
    if since is not None:
        if tells_gone:
            yield told_gone(named.gone_since(since))
        positions = _changed_among(selected, positions, since)
    marks = wish.marks_seen and not selected.is_read_only
    if marks and (yield from _mark_seen(session, selected, positions)):
        wish = replace(wish, plain=tuple(dict.fromkeys((*wish.plain, "FLAGS"))))
    plan = make_plan(wish, with_uid=by_uid, with_modseq=since is not None)
    is_whole = yield from _answers(selected, plan, positions)
    if is_whole:
        return Done()
    if by_uid:
        return Done("Some of the messages are gone", "EXPUNGEISSUED")
    raise No("Some of the messages are gone", "EXPUNGEISSUED")


def told_gone(uids: list[int]) -> bytes:
    """Tell of messages that left while the client was away (RFC 7162 section 3.2.10)."""
    return b"* VANISHED (EARLIER) %b\r\n" % write_set(uids) if uids else b""


def _modifiers(
    session: Session, scanner: Scanner, wish: Wish, by_uid: bool
) -> tuple[int | None, bool]:
    """Read `(CHANGEDSINCE 12 VANISHED)` (RFC 7162 section 3.1.4.1): the modseq, and whether what
    left is told.
    """
    since: list[int] = []
    vanished: list[bool] = []

    def modifier() -> None:
        word = scanner.word()
        if word == "CHANGEDSINCE":
            scanner.space()
            since.append(scanner.modseq())
        elif word == "VANISHED" and by_uid and "QRESYNC" in session.enabled:
            vanished.append(True)
        else:
            raise BadSyntax("There is no such modifier")

    if scanner.skip(b" "):
        scanner.items(modifier)
    if vanished and not since:
        raise BadSyntax("VANISHED needs CHANGEDSINCE")
    if since or "MODSEQ" in wish.plain:
        session.enable_condstore()
    return (since[0] if since else None), bool(vanished)


def _changed_among(selected: Selected, positions: Sequence[int], since: int) -> list[int]:
    """Keep what changed after a modseq; costs the rows that did."""
    changed = {row.uid for row in changed_since(selected.mailbox_id, since)}
    uids = selected.view.uids
    return [at for at in positions if uids[at] in changed] if changed else []


def _mark_seen(
    session: Session, selected: Selected, positions: Sequence[int]
) -> Generator[bytes, None, bool]:
    r"""Make messages \Seen; return whether one was not. The answers themselves tell the flags: some
    programs take the first answer for the one that they asked for.
    """
    view = selected.view
    unseen = [at for at in positions if "$seen" not in view.flags[at].keywords]
    uids = [view.uids[at] for at in unseen]
    if not uids:
        return False
    session.check_writes()
    for at in unseen:
        flags = view.flags[at]
        line = " ".join(["", *sorted(flags.keywords | {"$seen"}), ""])
        selected.silent[view.uids[at]] = flags_of(line, flags.is_deleted)
    for start in range(0, len(uids), AT_ONCE):
        with transaction.atomic(), writing(selected.account_id) as write:
            change_flags(write, selected.mailbox_id, uids[start : start + AT_ONCE], _seen)
    yield from selected.updates(session, expunges=False)
    return True


def _seen(flags: Flagged) -> Flagged:
    return Flagged(flags.keywords | {"$seen"}, flags.is_deleted)


def make_plan(wish: Wish, *, with_uid: bool, with_modseq: bool) -> Plan:
    """Decide how the answers to a FETCH are written."""
    names = wish.plain
    has_uid, has_flags = with_uid or "UID" in names, "FLAGS" in names
    has_modseq = with_modseq or "MODSEQ" in names
    columns = tuple(name for name in names if name in _COLUMNS)
    words = [
        *([b"UID %d"] if has_uid else []),
        *([b"FLAGS (%b)"] if has_flags else []),
        *([b"MODSEQ (%d)"] if has_modseq else []),
        *(name.encode() + b" " + _FORMS.get(name, b"%b") for name in columns),
    ]
    return Plan(
        b"* %d FETCH (" + b" ".join(words),
        tuple(_COLUMNS[name] for name in columns),
        tuple(name in _TEXTS for name in columns),
        has_uid,
        has_flags,
        has_modseq,
        wish.sections,
        "PREVIEW" in names,
    )


def _answers(selected: Selected, plan: Plan, positions: list[int]) -> Generator[bytes, None, bool]:
    """Yield the answers in batches; return whether every message was still there."""
    is_whole = True
    for start in range(0, len(positions), AT_ONCE):
        batch = positions[start : start + AT_ONCE]
        if not plan.needs_rows:
            yield _lines(selected, plan, batch, ())
            continue
        rows = _read(selected, plan, batch)
        if len(rows) < len(batch):
            is_whole, batch = False, [selected.view.index(row[0]) for row in rows]
        if plan.sections or plan.wants_preview:
            yield from _with_pieces(selected, plan, batch, rows)
        else:
            yield _lines(selected, plan, batch, _columns(plan, rows))
    return is_whole


def _heads(
    selected: Selected, plan: Plan, batch: Sequence[int], columns: Sequence[Iterable[Any]]
) -> Iterator[tuple[Any, ...]]:
    """Return the values of the template for each message."""
    view = selected.view
    return zip(
        (at + 1 for at in batch),
        *([map(view.uids.__getitem__, batch)] if plan.has_uid else []),
        *([selected.texts_at(batch)] if plan.has_flags else []),
        *([map(view.modseqs.__getitem__, batch)] if plan.has_modseq else []),
        *columns,
        strict=False,
    )


def _lines(
    selected: Selected, plan: Plan, batch: Sequence[int], columns: Sequence[Iterable[Any]]
) -> bytes:
    """Write whole answers. All that is done for each message is done by built-in functions."""
    line = plan.template + b")\r\n"
    return b"".join(map(line.__mod__, _heads(selected, plan, batch, columns)))


def _columns(plan: Plan, rows: Sequence[Cells]) -> list[Iterable[Any]]:
    """Return what was asked for by column."""
    columns = list(zip(*rows, strict=False))[_OWN : _OWN + len(plan.columns)]
    return [
        map(str.encode, cells) if is_text else cells
        for cells, is_text in zip(columns, plan.texts, strict=False)
    ]


def _read(selected: Selected, plan: Plan, batch: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return the columns of messages, by rising uid. One query; messages that were never rendered
    are rendered now.
    """
    uids = [selected.view.uids[at] for at in batch]
    rows = _rows(selected, plan, uids)
    if plan.needs_rendering and (missing := [row[1] for row in rows if row[2] is None]):
        render_missing(Email.objects.filter(id__in=missing))
        rows = _rows(selected, plan, uids)
    return sorted(rows, key=itemgetter(0))


_OWN = 3
"""How many columns stand before those that were asked for: uid, message, whether rendered."""


def _rows(selected: Selected, plan: Plan, uids: Sequence[int]) -> list[tuple[Any, ...]]:
    joins, columns = "", ["l.uid", "l.email_id", "1", *plan.columns]
    if plan.needs_rendering:
        joins = " LEFT JOIN mail_rendering r ON r.email_id = l.email_id"
        columns[2] = "r.email_id"
    if plan.uses_fields:
        columns.append("r.fields")
    view = selected.view
    is_run = view.index(uids[-1]) - view.index(uids[0]) == len(uids) - 1
    places = "BETWEEN %s AND %s" if is_run else f"IN ({', '.join(['%s'] * len(uids))})"
    sql = (
        f"SELECT {', '.join(columns)} FROM mail_emaillabel l{joins}"  # noqa: S608
        f" WHERE l.mailbox_id = %s AND l.uid {places}"
    )
    values = [uids[0], uids[-1]] if is_run else list(uids)
    with connection.cursor() as cursor:
        cursor.execute(sql, [selected.mailbox_id, *values])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _with_pieces(
    selected: Selected, plan: Plan, batch: Sequence[int], rows: Sequence[Cells]
) -> Iterator[bytes]:
    """Yield answers that hold pieces of messages, a few megabytes at a time."""
    pieces = _pieces_of(selected, plan, [row[0] for row in rows])
    template = plan.template if plan.template.endswith(b"(") else plan.template + b" "
    waiting: list[bytes] = []
    size = 0
    for head, row in zip(_heads(selected, plan, batch, _columns(plan, rows)), rows, strict=True):
        found = pieces(row[0], row)
        if not found:
            continue  # it left just now
        waiting += (template % head, b" ".join(found), b")\r\n")
        size += len(waiting[-2])
        if size > BYTES_AT_ONCE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _pieces_of(
    selected: Selected, plan: Plan, uids: Sequence[int]
) -> Callable[[int, Cells], list[bytes]]:
    """Return what writes the pieces of one message."""
    if plan.uses_fields and not plan.wants_preview:
        return lambda uid, cells: _from_fields(selected, plan, uid, cells[-1])
    columns = ("blob", "structure", "snippet", "size_bytes")
    rows = Email.objects.filter(
        label_rows__mailbox_id=selected.mailbox_id, label_rows__uid__in=uids
    )
    found = {row[0]: row[1:] for row in rows.values_list("label_rows__uid", *columns)}

    def pieces(uid: int, _cells: Cells) -> list[bytes]:
        if uid not in found:
            return []
        blob, structure, snippet, size = found[uid]
        written = [b"PREVIEW " + string(snippet.encode())] if plan.wants_preview else []
        if plan.sections:
            root = Part.from_json(structure.get("root", {}))
            written += [_piece(blob, size, root, section) for section in plan.sections]
        return written

    return pieces


def _from_fields(selected: Selected, plan: Plan, uid: int, fields: bytes) -> list[bytes]:
    if not fields:
        # Too long to be kept, or there are none of them.
        row = Email.objects.filter(
            label_rows__mailbox_id=selected.mailbox_id, label_rows__uid=uid
        ).first()
        if row is None:
            return []
        root = Part.from_json(row.structure.get("root", {}))
        return [_piece(row.blob, row.size_bytes, root, section) for section in plan.sections]
    found = []
    for section in plan.sections:
        lines = pick_lines(bytes(fields), section.names) + b"\r\n"
        if section.first is not None:
            lines = lines[section.first : section.first + section.count]
        found.append(_literal(section, lines))
    return found


def _piece(blob: str, size: int, root: Part, section: Section) -> bytes:
    try:
        content = cut(blob, size, root, section)
    except UnknownEncoding:
        raise No("The transfer encoding of this part is not known", "UNKNOWN-CTE") from None
    if section.wants_size:
        return b"%b %d" % (section.label, len(content or b""))
    if content is None:
        return section.label + b" NIL"
    return _literal(section, content)


def _literal(section: Section, content: bytes) -> bytes:
    """Write a piece. Only BINARY may hold NUL; elsewhere another octet stands for it, so that sizes
    stay (RFC 9051 section 4.3.1).
    """
    mark = b""
    if b"\0" in content:
        mark, content = (b"~", content) if section.is_decoded else (b"", _without_nul(content))
    return b"%b %b{%d}\r\n%b" % (section.label, mark, len(content), content)


def _without_nul(content: bytes) -> bytes:
    return content.replace(b"\0", b"\x80")
