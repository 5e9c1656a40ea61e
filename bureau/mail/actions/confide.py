"""Sending a message confidentially, and ending, extending or renewing that.

Recipients get a notice; the content stays the author's copy. Whoever may change the account's mail
and send as it manages this; to all others there is no such message.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau.people import Actor, find_person
from bureau.platform import events
from bureau.platform.config import config
from bureau.platform.mime import parse

from ..confidential import PATH
from ..errors import BadMessage, NoSuchConfidential
from ..ledger import writing
from ..models import Change, ConfidentialMail, Submission
from ..notice import notice_of
from ..policies import may_write, readable_accounts
from .file_email import fingerprint_of
from .hold import hold
from .send import Letter, send, sent_before

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Terms:
    """For how long recipients may read, and whether those outside need a code."""

    expires_at: datetime
    needs_passcode: bool = False


def send_confidentially(letter: Letter, terms: Terms, until: datetime | None) -> Submission:
    """Send now, or at `until`. Raises `BadMessage`; with the Message-ID of an earlier message it
    answers with that.
    """
    known = sent_before(letter)
    if known is not None:
        return known
    check_end(terms.expires_at, until or timezone.now())
    token = secrets.token_urlsafe(32)
    author = find_person(letter.account_id or "")
    link = f"{config().public_url}{PATH}{token}"
    notice = notice_of(letter.message, link, terms.expires_at, author)
    with transaction.atomic():
        replaced = replace(letter, notice=notice)
        submission = hold(replaced, until) if until else send(replaced)
        ConfidentialMail.objects.create(
            token=token,
            account_id=submission.account_id,
            email_id=submission.email_id,
            submission_id=submission.id,
            fingerprint=fingerprint_of(notice, parse(notice)),
            recipients=sorted({email.strip().lower() for email in letter.recipients}),
            needs_passcode=terms.needs_passcode,
            expires_at=terms.expires_at,
        )
    return submission


def check_end(expires_at: datetime, begins_at: datetime) -> None:
    """Refuse an end that leaves no time to read, or years too many."""
    if not SHORTEST <= expires_at - begins_at <= LONGEST:
        raise BadMessage("Choose an end of access after the message is sent, within five years.")


def change_terms(
    actor: Actor,
    mail_id: str,
    *,
    expires_at: datetime | None = None,
    needs_passcode: bool | None = None,
    is_revoked: bool | None = None,
) -> ConfidentialMail:
    """Change what is given; raises `NoSuchConfidential`, `BadMessage`."""
    with transaction.atomic():
        mail = _managed(actor, mail_id)
        before = _said(mail)
        if expires_at is not None:
            check_end(expires_at, timezone.now())
            mail.expires_at = expires_at
        if needs_passcode is not None:
            mail.needs_passcode = needs_passcode
        if is_revoked is not None:
            mail.revoked_at = (mail.revoked_at or timezone.now()) if is_revoked else None
        _keep(mail, before)
    return mail


def revoke(actor: Actor, mail_id: str) -> None:
    """End access now; codes that wait open nothing any more."""
    change_terms(actor, mail_id, is_revoked=True)


def _managed(actor: Actor, mail_id: str) -> ConfidentialMail:
    mail = ConfidentialMail.objects.select_for_update().filter(id=mail_id).first()
    accounts = readable_accounts(actor)
    if mail is None or not may_write(actor) or not accounts.get(mail.account_id, False):
        raise NoSuchConfidential()
    return mail


def _said(mail: ConfidentialMail) -> Mapping[str, Any]:
    return {
        "expires": mail.expires_at.isoformat(),
        "passcode": mail.needs_passcode,
        "revoked": mail.revoked_at is not None,
    }


def _keep(mail: ConfidentialMail, before: Mapping[str, Any]) -> None:
    """Store it, have open lists of the author told, and record who changed what."""
    after = _said(mail)
    changes = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
    if not changes:
        return
    mail.save(update_fields=["expires_at", "needs_passcode", "revoked_at"])
    if mail.revoked_at is not None:
        mail.passcodes.all().delete()
    with writing(mail.account_id) as write:
        write.changed(Change.Kind.EMAIL, mail.email_id)
    events.emit(
        "mail.confidential_changed",
        stream=f"account:{mail.account_id}",
        subject=("email", mail.email_id),
        payload={"account_id": mail.account_id, "email_id": mail.email_id},
        changes=changes,
    )
