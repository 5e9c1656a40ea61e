"""CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE (RFC 9051 section 6.3, RFC 6154)."""

from django.db import transaction

from ..actions.mailboxes import make_mailbox, remove_mailbox, rename_mailbox, subscribe
from ..errors import MailboxExists, MailboxRefused
from ..ledger import writing
from ..models import LostSubscription, Mailbox
from .folders import Place, place_of
from .listing import USES
from .names import DELIMITER
from .replies import Done, No
from .scanner import BadSyntax, Scanner
from .session import Answer, Session, command

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
    selected = session.selected
    if selected and selected.mailbox_id == box.id:
        session.selected = None
    try:
        with transaction.atomic(), writing(place.account_id) as write:
            remove_mailbox(write, _fresh(box))
            if box.is_subscribed:
                path = DELIMITER.join(place.names)
                LostSubscription.objects.get_or_create(account_id=place.account_id, path=path)
    except MailboxRefused as error:
        session.selected = selected
        raise _refused(error) from None
    yield from ()
    return Done()


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
    if place.folder is None and not is_subscribed and _forget_lost(place):
        return Done()
    box = place.box()
    with transaction.atomic(), writing(place.account_id) as write:
        subscribe(write, _fresh(box), is_subscribed)
    yield from ()
    return Done()
