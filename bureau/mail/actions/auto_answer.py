"""The automatic answer of an account, or of its script, within the guards against mail loops
(RFC 3834, RFC 5230): a machine is never answered, a person once in some days.
"""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import blake2s
from typing import Any

from django.utils import timezone

from bureau.people import SYSTEM, Person
from bureau.platform import blobs
from bureau.platform.mime import MailAddress, ParsedMessage, html_to_text, parse

from ..models import Account, AutoAnswer, Correspondent, Email
from ..recipients import is_local, own_addresses, owner_of
from ..signing import LOOP_HEADER
from .write_letter import Draft, write_letter

LONGEST_PAUSE_DAYS = 30
MOST_RECEIVED = 25
MOST_PER_HOUR = 200
"""Automatic answers of one account to different people."""
_ROBOTS = ("mailer-daemon", "postmaster", "no-reply", "noreply", "bounce+", "owner-", "listserv")
Script = Mapping[str, Any]


def auto_answer(email_id: str, recipient: str, script: Script | None = None) -> None:
    """Answer a message if the account, or its script, has an answer for now, and a human wrote it
    to this address.
    """
    email = Email.objects.filter(id=email_id).first()
    if email is None:
        return
    account = _answering(email, recipient)
    message = parse(blobs.read(email.blob))
    author = answered_author(message)
    if author is None or not _addressed(account, message, script):
        return
    if script is None and not (_is_on(account) and _is_meant(account, author.email, email)):
        return
    pause = timedelta(days=_pause_days(account, script))
    if _answered_lately(account, _key(author.email, script), pause) or _is_spent(account):
        return
    AutoAnswer.objects.create(
        account_id=account.person_id, email=_key(author.email, script), at=timezone.now()
    )
    write_letter(SYSTEM, _draft(account, message, author, script))


def answered_author(message: ParsedMessage) -> MailAddress | None:
    """Return whom an answer would go to; None when a program may not answer this message."""
    author = next(iter(message.addresses("from")), None)
    return author if author is not None and is_answerable(message, author.email) else None


def _answering(email: Email, recipient: str) -> Account:
    """Return the account that was written to: of somebody who left, it is not the one that got the
    mail.
    """
    owner = owner_of(recipient)
    written_to = owner.id if isinstance(owner, Person) else email.account_id
    found = Account.objects.filter(pk=written_to).first()
    return found or Account.objects.get(pk=email.account_id)


def _is_on(account: Account) -> bool:
    now = timezone.now()
    begun = account.answer_from is None or account.answer_from <= now
    over = account.answer_until is not None and account.answer_until < now
    has_text = bool(account.answer_text or account.answer_html)
    return account.answer_is_on and has_text and begun and not over


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


def _addressed(account: Account, message: ParsedMessage, script: Script | None) -> bool:
    """Only mail that names the person is answered, never that of a group."""
    named = {one.email.lower() for name in ("to", "cc") for one in message.addresses(name)}
    others = {str(one).lower() for one in (script or {}).get("addresses", ())}
    return bool(named & (own_addresses(account.person_id) | others))


def _is_meant(account: Account, author: str, email: Email) -> bool:
    """Whether the person answers this author at all."""
    is_proven = email.trust.get("author") != "failed"
    is_inside = is_local(author) and is_proven and email.trust.get("external") is not True
    if account.answer_to == Account.Answered.EVERYBODY or is_inside:
        return True
    if account.answer_to == Account.Answered.INSIDE:
        return False
    known = Correspondent.objects.filter(account_id=account.person_id, email=author.lower())
    return is_proven and known.exists()


def _pause_days(account: Account, script: Script | None) -> int:
    days = account.answer_pause_days if script is None else script.get("days")
    wanted = account.answer_pause_days if days is None else int(days)
    return min(max(wanted, 1), LONGEST_PAUSE_DAYS)


def _key(email: str, script: Script | None) -> str:
    """Answers of a script with other words, or another handle, are counted apart (RFC 5230
    section 4.2).
    """
    if script is None:
        return email.lower()[:320]
    words = script.get("handle") or "\0".join((script["subject"], script["reason"]))
    return f"{email.lower()[:280]} {blake2s(words.encode(), digest_size=8).hexdigest()}"


def _answered_lately(account: Account, email: str, pause: timedelta) -> bool:
    return AutoAnswer.objects.filter(
        account_id=account.person_id, email=email, at__gt=timezone.now() - pause
    ).exists()


def _is_spent(account: Account) -> bool:
    """Whether the account answered so many people in the last hour that something is wrong."""
    since = timezone.now() - timedelta(hours=1)
    rows = AutoAnswer.objects.filter(account_id=account.person_id, at__gt=since)
    return rows.count() >= MOST_PER_HOUR


def _draft(
    account: Account, message: ParsedMessage, author: MailAddress, script: Script | None
) -> Draft:
    subject = script["subject"] if script else account.answer_subject
    text = script["reason"] if script else account.answer_text
    html = "" if script else account.answer_html
    return Draft(
        from_person_id=account.person_id,
        to=[author],
        subject=subject or f"Re: {message.subject}",
        text=text or html_to_text(html),
        html=html,
        in_reply_to=message.message_id,
        references=[*message.references, message.message_id] if message.message_id else (),
        is_automatic=True,
    )
