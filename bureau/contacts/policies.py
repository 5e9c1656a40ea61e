"""Who may see and do what with address books; every read and write of cards goes through here.

Books are personal: administrators have no right on those of others.
"""

from django.db.models import QuerySet

from bureau import access, people
from bureau.people import Actor
from bureau.platform.db import prepared

from .errors import MayNotChange, UnknownContact
from .models import AddressBook, Card

READ = access.Role.VIEWER
ADD = access.Role.CONTRIBUTOR
CHANGE = access.Role.EDITOR
MANAGE = access.Role.MANAGER


def visible_books(actor: Actor, at_least: int = READ) -> QuerySet[AddressBook]:
    """Return the books on which the actor has at least this role."""
    principals = people.principals_of(actor.person_id)
    return AddressBook.objects.filter(scope_id__in=access.visible_scopes(principals, at_least))


def visible_cards(actor: Actor) -> QuerySet[Card]:
    """Return the cards of the books that the actor may read."""
    return Card.objects.filter(book__in=visible_books(actor))


def readable_book_ids(actor: Actor) -> list[str]:
    """Return the ids of the books that the actor may read. Two queries by primary key."""
    return _book_ids(people.principals_of(actor.person_id))


@prepared
def _book_ids(principals: frozenset[str]) -> QuerySet[AddressBook, str]:
    scopes = access.visible_scopes(principals, READ)
    return AddressBook.objects.filter(scope_id__in=scopes).values_list("id", flat=True)


def roles_on(actor: Actor, books: list[AddressBook]) -> dict[str, int]:
    """Return the actor's role by book id, 0 for none. Two queries."""
    principals = people.principals_of(actor.person_id)
    roles = access.roles_on(principals, [book.scope_id for book in books])
    return {book.id: roles.get(book.scope_id, 0) for book in books}


def role_on(actor: Actor, book: AddressBook) -> int:
    """Return the actor's role on the book, 0 for none. Two queries."""
    return access.role_on(people.principals_of(actor.person_id), book.scope_id)


def require(actor: Actor, book: AddressBook | None, at_least: int) -> AddressBook:
    """Return the book if the actor has this role on it; raises `UnknownContact`,
    `MayNotChange`.
    """
    if book is None:
        raise UnknownContact
    role = role_on(actor, book)
    if role < READ:
        raise UnknownContact
    if role < at_least:
        raise MayNotChange
    return book


def book_for(actor: Actor, book_id: str, at_least: int) -> AddressBook:
    """Return a book on which the actor has this role; raises `UnknownContact`,
    `MayNotChange`.
    """
    return require(actor, AddressBook.objects.filter(id=book_id).first(), at_least)


def card_for(actor: Actor, card_id: str, at_least: int, *, lock: bool = False) -> Card:
    """Return a card of a book on which the actor has this role; raises `UnknownContact`,
    `MayNotChange`.
    """
    rows = Card.objects.select_related("book")
    if lock:
        rows = rows.select_for_update(of=("self",))
    card = rows.filter(id=card_id).first()
    require(actor, card.book if card else None, at_least)
    assert card is not None
    return card


def cards_for(actor: Actor, card_ids: list[str], at_least: int) -> list[Card]:
    """Return cards of one book on which the actor has this role, in the order of their ids here;
    raises `UnknownContact`, `MayNotChange`. Four queries.
    """
    found = Card.objects.select_related("book").in_bulk(card_ids)
    books = {card.book_id for card in found.values()}
    if len(found) != len(set(card_ids)) or len(books) != 1:
        raise UnknownContact
    cards = [found[card_id] for card_id in dict.fromkeys(card_ids)]
    require(actor, cards[0].book, at_least)
    return cards


def abilities(role: int) -> dict[str, bool]:
    """Return what a role may do, as the screens are told."""
    return {"add": role >= ADD, "change": role >= CHANGE, "manage": role >= MANAGE}
