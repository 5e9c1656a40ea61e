"""What a FETCH asks for (RFC 9051 section 6.4.5, RFC 3516, 7162, 8474, 8970)."""

from collections.abc import Sequence
from dataclasses import dataclass

from .scanner import LARGEST_64, BadSyntax, Scanner

MACROS = {
    "ALL": ("FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE"),
    "FAST": ("FLAGS", "INTERNALDATE", "RFC822.SIZE"),
    "FULL": ("FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODY"),
}
PLAIN = frozenset(
    {"FLAGS", "UID", "MODSEQ", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODYSTRUCTURE"}
    | {"EMAILID", "THREADID", "PREVIEW", "BODY"}
)
OLD = {"RFC822": "", "RFC822.HEADER": "HEADER", "RFC822.TEXT": "TEXT"}


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a message: `BODY[1.2.HEADER.FIELDS (TO)]<0.100>`."""

    label: bytes
    """How the answer names it."""
    path: tuple[int, ...] = ()
    kind: str = ""
    """HEADER, HEADER.FIELDS, HEADER.FIELDS.NOT, TEXT, MIME, or empty for all of it."""
    names: frozenset[bytes] = frozenset()
    first: int | None = None
    count: int = 0
    is_decoded: bool = False
    """Whether the transfer encoding is undone (BINARY)."""
    wants_size: bool = False
    peeks: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of each message."""

    plain: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def marks_seen(self) -> bool:
        r"""Whether reading makes messages \Seen."""
        return any(not section.peeks for section in self.sections)


def read_wish(scanner: Scanner) -> Wish:
    """Read the items of a FETCH."""
    plain: list[str] = []
    sections: list[Section] = []

    def item() -> None:
        word = scanner.word() if not _is_body(scanner) else ""
        if word in PLAIN:
            plain.append(word)
            if word == "PREVIEW":
                _skip_lazy(scanner)
        elif word in OLD:
            label = word.encode()
            sections.append(Section(label, kind=OLD[word], peeks=word == "RFC822.HEADER"))
        elif word:
            raise BadSyntax("There is no such item")
        else:
            sections.append(_section(scanner))

    macro = next((name for name in MACROS if scanner.skip_word(name.encode())), None)
    if macro:
        plain.extend(MACROS[macro])
    elif scanner.is_next(b"("):
        scanner.items(item)
    else:
        item()
    return Wish(tuple(dict.fromkeys(plain)), tuple(dict.fromkeys(sections)))


def _skip_lazy(scanner: Scanner) -> None:
    """Step over `(LAZY)` (RFC 8970 section 3.1): previews are at hand."""
    if scanner.line[scanner.at :].upper().startswith(b" (LAZY)"):
        scanner.at += len(b" (LAZY)")


_BODIES = (b"BODY[", b"BODY.PEEK[", b"BINARY[", b"BINARY.PEEK[", b"BINARY.SIZE[")


def _is_body(scanner: Scanner) -> bool:
    ahead = scanner.line[scanner.at : scanner.at + 12].upper()
    return ahead.startswith(_BODIES)


def _section(scanner: Scanner) -> Section:
    head = next(one for one in _BODIES if scanner.line[scanner.at :][: len(one)].upper() == one)
    scanner.at += len(head)
    is_binary = head.startswith(b"BINARY")
    path = _path(scanner)
    kind, names, spelt = _kind(scanner, path)
    scanner.expect(b"]")
    first, count = (None, 0) if b".SIZE" in head else _partial(scanner, is_binary=is_binary)
    numbers = b".".join(b"%d" % number for number in path)
    label = head.replace(b".PEEK", b"") + numbers + (b"." if path and spelt else b"") + spelt + b"]"
    return Section(
        label + (b"<%d>" % first if first is not None else b""),
        path,
        kind,
        frozenset(name.lower() for name in names),
        first,
        count,
        is_decoded=is_binary,
        wants_size=b".SIZE" in head,
        peeks=b".PEEK" in head or b".SIZE" in head,
    )


def _path(scanner: Scanner) -> tuple[int, ...]:
    numbers: list[int] = []
    while scanner.line[scanner.at : scanner.at + 1].isdigit():
        number = scanner.number32()
        if not number:
            raise BadSyntax("Parts are counted from 1")
        numbers.append(number)
        if not scanner.skip(b"."):
            break
        if scanner.is_next(b"]"):
            raise BadSyntax("Expected a part")
    return tuple(numbers)


def _kind(scanner: Scanner, path: Sequence[int]) -> tuple[str, list[bytes], bytes]:
    if scanner.is_next(b"]"):
        return "", [], b""
    if path and scanner.line[scanner.at - 1 : scanner.at] != b".":
        raise BadSyntax("Expected a dot")
    word = scanner.line[scanner.at : scanner.at + 20].upper()
    for kind in ("HEADER.FIELDS.NOT", "HEADER.FIELDS", "HEADER", "TEXT", "MIME"):
        if word.startswith(kind.encode()):
            scanner.at += len(kind)
            break
    else:
        raise BadSyntax("There is no such section")
    if kind == "MIME" and not path:
        raise BadSyntax("MIME belongs to a part")
    if not kind.startswith("HEADER.FIELDS"):
        return kind, [], kind.encode()
    scanner.space()
    names = scanner.items(scanner.astring)
    return kind, names, kind.encode() + b" (" + b" ".join(map(_astring, names)) + b")"


def _astring(name: bytes) -> bytes:
    is_atom = name.isascii() and not any(
        one in name for one in (b'"', b"\\", b" ", b"(", b")", b"{")
    )
    return (
        name
        if is_atom and name
        else b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    )


def _partial(scanner: Scanner, *, is_binary: bool) -> tuple[int | None, int]:
    """Read `<0.100>`; of binary content also `<100>`, which means what comes after."""
    if not scanner.skip(b"<"):
        return None, 0
    first = scanner.number()
    if is_binary and scanner.skip(b">"):
        return first, LARGEST_64
    scanner.expect(b".")
    count = scanner.number()
    scanner.expect(b">")
    if not count:
        raise BadSyntax("A partial fetch has a length")
    return first, count
