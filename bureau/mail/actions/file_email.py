"""Filing a message in an account: the row with all that lists need, its labels, its thread."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from blake3 import blake3

from bureau.platform import blobs
from bureau.platform.db import increment, insert
from bureau.platform.mime import ParsedMessage, snippet_of

from ..ledger import Write
from ..models import Change, Email, EmailLabel, EmailText, Mailbox
from ..search import feed
from ..threading import thread_of
from .render import store_rendering

LONGEST_WORDS = 100_000
LABELS_AT_ONCE = 500
_AUTHORED = ("message-id", "from", "to", "cc", "subject", "date", "content-type")
_FIELDS = ("from", "sender", "reply-to", "to", "cc", "bcc")


@dataclass(frozen=True, slots=True)
class Filing:
    """A message to be filed, and where."""

    blob: blobs.BlobRef
    message: ParsedMessage
    mailbox_ids: Sequence[str]
    keywords: Sequence[str]
    received_at: datetime
    fingerprint: str = ""
    is_delivered: bool = False
    trust: Mapping[str, Any] = field(default_factory=dict)
    category: str = ""


def fingerprint_of(raw: bytes, message: ParsedMessage) -> str:
    """Return what stays the same when a message is delivered again: authored fields and body."""
    digest = blake3()
    for name in _AUTHORED:
        digest.update("\0".join([name, *message.all(name), ""]).encode("utf-8", "replace"))
    start = message.root.body_start if message.message_id else 0
    digest.update(memoryview(raw)[start:])
    return digest.hexdigest()


def file_email(write: Write, filing: Filing) -> Email:
    """Add the message to the account being written. About 11 queries."""
    email, begins_thread = _row(write, filing)
    insert(email)
    blobs.retain(filing.blob.hash)
    message = filing.message
    _store_words(email, message)
    if feed.put_new(email, message):
        _read_files_later()
    store_rendering(email, message.raw, message.root, filing.received_at)
    labels = add_labels(email, filing.mailbox_ids)
    if begins_thread:
        write.begin(email.thread_id, labels)
    else:
        write.touch(email.thread_id)
    write.changed(Change.Kind.EMAIL, email.id)
    return email


def _read_files_later() -> None:
    from ..jobs import index_words_soon

    index_words_soon()


def _row(write: Write, filing: Filing) -> tuple[Email, bool]:
    message = filing.message
    known = [message.message_id, *message.in_reply_to, *message.references]
    ids = [item for item in known if item] or [f"{filing.blob.hash}.{filing.received_at}"]
    thread_id, begins_thread = thread_of(write.account_id, message.subject, ids)
    email = Email(
        account_id=write.account_id,
        thread_id=thread_id,
        blob=filing.blob.hash,
        size_bytes=filing.blob.size_bytes,
        fingerprint=filing.fingerprint,
        is_delivered=filing.is_delivered,
        message_id=message.message_id,
        in_reply_to=list(message.in_reply_to),
        references=list(message.references),
        addresses=addresses_of(message),
        subject=message.subject,
        snippet=snippet_of(message.text),
        sent_at=message.sent_at,
        received_at=filing.received_at,
        has_attachment=any(part.disposition != "inline" for part in message.attachments),
        structure=structure_of(message),
        trust=dict(filing.trust),
        category=filing.category,
        modseq=write.modseq,
    )
    email.set_keywords(filing.keywords)
    return email, begins_thread


def addresses_of(message: ParsedMessage) -> dict[str, list[dict[str, str]]]:
    """Return the address lists of a message by field, as they are stored."""
    found = {name: message.addresses(name) for name in _FIELDS}
    return {name: [asdict(item) for item in items] for name, items in found.items() if items}


def structure_of(message: ParsedMessage) -> dict[str, Any]:
    """Return the MIME tree and the sections shown, as they are stored."""
    bodies = message.bodies
    return {
        "root": message.root.to_json(),
        "text": [part.section for part in bodies.text],
        "html": [part.section for part in bodies.html],
        "attachments": [part.section for part in bodies.attachments],
        **({"defects": list(message.defects)} if message.defects else {}),
    }


def _store_words(email: Email, message: ParsedMessage) -> None:
    names = " ".join(part.name for part in message.attachments)
    insert(
        EmailText(
            email=email,
            authors=_people(email, message, ("from", "sender")),
            receivers=_people(email, message, ("to", "cc", "bcc")),
            subject=email.subject.lower(),
            body=f"{message.text[:LONGEST_WORDS]}\n{names}",
        )
    )


def _people(email: Email, message: ParsedMessage, fields: Sequence[str]) -> str:
    people = [one for field in fields for one in email.addresses.get(field, ())]
    groups = [name for field in fields for name in message.group_names(field)]
    return " ".join([*(f"{one['name']} {one['email']}" for one in people), *groups]).lower()


def add_labels(email: Email, mailbox_ids: Iterable[str]) -> list[EmailLabel]:
    """Put a message into mailboxes, each with its next UID. The caller's write touches the
    thread.
    """
    return label_all({mailbox_id: [email] for mailbox_id in mailbox_ids})


def label_all(emails: Mapping[str, Sequence[Email]]) -> list[EmailLabel]:
    """Put messages into mailboxes, with the next UIDs in the order given. A query for each mailbox,
    and one for each 500 labels. The caller's write touches the threads.
    """
    labels = [
        EmailLabel(
            mailbox_id=mailbox_id,
            email_id=email.id,
            thread_id=email.thread_id,
            uid=uid,
            received_at=email.received_at,
            is_unread=email.is_unread,
            size_bytes=email.size_bytes,
            keyword_line=email.keyword_line,
            modseq=email.modseq,
        )
        for mailbox_id, gained in emails.items()
        for uid, email in enumerate(gained, _next_uids(mailbox_id, len(gained)))
    ]
    for start in range(0, len(labels), LABELS_AT_ONCE):
        insert(*labels[start : start + LABELS_AT_ONCE])
    return labels


def _next_uids(mailbox_id: str, count: int) -> int:
    """Take so many UIDs, and return the first."""
    following = increment(Mailbox, "uid_next", mailbox_id, by=count)
    if following is None:
        raise Mailbox.DoesNotExist
    return following - count
