"""Handing over the mailbox of somebody who leaves. Running it again changes nothing."""

from django.db import transaction

from bureau.people import SYSTEM, Person

from ..ledger import writing
from ..models import Account
from .open_account import open_account
from .share import delegate

ANSWER = (
    "{leaver} no longer works here. Your message was passed on to {successor} ({email}); "
    "please write there from now on."
)


def hand_over(leaver: Person, successor: Person) -> None:
    """Let the successor read the mailbox, send new mail there, and tell those who write."""
    with transaction.atomic():
        account = open_account(leaver)
        open_account(successor)
        if account.forward_to_id == successor.id:
            return
        delegate(SYSTEM, leaver.id, successor.id, may_send=True)
        with writing(leaver.id):
            Account.objects.filter(pk=leaver.id).update(
                forward_to=successor,
                answer_text=ANSWER.format(
                    leaver=leaver.name, successor=successor.name, email=successor.email
                ),
            )
