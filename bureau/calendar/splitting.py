"""Splitting a file with many events into objects of one UID each, as calendars keep them.

Works on lines, so that an event that cannot be read spoils no other, and says at which line it
stands. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

KEPT = frozenset({"VEVENT", "VTODO", "VJOURNAL"})
OUTER = KEPT | {"VTIMEZONE", "VCALENDAR"}
PRODID = b"PRODID:-//Bureau//Bureau Calendar//EN"
_BREAK = re.compile(rb"\r\n|\n|\r")
_TZID = re.compile(rb';TZID="?([^":;]+)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was left out, where it stands, and why."""

    line: int
    why: str


@dataclass(slots=True)
class Block:
    """The lines of one component, from BEGIN to END."""

    kind: str
    line: int
    lines: list[bytes] = field(default_factory=list)

    def value(self, name: bytes) -> bytes:
        """Return the value of its own first property of this name, unfolded."""
        depth, found = 0, None
        for line in self.lines:
            if found is not None:
                if line[:1] not in (b" ", b"\t"):
                    break
                found += line[1:]
            elif line[:6].upper() == b"BEGIN:":
                depth += 1
            elif line[:4].upper() == b"END:":
                depth -= 1
            elif depth == 1 and _name_of(line) == name:
                found = line.partition(b":")[2]
        return (found or b"").strip()


@dataclass(slots=True)
class Piece:
    """The components of one UID, and the line at which the first of them stands."""

    uid: str
    line: int
    blocks: list[Block]
    zones: dict[bytes, Block]

    def to_bytes(self) -> bytes:
        """Return an object that a calendar can keep, with the zones that it uses."""
        body = [line for block in self.blocks for line in self._lines(block)]
        used = {name for line in body for name in _TZID.findall(line)}
        zones = [line for name in sorted(used) if name in self.zones for line in self._zone(name)]
        lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", PRODID, *zones, *body, b"END:VCALENDAR", b""]
        return b"\r\n".join(lines)

    def _zone(self, name: bytes) -> list[bytes]:
        return self.zones[name].lines

    def _lines(self, block: Block) -> list[bytes]:
        if block.value(b"UID"):
            return block.lines
        return [block.lines[0], b"UID:" + self.uid.encode(), *block.lines[1:]]


@dataclass(frozen=True, slots=True)
class Split:
    """What a file holds."""

    pieces: list[Piece]
    skipped: list[Skipped]
    name: str
    """X-WR-CALNAME, if it says so."""


def split(raw: bytes) -> Split:
    """Return the objects of a file, in its order, and what could not be told apart."""
    skipped: list[Skipped] = []
    zones: dict[bytes, Block] = {}
    groups: dict[tuple[str, str], Piece] = {}
    for block in _blocks(raw, skipped):
        if block.kind == "VTIMEZONE":
            zones.setdefault(block.value(b"TZID"), block)
            continue
        uid = _uid_of(block)
        piece = groups.setdefault((block.kind, uid), Piece(uid, block.line, [], zones))
        piece.blocks.append(block)
    if not groups and not skipped:
        skipped.append(Skipped(1, "There is no event or task in this file."))
    return Split(list(groups.values()), skipped, _calendar_name(raw))


def _uid_of(block: Block) -> str:
    """Return its UID, or one made of what it says: importing it again makes no second one."""
    given = block.value(b"UID").decode("utf-8", "replace")
    return given or blake2b(b"\n".join(block.lines), digest_size=16).hexdigest()


def _blocks(raw: bytes, skipped: list[Skipped]) -> Iterator[Block]:
    cutter = _Cutter(skipped)
    for number, line in enumerate(_BREAK.split(raw.removeprefix(b"\xef\xbb\xbf")), 1):
        if done := cutter.read(number, line):
            yield done
    cutter.give_up()


@dataclass(slots=True)
class _Cutter:
    """Cuts lines into components; what has no end is given up where the next one begins."""

    skipped: list[Skipped]
    block: Block | None = None
    open: list[str] = field(default_factory=list)

    def read(self, number: int, line: bytes) -> Block | None:
        """Take a line; return the component that ends with it."""
        word, _, value = line.partition(b":")
        mark, kind = word.strip().upper(), value.strip().upper().decode("ascii", "replace")
        if self.block is not None and mark == b"BEGIN" and kind in OUTER:
            self.give_up()
        if self.block is not None and mark == b"END" and kind == "VCALENDAR":
            self.give_up()
        if self.block is None:
            self._begin(mark, kind, number, line)
            return None
        if line.strip():
            self.block.lines.append(line)
        if mark == b"BEGIN":
            self.open.append(kind)
        return self._end(kind) if mark == b"END" and kind in self.open else None

    def give_up(self) -> None:
        """Say that the open component, if there is one, has no end."""
        if self.block is not None:
            words = f"This {self.block.kind} has no end."
            self.skipped.append(Skipped(self.block.line, words))
            self.block = None

    def _begin(self, mark: bytes, kind: str, number: int, line: bytes) -> None:
        if mark != b"BEGIN" or kind == "VCALENDAR":
            return
        if kind in OUTER:
            self.block, self.open = Block(kind, number, [line.strip()]), [kind]
        else:
            words = f"{kind[:40]} is not kept in a calendar."
            self.skipped.append(Skipped(number, words))

    def _end(self, kind: str) -> Block | None:
        while self.open.pop() != kind:
            pass
        if self.open:
            return None
        done, self.block = self.block, None
        return done


def _calendar_name(raw: bytes) -> str:
    found = re.search(rb"^X-WR-CALNAME(?:;[^:\r\n]*)?:([^\r\n]*)", raw, re.MULTILINE)
    return found[1].decode("utf-8", "replace").strip()[:200] if found else ""


def _name_of(line: bytes) -> bytes:
    return re.split(rb"[;:]", line, maxsplit=1)[0].strip().upper()


def busy_file(name: str, spans: list[tuple[datetime, datetime]]) -> bytes:
    """Return a file that says when somebody is busy and nothing else."""
    lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", PRODID, b"X-WR-CALNAME:" + plain_name(name)]
    for start, end in spans:
        begins, ends = (f"{moment:%Y%m%dT%H%M%SZ}".encode() for moment in (start, end))
        uid = blake2b(begins + ends + name.encode(), digest_size=16).hexdigest().encode()
        lines += [
            b"BEGIN:VEVENT",
            b"UID:" + uid,
            b"DTSTAMP:" + begins,
            b"DTSTART:" + begins,
            b"DTEND:" + ends,
            b"SUMMARY:Busy",
            b"END:VEVENT",
        ]
    return b"\r\n".join([*lines, b"END:VCALENDAR", b""])


def plain_name(text: str) -> bytes:
    """Return a name as a TEXT value that needs no folding (RFC 5545 §3.3.11)."""
    plain = " ".join(text.split())
    for letter in ("\\", ",", ";"):
        plain = plain.replace(letter, "\\" + letter)
    return plain[:30].encode()
