"""Make several cards one, and take that back."""

import base64
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from bureau.people import Actor

from .. import policies
from ..errors import BadContact, Changed, UnknownContact
from ..events import announce
from ..models import AddressBook, Card, Merge
from ..queries import merge_of
from ..vcard import Property, VCard, converted, read_card
from ..vcard.describe import address_of, digits, labels_of
from ..vcard.fields import set_labels
from .writing import Draft, erase, write

MOST = 20
_ONCE = {"VERSION", "UID", "FN", "N", "BDAY", "ANNIVERSARY", "GENDER", "REV", "PRODID", "KIND"}
_ONCE |= {"X-ADDRESSBOOKSERVER-KIND", "PHOTO", "CATEGORIES", "SORT-STRING", "CREATED"}


def merge(actor: Actor, card_ids: Sequence[str]) -> tuple[Card, str]:
    """Make cards of one book one: the first stays and gets what only the others have. Returns it
    and the id by which this is undone. Raises `UnknownContact`, `MayNotChange`, `BadContact`.
    """
    if not 2 <= len(set(card_ids)) <= MOST:
        raise BadContact(f"Choose two to {MOST} contacts to merge.")
    with transaction.atomic():
        cards = policies.cards_for(actor, list(card_ids), policies.CHANGE)
        if any(card.kind == "group" for card in cards):
            raise BadContact("Groups are not merged. Choose contacts.")
        book = AddressBook.objects.select_for_update().get(id=cards[0].book_id)
        kept, *gone = cards
        joined = joined_card([read_card(bytes(card.raw)) for card in cards])
        erase(book, gone)
        (stored,) = write(book, [Draft(kept.slug, joined, kept)])
        record = Merge.objects.create(
            book=book, card=stored, etag=stored.etag, before=[_kept(card) for card in cards]
        )
        changes = {"cards": [[card.id for card in cards], [stored.id]]}
        announce("contact.merged", book, ("contact", stored.id), changes, merge_id=record.id)
    return stored, record.id


def _kept(card: Card) -> dict[str, Any]:
    raw = base64.b64encode(bytes(card.raw)).decode()
    return {"id": card.id, "slug": card.slug, "raw": raw}


def joined_card(cards: Sequence[VCard]) -> VCard:
    """Return the first card with all that only the others say; nothing of the first changes.

    A note is added to the note; of names, birthday and photo the first that has one counts.
    """
    first, *rest = cards
    made = first.copy()
    for other in rest:
        _add(made, converted(other, first.version))
    set_labels(made, dict.fromkeys(label for card in cards for label in labels_of(card)))
    return made


def _add(made: VCard, other: VCard) -> None:
    known = {_meaning(one) for one in made.properties}
    has = {one.name for one in made.properties}
    taken = {one.group.lower() for one in made.properties if one.group}
    notes = [one.text for one in made.all("NOTE")]
    new: list[Property] = []
    for one in other.properties:
        is_more = one.name not in (has if one.name in _ONCE else {"NOTE", "X-ABLABEL", "ORG"} & has)
        if one.name == "X-ABLABEL":
            is_more = False
        if is_more and _meaning(one) not in known:
            known.add(_meaning(one))
            new += _regrouped(one, other, taken)
    made.put([*made.properties, *new])
    more = [one.text for one in other.all("NOTE") if one.text and one.text not in notes]
    if notes and more:
        made.set_text("NOTE", "\n".join([*notes, *more]))


def _meaning(one: Property) -> tuple[str, str]:
    if one.name == "EMAIL":
        return ("EMAIL", address_of(one) or one.text.strip().lower())
    if one.name == "TEL":
        return ("TEL", digits(one.text) or one.text.strip())
    return (one.name, one.plain.strip())


def _regrouped(one: Property, other: VCard, taken: set[str]) -> Iterable[Property]:
    """Give a property with a label of its own a group that is free, and take the label along."""
    from dataclasses import replace

    if not one.group:
        return [one]
    group = next(name for at in range(1, 9999) if (name := f"item{at}") not in taken)
    taken.add(group)
    labels = [it for it in other.all("X-ABLABEL") if it.group.lower() == one.group.lower()]
    return [replace(it, group=group, source=b"") for it in (one, *labels)]


def unmerge(actor: Actor, merge_id: str) -> list[Card]:
    """Bring the cards of a merge back as they were; raises `UnknownContact`, `MayNotChange`,
    `Changed` where the merged card was changed since.
    """
    with transaction.atomic():
        record = merge_of(actor, merge_id)
        if record is None:
            raise UnknownContact
        policies.require(actor, record.book, policies.CHANGE)
        book = AddressBook.objects.select_for_update().get(id=record.book_id)
        kept = Card.objects.select_for_update().get(id=record.card_id)
        if kept.etag != record.etag:
            raise Changed("The merged contact was changed since; merging cannot be undone.")
        drafts = [_draft(one, kept) for one in record.before]
        _check_free(book, drafts)
        stored = write(book, drafts)
        record.delete()
        changes = {"cards": [[kept.id], [card.id for card in stored]]}
        announce("contact.unmerged", book, ("contact", kept.id), changes)
    return stored


def _draft(before: dict[str, Any], kept: Card) -> Draft:
    card = read_card(base64.b64decode(before["raw"]))
    old = kept if before["id"] == kept.id else None
    return Draft(before["slug"], card, old, before["id"])


def _check_free(book: AddressBook, drafts: Sequence[Draft]) -> None:
    new = [draft for draft in drafts if draft.old is None]
    uids, slugs = [draft.card.uid for draft in new], [draft.slug for draft in new]
    rows = Card.objects.filter(book=book)
    if rows.filter(uid__in=uids).exists() or rows.filter(slug__in=slugs).exists():
        raise Changed("One of the contacts is there again; merging cannot be undone.")
