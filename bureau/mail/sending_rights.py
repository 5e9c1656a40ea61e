"""Whose addresses a person may put into From, and whether recipients see who really wrote.

Own addresses (also those to send as only), accounts that were delegated with sending, and groups
that named the person or one of its groups as senders. Where both "as" and "on behalf" reach an
address, "as" counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bureau.people import (
    Address,
    Group,
    Person,
    find_person,
    may_send_as,
    principals_of,
    resolve_address,
)

from .models import Delegation, GroupSender


@dataclass(frozen=True, slots=True)
class Sendable:
    """An address that somebody may send from."""

    email: str
    name: str
    kind: str
    """primary, alias, send, account or group."""
    on_behalf: bool = False


def on_behalf_of(person_id: str, account_id: str, email: str) -> bool | None:
    """Tell whether mail of this person, written in an account, from an address says who wrote it;
    None where they may not send so. At most five queries.
    """
    if person_id == account_id or not person_id:
        return False if may_send_as(account_id, email) else _borrowed(account_id, email)
    if not may_send_as(account_id, email):
        return None
    return _least(_delegations(person_id, [account_id]))


def _borrowed(person_id: str, email: str) -> bool | None:
    owner = resolve_address(email)
    if isinstance(owner, Person):
        return _least(_delegations(person_id, [owner.id]))
    if isinstance(owner, Group):
        rows = GroupSender.objects.filter(
            group_id=owner.id, principal_id__in=_principals(person_id)
        )
        return _least(rows.values_list("on_behalf", flat=True))
    return None


def _least(found: Iterable[bool]) -> bool | None:
    values = list(found)
    return all(values) if values else None


def _principals(person_id: str) -> frozenset[str]:
    return principals_of(person_id) | {person_id}


def _delegations(person_id: str, account_ids: Iterable[str]) -> list[bool]:
    rows = Delegation.objects.filter(
        account_id__in=account_ids, principal_id__in=_principals(person_id), may_send=True
    )
    return list(rows.values_list("on_behalf", flat=True))


def sendable(person_id: str, account_id: str) -> list[Sendable]:
    """Return the addresses to choose from when writing in an account. At most eight queries."""
    owner = find_person(account_id)
    if owner is None:
        return []
    own = _own(owner)
    if person_id != account_id:
        behalf = bool(_least(_delegations(person_id, [account_id])))
        return [Sendable(one.email, one.name, one.kind, behalf) for one in own]
    return own + _of_accounts(person_id) + _of_groups(person_id)


def _own(person: Person) -> list[Sendable]:
    order = [Address.Kind.PRIMARY, Address.Kind.ALIAS, Address.Kind.SEND]
    rows = Address.objects.filter(person_id=person.id)
    found = sorted(rows, key=lambda row: (order.index(Address.Kind(row.kind)), row.email))
    return [Sendable(row.email, person.name, row.kind) for row in found]


def _of_accounts(person_id: str) -> list[Sendable]:
    rows = Delegation.objects.filter(principal_id__in=_principals(person_id), may_send=True)
    modes: dict[str, list[bool]] = {}
    for account_id, on_behalf in rows.values_list("account_id", "on_behalf"):
        modes.setdefault(account_id, []).append(on_behalf)
    addresses = Address.objects.filter(person_id__in=modes).select_related("person")
    return [
        Sendable(row.email, row.person.name, "account", all(modes[row.person.id]))
        for row in addresses.order_by("person__name", "email")
        if row.person is not None
    ]


def _of_groups(person_id: str) -> list[Sendable]:
    rows = GroupSender.objects.filter(principal_id__in=_principals(person_id))
    modes: dict[str, list[bool]] = {}
    for group_id, on_behalf in rows.values_list("group_id", "on_behalf"):
        modes.setdefault(group_id, []).append(on_behalf)
    addresses = Address.objects.filter(group_id__in=modes).select_related("group")
    return [
        Sendable(row.email, row.group.name, "group", all(modes[row.group.id]))
        for row in addresses.order_by("group__name", "email")
        if row.group is not None
    ]
