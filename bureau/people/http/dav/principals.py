"""Persons, service accounts and resources as principals (RFC 3744 §4).

What apps know of a principal, such as where its calendars are, they add themselves.
"""

from collections.abc import Sequence

from bureau.platform.dav import (
    BASIC,
    Call,
    Collection,
    Properties,
    Property,
    calendarserver,
    dav,
    element,
    escaped,
    hrefs,
    principal_path,
    principal_properties,
    text,
)
from bureau.platform.ids import is_id

from ...models import Address, Person
from ...queries import find_person


def _addresses(principal: "Principal", _call: Call) -> str:
    return "".join(
        element(calendarserver("email-address"), escaped(email)) for email in principal.addresses()
    )


class Principal(Collection):
    """One person, service account, shared mailbox, room or thing."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.person_id = person.id
        self.email = person.email
        self.kind = str(person.kind)
        self.path = principal_path(person.id)
        self._addresses: list[str] | None = None

    @property
    def properties(self) -> Properties:  # type: ignore[override]
        """The basic ones, ours, and what apps added."""
        return {**OWN, **principal_properties()}

    def resource_types(self) -> Sequence[str]:
        """A principal."""
        return (dav("collection"), dav("principal"))

    def display_name(self) -> str:
        """The person's name."""
        return self.person.name

    def addresses(self) -> list[str]:
        """Return all addresses that the person receives on, primary first. One query, once."""
        if self._addresses is None:
            rows = Address.objects.filter(person_id=self.person_id)
            rows = rows.exclude(kind=Address.Kind.SEND)
            others = sorted(set(rows.values_list("email", flat=True)) - {self.email})
            self._addresses = [self.email, *others]
        return self._addresses


OWN: Properties = {
    **BASIC,
    dav("principal-URL"): Property(lambda one, _: hrefs(one.path)),
    dav("alternate-URI-set"): Property(lambda one, _: hrefs(f"mailto:{one.email}")),
    dav("group-member-set"): Property(lambda _one, _call: ""),
    dav("group-membership"): Property(lambda _one, _call: ""),
    calendarserver("email-address-set"): Property(_addresses),
    calendarserver("first-name"): Property(lambda one, _: text(one.person.given_name)),
    calendarserver("last-name"): Property(lambda one, _: text(one.person.family_name)),
}


def principal_of(person_id: str) -> Principal | None:
    """Return a principal by id, None for nobody. One query by primary key."""
    person = find_person(person_id) if is_id(person_id) else None
    if person is None or person.state == Person.State.DELETED:
        return None
    return Principal(person)
