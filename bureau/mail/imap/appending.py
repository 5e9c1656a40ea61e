"""APPEND of one message or several (RFC 9051 section 6.3.12, RFC 3502, 4315, 3516, 6855), and
REPLACE (RFC 8508).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs

from ..actions.append import Appended, append
from ..actions.expunge import expunge
from ..ledger import writing
from .folders import Place, place_of
from .named import read_named
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
    place = _target(session, name)
    stored = _stored(place, given)
    with transaction.atomic(), writing(place.account_id) as write:
        uids = append(write, place.box(), stored)
    yield from ()
    return Done(code=_filed(place, uids))


@command("REPLACE", "selected")
def replace_(session: Session, scanner: Scanner) -> Answer:
    """File a message in place of one that is named by number."""
    return _replace(session, scanner, by_uid=False)


@command("UID REPLACE", "selected")
def uid_replace(session: Session, scanner: Scanner) -> Answer:
    """File a message in place of one that is named by uid."""
    return _replace(session, scanner, by_uid=True)


def _replace(session: Session, scanner: Scanner, *, by_uid: bool) -> Answer:
    scanner.space()
    named = read_named(session, scanner, by_uid=by_uid)
    scanner.space()
    name = scanner.astring()
    given = _message(scanner)
    scanner.end()
    selected, uids = session.writable(), named.uids()
    if len(uids) != 1:
        raise No("One message is replaced at a time", "CANNOT")
    place = _target(session, name)
    if place.account_id != selected.account_id:
        raise No("A message is replaced in its account", "CANNOT")
    stored = _stored(place, [given])
    with transaction.atomic(), writing(place.account_id) as write:
        made = append(write, place.box(), stored)
        expunge(write, selected.mailbox_id, uids)
    yield f"* OK [{_filed(place, made)}] Filed\r\n".encode()
    return Done()


def _target(session: Session, name: bytes) -> Place:
    place = place_of(session, name)
    if place.folder is None:
        raise No("There is no such mailbox", "TRYCREATE")
    place.box()
    return place


def _filed(place: Place, uids: list[int]) -> str:
    written = write_set(uids) if uids == sorted(uids) else ",".join(map(str, uids)).encode()
    return f"APPENDUID {place.box().uid_validity} {written.decode()}"


def _stored(place: Place, given: Sequence[Given]) -> list[Appended]:
    """Bring messages to the disk, ahead of the transaction that files them."""
    keep_spellings(place.account_id, [flag for one in given for flag in one.flags])
    now = timezone.now()
    stored = []
    for one in given:
        flags, blob = flagged(one.flags), blobs.put(one.raw)
        moment = one.moment or now
        stored.append(Appended(one.raw, blob, flags.keywords, flags.is_deleted, moment))
    return stored


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
        return scanner.message()
    scanner.space()
    scanner.expect(b"(")
    raw = scanner.message()
    scanner.expect(b")")
    return raw
