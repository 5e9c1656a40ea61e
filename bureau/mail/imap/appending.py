"""APPEND of one message or several (RFC 9051 section 6.3.12, RFC 3502, 4315, 3516, 6855)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs

from ..actions.append import Appended, append
from ..ledger import writing
from .folders import place_of
from .replies import Done, No
from .scanner import BadSyntax, Scanner, write_set
from .selected import keep_spellings
from .session import LARGEST_MESSAGE, Answer, Session, command
from .storing import check_flags, flagged

MOST_MESSAGES = 1_000


@dataclass(frozen=True, slots=True)
class Given:
    """A message as the client brought it."""

    flags: list[str]
    moment: datetime | None
    raw: bytes


@command("APPEND")
def append_(session: Session, scanner: Scanner) -> Answer:
    """File messages; they are on disk before the answer."""
    scanner.space()
    name = scanner.astring()
    given = [_message(scanner)]
    while not scanner.at_end():
        if len(given) >= MOST_MESSAGES:
            raise No("There are too many messages", "LIMIT")
        given.append(_message(scanner))
    session.check_writes()
    place = place_of(session, name)
    if place.folder is None:
        raise No("There is no such mailbox", "TRYCREATE")
    box = place.box()
    keep_spellings(place.account_id, [flag for one in given for flag in one.flags])
    now = timezone.now()
    stored = [_stored(one, now) for one in given]
    with transaction.atomic(), writing(place.account_id) as write:
        uids = append(write, box, stored)
    yield from ()
    written = write_set(uids) if uids == sorted(uids) else ",".join(map(str, uids)).encode()
    return Done(code=f"APPENDUID {box.uid_validity} {written.decode()}")


def _stored(given: Given, now: datetime) -> Appended:
    flags = flagged(given.flags)
    return Appended(
        given.raw, blobs.put(given.raw), flags.keywords, flags.is_deleted, given.moment or now
    )


def _message(scanner: Scanner) -> Given:
    scanner.space()
    flags: list[str] = []
    moment = None
    if scanner.is_next(b"("):
        flags = [flag.decode() for flag in scanner.items(scanner.flag, may_be_empty=True)]
        scanner.space()
    if scanner.is_next(b'"'):
        moment = scanner.moment()
        scanner.space()
    raw = _content(scanner)
    if not raw:
        raise No("The message is empty")
    if len(raw) > LARGEST_MESSAGE:
        raise No("The message is too large", "TOOBIG")
    return Given(check_flags(flags), moment, raw)


def _content(scanner: Scanner) -> bytes:
    """Read a literal, or one inside of `UTF8 (…)`."""
    if not scanner.skip_word(b"UTF8"):
        if not scanner.is_literal_next():
            raise BadSyntax("Expected a literal")
        return scanner.literal()
    scanner.expect(b"(")
    raw = scanner.literal()
    scanner.expect(b")")
    return raw
