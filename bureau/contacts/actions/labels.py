"""Rename and take away labels, and put them on many contacts at once."""

from collections.abc import Callable, Iterable

from django.db import transaction

from bureau.people import Actor

from .. import policies
from ..errors import BadContact
from ..events import announce
from ..models import AddressBook, Card, CardKey
from ..vcard import read_card
from ..vcard.describe import clean, labels_of
from ..vcard.fields import set_labels
from .writing import Draft, write

Change = Callable[[list[str]], Iterable[str]]


def rename_label(actor: Actor, book_id: str, label: str, name: str) -> int:
    """Call a label otherwise on all cards of a book; one that exists swallows it. Returns how many
    changed. Raises `UnknownContact`, `MayNotChange`, `BadContact`.
    """
    wanted = clean(name)[:100]
    if not wanted:
        raise BadContact("Give the label a name.")
    return _change_all(
        actor, book_id, label, lambda old: [wanted if one == label else one for one in old]
    )


def delete_label(actor: Actor, book_id: str, label: str) -> int:
    """Take a label off all cards of a book, which stay. Returns how many changed. Raises
    `UnknownContact`, `MayNotChange`.
    """
    return _change_all(actor, book_id, label, lambda old: [one for one in old if one != label])


def label_cards(actor: Actor, card_ids: list[str], add: list[str], remove: list[str]) -> int:
    """Put labels on cards of one book and take others off; returns how many changed. Raises
    `UnknownContact`, `MayNotChange`.
    """
    adds, gone = [clean(one)[:100] for one in add], set(remove)
    with transaction.atomic():
        cards = policies.cards_for(actor, card_ids, policies.CHANGE)
        book = AddressBook.objects.select_for_update().get(id=cards[0].book_id)
        return _write(book, cards, lambda old: [*(one for one in old if one not in gone), *adds])


def _change_all(actor: Actor, book_id: str, label: str, change: Change) -> int:
    with transaction.atomic():
        policies.book_for(actor, book_id, policies.CHANGE)
        book = AddressBook.objects.select_for_update().get(id=book_id)
        keys = CardKey.objects.filter(book=book, kind="label", value=label)
        cards = list(Card.objects.filter(id__in=keys.values("card_id")))
        return _write(book, cards, change)


def _write(book: AddressBook, cards: list[Card], change: Change) -> int:
    drafts = []
    for row in cards:
        card = read_card(bytes(row.raw))
        set_labels(card, change(list(labels_of(card))))
        if card.to_bytes() != bytes(row.raw):
            drafts.append(Draft(row.slug, card, row))
    if drafts:
        write(book, drafts)
        ids = [draft.old.id for draft in drafts if draft.old]
        announce("contact.updated", book, ("addressbook", book.id), {}, card_ids=ids)
    return len(drafts)
