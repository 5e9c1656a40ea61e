"""The one interface: what the writer is about to write, with how likely that is.

A `Writer` holds what was learned about one person and stays for as long as somebody types; nothing
in it changes with a request, so that any thread may ask.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from . import style as habits
from .calibration import UNCALIBRATED, Calibration, utility
from .guards import Guard
from .lexicon import language_of, lexicon
from .mixture import Draft, Mixture, Place, Weights
from .ngrams import NgramModel
from .phrases import phrases
from .search import Candidate, candidates, caret_of
from .style import Addressee, Me, Style
from .subject import subjects_for
from .tokens import START, is_opening, is_word, tokens, words_of

TAIL = 600
"""Characters before the caret that are read."""
MEMORY = 3
"""Words that a model looks back at most."""
LEAST_DRAFT_WORD = 4
MOST_SHOWN = 5
LANGUAGES = ("en", "fr")


class Suggestion(NamedTuple):
    """A text to insert at the caret, and the share of cases in which that is what is written."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the draft besides the text before the caret."""

    field: Literal["body", "subject"] = "body"
    subject: str = ""
    body: str = ""
    """The whole text, for its subject."""
    recipients: tuple[Addressee, ...] = ()
    language: str = ""
    hour: int | None = None
    """Of the day, where the writer is."""
    has_signature: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What the organisation learned."""

    model: NgramModel | None = None
    weights: Weights = field(default_factory=dict)
    calibration: Calibration = UNCALIBRATED
    names: frozenset[str] = frozenset()
    """Names of the directory in small letters."""


@dataclass(frozen=True, slots=True)
class Writer:
    """One person with what was learned."""

    shared: Shared
    model: NgramModel | None = None
    style: Style = field(default_factory=Style)
    me: Me = Me()
    language: str = "en"

    def suggest(self, prefix: str, context: Context) -> list[Suggestion]:
        """Return what may follow the text before the caret, the most useful first; nothing where
        nothing is likely enough.
        """
        tail = prefix[-TAIL:]
        if context.field == "subject":
            return self._subject(tail, context)
        if is_foreign(tail):
            return []
        lines = self._lines(prefix, context)
        return lines or self._shown(self.candidates(tail, context))

    def _subject(self, prefix: str, context: Context) -> list[Suggestion]:
        if prefix.strip():
            return self._shown(self.candidates(prefix, context))
        language = self._language(context.body, context)
        guard = self._guard(context, language)
        return [Suggestion(*one) for one in subjects_for(context.body, language, guard)]

    def candidates(self, tail: str, context: Context) -> list[tuple[Candidate, float]]:
        """Return every continuation with its confidence, in no order."""
        caret = caret_of(tail)
        language = self._language(tail, context)
        mixture = self.mixture(language, _draft(caret.before, context))
        place = _place(mixture, caret.before)
        guard = self._guard(context, language)
        found = candidates(mixture, place, caret, guard)
        return [(one, self.shared.calibration.confidence(one)) for one in found]

    def mixture(self, language: str, draft: Draft) -> Mixture:
        """Return the writer's models as one."""
        models = {
            "person": self.model,
            "organisation": self.shared.model,
            "phrases": phrases(language),
            "lexicon": lexicon(language),
        }
        return Mixture(models, self.shared.weights, draft)

    def _shown(self, found: Sequence[tuple[Candidate, float]]) -> list[Suggestion]:
        likely = [
            (utility(one, sure), Suggestion(one.text, round(sure, 3)))
            for one, sure in found
            if sure >= self.shared.calibration.threshold
        ]
        return [one for _, one in sorted(likely, reverse=True)[:MOST_SHOWN]]

    def _lines(self, prefix: str, context: Context) -> list[Suggestion]:
        """Suggest a whole greeting or closing where a line begins."""
        line = prefix.rpartition("\n")[2]
        if len(line) > habits.LONGEST_LINE or any(sign in line for sign in ",.:;!?"):
            return []
        is_first = not prefix.removesuffix(line).strip()
        found = (
            self._greetings(line, context) if is_first else self._closings(line, prefix, context)
        )
        least = self.shared.calibration.threshold
        return [Suggestion(text, round(p, 3)) for text, p in found if p >= least and text.strip()][
            :1
        ]

    def _greetings(self, line: str, context: Context) -> list[tuple[str, float]]:
        if not context.recipients:
            return []
        language = self._language(line, context)
        return habits.greetings(self.style, line, context.recipients, language, context.hour)

    def _closings(self, line: str, prefix: str, context: Context) -> list[tuple[str, float]]:
        language = self._language(prefix[-TAIL:], context)
        me = replace(self.me, given="", name="") if context.has_signature else self.me
        return habits.closings(self.style, line, me, language)

    def _language(self, text: str, context: Context) -> str:
        """Return the language of the text; that of the screens where the text does not tell."""
        words = words_of(tokens(text + " " + context.subject))
        return language_of(words, (context.language or self.language, self.language, *LANGUAGES))

    def _guard(self, context: Context, language: str) -> Guard:
        near = tokens(f"{context.subject}\n{context.body[-TAIL:]}")
        own = [self.me.given, *self.me.name.split()]
        to = [name for one in context.recipients for name in (one.given, *one.family.split())]
        return Guard(frozenset([*own, *to, *near]), self.shared.names, language)


def is_foreign(tail: str) -> bool:
    """Tell whether the caret is where nobody's words are to be guessed: in an answered text, code,
    an address or a number.
    """
    line = tail.rpartition("\n")[2]
    last = "" if line[-1:].isspace() else line.rpartition(" ")[2]
    is_code = line.count("`") % 2 == 1 or tail.count("```") % 2 == 1
    return line.lstrip().startswith(">") or is_code or _is_no_word(last)


def _is_no_word(last: str) -> bool:
    return any(sign in last for sign in "@/\\_#<>={}[]$€£%") or any(map(str.isdigit, last))


def _draft(before: Sequence[str], context: Context) -> Draft:
    about = context.body if context.field == "subject" else context.subject
    near = [*tokens(about), *tokens(about), *before]
    return Draft(Counter(w for w in near if is_word(w) and len(w) >= LEAST_DRAFT_WORD))


def _place(mixture: Mixture, before: Sequence[str]) -> Place:
    """Carry the models to the caret: they look back no further than a few words."""
    near = before[-MEMORY:]
    if len(before) < MEMORY:
        place, last = mixture.start(), START
    else:
        place, last = mixture.nowhere(), before[-MEMORY - 1] if len(before) > MEMORY else START
    for word in near:
        place, last = mixture.after(place, word, opens=is_opening(last)), word
    return place


def weights_from(stored: Sequence[Sequence[object]]) -> Weights:
    """Read weights as they are stored."""
    found: dict[tuple[int, int], Sequence[float]] = {}
    for person, organisation, weights in stored:
        assert isinstance(person, int)
        assert isinstance(organisation, int)
        assert isinstance(weights, list)
        found[person, organisation] = weights
    return found


def calibration_from(stored: Mapping[str, object]) -> Calibration:
    """Read a calibration as it is stored; the cautious one where none is."""
    slopes, steps, threshold = (stored.get(key) for key in ("slopes", "steps", "threshold"))
    if not isinstance(slopes, list) or not isinstance(steps, list) or not slopes:
        return UNCALIBRATED
    assert isinstance(threshold, float)
    return Calibration(tuple(slopes), tuple((x, y) for x, y in steps), threshold)
