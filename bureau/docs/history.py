"""Versions of a document: who is behind what changed between two of them.

The log tells it update by update for as long as it is kept; beyond, the versions kept in between
tell it session by session.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc

from bureau import realtime
from bureau.realtime import LogEntry, VersionNotFound, VersionRow

from .content.comparing import Authors, ComparedBlock, compare
from .content.schema import Json
from .content.ydoc import BODY, Shared, read_part

NOW = "now"
MOST_STEPS = 60
MOST_BLOCKS_READ = 12_000
"""Blocks read for one comparison: a long document is gone through in fewer steps."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A state, and who made it of the one before."""

    body: Json
    authors: Authors


def compared(document_id: str, from_id: str, to_id: str) -> list[ComparedBlock]:
    """Compare two versions, or a version with the document as it is `now`."""
    rows = {row.id: row for row in realtime.versions(document_id)}
    start = rows.get(from_id)
    end = rows.get(to_id)
    if start is None or (end is None and to_id != NOW):
        raise VersionNotFound
    if end and end.upto_seq < start.upto_seq:
        start, end = end, start
    steps = list(_steps(document_id, start, end, list(rows.values())))
    return compare([step.body for step in steps], [step.authors for step in steps[1:]])


def _steps(
    document_id: str, start: VersionRow, end: VersionRow | None, rows: list[VersionRow]
) -> Iterator[_Step]:
    doc: Shared = Doc()
    doc.apply_update(realtime.state_at(document_id, start.id))
    first = read_part(doc, BODY)
    yield _Step(first, frozenset())
    upto = end.upto_seq if end else 2**62
    entries = realtime.log_between(document_id, start.upto_seq, upto)
    is_whole = not entries or entries[0].seq == start.upto_seq + 1
    if is_whole:
        yield from _by_log(doc, entries, _most_steps(first))
    else:
        yield from _by_versions(document_id, start, end, rows)


def _most_steps(body: Json) -> int:
    return max(2, min(MOST_STEPS, MOST_BLOCKS_READ // max(len(body["content"]), 1)))


def _by_log(doc: Shared, entries: list[LogEntry], most: int) -> Iterator[_Step]:
    for group in _grouped(entries, most):
        with doc.transaction():
            for entry in group:
                doc.apply_update(entry.data)
        yield _Step(read_part(doc, BODY), frozenset(entry.author for entry in group))


def _grouped(entries: list[LogEntry], most: int) -> list[list[LogEntry]]:
    """Return runs of one author, joined with their neighbours where they are too many."""
    runs: list[list[LogEntry]] = []
    for entry in entries:
        if runs and runs[-1][-1].author == entry.author:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    size = -(-len(runs) // most) if runs else 1
    return [
        [entry for run in runs[at : at + size] for entry in run] for at in range(0, len(runs), size)
    ]


def _by_versions(
    document_id: str, start: VersionRow, end: VersionRow | None, rows: list[VersionRow]
) -> Iterator[_Step]:
    upto = end.upto_seq if end else 2**62
    between = [row for row in reversed(rows) if start.upto_seq < row.upto_seq <= upto]
    for row in between:
        doc: Doc[Any] = Doc()
        doc.apply_update(realtime.state_at(document_id, row.id))
        yield _Step(read_part(doc, BODY), frozenset(row.authors))
    if end is None:
        last = between[-1].upto_seq if between else start.upto_seq
        entries = realtime.log_between(document_id, last, upto)
        authors = frozenset(entry.author for entry in entries)
        yield _Step(read_part(realtime.load(document_id), BODY), authors)
