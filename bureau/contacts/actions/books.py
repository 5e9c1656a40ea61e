"""Make, name, share, delete and hand over address books."""

from collections.abc import Mapping

from django.db import transaction

from bureau import access, people, search
from bureau.people import Actor, Person
from bureau.platform.ids import new_id

from .. import policies
from ..errors import BadContact, UnknownContact
from ..events import announce, tell_readers
from ..models import AddressBook, Card
from ..queries import OWN
from .writing import KIND

DEFAULT = OWN


def open_default_book(person: Person) -> AddressBook:
    """Return the person's own book, made the first time. Done twice, it is done once."""
    with transaction.atomic():
        found = AddressBook.objects.filter(owner=person, slug=DEFAULT).first()
        return found or _make(person, DEFAULT, "Contacts", {})


def create_book(
    actor: Actor,
    name: str,
    *,
    slug: str = "",
    description: str = "",
    properties: Mapping[str, str] | None = None,
) -> AddressBook:
    """Make a book of the actor's own; raises `BadContact` where the slug is taken."""
    owner = people.find_person(actor.person_id)
    if owner is None or not name.strip():
        raise BadContact("Give the address book a name.")
    with transaction.atomic():
        wanted = slug[:80] or new_id()
        if AddressBook.objects.filter(owner=owner, slug=wanted).exists():
            raise BadContact("Another address book has this address.")
        book = _make(owner, wanted, name.strip()[:200], properties or {})
        book.description = description[:5000]
        book.save(update_fields=["description"])
    return book


def _make(owner: Person, slug: str, name: str, properties: Mapping[str, str]) -> AddressBook:
    scope_id = access.create_scope().id
    access.set_grant(scope_id, owner.id, policies.MANAGE)
    book = AddressBook.objects.create(
        owner=owner, slug=slug, name=name, scope_id=scope_id, properties=dict(properties)
    )
    announce("addressbook.created", book, ("addressbook", book.id), {"name": [None, name]})
    return book


def update_book(
    actor: Actor,
    book_id: str,
    *,
    name: str | None = None,
    description: str | None = None,
    properties: Mapping[str, str | None] | None = None,
) -> AddressBook:
    """Change what a book is called and the properties that clients keep in it (None takes one
    away); raises `UnknownContact`, `MayNotChange`, `BadContact`.
    """
    with transaction.atomic():
        book = policies.book_for(actor, book_id, policies.MANAGE)
        if name is not None and not name.strip():
            raise BadContact("Give the address book a name.")
        before = book.name
        book.name = name.strip()[:200] if name is not None else book.name
        book.description = book.description if description is None else description[:5000]
        kept = {**book.properties, **(properties or {})}
        book.properties = {key: value for key, value in kept.items() if value is not None}
        book.save(update_fields=["name", "description", "properties"])
        announce(
            "addressbook.updated", book, ("addressbook", book.id), {"name": [before, book.name]}
        )
    return book


def delete_book(actor: Actor, book_id: str) -> None:
    """Delete a book with its cards, but never the one that everybody has; raises
    `UnknownContact`, `MayNotChange`, `BadContact`.
    """
    with transaction.atomic():
        book = policies.book_for(actor, book_id, policies.MANAGE)
        if book.slug == DEFAULT:
            raise BadContact("This address book is the one that mail adds to; it stays.")
        announce("addressbook.deleted", book, ("addressbook", book.id), {"name": [book.name, None]})
        for card_id in Card.objects.filter(book=book).values_list("id", flat=True):
            search.remove(KIND, card_id)
        scope_id = book.scope_id
        book.delete()
        access.delete_scope(scope_id)


def share_book(actor: Actor, book_id: str, principal_id: str, role: int) -> None:
    """Give a person or group a role on a book, 0 for none; raises `UnknownContact`,
    `MayNotChange`, `BadContact`.
    """
    with transaction.atomic():
        book = policies.book_for(actor, book_id, policies.MANAGE)
        if principal_id == book.owner_id:
            raise BadContact("The owner always manages the address book.")
        if not people.describe_principals([principal_id]):
            raise BadContact("Choose a person or a group of the organisation.")
        tell_readers(book)
        if role:
            before = access.set_grant(book.scope_id, principal_id, role)
        else:
            before = access.remove_grant(book.scope_id, principal_id)
        announce(
            "addressbook.shared",
            book,
            ("addressbook", book.id),
            {"role": [before, role]},
            principal_id=principal_id,
        )


def hand_over_preview(leaver: Person, successor: Person) -> list[str]:
    """Say what `hand_over` will do."""
    count = Card.objects.filter(book__owner=leaver).count()
    if not count:
        return [f"{leaver.name} has no contacts."]
    contacts = "1 contact" if count == 1 else f"{count} contacts"
    return [f"{leaver.name}'s address books ({contacts}) become {successor.name}'s."]


def hand_over(leaver: Person, successor: Person) -> None:
    """Give a leaver's books that hold anything to the successor. Done twice, it is done once."""
    with transaction.atomic():
        for book in AddressBook.objects.filter(owner=leaver).order_by("id"):
            if Card.objects.filter(book=book).exists():
                _give(book, leaver, successor)


def _give(book: AddressBook, leaver: Person, successor: Person) -> None:
    book.owner, book.slug = successor, f"{book.slug[:50]}-{leaver.id}"
    book.name = f"{book.name[:100]} ({leaver.name})"[:200]
    book.save(update_fields=["owner", "slug", "name"])
    access.remove_grant(book.scope_id, leaver.id)
    access.set_grant(book.scope_id, successor.id, policies.MANAGE)
    announce(
        "addressbook.handed_over",
        book,
        ("addressbook", book.id),
        {"owner": [leaver.id, successor.id]},
    )


def take_back(leaver: Person, successor: Person) -> None:
    """Give the books back that `hand_over` gave away."""
    mark = f"-{leaver.id}"
    with transaction.atomic():
        for book in AddressBook.objects.filter(owner=successor, slug__endswith=mark):
            slug = book.slug.removesuffix(mark)
            if AddressBook.objects.filter(owner=leaver, slug=slug).exists():
                continue
            book.owner, book.slug = leaver, slug
            book.name = book.name.removesuffix(f" ({leaver.name})")
            book.save(update_fields=["owner", "slug", "name"])
            access.remove_grant(book.scope_id, successor.id)
            access.set_grant(book.scope_id, leaver.id, policies.MANAGE)
            changes = {"owner": [successor.id, leaver.id]}
            announce("addressbook.handed_over", book, ("addressbook", book.id), changes)


def default_book(actor: Actor) -> AddressBook:
    """Return the actor's own book, made where provisioning has not; raises `UnknownContact` for
    the system. One query.
    """
    found = AddressBook.objects.filter(owner_id=actor.person_id, slug=DEFAULT).first()
    if found is not None:
        return found
    person = people.find_person(actor.person_id)
    if person is None:
        raise UnknownContact
    return open_default_book(person)
