"""Cards become rows: the card itself, what is derived of it, tombstones, and the search index.

The inner part of every write, in the caller's transaction, without rights and events. A book's
`seq` grows by one with each change, and the card keeps the number.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from bureau import search
from bureau.platform.db import increment, insert
from bureau.platform.ids import new_id
from bureau.platform.text import fold

from ..models import AddressBook, Card, CardKey, CardTombstone, CardWord
from ..vcard import Described, VCard, describe
from ..vcard.card import bare_uid
from ..vcard.describe import digits, search_words

AT_ONCE = 200
KIND = "contact"


@dataclass(frozen=True, slots=True)
class Draft:
    """A card about to be stored; `old` is the row that it replaces."""

    slug: str
    card: VCard
    old: Card | None = None
    id: str = ""
    """For a card that comes back; else a new one."""


def etag_of(raw: bytes) -> str:
    """Return the entity tag of a card's octets, without quotes."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def write(book: AddressBook, drafts: Sequence[Draft]) -> list[Card]:
    """Store cards of a book; all of new UIDs and slugs, which the caller has made sure of.

    About eight statements for 200 cards, and those of the search index for each.
    """
    stored: list[Card] = []
    for start in range(0, len(drafts), AT_ONCE):
        stored += _write_some(book, drafts[start : start + AT_ONCE])
    return stored


def _write_some(book: AddressBook, drafts: Sequence[Draft]) -> list[Card]:
    last = increment(AddressBook, "seq", book.id, len(drafts)) or 0
    now = timezone.now()
    pairs = [(draft, describe(draft.card)) for draft in drafts]
    rows = [
        _row(book, draft, described, last - len(drafts) + number, now)
        for number, (draft, described) in enumerate(pairs, start=1)
    ]
    for draft, row in zip(drafts, rows, strict=True):
        if draft.old is not None:
            row.save(force_update=True)
    changed = [draft.old.id for draft in drafts if draft.old is not None]
    if changed:
        CardKey.objects.filter(card_id__in=changed).delete()
        CardWord.objects.filter(card_id__in=changed).delete()
    insert(*(row for draft, row in zip(drafts, rows, strict=True) if draft.old is None))
    slugs = [draft.slug for draft in drafts if draft.old is None]
    CardTombstone.objects.filter(book=book, slug__in=slugs).delete()
    _derive(rows, [described for _, described in pairs])
    for row, (draft, described) in zip(rows, pairs, strict=True):
        _index(book, row, described, draft.card, is_new=draft.old is None)
    return rows


def _row(book: AddressBook, draft: Draft, described: Described, seq: int, now: datetime) -> Card:
    raw = draft.card.to_bytes()
    return Card(
        id=draft.old.id if draft.old else draft.id or new_id(),
        book_id=book.id,
        slug=draft.slug,
        uid=draft.card.uid,
        kind=described.kind,
        raw=raw,
        size_bytes=len(raw),
        etag=etag_of(raw),
        seq=seq,
        name=described.name,
        sort_key=fold(described.name)[:300],
        organization=described.organization,
        title=described.title,
        email=next(iter(described.emails), ""),
        phone=next(iter(described.phones), "")[:100],
        labels=list(described.labels),
        birthday=described.birthday,
        has_photo=described.has_photo,
        created_at=draft.old.created_at if draft.old else now,
        updated_at=now,
    )


def _derive(rows: Sequence[Card], described: Sequence[Described]) -> None:
    keys: list[CardKey] = []
    words: list[CardWord] = []
    for row, one in zip(rows, described, strict=True):
        ids = {"card_id": row.id, "book_id": row.book_id}
        keys += [CardKey(**ids, kind=kind, value=value) for kind, value in keys_of(one)]
        words += [CardWord(**ids, word=word) for word in search_words(one.texts, one.emails)]
    for start in range(0, len(keys), 500):
        insert(*keys[start : start + 500])
    for start in range(0, len(words), 500):
        insert(*words[start : start + 500])


def keys_of(one: Described) -> list[tuple[str, str]]:
    """Return what a card may share with others, as (kind, value)."""
    found = [("email", email) for email in one.emails]
    found += [("phone", number) for phone in one.phones if (number := digits(phone))]
    if " " in one.name:
        found.append(("name", " ".join(sorted(fold(one.name).split()))[:300]))
    found += [("label", label) for label in one.labels]
    found += [("member", uid) for uid in one.members]
    return list(dict.fromkeys(found))


def _index(
    book: AddressBook, row: Card, described: Described, card: VCard, *, is_new: bool
) -> None:
    texts = (*described.emails, *described.phones, described.organization, described.title)
    search.put(
        kind=KIND,
        object_id=row.id,
        scope=book.scope_id,
        title=row.name,
        body="\n".join((*texts, *described.texts, *described.labels, card.text("NOTE"))),
        at=row.updated_at,
        url=f"/contacts/{row.id}",
        is_new=is_new,
    )


def erase(book: AddressBook, cards: Iterable[Card]) -> None:
    """Delete cards of a book and leave tombstones."""
    gone = list(cards)
    last = increment(AddressBook, "seq", book.id, len(gone)) or 0
    first = last - len(gone) + 1
    CardTombstone.objects.filter(book=book, slug__in=[card.slug for card in gone]).delete()
    insert(
        *(
            CardTombstone(book_id=book.id, slug=card.slug, seq=first + at)
            for at, card in enumerate(gone)
        )
    )
    for card in gone:
        search.remove(KIND, card.id)
    Card.objects.filter(id__in=[card.id for card in gone]).delete()


def uid_holder(book: AddressBook, uid: str) -> Card | None:
    """Return the card of a book that has the UID, with or without `urn:uuid:`. One query."""
    bare = bare_uid(uid)
    wanted = (uid, bare, f"urn:uuid:{bare}")
    return Card.objects.filter(book=book, uid__in=wanted).first()
