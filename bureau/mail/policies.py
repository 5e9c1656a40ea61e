"""Who may read an account and who may send as it."""

from collections.abc import Collection

from django.db.models import QuerySet

from bureau.people import Actor, Person, principals_of
from bureau.platform.db import prepared
from bureau.platform.errors import Forbidden

from .errors import NoSuchAccount
from .models import Account, Delegation

_READ = ("*", "read", "mail", "mail.read", "mail.write", "mail.send")
_WRITE = ("*", "mail", "mail.write")


def readable_accounts(actor: Actor) -> dict[str, bool]:
    """Return the ids of accounts the actor reads, each with whether it may send as it. Three
    queries.
    """
    if not actor.person_id:
        return {}
    principals = principals_of(actor.person_id) | {actor.person_id}
    found = dict.fromkeys(_own_account(actor.person_id), True)
    for account_id, may_send in _delegations(principals):
        found[account_id] = found.get(account_id, False) or may_send
    return found


@prepared
def _own_account(person_id: str) -> QuerySet[Account, str]:
    return Account.objects.filter(pk=person_id).values_list("pk", flat=True)


@prepared
def _delegations(principals: Collection[str]) -> QuerySet[Delegation, tuple[str, bool]]:
    rows = Delegation.objects.filter(principal_id__in=principals)
    return rows.values_list("account_id", "may_send")


def _covers(actor: Actor, scopes: tuple[str, ...]) -> bool:
    return any(scope in actor.scopes for scope in scopes)


def check_reads_mail(actor: Actor) -> None:
    """Refuse a token that was not made for mail at all."""
    if not _covers(actor, _READ):
        raise Forbidden("This token does not cover mail.")


def may_write(actor: Actor) -> bool:
    """Tell whether the token of the actor allows changes to mail."""
    return _covers(actor, _WRITE)


def check_reads(actor: Actor, account_id: str) -> None:
    """Refuse an account that the actor may not read, as if it did not exist. At most two
    queries.
    """
    if not actor.person_id or not _covers(actor, _READ):
        raise NoSuchAccount()
    if actor.person_id != account_id and account_id not in readable_accounts(actor):
        raise NoSuchAccount()


def may_send_as_account(actor: Actor, person: Person) -> bool:
    """Tell whether the actor may have mail sent as this person's account."""
    if actor.kind == "system" or actor.person_id == person.id:
        return True
    if person.kind != Person.Kind.PERSON and actor.is_admin:
        return True
    return readable_accounts(actor).get(person.id, False)


def check_manages(actor: Actor, account_id: str) -> None:
    """Refuse all but the account's owner and administrators, as if it did not exist."""
    if actor.person_id != account_id and not actor.is_admin:
        raise NoSuchAccount()


def check_keeps_rules(actor: Actor, account_id: str) -> None:
    """Refuse all but who may change the account's mail and send as it. At most three queries."""
    if not may_write(actor) or not readable_accounts(actor).get(account_id, False):
        raise NoSuchAccount()
