"""Which cards look like the same person: they share an address, a number or a whole name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from .models import CardKey

KINDS = ("email", "phone", "name")
MOST_GROUPS = 200
MOST_ALIKE = 10
"""A number or address that more cards share is a switchboard's, not a person's."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Cards that may be one, and what they share."""

    card_ids: tuple[str, ...]
    shared: tuple[str, ...]
    """`email`, `phone`, `name`."""


def suggestions(book_id: str) -> list[Alike]:
    """Return the sets of cards of a book that look alike, the surest first. Two queries; index
    `card_key_found`.
    """
    keys = CardKey.objects.filter(book_id=book_id, kind__in=KINDS)
    common = keys.values_list("kind", "value").annotate(count=Count("card_id")).order_by()
    shared = list(common.filter(count__gt=1, count__lte=MOST_ALIKE)[:2000])
    values = {(kind, value) for kind, value, _ in shared}
    rows = keys.filter(value__in={value for _, value in values})
    rows = rows.filter(card__kind="individual").order_by("card_id")
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, value, card_id in rows.values_list("kind", "value", "card_id"):
        if (kind, value) in values:
            holders[kind, value].append(card_id)
    return _joined(holders.items())


def _joined(holders: Iterable[tuple[tuple[str, str], list[str]]]) -> list[Alike]:
    """Put cards that share something with one another, in a chain too, into one set."""
    leader: dict[str, str] = {}

    def lead(card_id: str) -> str:
        while leader.setdefault(card_id, card_id) != card_id:
            card_id = leader[card_id]
        return card_id

    reasons: list[tuple[str, str]] = []
    for (kind, _), card_ids in holders:
        if len(card_ids) > 1:
            reasons.append((kind, card_ids[0]))
            for card_id in card_ids[1:]:
                leader[lead(card_id)] = lead(card_ids[0])
    sets: dict[str, list[str]] = defaultdict(list)
    for card_id in sorted(leader):
        sets[lead(card_id)].append(card_id)
    shared: dict[str, set[str]] = defaultdict(set)
    for kind, card_id in reasons:
        shared[lead(card_id)].add(kind)
    found = [Alike(tuple(ids), tuple(sorted(shared[key]))) for key, ids in sets.items()]
    return sorted(found, key=lambda one: (-len(one.shared), one.card_ids))[:MOST_GROUPS]
