"""Making, renaming and removing labels by path: as IMAP does, where the caller holds the write, and
as rules and imports do, which take a label that is alike and always get one.
"""

from collections.abc import Sequence

from django.db import transaction

from ..errors import MailboxExists, MailboxRefused
from ..ledger import Write, writing
from ..models import Change, EmailLabel, Mailbox
from .relabel import Target, empty_mailbox, labels_of, load, relabel

MOST_MAILBOXES = 500
DEEPEST = 10
LONGEST_NAME = 200
AT_ONCE = 500


def make_label(account_id: str, path: str) -> str:
    """Return the id of the label `A/B/C`, made where it is missing. Running it again changes
    nothing. A query a level.
    """
    names = [name.strip()[:LONGEST_NAME] for name in path.split("/") if name.strip()][:DEEPEST]
    box: Mailbox | None = None
    with transaction.atomic(), writing(account_id) as write:
        for name in names:
            rows = Mailbox.objects.filter(account_id=account_id, parent=box)
            box = rows.filter(name__iexact=name).first() or _add(write, box, name)
    assert box is not None
    return box.id


def make_mailbox(write: Write, names: Sequence[str], role: str = "") -> Mailbox:
    """Make the label of a path, and those above it that are missing."""
    box: Mailbox | None = None
    _check_path(names)
    made = False
    for name in names:
        parent, box = box, _child(write.account_id, box, name)
        made = box is None
        box = box or _make(write, parent, name)
    assert box is not None
    if not made:
        raise MailboxExists()
    if role:
        _give_role(box, role)
    return box


def _check_path(names: Sequence[str]) -> None:
    if not names or not all(name.strip() and len(name) <= LONGEST_NAME for name in names):
        raise MailboxRefused("The name of a mailbox has 1 to 200 characters.")
    if len(names) > DEEPEST:
        raise MailboxRefused("Mailboxes lie at most ten deep.")


def _child(account_id: str, parent: Mailbox | None, name: str) -> Mailbox | None:
    rows = Mailbox.objects.filter(account_id=account_id, parent=parent)
    if parent is None and name.upper() == "INBOX":
        return rows.filter(role=Mailbox.Role.INBOX).first()
    return rows.filter(name=name).first()


def _make(write: Write, parent: Mailbox | None, name: str) -> Mailbox:
    if Mailbox.objects.filter(account_id=write.account_id).count() >= MOST_MAILBOXES:
        raise MailboxRefused("There are too many mailboxes.")
    return _add(write, parent, name, is_subscribed=False)


def _add(write: Write, parent: Mailbox | None, name: str, *, is_subscribed: bool = True) -> Mailbox:
    box = Mailbox(
        account_id=write.account_id, parent=parent, name=name, is_subscribed=is_subscribed
    )
    box.save(force_insert=True)
    write.changed(Change.Kind.MAILBOX, box.id)
    return box


def _give_role(box: Mailbox, role: str) -> None:
    if Mailbox.objects.filter(account_id=box.account_id, role=role).exists():
        raise MailboxRefused("Another mailbox has this use already.")
    box.role = role
    box.save(update_fields=["role"])


def rename_mailbox(write: Write, box: Mailbox, names: Sequence[str]) -> None:
    """Put a label, and all below it, at another path; missing ones above are made."""
    _check_path(names)
    if box.role and box.role != Mailbox.Role.INBOX:
        raise MailboxRefused("The standard mailboxes keep their names and places.")
    parent: Mailbox | None = None
    for name in names[:-1]:
        parent = _child(write.account_id, parent, name) or _make(write, parent, name)
        if parent.id == box.id:
            raise MailboxRefused("A mailbox cannot lie below itself.")
    if _child(write.account_id, parent, names[-1]):
        raise MailboxExists()
    if box.role == Mailbox.Role.INBOX:
        _move_all(write, box, _make(write, parent, names[-1]))
        return
    box.parent, box.name = parent, names[-1]
    box.save(update_fields=["parent", "name"])
    write.changed(Change.Kind.MAILBOX, box.id)


def _move_all(write: Write, source: Mailbox, target: Mailbox) -> None:
    """Renaming the inbox moves what is in it (RFC 9051 section 6.3.6)."""
    ids = list(EmailLabel.objects.filter(mailbox=source).values_list("email_id", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        emails = load(write.account_id, ids[start : start + AT_ONCE])
        labels = labels_of(emails)
        targets = {
            one: Target(
                frozenset(email.keywords), frozenset({*labels[one], target.id} - {source.id})
            )
            for one, email in emails.items()
        }
        relabel(write, list(emails.values()), targets)


def remove_mailbox(write: Write, box: Mailbox) -> None:
    """Remove a label; messages without another one go with it."""
    if box.role:
        raise MailboxRefused("The standard mailboxes stay.")
    if box.children.exists():
        raise MailboxRefused(
            "There are mailboxes below this one. Delete them first.", "HASCHILDREN"
        )
    empty_mailbox(write, box)
    write.gone(Change.Kind.MAILBOX, box.id)
    box.delete()


def subscribe(write: Write, box: Mailbox, is_subscribed: bool) -> None:
    """Say whether programs are to show the label."""
    if box.is_subscribed != is_subscribed:
        box.is_subscribed = is_subscribed
        box.save(update_fields=["is_subscribed"])
        write.changed(Change.Kind.MAILBOX, box.id)
