"""Completion of recipients: own cards, the directory, groups and other contacts in one ranking.

Ten queries at most, each by index and bounded, whatever the size of the books.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bureau.people import Actor, Group, Person, resolve_addresses
from bureau.platform.db import prepared
from bureau.platform.text import fold

from .directory import found_groups, found_persons
from .models import CardKey, CardWord, Correspondent, CorrespondentWord
from .policies import readable_book_ids

Kind = Literal["card", "person", "group", "other"]

MOST_WORDS = 4
MOST_OF_DIRECTORY = 100
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

    Without a text, those written to most. At most ten queries.
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
    else:
        ends = tuple(word + LAST for word in words)
        ids = list(dict.fromkeys(_word_ids(person_id, tuple(words), ends, most=most * 4)))[:most]
        rows = _correspondents([str(one) for one in ids]) if ids else []
    for email, name, heat in rows:
        yield Completion(email, name or email, "other", "", heat)


@prepared
def _hottest(person_id: str, *, most: int) -> QuerySet[Correspondent, tuple[str, str, float]]:
    rows = Correspondent.objects.filter(person_id=person_id).order_by("-heat")
    return rows.values_list("email", "name", "heat")[:most]


def _correspondents(ids: list[str]) -> list[tuple[str, str, float]]:
    rows = Correspondent.objects.filter(id__in=ids)
    return list(rows.values_list("email", "name", "heat"))


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
    books = readable_book_ids(actor)
    if not books:
        return
    ends = tuple(word + LAST for word in words)
    rows = _card_rows(actor.person_id, books, tuple(words), ends, most=most)
    for email, name, card_id, heat in rows:
        yield Completion(email, name, "card", card_id, heat)


@prepared
def _card_rows(
    person_id: str,
    books: Collection[str],
    words: tuple[str, ...],
    ends: tuple[str, ...],
    *,
    most: int,
) -> QuerySet[CardKey, tuple[str, str, str, float]]:
    rows = CardKey.objects.filter(kind="email", book_id__in=books)
    for word, end in zip(words, ends, strict=True):
        found = CardWord.objects.filter(book_id__in=books, word__gte=word, word__lt=end)
        rows = rows.filter(card_id__in=found.values("card_id"))
    known = Correspondent.objects.filter(person_id=person_id, email=OuterRef("value"))
    heat = Coalesce(Subquery(known.values("heat")[:1]), COLD)
    rows = rows.annotate(heat=heat).order_by("-heat", "card__sort_key")
    return rows.values_list("value", "card__name", "card_id", "heat")[:most]


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
