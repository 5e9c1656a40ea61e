"""Filing messages that a mail program brings, as IMAP's APPEND does: as they are, durable first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bureau.platform import blobs
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
    same = Email.objects.filter(account_id=write.account_id, fingerprint=fingerprint)
    known = same.values_list("id", flat=True).first()
    if known and mailbox.role == Mailbox.Role.SENT and message.message_id:
        found = EmailLabel.objects.filter(mailbox=mailbox, email_id=known)
        if (uid := found.values_list("uid", flat=True).first()) is not None:
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
    labels = EmailLabel.objects.filter(mailbox=mailbox, email=email)
    if appended.is_deleted:
        labels.update(is_deleted=True)
    return labels.values_list("uid", flat=True)[0]
