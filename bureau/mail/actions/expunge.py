"""Taking messages out of one mailbox for good, as IMAP's EXPUNGE does."""

from collections.abc import Collection

from ..ledger import Write
from ..models import EmailLabel, Mailbox
from .relabel import Target, destroy, labels_of, load, relabel


def expunge(write: Write, mailbox_id: str, uids: Collection[int]) -> None:
    """Take the label off; a message without a label that somebody put is destroyed."""
    rows = EmailLabel.objects.filter(mailbox_id=mailbox_id, uid__in=list(uids))
    emails = load(write.account_id, rows.values_list("email_id", flat=True))
    labels = labels_of(emails)
    automatic = automatic_labels(write.account_id)
    left = {one: frozenset(boxes - {mailbox_id}) for one, boxes in labels.items()}
    kept = [email for email in emails.values() if left[email.id] - automatic]
    targets = {email.id: Target(frozenset(email.keywords), left[email.id]) for email in kept}
    if kept:
        relabel(write, kept, targets)
    gone = [email for email in emails.values() if email.id not in targets]
    if gone:
        destroy(write, gone)


def automatic_labels(account_id: str) -> set[str]:
    """Return the labels that come by themselves: categories and importance. One query."""
    rows = Mailbox.objects.filter(account_id=account_id)
    found = rows.exclude(category="") | rows.filter(role=Mailbox.Role.IMPORTANT)
    return set(found.values_list("id", flat=True))
