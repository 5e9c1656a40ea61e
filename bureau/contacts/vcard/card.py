"""One vCard: its properties in order, and what RFC 6352 §5.1 asks of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .lines import Property, escaped, logical_lines, property_of, read_property

VERSIONS = ("2.1", "3.0", "4.0")
KIND_NAMES = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
MEMBER_NAMES = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
URN = "urn:uuid:"
BEGIN = b"BEGIN:VCARD\r\n"
END = b"END:VCARD\r\n"


class BadCard(ValueError):
    """The octets are no vCard; the words say why."""


@dataclass(slots=True)
class VCard:
    """A card. Written while nothing was changed, it is the octets that came in."""

    properties: list[Property]
    raw: bytes = b""
    """What came in, as long as nothing was changed."""
    labels: dict[str, str] = field(default_factory=dict)
    """The X-ABLabel of each group of properties, by group in lower case."""

    def __post_init__(self) -> None:
        self._read_labels()

    def _read_labels(self) -> None:
        pairs = ((one.group.lower(), one.text) for one in self.all("X-ABLABEL"))
        self.labels = {group: text for group, text in pairs if group}

    def all(self, *names: str) -> Iterator[Property]:
        """Yield the properties of these names, in order."""
        return (one for one in self.properties if one.name in names)

    def first(self, *names: str) -> Property | None:
        """Return the first property of these names."""
        return next(self.all(*names), None)

    def text(self, name: str) -> str:
        """Return the first property of this name as text, without blanks around; empty for none."""
        found = self.first(name)
        return found.text.strip() if found else ""

    @property
    def version(self) -> str:
        """2.1, 3.0 or 4.0."""
        return self.text("VERSION")

    @property
    def uid(self) -> str:
        """The UID as it is written."""
        return self.text("UID")

    @property
    def kind(self) -> str:
        """individual, group, org, location, … (RFC 6350 §6.1.4), also in Apple's way."""
        found = self.first(*KIND_NAMES)
        return found.text.strip().lower() if found and found.text.strip() else "individual"

    @property
    def members(self) -> list[str]:
        """The UIDs of a group's members without `urn:uuid:`; other addresses as they are."""
        return [bare_uid(one.text.strip()) for one in self.all(*MEMBER_NAMES)]

    def replace_all(self, names: Iterable[str], with_: Iterable[Property]) -> None:
        """Put properties where the first of these names stood, else at the end."""
        gone, new = set(names), list(with_)
        place = next(
            (at for at, one in enumerate(self.properties) if one.name in gone), len(self.properties)
        )
        before = [one for one in self.properties[:place] if one.name not in gone]
        after = [one for one in self.properties[place:] if one.name not in gone]
        if self.properties != [*before, *new, *after]:
            self.put([*before, *new, *after])

    def put(self, properties: list[Property]) -> None:
        """Give the card other properties."""
        self.properties, self.raw = properties, b""
        self._read_labels()

    def set_text(self, name: str, text: str) -> None:
        """Give a property one text, or take it away with an empty one. The same text changes
        nothing; parameters and group stay.
        """
        found = self.first(name)
        if (found.text if found else "") == text:
            return
        base = replace(found, value=escaped(text), source=b"") if found else None
        made = base or property_of(name, escaped(text))
        if "ENCODING" in dict(made.params):
            made = replace(made, params=tuple(p for p in made.params if p[0] not in _ENCODED))
        self.replace_all([name], [made] if text else [])

    def to_bytes(self) -> bytes:
        """Return the card as octets with CRLF."""
        return self.raw or BEGIN + b"".join(one.to_bytes() for one in self.properties) + END

    def copy(self) -> "VCard":
        """Return a card that can be changed apart."""
        return VCard(list(self.properties), self.raw)


_ENCODED = ("ENCODING", "CHARSET")


def bare_uid(uid: str) -> str:
    """Return a UID without `urn:uuid:`: cards and members write it both ways."""
    return uid[len(URN) :] if uid.lower().startswith(URN) else uid


def read_card(raw: bytes) -> VCard:
    """Read exactly one vCard; raises `BadCard`. It must have a version and a beginning and end."""
    cards = list(_cards(raw))
    if len(cards) != 1:
        raise BadCard("There must be exactly one vCard.")
    card = VCard(cards[0], raw)
    if card.version not in VERSIONS:
        raise BadCard("VERSION must be 3.0 or 4.0.")
    return card


def _cards(raw: bytes) -> Iterator[list[Property]]:
    inside: list[Property] | None = None
    for _, source, line in logical_lines(raw.removeprefix(b"\xef\xbb\xbf")):
        inside, ended = step(inside, source, line)
        if ended is not None:
            yield ended
    if inside is not None:
        raise BadCard("END:VCARD is missing.")


def step(
    inside: list[Property] | None, source: bytes, line: bytes
) -> tuple[list[Property] | None, list[Property] | None]:
    """Take one line: return the card that is open after it, and the one that it ended.

    Raises `BadCard`.
    """
    mark = line.strip().upper().replace(b" ", b"")
    if mark == b"BEGIN:VCARD":
        if inside is not None:
            raise BadCard("A vCard begins within another.")
        return [], None
    if mark == b"END:VCARD":
        if inside is None:
            raise BadCard("A vCard ends that did not begin.")
        return None, inside
    if not mark:
        return inside, None
    if inside is None:
        raise BadCard("There is text outside of a vCard.")
    inside.append(_read(source, line))
    return inside, None


def _read(source: bytes, line: bytes) -> Property:
    try:
        return read_property(source, line)
    except UnicodeDecodeError as error:
        raise BadCard("The text is not UTF-8.") from error


def new_card(uid: str, version: str = "3.0") -> VCard:
    """Return an empty card; FN is still to be set."""
    return VCard([property_of("VERSION", version), property_of("UID", escaped(uid))])
