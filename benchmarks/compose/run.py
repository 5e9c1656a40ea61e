"""Coverage, precision, exact matches, keys saved and CPU of suggestions, beside simpler ways.

All learn from the same letters; weights, confidence and thresholds come from five senders, and
what is reported from five others. python -m benchmarks.compose [moments [letters]]
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from bureau.compose.engine.calibration import threshold_for, utility
from bureau.compose.engine.guards import Guard
from bureau.compose.engine.lexicon import lexicon
from bureau.compose.engine.mixture import Draft, Mixture
from bureau.compose.engine.ngrams import NgramModel, Sample, build
from bureau.compose.engine.subject import subjects_for
from bureau.compose.engine.tokens import tokens
from bureau.compose.engine.training import K_AUTHORS, TARGET, Trial, drawn, is_right, tune
from bureau.compose.engine.writer import Context, Shared, Suggestion, Writer

from . import letters
from .letters import Letter, Sender
from .peers import most_frequent, raw, stupid_backoff

MOMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 6_000
TYPED_LETTERS = int(sys.argv[2]) if len(sys.argv) > 2 else 40
SEED = 11
LONGEST_MATCH = 5


@dataclass(frozen=True, slots=True)
class Way:
    """A way to suggest: makes what suggests to a sender."""

    name: str
    writer_of: "Callable[[Sender], Suggester]"


class Suggester(Protocol):
    """Suggests to one sender."""

    def suggest(self, prefix: str, context: Context) -> list[Suggestion]:
        """Return what may follow, the best first."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A caret in a letter, what was shown there, and whether that was written."""

    is_middle: bool
    shown: Suggestion | None
    truth: str
    cpu_ms: float

    @property
    def is_hit(self) -> bool:
        return self.shown is not None and is_right(self.shown.text, self.truth)


def main() -> None:
    """Learn, tune, measure, print the tables."""
    if not letters.is_there():
        print(f"Skipped: no letters in {letters.FOLDER} (BENCH_LETTERS names the folder).")
        return
    ways = _ways()
    people = letters.senders("test")
    measured = {way.name: list(_moments(way, people, MOMENTS)) for way in ways}
    _print_precision(measured)
    _print_matches(measured)
    _print_typing(ways, people)
    _print_subjects(people)


def _ways() -> list[Way]:
    office = [Sample(tokens(body), author) for body, author in letters.office()]
    valid = letters.senders("valid")
    print(f"{len(office):,} letters, {sum(len(s.tokens) for s in office):,} words\n")
    common = NgramModel(build(office, k_authors=K_AUTHORS))
    untuned = Shared(common)
    weights, calibration = tune(
        [_trial(Writer(untuned, _person(sender)), sender) for sender in valid]
    )
    shared = Shared(common, weights, calibration)
    alone_weights, alone = tune([_trial(Writer(untuned), sender) for sender in valid])
    own_weights, own = tune([_trial(Writer(Shared(), _person(s)), s) for s in valid])
    return [
        Way("Bureau", lambda s: Writer(shared, _person(s))),
        Way("— without own letters", lambda s: Writer(Shared(common, alone_weights, alone))),
        Way("— own letters only", lambda s: Writer(Shared(None, own_weights, own), _person(s))),
        Way("— first day: nothing learned", lambda s: Writer(Shared())),
        _simple("Peer: stupid backoff", stupid_backoff, office, valid),
        _simple("Peer: most frequent word of the letters", most_frequent, office, valid),
        _simple("Peer: wordfreq, most frequent word", lambda _: lexicon("en"), office, valid),
    ]


def _person(sender: Sender) -> NgramModel | None:
    samples = [Sample(tokens(letter.body)) for letter in sender.history]
    return NgramModel(build(samples)) if samples else None


def _trial(writer: Writer, sender: Sender) -> Trial:
    return Trial(writer, [tokens(letter.body) for letter in sender.scored])


def _untried(sender: Sender) -> Trial:
    return _trial(Writer(Shared()), sender)


class Bare(Writer):
    """A writer with one model and its raw probabilities, no phrases and no word lists."""

    __slots__ = ()

    def mixture(self, language: str, draft: Draft) -> Mixture:
        return Mixture({"organisation": self.shared.model}, {}, draft)


def _simple(
    name: str,
    make: Callable[[Sequence[Sample]], NgramModel],
    office: Sequence[Sample],
    valid: Sequence[Sender],
) -> Way:
    """Give a peer the sender's letters too, and the threshold that is best on the same senders."""

    def bare(model: NgramModel, threshold: float) -> Writer:
        return Bare(Shared(model, {}, raw(threshold)))

    own = [Sample(tokens(letter.body)) for sender in valid for letter in sender.history]
    model = make([*office, *own])
    tried = [Trial(bare(model, 0.0), trial.texts) for trial in map(_untried, valid)]
    offers = [
        sorted(
            (
                (utility(one, sure), sure, is_right(one.text, truth))
                for one, sure in writer.candidates(prefix, Context())
            ),
            reverse=True,
        )
        for _, writer, prefix, truth in drawn(tried, MOMENTS)
    ]
    threshold = threshold_for(offers, TARGET)
    print(f"{name}: threshold {threshold}")
    history = [
        Sample(tokens(letter.body)) for one in letters.senders("test") for letter in one.history
    ]
    final = make([*office, *history])
    return Way(name, lambda _: bare(final, threshold))


def _moments(way: Way, people: Sequence[Sender], most: int) -> Iterator[Moment]:
    writers = [way.writer_of(sender) for sender in people]
    places = [
        (writer, letter, at)
        for writer, sender in zip(writers, people, strict=True)
        for letter in sender.scored
        for at in letters.carets(letter.body)
    ]
    random.Random(SEED).shuffle(places)
    for writer, letter, at in places[:most]:
        yield _moment(writer, letter, at)


def _moment(writer: Suggester, letter: Letter, at: int) -> Moment:
    began = time.thread_time()
    found = writer.suggest(letter.body[:at], Context(subject=letter.subject))
    cpu_ms = (time.thread_time() - began) * 1000
    is_middle = letter.body[at - 1].isalpha()
    return Moment(is_middle, found[0] if found else None, letter.body[at:], cpu_ms)


def _print_precision(measured: dict[str, list[Moment]]) -> None:
    print(f"{MOMENTS:,} carets of five senders, target precision {TARGET}\n")
    print("| | coverage | precision | at word starts | within words | CPU ms p50 / p90 / p99 |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, moments in measured.items():
        shown = [one for one in moments if one.shown]
        starts = [one for one in shown if not one.is_middle]
        middles = [one for one in shown if one.is_middle]
        cpu = np.percentile([one.cpu_ms for one in moments], [50, 90, 99])
        print(
            f"| {name} | {len(shown) / len(moments):.1%} | {_hits(shown)} | {_hits(starts)} | "
            f"{_hits(middles)} | {' / '.join(f'{ms:.1f}' for ms in cpu)} |"
        )


def _hits(shown: Sequence[Moment]) -> str:
    if not shown:
        return "–"
    return f"{sum(one.is_hit for one in shown) / len(shown):.1%} of {len(shown)}"


def _print_matches(measured: dict[str, list[Moment]]) -> None:
    print("\nExact match of the first n words of suggestions with at least n words\n")
    print("| | " + " | ".join(f"@{n}" for n in range(1, LONGEST_MATCH + 1)) + " |")
    print("|---|" + "---:|" * LONGEST_MATCH)
    for name, moments in measured.items():
        cells = [_match(moments, n) for n in range(1, LONGEST_MATCH + 1)]
        print(f"| {name} | {' | '.join(cells)} |")


def _match(moments: Sequence[Moment], n: int) -> str:
    long = [one for one in moments if one.shown and len(one.shown.text.split()) >= n]
    if not long:
        return "–"
    hits = sum(is_right(_first_words(one.shown.text, n), one.truth) for one in long if one.shown)
    return f"{hits / len(long):.1%} of {len(long)}"


def _first_words(text: str, n: int) -> str:
    words = text.split(" ")
    lead = 1 if text.startswith(" ") else 0
    return " ".join(words[: n + lead]).rstrip(".,!?")


def _print_typing(ways: Sequence[Way], people: Sequence[Sender]) -> None:
    print(f"\n{TYPED_LETTERS} letters typed key by key; right suggestions are taken at once\n")
    print("| | keys | saved | shown | taken | CPU ms per key p50 / p90 / p99 |")
    print("|---|---:|---:|---:|---:|---:|")
    for way in ways:
        typed = _typed(way, people)
        cpu = np.percentile(typed.cpu_ms, [50, 90, 99])
        print(
            f"| {way.name} | {typed.keys:,} of {typed.letters:,} | "
            f"{1 - typed.keys / typed.letters:.1%} | {typed.shown:,} | {typed.taken:,} | "
            f"{' / '.join(f'{ms:.1f}' for ms in cpu)} |"
        )


@dataclass(slots=True)
class Typed:
    """What typing letters took."""

    keys: int = 0
    letters: int = 0
    shown: int = 0
    taken: int = 0
    cpu_ms: list[float] = field(default_factory=list)


def _typed(way: Way, people: Sequence[Sender]) -> Typed:
    pairs = [(way.writer_of(s), letter) for s in people for letter in s.scored]
    random.Random(SEED).shuffle(pairs)
    typed = Typed()
    for writer, letter in pairs[:TYPED_LETTERS]:
        _type(writer, letter, typed)
    return typed


def _type(writer: Suggester, letter: Letter, typed: Typed) -> None:
    """Type a letter; a suggestion stays while it is typed along, as on the screen."""
    at, offered = 0, ""
    typed.letters += len(letter.body)
    while at < len(letter.body):
        if not offered:
            moment = _moment(writer, letter, at) if at else None
            if moment:
                typed.cpu_ms.append(moment.cpu_ms)
            if moment and moment.shown:
                typed.shown += 1
                offered = moment.shown.text
                if moment.is_hit:
                    typed.taken += 1
                    typed.keys += 1
                    at += len(offered)
                    offered = ""
                    continue
        key = letter.body[at]
        offered = offered[1:] if offered.startswith(key) else ""
        typed.keys += 1
        at += 1


def _print_subjects(people: Sequence[Sender]) -> None:
    pairs = [
        (set(letter.subject.lower().split()), subjects_for(letter.body, "en", Guard()))
        for sender in people
        for letter in sender.scored
    ]
    found = [(real, ideas) for real, ideas in pairs if ideas]
    first = sum(bool(real & set(ideas[0][0].lower().split())) for real, ideas in found)
    three = sum(
        bool(real & {word for text, _ in ideas for word in text.lower().split()})
        for real, ideas in found
    )
    whole = sum(set(ideas[0][0].lower().split()) <= real for real, ideas in found)
    print(f"\nSubjects found for {len(found)} of {len(pairs)} letters.")
    print(f"The first shares a word with the real one in {first / len(found):.1%},")
    print(f"lies within it in {whole / len(found):.1%};")
    print(f"one of three shares a word in {three / len(found):.1%}.")
