"""Claiming addresses: one owner each, whatever runs at the same time."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from bureau.people.errors import AddressTaken
from bureau.people.models import Address, Group, Person
from bureau.people.person_fields import normal_email


def claim_addresses(rows: Sequence[Address]) -> None:
    """Store addresses that must be free; raises `AddressTaken`. Two queries."""
    wanted = [row.email for row in rows]
    taken = Address.objects.filter(email__in=wanted).values_list("email", flat=True)
    for email in taken:
        raise AddressTaken(f"{email} is in use already. Choose another address.", address=email)
    try:
        with transaction.atomic():
            Address.objects.bulk_create(rows)
    except IntegrityError as error:
        raise AddressTaken from error


def replace_primary(owner: Person | Group, email: str) -> None:
    """Give the owner another primary address; the former one stays as an alias, so that mail still
    arrives.
    """
    mine = {"person": owner} if isinstance(owner, Person) else {"group": owner}
    Address.objects.filter(**mine, kind=Address.Kind.PRIMARY).update(kind=Address.Kind.ALIAS)
    if not email:
        return
    if Address.objects.filter(**mine, email=email).update(kind=Address.Kind.PRIMARY):
        return
    claim_addresses([Address(email=email, kind=Address.Kind.PRIMARY, **mine)])


def replace_aliases(person: Person, aliases: Sequence[str]) -> tuple[list[str], list[str]]:
    """Make exactly these the aliases of the person; return them before and after."""
    wanted = {normal_email(alias) for alias in aliases} - {person.email}
    rows = Address.objects.filter(person=person, kind=Address.Kind.ALIAS)
    before = set(rows.values_list("email", flat=True))
    rows.filter(email__in=before - wanted).delete()
    claim_addresses(
        [
            Address(email=email, person=person, kind=Address.Kind.ALIAS)
            for email in sorted(wanted - before)
        ]
    )
    return sorted(before), sorted(wanted)
