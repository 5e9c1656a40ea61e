"""What an actor finds: hits by kind, those with the words in their title first, then the latest.

Two index queries and one read of entries per kind; `GET /search` on n kinds runs 3n queries at
most, besides those that the kinds' own scopes take.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bureau.people import Actor

from . import scopes
from .excerpt import excerpt_around
from .index import Reach, index
from .models import Entry
from .syntax import Query, Term, parse

CANDIDATES = 200
TITLE_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """One found object."""

    entry: Entry
    excerpt: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind; `more` tells that there are others."""

    kind: str
    hits: list[Hit]
    more: bool


def find(actor: Actor, text: str, kinds: Iterable[str], limit: int) -> list[Group]:
    """Return what the actor may see and the text asks for; kinds without hits are left out."""
    query = parse(text)
    if query.is_empty:
        return []
    wanted = [
        kind
        for kind in scopes.kinds()
        if (kind in kinds or not kinds) and (kind in query.kinds or not query.kinds)
    ]
    groups = (_group(actor, query, kind, limit) for kind in wanted)
    return [group for group in groups if group.hits]


def _group(actor: Actor, query: Query, kind: str, limit: int) -> Group:
    reach = Reach(kind, scopes.scopes_of(actor, kind))
    if not reach.scopes:
        return Group(kind, [], more=False)
    found = index().find(query, reach, CANDIDATES)
    titled = set(index().find(in_titles(query), reach, TITLE_CANDIDATES) if found else [])
    entries = Entry.objects.in_bulk([*found, *titled]).values()
    ranked = sorted(
        entries, key=lambda entry: (entry.id in titled, entry.at, entry.id), reverse=True
    )
    words = [word for group in query.all for term in group for word in term.words]
    hits = [Hit(entry, excerpt_around(entry.excerpt, words)) for entry in ranked[:limit]]
    return Group(kind, hits, more=len(ranked) > limit)


def in_titles(query: Query) -> Query:
    """Return the query that asks for the same words, all of them in the title."""
    groups = tuple(tuple(_in_title(term) for term in group) for group in query.all)
    return Query(groups, query.none, query.kinds, query.before, query.after)


def _in_title(term: Term) -> Term:
    return Term(term.words, term.is_prefix, in_title=True)
