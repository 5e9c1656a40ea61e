"""Completion of recipients: own cards, the directory, groups and other contacts in one ranking.

Thirteen queries at most, each by index and bounded, whatever the size of the books.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models import QuerySet

from bureau.people import Actor, Group, Person, resolve_addresses
from bureau.platform.db import prepared
from bureau.platform.text import fold

from .directory import found_groups, found_persons
from .models import CardKey, CardWord, Correspondent, CorrespondentWord
from .policies import readable_book_ids

Kind = Literal["card", "person", "group", "other"]

MOST_WORDS = 4
MOST_OF_DIRECTORY = 100
SHORT = 2
HOT = 500
"""How many of the hottest answer a letter or two, if enough of them match."""
HOT_CARDS = 250
"""Whose cards are found under every name that is on them before all others."""
Named = tuple[str, str, float]
"""Address, name and heat."""
LAST = "\U0010ffff"
COLD = -1e9
"""The heat of whom one never wrote to."""
_BETTER: dict[Kind, int] = {"card": 0, "person": 1, "group": 1, "other": 2}


@dataclass(frozen=True, slots=True)
class Completion:
    """An address that may be meant."""

    email: str
    name: str
    kind: Kind
    id: str
    """Of the card, person or group; empty for other contacts."""
    heat: float = COLD


def complete(actor: Actor, text: str, limit: int = 10) -> list[Completion]:
    """Return the addresses that the text may mean: of whom some word of the name or address
    begins with each of its words, those written to most and last first, then by name.

    Without a text, those written to most. At most thirteen queries.
    """
    words = asked_words(text)
    most = limit * 3
    found = [*_other(actor.person_id, words, most)]
    if words:
        found += _cards(actor, words, most)
        found += _directory(actor.person_id, words)
    merged = _merged(found)
    hottest = sorted(merged.values(), key=_rank)[:limit]
    return _described(actor, hottest)


def asked_words(text: str) -> list[str]:
    """Return the words of a question, the longest first: it narrows best."""
    folded = fold(text.strip().strip('"<>'))[:200].replace("\0", "")
    parts = [part.strip("()<>\"',;.") for part in folded.split()]
    return sorted((part for part in parts if part), key=len, reverse=True)[:MOST_WORDS]


def _rank(one: Completion) -> tuple[float, int, str, str]:
    return (-one.heat, _BETTER[one.kind], one.name.lower(), one.email)


def _merged(found: Iterable[Completion]) -> dict[str, Completion]:
    """Keep one of each address: the best named, as hot as the hottest."""
    merged: dict[str, Completion] = {}
    for one in found:
        known = merged.get(one.email)
        if known is None:
            merged[one.email] = one
            continue
        best = min(known, one, key=lambda it: _BETTER[it.kind])
        merged[one.email] = replace(best, heat=max(known.heat, one.heat))
    return merged


def _other(person_id: str, words: list[str], most: int) -> Iterable[Completion]:
    if not words:
        rows = _hottest(person_id, most=most)
    elif len(words) == 1 and len(words[0]) <= SHORT:
        rows = _hot_matches(person_id, words[0], most)
    else:
        rows = _by_words(person_id, words, most)
    for email, name, heat in rows:
        yield Completion(email, name or email, "other", "", heat)


@prepared
def _hottest(person_id: str, *, most: int) -> QuerySet[Correspondent, Named]:
    rows = Correspondent.objects.filter(person_id=person_id).order_by("-heat")
    return rows.values_list("email", "name", "heat")[:most]


def _hot_matches(person_id: str, word: str, most: int) -> list[Named]:
    """Answer a letter or two from the hottest where they suffice: by words there are too many."""
    begins = re.compile(r"(?:^|[\W_])" + re.escape(word))
    hot = _hottest(person_id, most=HOT)
    found = [row for row in hot if _begins(begins, word, row[0], row[1])]
    return found[:most] if len(found) >= most else _by_words(person_id, [word], most)


def _begins(begins: re.Pattern[str], word: str, email: str, name: str) -> bool:
    local, _, domain = email.rpartition("@")
    return domain.startswith(word) or bool(begins.search(fold(f"{name} {local}")))


def _by_words(person_id: str, words: list[str], most: int) -> list[Named]:
    ends = tuple(word + LAST for word in words)
    ids = list(dict.fromkeys(_word_ids(person_id, tuple(words), ends, most=most * 4)))[:most]
    rows = Correspondent.objects.filter(id__in=ids)
    return list(rows.values_list("email", "name", "heat")) if ids else []


@prepared
def _word_ids(
    person_id: str, words: tuple[str, ...], ends: tuple[str, ...], *, most: int
) -> QuerySet[CorrespondentWord, int]:
    own = CorrespondentWord.objects.filter(person_id=person_id)
    rows = own.filter(word__gte=words[0], word__lt=ends[0])
    for word, end in zip(words[1:], ends[1:], strict=True):
        also = own.filter(word__gte=word, word__lt=end)
        rows = rows.filter(correspondent_id__in=also.values("correspondent_id"))
    return rows.order_by("-heat").values_list("correspondent_id", flat=True)[:most]


def _cards(actor: Actor, words: list[str], most: int) -> Iterable[Completion]:
    """Yield cards that match: those of hot correspondents, under whatever name, then the first."""
    books = readable_book_ids(actor)
    if not books:
        return
    given = (tuple(words), tuple(word + LAST for word in words))
    heats = {email: heat for email, _, heat in _hottest(actor.person_id, most=HOT_CARDS)}
    rows = _hot_cards(books, list(heats), *given) if heats else []
    ids = list(dict.fromkeys(_card_ids(books, *given, most=most * 4)))[:most]
    rows += _emails_of(ids) if ids else []
    for email, name, card_id in rows:
        yield Completion(email, name, "card", card_id, heats.get(email, COLD))


def _card_words(
    books: Collection[str], words: tuple[str, ...], ends: tuple[str, ...]
) -> QuerySet[CardWord]:
    own = CardWord.objects.filter(book_id__in=books)
    rows = own.filter(word__gte=words[0], word__lt=ends[0])
    for word, end in zip(words[1:], ends[1:], strict=True):
        rows = rows.filter(card_id__in=own.filter(word__gte=word, word__lt=end).values("card_id"))
    return rows


@prepared
def _card_ids(
    books: Collection[str], words: tuple[str, ...], ends: tuple[str, ...], *, most: int
) -> QuerySet[CardWord, str]:
    rows = _card_words(books, words, ends).order_by("word", "card_id")
    return rows.values_list("card_id", flat=True)[:most]


@prepared
def _hot_cards(
    books: Collection[str], emails: Collection[str], words: tuple[str, ...], ends: tuple[str, ...]
) -> QuerySet[CardKey, tuple[str, str, str]]:
    rows = CardKey.objects.filter(book_id__in=books, kind="email", value__in=emails)
    rows = rows.filter(card_id__in=_card_words(books, words, ends).values("card_id"))
    return rows.values_list("value", "card__name", "card_id")


@prepared
def _emails_of(card_ids: Collection[str]) -> QuerySet[CardKey, tuple[str, str, str]]:
    rows = CardKey.objects.filter(card_id__in=card_ids, kind="email").order_by("card_id", "id")
    return rows.values_list("value", "card__name", "card_id")


def _directory(person_id: str, words: list[str]) -> Iterable[Completion]:
    found = [*_persons(words), *_groups(words)]
    emails = [one.email for one in found]
    rows = Correspondent.objects.filter(person_id=person_id, email__in=emails)
    heats = dict(rows.values_list("email", "heat")) if emails else {}
    return (replace(one, heat=heats.get(one.email, COLD)) for one in found)


def _persons(words: list[str]) -> Iterable[Completion]:
    found = found_persons(words).order_by("name", "id").values_list("email", "name", "id")
    for email, name, person_id in found[:MOST_OF_DIRECTORY]:
        yield Completion(email, name, "person", person_id)


def _groups(words: list[str]) -> Iterable[Completion]:
    rows = found_groups(words).exclude(email="").order_by("name", "id")
    for email, name, group_id in rows.values_list("email", "name", "id")[:MOST_OF_DIRECTORY]:
        yield Completion(email, name, "group", group_id)


def _described(actor: Actor, found: list[Completion]) -> list[Completion]:
    """Call other contacts that are colleagues or groups what the directory calls them."""
    unknown = [one.email for one in found if one.kind == "other"]
    owners = resolve_addresses(unknown) if unknown else {}
    return [_named(one, owners.get(one.email)) for one in found]


def _named(one: Completion, owner: Person | Group | None) -> Completion:
    if owner is None or one.kind != "other":
        return one
    kind: Kind = "group" if isinstance(owner, Group) else "person"
    return Completion(one.email, owner.name, kind, owner.id, one.heat)
