"""CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE (RFC 9051 section 6.3, RFC 6154)."""

from django.db import transaction

from ..actions.mailboxes import (
    MOST_MAILBOXES,
    make_mailbox,
    remove_mailbox,
    rename_mailbox,
    subscribe,
)
from ..errors import MailboxExists, MailboxRefused
from ..ledger import writing
from ..models import LostSubscription, Mailbox
from .folders import Place, place_of
from .listing import USES
from .names import DELIMITER
from .replies import Done, No
from .scanner import BadSyntax, Scanner
from .session import Answer, Session, command

LONGEST_PATH = 2_000
_ROLES = {use.upper(): role for role, use in USES.items()}


def _refused(error: MailboxExists | MailboxRefused) -> No:
    if isinstance(error, MailboxExists):
        return No("There is such a mailbox already", "ALREADYEXISTS")
    return No(error.detail, error.reason)


@command("CREATE")
def create(session: Session, scanner: Scanner) -> Answer:
    """Make a mailbox, and those above it."""
    scanner.space()
    place = place_of(session, scanner.astring())
    role = _use(scanner)
    session.check_writes()
    try:
        with transaction.atomic(), writing(place.account_id) as write:
            box = make_mailbox(write, place.names, role)
            if _forget_lost(place):
                subscribe(write, box, True)
    except (MailboxExists, MailboxRefused) as error:
        raise _refused(error) from None
    yield from ()
    return Done(code=f"MAILBOXID ({box.id})")


def _use(scanner: Scanner) -> str:
    r"""Read `(USE (\Archive))`."""
    if scanner.at_end():
        return ""
    scanner.space()
    scanner.expect(b"(")
    if not scanner.skip_word(b"USE"):
        raise BadSyntax("Expected USE")
    scanner.space()
    uses = scanner.items(scanner.flag, may_be_empty=True)
    scanner.expect(b")")
    scanner.end()
    roles = [_ROLES.get(use.decode().upper()) for use in uses]
    if len(roles) > 1 or None in roles:
        raise No("A mailbox cannot be made for this use", "USEATTR")
    return str(roles[0]) if roles else ""


@command("DELETE")
def delete(session: Session, scanner: Scanner) -> Answer:
    """Remove a mailbox and what is only in it."""
    scanner.space()
    place = place_of(session, scanner.astring())
    scanner.end()
    box = place.box()
    session.check_writes()
    try:
        with transaction.atomic(), writing(place.account_id) as write:
            remove_mailbox(write, _fresh(box))
            if box.is_subscribed:
                path = DELIMITER.join(place.names)
                LostSubscription.objects.get_or_create(account_id=place.account_id, path=path)
    except MailboxRefused as error:
        raise _refused(error) from None
    if session.selected and session.selected.mailbox_id == box.id:
        session.leave()
    yield from ()
    return Done()


def _set_lost(session: Session, place: Place, is_subscribed: bool) -> None:
    """Put a path without a mailbox on the list, for it may come yet, or take it off."""
    if not is_subscribed:
        if not _forget_lost(place):
            raise No("There is no such subscription", "NONEXISTENT")
        return
    path = DELIMITER.join(place.names)
    if place.account_id != session.person_id or not 0 < len(path) <= LONGEST_PATH:
        raise No("There cannot be such a mailbox", "CANNOT")
    rows = LostSubscription.objects.filter(account_id=place.account_id)
    if rows.count() >= MOST_MAILBOXES:
        raise No("There are too many subscriptions", "LIMIT")
    rows.get_or_create(account_id=place.account_id, path=path)


def _forget_lost(place: Place) -> bool:
    """Take a path without a mailbox off the list of subscriptions; tell whether it was on it."""
    path = DELIMITER.join(place.names)
    rows = LostSubscription.objects.filter(account_id=place.account_id, path=path)
    return bool(rows.delete()[0])


def _fresh(box: Mailbox) -> Mailbox:
    found = Mailbox.objects.filter(id=box.id).first()
    if found is None:
        raise No("There is no such mailbox", "NONEXISTENT")
    return found


@command("RENAME")
def rename(session: Session, scanner: Scanner) -> Answer:
    """Give a mailbox another path."""
    scanner.space()
    source = place_of(session, scanner.astring())
    scanner.space()
    target = place_of(session, scanner.astring())
    scanner.end()
    box = source.box()
    session.check_writes()
    if source.account_id != target.account_id:
        raise No("A mailbox stays in its account", "CANNOT")
    try:
        with transaction.atomic(), writing(source.account_id) as write:
            rename_mailbox(write, _fresh(box), target.names)
    except (MailboxExists, MailboxRefused) as error:
        raise _refused(error) from None
    yield from ()
    return Done()


@command("SUBSCRIBE")
def subscribe_(session: Session, scanner: Scanner) -> Answer:
    """Have a mailbox listed."""
    return _set_subscribed(session, scanner, True)


@command("UNSUBSCRIBE")
def unsubscribe(session: Session, scanner: Scanner) -> Answer:
    """Have a mailbox listed no more."""
    return _set_subscribed(session, scanner, False)


def _set_subscribed(session: Session, scanner: Scanner, is_subscribed: bool) -> Answer:
    scanner.space()
    place = place_of(session, scanner.astring())
    scanner.end()
    session.check_writes()
    if place.folder is None:
        _set_lost(session, place, is_subscribed)
        return Done()
    box = place.box()
    with transaction.atomic(), writing(place.account_id) as write:
        subscribe(write, _fresh(box), is_subscribed)
    yield from ()
    return Done()
