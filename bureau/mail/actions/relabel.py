"""Changing what is known of filed messages: keywords, mailboxes, and destroying them. Many at a
time.

The caller holds the account's write; about ten queries however many messages.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db.models import QuerySet

from bureau.platform import blobs
from bureau.platform.db import prepared

from ..ledger import AT_ONCE, Write
from ..models import Change, Email, EmailLabel, Mailbox
from ..search import feed
from ..search_entry import HIDDEN
from .file_email import label_all
from .target import Target as Target
from .teach import draw_lessons, moves_of, with_categories

INDEXED_AT_ONCE = 50
"""So many messages are one job, whose transaction others wait for."""


def load(account_id: str, ids: Iterable[str]) -> dict[str, Email]:
    """Return the messages of an account by id. One query."""
    return {
        email.id: email for email in Email.objects.filter(account_id=account_id, id__in=list(ids))
    }


def labels_of(email_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the mailboxes of messages. One query."""
    found: dict[str, set[str]] = {email_id: set() for email_id in email_ids}
    for email_id, mailbox_id in _labels(list(found)):
        found[email_id].add(mailbox_id)
    return found


@prepared
def _labels(email_ids: Collection[str]) -> QuerySet[EmailLabel, tuple[str, str]]:
    rows = EmailLabel.objects.filter(email_id__in=email_ids)
    return rows.values_list("email_id", "mailbox_id")


def relabel(write: Write, emails: Sequence[Email], targets: Mapping[str, Target]) -> None:
    """Bring messages to their targets, as a person wants it, and learn from that."""
    before = labels_of(email.id for email in emails)
    moves = moves_of(emails, before, targets)
    draw_lessons(write.account_id, moves)
    _bring(write, emails, before, with_categories(write.account_id, moves, targets))


def relabel_unasked(write: Write, emails: Sequence[Email], targets: Mapping[str, Target]) -> None:
    """Bring messages to their targets, as a program decided it: nothing is learnt from that."""
    before = labels_of(email.id for email in emails)
    moves = moves_of(emails, before, targets)
    _bring(write, emails, before, with_categories(write.account_id, moves, targets))


def _bring(
    write: Write,
    emails: Sequence[Email],
    before: Mapping[str, set[str]],
    targets: Mapping[str, Target],
) -> None:
    _set_keywords(write, emails, targets)
    lost: dict[frozenset[str], list[str]] = defaultdict(list)
    gained: dict[str, list[Email]] = defaultdict(list)
    for email in emails:
        wanted = targets[email.id].mailbox_ids
        lost[frozenset(before[email.id] - wanted)].append(email.id)
        for box_id in sorted(wanted - before[email.id]):
            gained[box_id].append(email)
    label_all(gained)
    for boxes, ids in lost.items():
        _take_off(write, boxes, ids)
    write.touch(*(email.thread_id for email in emails))
    write.changed(Change.Kind.EMAIL, *(email.id for email in emails))
    _index(_seen_otherwise(write.account_id, before, targets))


def _seen_otherwise(
    account_id: str, before: Mapping[str, set[str]], targets: Mapping[str, Target]
) -> list[str]:
    """Return the messages that enter or leave what the search of everything leaves out."""
    moved = [one for one in targets if targets[one].mailbox_ids != before[one]]
    if not moved:
        return []
    hidden = Mailbox.objects.filter(account_id=account_id, role__in=HIDDEN)
    ids = set(hidden.values_list("id", flat=True))
    return [one for one in moved if bool(targets[one].mailbox_ids & ids) != bool(before[one] & ids)]


def _take_off(write: Write, mailbox_ids: frozenset[str], email_ids: Sequence[str]) -> None:
    if mailbox_ids:
        for ids in _batches(email_ids):
            rows = EmailLabel.objects.filter(email_id__in=ids, mailbox_id__in=mailbox_ids)
            write.drop_labels(rows)


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _set_keywords(write: Write, emails: Sequence[Email], targets: Mapping[str, Target]) -> None:
    """One statement for each different set of keywords that messages are to have."""
    alike: dict[tuple[str, bool], list[str]] = defaultdict(list)
    turned: dict[bool, list[str]] = defaultdict(list)
    for email in emails:
        was_unread = email.is_unread
        email.set_keywords(targets[email.id].keywords)
        email.modseq = write.modseq
        alike[email.keyword_line, email.is_unread].append(email.id)
        if email.is_unread != was_unread:
            turned[email.is_unread].append(email.id)
    for (line, is_unread), same in alike.items():
        for ids in _batches(same):
            Email.objects.filter(id__in=ids).update(
                keyword_line=line, is_unread=is_unread, modseq=write.modseq
            )
    for is_unread, changed in turned.items():
        for ids in _batches(changed):
            EmailLabel.objects.filter(email_id__in=ids).update(is_unread=is_unread)


def destroy(write: Write, emails: Sequence[Email]) -> None:
    """Remove messages for good; their bytes go when nobody else refers to them."""
    ids = [email.id for email in emails]
    for email in emails:
        blobs.release(email.blob)
        write.gone(Change.Kind.EMAIL, email.id)
    _index(ids)
    for batch in _batches(ids):
        write.drop_labels(EmailLabel.objects.filter(email_id__in=batch))
        feed.forget(batch)
        Email.objects.filter(id__in=batch).delete()
    write.touch(*(email.thread_id for email in emails))


def empty_mailbox(write: Write, mailbox: Mailbox) -> None:
    """Take the label off all messages; those without another label are destroyed."""
    ids = list(EmailLabel.objects.filter(mailbox=mailbox).values_list("email_id", flat=True))
    labels = labels_of(ids)
    only_here = [email_id for email_id, boxes in labels.items() if boxes == {mailbox.id}]
    emails = load(write.account_id, ids)
    write.drop_labels(EmailLabel.objects.filter(mailbox=mailbox))
    destroy(write, [emails[email_id] for email_id in only_here])
    kept = [email for email in emails.values() if email.id not in only_here]
    write.touch(*(email.thread_id for email in kept))
    write.changed(Change.Kind.EMAIL, *(email.id for email in kept))


def _index(email_ids: Sequence[str]) -> None:
    from ..jobs import index_emails

    for start in range(0, len(email_ids), INDEXED_AT_ONCE):
        index_emails.enqueue(email_ids=list(email_ids[start : start + INDEXED_AT_ONCE]))
