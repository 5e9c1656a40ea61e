"""Opening the mail account of a person: mailboxes by role and an identity. Running it again
changes nothing.
"""

from django.db import transaction
from django.db.models import QuerySet

from bureau.people import Person
from bureau.platform.db import prepared

from ..ledger import writing
from ..models import Account, Change, Identity, Mailbox

STANDARD = (
    (Mailbox.Role.INBOX, "Inbox", 10),
    (Mailbox.Role.DRAFTS, "Drafts", 20),
    (Mailbox.Role.SENT, "Sent", 30),
    (Mailbox.Role.ARCHIVE, "Archive", 40),
    (Mailbox.Role.JUNK, "Junk", 50),
    (Mailbox.Role.TRASH, "Trash", 60),
)


ON_DEMAND = {
    Mailbox.Role.IMPORTANT: ("Important", 35),
    Mailbox.Role.SNOOZED: ("Snoozed", 36),
    Mailbox.Role.SCHEDULED: ("Scheduled", 37),
}
# Named so that people keep the plain words for labels of their own.
CATEGORIES = {
    Mailbox.Category.PRIMARY: ("Category: Primary", 11),
    Mailbox.Category.SOCIAL: ("Category: Social", 12),
    Mailbox.Category.PROMOTIONS: ("Category: Promotions", 13),
    Mailbox.Category.UPDATES: ("Category: Updates", 14),
    Mailbox.Category.FORUMS: ("Category: Forums", 15),
}


def open_account(person: Person) -> Account:
    """Return the account of a person, made ready if it is not. Idempotent; safe to run twice at
    once.
    """
    with transaction.atomic():
        account, _ = Account.objects.get_or_create(person_id=person.id)
        roles = set(account.mailboxes.values_list("role", flat=True))
        missing = [item for item in STANDARD if item[0] not in roles]
        has_identity = account.identities.exists()
        if missing or not has_identity:
            _complete(person, missing, has_identity)
    return account


def mailbox_of(account_id: str, role: Mailbox.Role) -> str:
    """Return the id of the mailbox with a role, made when there is none. One query."""
    found = _with_role(account_id, role)
    if not found and role in ON_DEMAND:
        name, order = ON_DEMAND[role]
        return _add(Mailbox(account_id=account_id, role=role, name=name, sort_order=order))
    if not found:
        open_account(Person.objects.get(id=account_id))
        found = _with_role(account_id, role)
    return found[0]


def category_mailbox(account_id: str, category: Mailbox.Category) -> str:
    """Return the id of the label of a category, made when there is none. One query."""
    found = _with_category(account_id, category)
    if found:
        return found[0]
    name, order = CATEGORIES[category]
    box = Mailbox(account_id=account_id, category=category, name=name, sort_order=order)
    box.is_subscribed = False
    return _add(box)


def _add(box: Mailbox) -> str:
    """Make a label of ours; where a person's own has the name, ours is called differently."""
    with transaction.atomic(), writing(box.account_id) as write:
        known = Mailbox.objects.filter(account_id=box.account_id)
        same = known.filter(role=box.role, category=box.category).first()
        if same is not None:
            # Another writer was first, before this one had the account's lock.
            return same.id
        taken = {name.lower() for name in known.filter(parent=None).values_list("name", flat=True)}
        name, number = box.name, 2
        while box.name.lower() in taken:
            box.name, number = f"{name} ({number})", number + 1
        box.save(force_insert=True)
        write.changed(Change.Kind.MAILBOX, box.id)
    return box.id


@prepared
def _with_category(account_id: str, category: str) -> QuerySet[Mailbox, str]:
    rows = Mailbox.objects.filter(account_id=account_id, category=category)
    return rows.values_list("id", flat=True)


@prepared
def _with_role(account_id: str, role: str) -> QuerySet[Mailbox, str]:
    return Mailbox.objects.filter(account_id=account_id, role=role).values_list("id", flat=True)


def _complete(
    person: Person, missing: list[tuple[Mailbox.Role, str, int]], has_identity: bool
) -> None:
    with writing(person.id) as write:
        mailboxes = [
            Mailbox(account_id=person.id, role=role, name=name, sort_order=order)
            for role, name, order in missing
        ]
        Mailbox.objects.bulk_create(mailboxes)
        write.changed(Change.Kind.MAILBOX, *(mailbox.id for mailbox in mailboxes))
        if not has_identity:
            identity = Identity.objects.create(
                account_id=person.id, name=person.name, email=person.email
            )
            write.changed(Change.Kind.IDENTITY, identity.id)
