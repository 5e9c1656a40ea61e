"""Whose mailboxes an address of ours means: persons, groups with their posting rules, people who
left.
"""

from bureau.people import Group, Person, addresses_of, members_of, owns_address, resolve_address
from bureau.platform.config import config

from .errors import Undeliverable
from .models import Account, ListRule

UNKNOWN = "550 5.1.1 There is no such address here"
SUSPENDED = "550 5.2.1 This mailbox is closed"
NOT_ALLOWED = "550 5.7.1 You may not write to this list"

_RECEIVING = (Person.State.ACTIVE, Person.State.INVITED)
MOST_FORWARDS = 5


def is_local(email: str) -> bool:
    """Tell whether mail to this address is for us to deliver or refuse. At most one query."""
    domain = email.rpartition("@")[2].lower()
    return domain == config().domain or owns_address(email)


def accounts_behind(recipient: str, author: str) -> list[str]:
    """Return the persons whose accounts get mail for this address; raises `Undeliverable`."""
    owner = owner_of(recipient)
    if owner is None:
        raise Undeliverable(UNKNOWN)
    if isinstance(owner, Group):
        return _behind_group(owner, author)
    person_id = _receiver(owner)
    if person_id is None:
        raise Undeliverable(SUSPENDED)
    return [person_id]


def owner_of(recipient: str) -> Person | Group | None:
    """Return the owner of an address, also with a detail behind `+` (RFC 5233), or postmaster."""
    email = recipient.strip().lower()
    owner = resolve_address(email)
    local, _, domain = email.rpartition("@")
    if owner is None and "+" in local:
        owner = resolve_address(f"{local.partition('+')[0]}@{domain}")
    if owner is None and local in ("postmaster", "abuse") and domain == config().domain:
        admins = Person.objects.filter(role=Person.Role.ADMIN, state=Person.State.ACTIVE)
        owner = admins.order_by("id").first()
    return owner


def _receiver(person: Person) -> str | None:
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
        receiver = _receiver(person)
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
