"""Delivering a message to accounts of ours, each at most once however often it is handed over."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from bureau.people import Address
from bureau.platform.db import prepared

from ..events import Arrival, announce_received
from ..ledger import writing
from ..models import Account, Change, Email, EmailLabel, Mailbox
from ..search_entry import put_new_email
from .file_email import Filing, add_labels, file_email
from .open_account import mailbox_of

BATCH = 20
"""How many accounts are filed in the caller's transaction; the rest follow as jobs."""


def deliver(arrival: Arrival, receivers: Iterable[tuple[str, str]]) -> None:
    """File the message for (account, recipient address) pairs, in the caller's transaction.

    Of a large group the rest follows in jobs that commit with the caller.
    """
    from ..jobs import deliver_later

    pairs = list(dict(receivers).items())
    for account_id, recipient in pairs[:BATCH]:
        deliver_one(arrival, account_id, recipient)
    for start in range(BATCH, len(pairs), BATCH):
        deliver_later(arrival, pairs[start : start + BATCH])


def deliver_one(arrival: Arrival, account_id: str, recipient: str) -> Email | None:
    """File the message in one account and announce it; None when it had been delivered before."""
    from ..jobs import index_email

    inbox_id = mailbox_of(account_id, Mailbox.Role.INBOX)
    with transaction.atomic(), writing(account_id) as write:
        filed = _filed(account_id, arrival.fingerprint)
        known = filed[0] if filed else None
        if known is not None and known.is_delivered:
            return None
        if known is not None:
            email = _receive_own(known, inbox_id, write.modseq)
            write.touch(email.thread_id)
            write.changed(Change.Kind.EMAIL, email.id)
            index_email.enqueue(email_id=email.id)
        else:
            email = file_email(write, _filing(arrival, inbox_id))
            put_new_email(email)
        announce_received(arrival, email, recipient)
    _follow_up(email, recipient)
    return email


@prepared
def _filed(account_id: str, fingerprint: str) -> QuerySet[Email]:
    return Email.objects.filter(account_id=account_id, fingerprint=fingerprint)


def _filing(arrival: Arrival, inbox_id: str) -> Filing:
    return Filing(
        blob=arrival.blob,
        message=arrival.message,
        mailbox_ids=[inbox_id],
        keywords=[],
        received_at=arrival.received_at,
        fingerprint=arrival.fingerprint,
        is_delivered=True,
        trust=arrival.trust,
    )


def _receive_own(email: Email, inbox_id: str, modseq: int) -> Email:
    """A message that the account sent comes back to it: the sent copy gets the inbox label as
    well.
    """
    email.is_delivered = True
    email.set_keywords(keyword for keyword in email.keywords if keyword not in ("$seen", "$draft"))
    email.modseq = modseq
    email.save(update_fields=["is_delivered", "keyword_line", "is_unread", "modseq"])
    EmailLabel.objects.filter(email=email).update(is_unread=True)
    if not EmailLabel.objects.filter(email=email, mailbox_id=inbox_id).exists():
        add_labels(email, [inbox_id])
    return email


def _follow_up(email: Email, recipient: str) -> None:
    from ..jobs import answer_automatically

    if _answering(email.account_id, recipient.lower()):
        answer_automatically.enqueue(email_id=email.id, recipient=recipient)


@prepared
def _answering(account_id: str, address: str) -> QuerySet[Account, str]:
    # The address may be that of somebody who left, whose mail goes to this account.
    owner = Address.objects.filter(email=address).values("person_id")
    written_to = Account.objects.filter(Q(pk=account_id) | Q(pk__in=owner))
    return written_to.exclude(answer_text="").values_list("pk", flat=True)
