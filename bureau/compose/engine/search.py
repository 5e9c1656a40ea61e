"""Looks for continuations: the word at the caret, then a few more, by beam."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .guards import Guard, ends
from .mixture import Mixture, Place
from .tokens import (
    LINE,
    PUNCTUATION,
    START,
    is_opening,
    is_plain_capital,
    is_word,
    lowered,
    straight,
    tokens,
    written,
)

FIRST, LATER = 5, 4
"""Candidates asked of each model for the word at the caret and for further ones."""
BEAM = 2
FLOOR = 0.12
"""Less likely beginnings are not carried on."""
LEAST = 0.05
MOST_WORDS = 8
LEAST_NEW = 3
LEAST_REST = 2
"""A suggestion adds so many letters at the start of a word, or to a begun one."""


@dataclass(frozen=True, slots=True)
class Caret:
    """Where somebody writes: the whole tokens before, and the begun word."""

    before: tuple[str, ...]
    typed: str
    has_space: bool
    """Whether a blank or the start of a line is before the caret or the begun word."""

    @property
    def last(self) -> str:
        return self.before[-1] if self.before else START

    @property
    def opens(self) -> bool:
        """Whether the word at the caret begins a sentence."""
        return is_opening(self.last)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A continuation: the text to insert, and what speaks for it."""

    text: str
    likelihood: float
    words: int
    typed: int
    """Letters of the begun word."""
    rest: int
    """Letters that are added to it."""
    first: float
    """The likelihood of the word at the caret."""
    margin: float
    """How much likelier it is than the next best one."""
    known: tuple[int, int]
    is_ended: bool
    """Whether the last token is a sign of punctuation."""


def caret_of(text: str) -> Caret:
    """Read the text before the caret."""
    text = straight(text)
    found = tokens(text)
    touches = bool(found) and not text[-1:].isspace()
    if touches and is_word(found[-1]) and not found[-1].endswith("'"):
        typed = found.pop()
        return Caret(tuple(found), typed, has_space=True)
    return Caret(tuple(found), "", has_space=not touches)


def prefixes_of(caret: Caret) -> tuple[str, ...]:
    """Return the ways in which models may write the begun word."""
    if caret.typed and caret.opens and is_plain_capital(caret.typed):
        return caret.typed, lowered(caret.typed)
    return (caret.typed,)


@dataclass(frozen=True, slots=True)
class _Path:
    words: tuple[str, ...]
    likelihood: float
    place: Place


def candidates(mixture: Mixture, place: Place, caret: Caret, guard: Guard) -> list[Candidate]:
    """Return the continuations at the caret, in no order. `place` is that of `caret.before`."""
    openings = mixture.next(place, prefixes_of(caret), FIRST)
    if not openings:
        return []
    known = mixture.buckets(place)
    margin = openings[0][1] - (openings[1][1] if len(openings) > 1 else 0.0)
    paths = [
        _Path((word,), p, mixture.after(place, word))
        for word, p in openings[: BEAM + 1]
        if p >= LEAST and _may_follow(guard, word, caret)
    ]
    out = []
    while paths:
        for path in paths:
            shown = _shown(path, caret, openings, margin, known)
            if shown:
                out.append(shown)
        paths = _carried_on(mixture, paths, guard)
    return out


def _may_follow(guard: Guard, word: str, caret: Caret) -> bool:
    if word in PUNCTUATION and (caret.typed or caret.has_space):
        return False
    return word == caret.typed or guard.admits(word, caret.last)


def _carried_on(mixture: Mixture, paths: Sequence[_Path], guard: Guard) -> list[_Path]:
    found = [
        further
        for path in paths
        if path.likelihood >= FLOOR and len(path.words) < MOST_WORDS and not ends(path.words[-1])
        for further in _further(mixture, path, guard)
    ]
    return sorted(found, key=lambda path: -path.likelihood)[:BEAM]


def _further(mixture: Mixture, path: _Path, guard: Guard) -> Iterator[_Path]:
    for word, p in mixture.next(path.place, ("",), LATER)[:BEAM]:
        likelihood = path.likelihood * p
        if likelihood >= LEAST and guard.admits(word, path.words[-1]) and word != LINE:
            yield _Path((*path.words, word), likelihood, mixture.after(path.place, word))


def _shown(
    path: _Path,
    caret: Caret,
    openings: Sequence[tuple[str, float]],
    margin: float,
    known: tuple[int, int],
) -> Candidate | None:
    if path.words[-1] == "," or (path.words == (caret.typed,)):
        return None
    text = written(path.words, caret.last, opens=caret.opens)
    if caret.has_space:
        text = text.removeprefix(" ")
    rest = text[len(caret.typed) :]
    if len(rest.strip()) < (LEAST_REST if caret.typed else LEAST_NEW):
        return None
    own = next(p for word, p in openings if word == path.words[0])
    is_best = path.words[0] == openings[0][0]
    return Candidate(
        text=rest,
        likelihood=path.likelihood,
        words=sum(map(is_word, path.words)),
        typed=len(caret.typed),
        rest=max(len(path.words[0]) - len(caret.typed), 0),
        first=own,
        margin=margin if is_best else own - openings[0][1],
        known=known,
        is_ended=path.words[-1] in PUNCTUATION,
    )
