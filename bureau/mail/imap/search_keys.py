"""The keys of SEARCH as a tree (RFC 9051 section 6.4.4, RFC 5032, 7162, 8474)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .scanner import BadSyntax, Range, Scanner

DEEPEST = 200
"""Programs write an OR for each of the persons that they look for, one inside of the other."""


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the keys holds; without keys always."""

    keys: Sequence["Key"] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of two keys holds."""

    one: "Key"
    other: "Key"


@dataclass(frozen=True, slots=True)
class Without:
    """A key does not hold."""

    key: "Key"


@dataclass(frozen=True, slots=True)
class Numbered:
    """The message is in a set of numbers or uids; None stands for what was saved."""

    ranges: Sequence[Range] | None
    by_uid: bool


@dataclass(frozen=True, slots=True)
class Has:
    """The message has a flag."""

    flag: str


@dataclass(frozen=True, slots=True)
class Recent:
    """This session is the first to see the message."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text is in a field of the header, in the body, or anywhere."""

    where: str
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """The message came, or was written, before, on or since a day."""

    by: str
    how: str
    day: date


@dataclass(frozen=True, slots=True)
class Sized:
    """The message is larger or smaller than a number of bytes."""

    is_larger: bool
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Aged:
    """The message came longer ago, or not so long ago, than seconds."""

    is_older: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """The message changed at a modseq or after it."""

    modseq: int


@dataclass(frozen=True, slots=True)
class Identified:
    """The message, or its thread, has an identifier."""

    is_thread: bool
    object_id: str


Key = (
    All
    | Either
    | Without
    | Numbered
    | Has
    | Recent
    | Words
    | Dated
    | Sized
    | Aged
    | ChangedSince
    | Identified
)

_FLAGS = {
    "ANSWERED": "\\Answered",
    "DELETED": "\\Deleted",
    "DRAFT": "\\Draft",
    "FLAGGED": "\\Flagged",
    "SEEN": "\\Seen",
}
_FIELDS = frozenset({"BCC", "CC", "FROM", "SUBJECT", "TO"})
_FIXED: dict[str, Key] = {
    "ALL": All(),
    "RECENT": Recent(),
    "OLD": Without(Recent()),
    "NEW": All((Recent(), Without(Has("\\Seen")))),
}


class Keys:
    """Reads keys, with texts in a charset."""

    def __init__(self, scanner: Scanner, charset: str) -> None:
        self._scanner = scanner
        self._charset = charset
        self._depth = 0
        self.names_modseq = False

    def all(self) -> All:
        """Read keys up to the end."""
        keys = [self.key()]
        while self._scanner.skip(b" "):
            keys.append(self.key())
        self._scanner.end()
        return All(tuple(keys))

    def key(self) -> Key:
        """Read one key."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadSyntax("The keys are nested too deeply")
        found = self._key()
        self._depth -= 1
        return found

    def _key(self) -> Key:
        scanner = self._scanner
        if scanner.is_next(b"("):
            return All(tuple(scanner.items(self.key)))
        if scanner.skip(b"$"):
            return Numbered(None, by_uid=True)
        if scanner.line[scanner.at : scanner.at + 1] in b"0123456789*":
            return Numbered(scanner.sequence_set(), by_uid=False)
        word = scanner.word()
        return self._flag(word) or self._joined(word) or self._words(word) or self._other(word)

    def _flag(self, word: str) -> Key | None:
        if word in _FLAGS:
            return Has(_FLAGS[word])
        if word.startswith("UN") and word[2:] in _FLAGS:
            return Without(Has(_FLAGS[word[2:]]))
        if word in ("KEYWORD", "UNKEYWORD"):
            self._scanner.space()
            has = Has(self._scanner.flag().decode())
            return has if word == "KEYWORD" else Without(has)
        return _FIXED.get(word)

    def _joined(self, word: str) -> Key | None:
        if word == "NOT":
            self._scanner.space()
            return Without(self.key())
        if word != "OR":
            return None
        self._scanner.space()
        one = self.key()
        self._scanner.space()
        return Either(one, self.key())

    def _words(self, word: str) -> Key | None:
        if word in _FIELDS:
            return Words("field", self._text(), word.lower())
        if word in ("BODY", "TEXT"):
            return Words(word.lower(), self._text())
        if word != "HEADER":
            return None
        self._scanner.space()
        field = self._scanner.astring().decode("ascii", "replace").lower()
        return Words("field", self._text(), field)

    def _text(self) -> str:
        self._scanner.space()
        raw = self._scanner.astring()
        try:
            return raw.decode(self._charset)
        except UnicodeDecodeError:
            raise BadSyntax("The text is not in the charset") from None

    def _other(self, word: str) -> Key:
        scanner = self._scanner
        scanner.space()
        match word:
            case "BEFORE" | "ON" | "SINCE":
                return Dated("received", word, scanner.date())
            case "SENTBEFORE" | "SENTON" | "SENTSINCE":
                return Dated("sent", word[4:], scanner.date())
            case "LARGER" | "SMALLER":
                return Sized(word == "LARGER", scanner.number())
            case "OLDER" | "YOUNGER":
                return Aged(word == "OLDER", scanner.number32())
            case "UID":
                if scanner.skip(b"$"):
                    return Numbered(None, by_uid=True)
                return Numbered(scanner.sequence_set(), by_uid=True)
            case "MODSEQ":
                return self._modseq()
            case "EMAILID" | "THREADID":
                return Identified(word == "THREADID", scanner.atom().decode())
        raise BadSyntax("There is no such search key")

    def _modseq(self) -> Key:
        r"""Read `620162338` or `"/flags/\Draft" all 620162338`: entries share one modseq."""
        if self._scanner.is_next(b'"'):
            self._scanner.string()
            self._scanner.space()
            self._scanner.word()
            self._scanner.space()
        self.names_modseq = True
        return ChangedSince(self._scanner.number())
