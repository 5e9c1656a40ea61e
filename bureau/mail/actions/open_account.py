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
    """Return the id of a standard mailbox; opens the account when it has none. One query."""
    found = _with_role(account_id, role)
    if not found:
        open_account(Person.objects.get(id=account_id))
        found = _with_role(account_id, role)
    return found[0]


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
