"""What search finds of a message: subject, people and the first words, for readers of its
account.
"""

from collections.abc import Iterable

from bureau import search
from bureau.people import Actor

from .models import Email, Mailbox
from .policies import readable_accounts

KIND = "mail"
HIDDEN = (Mailbox.Role.JUNK, Mailbox.Role.TRASH)
"""What is there is not found."""


def put_email(email_id: str) -> None:
    """Put a message into the index; junk and trash, and what is gone, are taken out. Three
    queries.
    """
    email = Email.objects.select_related("words").filter(id=email_id).first()
    if email is None or email.label_rows.filter(mailbox__role__in=HIDDEN).exists():
        search.remove(KIND, email_id)
        return
    _put(email, is_new=False)


def put_new_email(email: Email) -> None:
    """Put a message into the index that was filed in this transaction, where it is to be found.
    Two queries.
    """
    _put(email, is_new=True)


def _put(email: Email, *, is_new: bool) -> None:
    authors = " ".join(one["name"] or one["email"] for one in email.addresses.get("from", ()))
    search.put(
        kind=KIND,
        object_id=email.id,
        scope=f"account:{email.account_id}",
        title=email.subject or authors,
        body=f"{email.words.body}\n{email.words.authors} {email.words.receivers}",
        at=email.received_at,
        url=f"/mail/thread/{email.thread_id}",
        is_new=is_new,
    )


def scopes_of(actor: Actor) -> Iterable[str]:
    """Return the tokens of the accounts that the actor reads."""
    return [f"account:{account_id}" for account_id in readable_accounts(actor)]
