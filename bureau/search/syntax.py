"""The query language: words, "quoted phrases", -word, OR, title:word, type:kind,
before:/after:YYYY-MM-DD.

Everything a person may type is a query: what cannot be understood is searched for as words.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from bureau.platform.text import words

EVER = datetime(1, 1, 2, tzinfo=UTC)
FOREVER = datetime(9999, 12, 30, tzinfo=UTC)
MOST_PARTS = 24
"""Further parts of a query are ignored."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow each other; a prefix term's last word may go on."""

    words: tuple[str, ...]
    is_prefix: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """`all` are groups of alternatives: one of each must match; none of `none` may."""

    all: tuple[tuple[Term, ...], ...] = ()
    none: tuple[Term, ...] = ()
    kinds: frozenset[str] = frozenset()
    before: datetime = FOREVER
    after: datetime = EVER

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return not self.all


@dataclass(slots=True)
class _Draft:
    groups: list[list[Term]] = field(default_factory=list)
    none: list[Term] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    before: datetime = FOREVER
    after: datetime = EVER
    joins: bool = False
    """Whether the last part was OR."""

    def add(self, term: Term) -> None:
        if self.joins and self.groups:
            self.groups[-1].append(term)
        else:
            self.groups.append([term])
        self.joins = False


_PART = re.compile(r'(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))')


def parse(text: str) -> Query:
    """Read what was typed."""
    draft = _Draft()
    for part in list(_PART.finditer(text))[:MOST_PARTS]:
        is_last = part.end() == len(text)
        _read(draft, *part.groups(), is_last=is_last)
    return Query(
        tuple(tuple(group) for group in draft.groups),
        tuple(draft.none),
        frozenset(draft.kinds),
        draft.before,
        draft.after,
    )


def _read(
    draft: _Draft,
    minus: str,
    operator: str | None,
    phrase: str | None,
    word: str | None,
    *,
    is_last: bool,
) -> None:
    if word == "OR" and not minus and not operator:
        draft.joins = True
        return
    value = phrase if word is None else word
    if operator and value and not minus and _apply(draft, operator, value):
        return
    known = operator == "title"
    shown = value if known or not operator else f"{operator} {value}"
    found = tuple(words(shown or ""))
    if not found:
        return
    if minus:
        draft.none.append(Term(found, in_title=known))
    else:
        draft.add(Term(found, is_prefix=is_last and word is not None, in_title=known))


def _apply(draft: _Draft, operator: str, value: str) -> bool:
    """Apply an operator that filters; False when it is none, or its value cannot be understood."""
    if operator == "type":
        draft.kinds.update(value.lower().split(","))
        return True
    moment = _moment(value) if operator in ("before", "after") else None
    if moment is None:
        return False
    if operator == "before":
        draft.before = moment
    else:
        draft.after = moment
    return True


def _moment(text: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text), time.min, UTC)
    except ValueError:
        return None
