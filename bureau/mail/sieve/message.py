"""What a script can ask of a message. Everything costly is read only when a test asks for it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bureau.platform.mime import MailAddress, decode_words, parse_addresses


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A leaf of the MIME tree, decoded."""

    media_type: str
    text: str


@dataclass(slots=True)
class SieveMessage:
    """One message and the circumstances of its delivery."""

    headers: Sequence[tuple[str, str]]
    """Unfolded, undecoded, in order."""
    size_bytes: int
    envelope_from: str
    envelope_to: str
    now: datetime
    text: str = ""
    """Readable text of the body."""
    has_attachment: bool = False
    raw_body: Callable[[], str] = str
    parts: Callable[[], Sequence[BodyPart]] = tuple
    mailboxes: Collection[str] = ()
    """Names of the labels that there are, lower case; those of a tree with slashes."""
    mailbox_ids: Collection[str] = ()
    flags: Sequence[str] = ()
    """Of a message that was filed before."""
    _found: dict[str, list[str]] = field(default_factory=dict)

    def values(self, name: str) -> list[str]:
        """Return the decoded values of a header field."""
        wanted = name.lower()
        if wanted not in self._found:
            self._found[wanted] = [
                decode_words(value).strip() for key, value in self.headers if key.lower() == wanted
            ]
        return self._found[wanted]

    def addresses(self, name: str) -> list[list[MailAddress]]:
        """Return the addresses of a header field, field by field."""
        wanted = name.lower()
        raw = (value for key, value in self.headers if key.lower() == wanted)
        return [list(parse_addresses(value)) for value in raw]
