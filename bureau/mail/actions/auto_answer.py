"""The automatic answer of an account, within the guards against mail loops (RFC 3834)."""

from datetime import timedelta

from django.utils import timezone

from bureau.people import SYSTEM, Person
from bureau.platform import blobs
from bureau.platform.mime import MailAddress, ParsedMessage, parse

from ..models import Account, AutoAnswer, Email
from ..recipients import own_addresses, owner_of
from ..signing import LOOP_HEADER
from .write_letter import Draft, write_letter

PAUSE = timedelta(days=4)
MOST_RECEIVED = 25
_ROBOTS = ("mailer-daemon", "postmaster", "no-reply", "noreply", "bounce+", "owner-", "listserv")


def auto_answer(email_id: str, recipient: str) -> None:
    """Answer a message if the account has an answer for now, and a human wrote it to this
    address.
    """
    email = Email.objects.filter(id=email_id).first()
    if email is None:
        return
    account = _answering(email, recipient)
    message = parse(blobs.read(email.blob))
    author = next((one for one in message.addresses("from")), None)
    if author is None or not _is_on(account) or not is_answerable(message, author.email):
        return
    if not _addressed(account, message) or _answered_lately(account, author.email):
        return
    AutoAnswer.objects.create(
        account_id=account.person_id, email=author.email.lower(), at=timezone.now()
    )
    write_letter(SYSTEM, _draft(account, message, author))


def _answering(email: Email, recipient: str) -> Account:
    """Return the account that was written to: of somebody who left, it is not the one that got the
    mail.
    """
    owner = owner_of(recipient)
    written_to = owner.id if isinstance(owner, Person) else email.account_id
    return Account.objects.get(pk=written_to)


def _is_on(account: Account) -> bool:
    now = timezone.now()
    begun = account.answer_from is None or account.answer_from <= now
    over = account.answer_until is not None and account.answer_until < now
    return bool(account.answer_text) and begun and not over


def is_answerable(message: ParsedMessage, author: str) -> bool:
    """Tell whether a program may answer this message: guards 1, 2, 4 and 5."""
    names = {name.lower() for name, _ in message.headers}
    if LOOP_HEADER.lower() in names or any(name.startswith("list-") for name in names):
        return False
    if message.header("auto-submitted").lower() not in ("", "no"):
        return False
    if message.header("precedence").lower() in ("bulk", "junk", "list", "auto_reply"):
        return False
    if message.header("return-path") == "<>" or "x-auto-response-suppress" in names:
        return False
    if len(message.all("received")) > MOST_RECEIVED:
        return False
    return not author.lower().startswith(_ROBOTS)


def _addressed(account: Account, message: ParsedMessage) -> bool:
    """Only mail that names the person is answered, never that of a group."""
    named = {one.email.lower() for name in ("to", "cc") for one in message.addresses(name)}
    return bool(named & own_addresses(account.person_id))


def _answered_lately(account: Account, email: str) -> bool:
    return AutoAnswer.objects.filter(
        account_id=account.person_id, email=email.lower(), at__gt=timezone.now() - PAUSE
    ).exists()


def _draft(account: Account, message: ParsedMessage, author: MailAddress) -> Draft:
    return Draft(
        from_person_id=account.person_id,
        to=[author],
        subject=account.answer_subject or f"Re: {message.subject}",
        text=account.answer_text,
        in_reply_to=message.message_id,
        references=[*message.references, message.message_id] if message.message_id else (),
        is_automatic=True,
    )
