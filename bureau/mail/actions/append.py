"""Filing messages that a mail program brings, as IMAP's APPEND does: as they are, durable first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bureau.platform import blobs
from bureau.platform.db import prepared
from bureau.platform.mime import parse

from ..ledger import Write
from ..models import Email, EmailLabel, Mailbox
from ..search_entry import put_new_email
from .file_email import Filing, file_email, fingerprint_of


@dataclass(frozen=True, slots=True)
class Appended:
    """A message, stored but not yet filed."""

    raw: bytes
    blob: blobs.BlobRef
    keywords: frozenset[str]
    is_deleted: bool
    received_at: datetime


def append(write: Write, mailbox: Mailbox, messages: Sequence[Appended]) -> list[int]:
    """File messages; return their uids. A copy of what was sent just now, and is among the sent
    mail already, is not filed again: programs bring it although submission kept it.
    """
    return [_append(write, mailbox, message) for message in messages]


def _append(write: Write, mailbox: Mailbox, appended: Appended) -> int:
    message = parse(appended.raw)
    fingerprint = fingerprint_of(appended.raw, message)
    known = _same(write.account_id, fingerprint)
    if known and mailbox.role == Mailbox.Role.SENT and message.message_id:
        for uid in _uids(mailbox.id, known[0]):
            return uid
    filing = Filing(
        blob=appended.blob,
        message=message,
        mailbox_ids=[mailbox.id],
        keywords=sorted(appended.keywords),
        received_at=appended.received_at,
        fingerprint="" if known else fingerprint,
    )
    email = file_email(write, filing)
    put_new_email(email)
    if appended.is_deleted:
        EmailLabel.objects.filter(mailbox=mailbox, email=email).update(is_deleted=True)
    return _uids(mailbox.id, email.id)[0]


@prepared
def _same(account_id: str, fingerprint: str) -> QuerySet[Email, str]:
    rows = Email.of_fingerprint(account_id, fingerprint)
    return rows.values_list("id", flat=True)


@prepared
def _uids(mailbox_id: str, email_id: str) -> QuerySet[EmailLabel, int]:
    rows = EmailLabel.objects.filter(mailbox_id=mailbox_id, email_id=email_id)
    return rows.values_list("uid", flat=True)
