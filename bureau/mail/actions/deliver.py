"""Delivering a message to accounts of ours, each at most once however often it is handed over."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.people import find_person
from bureau.platform.db import prepared

from ..events import Arrival, announce_received
from ..ledger import writing
from ..models import Change, Email, EmailLabel, Mailbox
from ..search_entry import put_new_email
from .arrive import Decided, arrive, prepare
from .file_email import Filing, add_labels, file_email
from .follow_up import follow_up
from .remind import sleep_until

BATCH = 20
"""How many accounts are filed in the caller's transaction; the rest follow as jobs."""


def deliver(arrival: Arrival, receivers: Iterable[tuple[str, str]]) -> None:
    """File the message for (account, recipient address) pairs, in the caller's transaction.

    Of a large group the rest follows in jobs that commit with the caller.
    """
    from ..jobs import deliver_later

    pairs = list(dict(receivers).items())
    deliver_batch(arrival, pairs[:BATCH])
    for start in range(BATCH, len(pairs), BATCH):
        deliver_later(arrival, pairs[start : start + BATCH])


def deliver_batch(arrival: Arrival, pairs: Sequence[tuple[str, str]]) -> None:
    """Decide for all accounts at once, then file the message in each."""
    for decided in arrive(arrival, pairs) if pairs else ():
        _deliver_one(arrival, decided)


def _deliver_one(arrival: Arrival, decided: Decided) -> None:
    """File the message in one account and announce it, unless it had been delivered before."""
    from ..jobs import index_email

    account_id = decided.account_id
    prepare(decided)
    with transaction.atomic(), writing(account_id) as write:
        filed = _filed(account_id, arrival.fingerprint)
        known = filed[0] if filed else None
        if known is not None and known.is_delivered:
            return
        if known is not None:
            email = _receive_own(known, decided, write.modseq)
            _snooze(email, decided)
            write.touch(email.thread_id)
            write.changed(Change.Kind.EMAIL, email.id)
            index_email.enqueue(email_id=email.id)
        else:
            email = file_email(write, _filing(arrival, decided))
            _snooze(email, decided)
            _show(email, decided)
        announce_received(arrival, email, decided.receiver.address)
    follow_up(arrival, email, decided)


def _snooze(email: Email, decided: Decided) -> None:
    """Have a message come to the inbox later that a rule lets sleep until then."""
    if decided.placement.snooze is not None:
        person = find_person(email.account_id)
        zone = person.time_zone if person else "UTC"
        sleep_until(email, decided.placement.snooze.until(timezone.now(), zone))


def _show(email: Email, decided: Decided) -> None:
    """Let search find it, unless it lies where search does not look."""
    if decided.placement.place not in (Mailbox.Role.JUNK, Mailbox.Role.TRASH):
        put_new_email(email)


@prepared
def _filed(account_id: str, fingerprint: str) -> QuerySet[Email]:
    return Email.of_fingerprint(account_id, fingerprint)


def _filing(arrival: Arrival, decided: Decided) -> Filing:
    placement = decided.placement
    return Filing(
        blob=arrival.blob,
        message=arrival.message,
        mailbox_ids=decided.mailbox_ids,
        keywords=placement.keywords,
        received_at=arrival.received_at,
        fingerprint=arrival.fingerprint,
        is_delivered=True,
        trust=placement.explained(dict(arrival.trust)),
        category=placement.category.category if placement.has_category else "",
    )


def _receive_own(email: Email, decided: Decided, modseq: int) -> Email:
    """A message that the account sent comes back to it: the sent copy gets the labels of an
    arrival as well.
    """
    email.is_delivered = True
    kept = [keyword for keyword in email.keywords if keyword not in ("$seen", "$draft")]
    email.set_keywords([*kept, *decided.placement.keywords])
    email.modseq = modseq
    email.category = decided.placement.category.category
    email.save(
        update_fields=["is_delivered", "keyword_line", "is_unread", "modseq", "category"],
    )
    EmailLabel.objects.filter(email=email).update(is_unread=email.is_unread)
    has = set(EmailLabel.objects.filter(email=email).values_list("mailbox_id", flat=True))
    add_labels(email, [one for one in decided.mailbox_ids if one not in has])
    return email
