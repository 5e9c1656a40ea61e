"""Reads of contacts, each with a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from bureau import people
from bureau.people import Actor
from bureau.platform.db import Page, paginate, prepared, read_page, seek

from . import policies
from .completion import LAST, asked_words
from .models import AddressBook, Card, CardKey, CardTombstone, CardWord, Correspondent, Merge

Row = dict[str, Any]
After = tuple[Any, ...] | None

OWN = "contacts"
"""The slug of the book that everybody has."""
BY_NAME = ("sort_key", "id")
LATEST = ("-last_at", "-id")
LIST_COLUMNS = (
    "id",
    "book_id",
    "kind",
    "name",
    "organization",
    "title",
    "email",
    "phone",
    "labels",
    "birthday",
    "has_photo",
    "updated_at",
    "sort_key",
)


@dataclass(frozen=True, slots=True)
class CardFilter:
    """What a list of cards shows; an empty field does not narrow."""

    book_id: str = ""
    label: str = ""
    group_id: str = ""
    kind: str = ""
    words: str = ""
    email: str = ""


def list_cards(actor: Actor, wanted: CardFilter, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page of the cards of the books that the actor may read, by name. Three queries, one
    more for a group; index `card_order_in_book`, `card_word_found`, `card_key_found`.
    """
    books = policies.readable_book_ids(actor)
    if wanted.book_id:
        books = [one for one in books if one == wanted.book_id]
    words = tuple(asked_words(wanted.words))
    ends = tuple(word + LAST for word in words)
    group = _group_uids(actor, wanted.group_id) if wanted.group_id else None
    keys = (("label", wanted.label), ("email", wanted.email.lower()))
    having = tuple((kind, value) for kind, value in keys if value)

    def read(after: After) -> list[Row]:
        return _rows(books, words, ends, having, after, wanted.kind or None, group, limit=limit)

    return read_page(read, BY_NAME, cursor, limit) if books else Page([], None)


@prepared
def _rows(
    books: Collection[str],
    words: tuple[str, ...],
    ends: tuple[str, ...],
    having: tuple[tuple[str, str], ...],
    after: After,
    kind: str | None,
    uids: list[str] | None,
    *,
    limit: int,
) -> QuerySet[Card, Row]:
    rows = Card.objects.filter(book_id__in=books)
    for word, end in zip(words, ends, strict=True):
        found = CardWord.objects.filter(book_id__in=books, word__gte=word, word__lt=end)
        rows = rows.filter(id__in=found.values("card_id"))
    for key, value in having:
        keys = CardKey.objects.filter(book_id__in=books, kind=key, value=value)
        rows = rows.filter(id__in=keys.values("card_id"))
    if kind is not None:
        rows = rows.filter(kind=kind)
    if uids is not None:
        rows = rows.filter(uid__in=uids)
    found_rows: QuerySet[Card, Row] = rows.values(*LIST_COLUMNS)
    return seek(found_rows, BY_NAME, after, limit)


def _group_uids(actor: Actor, group_id: str) -> list[str]:
    card = policies.card_for(actor, group_id, policies.READ)
    return as_uids(member_uids([card.id]).get(card.id, []))


def as_uids(bare: Iterable[str]) -> list[str]:
    """Return the ways in which cards may write these UIDs."""
    return [uid for one in bare for uid in (one, f"urn:uuid:{one}")]


def member_uids(group_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the UIDs of the members by id of the group's card. One query."""
    found: dict[str, list[str]] = {}
    rows = CardKey.objects.filter(card_id__in=list(group_ids), kind="member").order_by("id")
    for card_id, uid in rows.values_list("card_id", "value"):
        found.setdefault(card_id, []).append(uid)
    return found


def members_of(card: Card) -> list[Row]:
    """Return the cards of the book that are members of the group. Two queries."""
    uids = as_uids(member_uids([card.id]).get(card.id, []))
    rows = Card.objects.filter(book_id=card.book_id, uid__in=uids).order_by("sort_key", "id")
    return [dict(row) for row in rows.values("id", "name", "email", "kind", "uid")]


def groups_with(card: Card) -> list[Row]:
    """Return the groups of the book that the card is in, by name. One query."""
    uid = card.uid.removeprefix("urn:uuid:")
    keys = CardKey.objects.filter(book_id=card.book_id, kind="member", value=uid)
    rows = Card.objects.filter(id__in=keys.values("card_id")).order_by("sort_key", "id")
    return [dict(row) for row in rows.values("id", "name")]


@dataclass(frozen=True, slots=True)
class BookRow:
    """A book with what the actor may do and how many cards it has."""

    book: AddressBook
    role: int
    count: int


def list_books(actor: Actor) -> list[BookRow]:
    """Return the books that the actor may read, their own first, then by name. Five queries."""
    books = list(policies.visible_books(actor).select_related("owner"))
    roles = policies.roles_on(actor, books)
    counted = Card.objects.filter(book__in=books).values_list("book_id")
    counts = dict(counted.annotate(count=Count("id")).order_by())
    books.sort(key=lambda book: (book.owner_id != actor.person_id, book.slug != OWN, book.name))
    return [BookRow(book, roles[book.id], counts.get(book.id, 0)) for book in books]


def labels_of(actor: Actor, book_id: str) -> list[Row]:
    """Return the labels and groups of the readable books with how many cards each has, by name.
    Five queries at most; index `card_key_found`.
    """
    books = policies.readable_book_ids(actor)
    books = [one for one in books if one == book_id] if book_id else books
    labels = CardKey.objects.filter(book_id__in=books, kind="label").values_list("value")
    rows: list[Row] = [
        {"kind": "label", "id": "", "name": name, "count": count}
        for name, count in labels.annotate(count=Count("card_id", distinct=True)).order_by()
    ]
    rows += _groups(books)
    return sorted(rows, key=lambda row: (row["name"].casefold(), row["kind"], row["id"]))


def _groups(books: list[str]) -> list[Row]:
    members = CardKey.objects.filter(book_id__in=books, kind="member").values_list("card_id")
    counts = dict(members.annotate(count=Count("id")).order_by())
    groups = Card.objects.filter(book_id__in=books, kind="group").values_list("id", "name")
    return [
        {"kind": "group", "id": id, "name": name, "count": counts.get(id, 0)} for id, name in groups
    ]


def other_contacts(actor: Actor, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page of the addresses that the actor wrote to and that are in none of their books
    nor in the directory, the last first. Three queries; index `contact_correspondent_once`.
    """
    books = policies.readable_book_ids(actor)
    known = CardKey.objects.filter(book_id__in=books, kind="email", value=OuterRef("email"))
    colleague = people.Address.objects.filter(email=OuterRef("email"))
    rows = Correspondent.objects.filter(person_id=actor.person_id)
    rows = rows.filter(~Exists(known), ~Exists(colleague))
    columns = ("id", "email", "name", "sent", "last_at")
    return paginate(rows.values(*columns), LATEST, cursor, limit)


@dataclass(frozen=True, slots=True)
class Birthday:
    """When somebody in a person's address books was born."""

    card_id: str
    name: str
    month: int
    day: int
    year: int | None


def birthdays(actor: Actor) -> list[Birthday]:
    """Return the birthdays in the books that the actor may read. Three queries; index
    `card_birthday`.
    """
    books = policies.readable_book_ids(actor)
    rows = Card.objects.filter(book_id__in=books).exclude(birthday="").order_by("sort_key", "id")
    found = rows.values_list("id", "name", "birthday")[:10_000]
    return [_birthday(*row) for row in found]


def _birthday(card_id: str, name: str, text: str) -> Birthday:
    year, month, day = text[:-6], text[-5:-3], text[-2:]
    return Birthday(card_id, name, int(month), int(day), int(year) if year.isdecimal() else None)


def whole_cards(actor: Actor, wanted: CardFilter, most: int) -> list[Card]:
    """Return the cards of a filter with their octets, by name. Four queries."""
    page = list_cards(actor, wanted, None, most)
    ids = [row["id"] for row in page.items]
    found = Card.objects.in_bulk(ids)
    return [found[one] for one in ids]


def merge_of(actor: Actor, merge_id: str) -> Merge | None:
    """Return a merge in a book that the actor may read. Two queries."""
    rows = Merge.objects.select_related("book", "card")
    return rows.filter(id=merge_id, book__in=policies.visible_books(actor)).first()


def rows_of(card_ids: Collection[str]) -> dict[str, Row]:
    """Return rows as in the list by id, whoever asks: the caller has judged. One query."""
    rows = Card.objects.filter(id__in=card_ids).values(*LIST_COLUMNS)
    return {row["id"]: dict(row) for row in rows}


def cards_of(book_id: str, *, with_raw: bool) -> list[Card]:
    """Return all cards of a book in a fixed order. One query; index `card_seq`."""
    return _cards_of(book_id) if with_raw else list(_without_raw(book_id))


@prepared
def _cards_of(book_id: str) -> QuerySet[Card]:
    return Card.objects.filter(book_id=book_id).order_by("seq")


def _without_raw(book_id: str) -> QuerySet[Card]:
    return Card.objects.filter(book_id=book_id).defer("raw").order_by("seq")


def cards_named(book_id: str, slugs: Sequence[str]) -> list[Card]:
    """Return cards by the names of their addresses. One query for each 500."""
    found: list[Card] = []
    for start in range(0, len(slugs), 500):
        found += _named(book_id, list(slugs[start : start + 500]))
    return found


@prepared
def _named(book_id: str, slugs: list[str]) -> QuerySet[Card]:
    return Card.objects.filter(book_id=book_id, slug__in=slugs)


@dataclass(frozen=True, slots=True)
class Change:
    """A card that changed, or the name of one that is gone."""

    seq: int
    slug: str
    row: Card | None


def changes_since(book_id: str, since: int, most: int, *, with_raw: bool) -> list[Change]:
    """Return what changed after a number, in order, at most one more than asked. Two queries;
    indexes `card_seq`, `card_tombstone_seq`.
    """
    rows = Card.objects.filter(book_id=book_id, seq__gt=since).order_by("seq")
    rows = rows if with_raw else rows.defer("raw")
    found = [Change(row.seq, row.slug, row) for row in rows[: most + 1]]
    if since:
        gone = CardTombstone.objects.filter(book_id=book_id, seq__gt=since).order_by("seq")
        found += [Change(row.seq, row.slug, None) for row in gone[: most + 1]]
    return sorted(found, key=lambda one: one.seq)[: most + 1]
