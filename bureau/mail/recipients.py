"""Whose mailboxes an address of ours means: persons, groups with their posting rules, people who
left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bureau.people import Group, Person, addresses_of, members_of, owns_address, resolve_address
from bureau.platform.config import config

from .domains import catch_all_of, domain_of, is_own_domain, targets_of
from .errors import Undeliverable
from .models import Account, ListRule

UNKNOWN = "550 5.1.1 There is no such address here"
SUSPENDED = "550 5.2.1 This mailbox is closed"
NOT_ALLOWED = "550 5.7.1 You may not write to this list"

_RECEIVING = (Person.State.ACTIVE, Person.State.INVITED)
MOST_FORWARDS = 5
_ROLES = ("postmaster", "abuse")


@dataclass(frozen=True, slots=True)
class Behind:
    """Who gets mail for an address: accounts of ours, and addresses elsewhere that an alias
    names.
    """

    accounts: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def is_local(email: str) -> bool:
    """Tell whether mail to this address is for us to deliver or refuse. At most two queries."""
    return is_own_domain(domain_of(email)) or owns_address(email)


def accounts_behind(recipient: str, author: str) -> list[str]:
    """Return the persons whose accounts get mail for this address; raises `Undeliverable`."""
    return list(behind(recipient, author).accounts)


def behind(recipient: str, author: str, depth: int = MOST_FORWARDS) -> Behind:
    """Return who gets mail for this address; raises `Undeliverable`."""
    owner = owner_of(recipient)
    if isinstance(owner, Group):
        return Behind(tuple(_behind_group(owner, author)))
    if owner is not None:
        person_id = receiver_of(owner)
        if person_id is None:
            raise Undeliverable(SUSPENDED)
        return Behind((person_id,))
    targets = stands_for(recipient)
    if not targets or not depth:
        raise Undeliverable(UNKNOWN)
    return _behind_alias(targets, author, depth)


def stands_for(recipient: str) -> list[str]:
    """Return the addresses that an address stands for: those of its alias, else the catch-all of
    its domain. At most three queries.
    """
    email = recipient.strip().lower()
    local, _, domain = email.rpartition("@")
    targets = targets_of(email)
    if not targets and "+" in local:
        targets = targets_of(f"{local.partition('+')[0]}@{domain}")
    if targets:
        return targets
    caught = catch_all_of(domain)
    return [caught] if caught and caught.lower() != email else []


def _behind_alias(targets: Sequence[str], author: str, depth: int) -> Behind:
    accounts: list[str] = []
    outside: list[str] = []
    refusal: Undeliverable | None = None
    for target in targets:
        if not is_local(target):
            outside.append(target)
            continue
        try:
            found = behind(target, author, depth - 1)
        except Undeliverable as error:
            refusal = error
            continue
        accounts += found.accounts
        outside += found.outside
    if not accounts and not outside and refusal is not None:
        raise refusal
    return Behind(tuple(dict.fromkeys(accounts)), tuple(dict.fromkeys(outside)))


def owner_of(recipient: str) -> Person | Group | None:
    """Return the owner of an address, also with a detail behind `+` (RFC 5233), or postmaster."""
    email = recipient.strip().lower()
    owner = resolve_address(email)
    local, _, domain = email.rpartition("@")
    if owner is None and "+" in local:
        owner = resolve_address(f"{local.partition('+')[0]}@{domain}")
    if owner is None and local in _ROLES and domain == config().domain and not targets_of(email):
        admins = Person.objects.filter(role=Person.Role.ADMIN, state=Person.State.ACTIVE)
        owner = admins.order_by("id").first()
    return owner


def receiver_of(person: Person) -> str | None:
    """Return who gets the person's mail: itself, or whoever took over when it left."""
    for _ in range(MOST_FORWARDS):
        if person.state in _RECEIVING:
            return person.id
        account = Account.objects.filter(pk=person.id).select_related("forward_to").first()
        if account is None or account.forward_to is None:
            return None
        person = account.forward_to
    return None


def _behind_group(group: Group, author: str) -> list[str]:
    if not may_post(group, author):
        raise Undeliverable(NOT_ALLOWED)
    receivers = []
    for person in members_of(group.id).order_by("id"):
        receiver = receiver_of(person)
        if receiver:
            receivers.append(receiver)
    return list(dict.fromkeys(receivers))


def may_post(group: Group, author: str) -> bool:
    """Tell whether the author's address may write to the group. At most three queries."""
    rule = ListRule.objects.filter(group_id=group.id).first()
    posting = rule.posting if rule else ListRule.Posting.INSIDE
    if posting == ListRule.Posting.ANYBODY:
        return True
    owner = resolve_address(author) if author else None
    if posting == ListRule.Posting.NOBODY or not isinstance(owner, Person):
        return False
    if posting == ListRule.Posting.MEMBERS:
        return members_of(group.id).filter(id=owner.id).exists()
    return True


def own_addresses(person_id: str) -> set[str]:
    """Return the addresses that the person receives on. One query."""
    return set(addresses_of(person_id))
