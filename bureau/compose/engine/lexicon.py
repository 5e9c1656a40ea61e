"""The words of a language with their frequencies (wordfreq), for finishing words that nobody in the
organisation has written yet, and for telling which language a text is in.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from .guards import CAPITALS
from .ngrams import NgramModel, build_words
from .tokens import raised

SMALL_TOO = frozenset({"march", "dear", "hello", "thanks", "regards", "internet"})
"""English words that are written small as well."""
MOST_WORDS = 30_000
COMMON_WORDS = 120
"""So many of the commonest words tell a language."""
KEPT = 6
"""Languages held in memory at once."""


@lru_cache(maxsize=KEPT)
def lexicon(language: str) -> NgramModel:
    """Return the words of a language, an empty model where none are known."""
    return NgramModel(build_words(_frequencies(language)))


@lru_cache(maxsize=KEPT)
def zipf_of(language: str) -> dict[str, float]:
    """Return the share of each word among all words of a language."""
    return _frequencies(language)


def _frequencies(language: str) -> dict[str, float]:
    found = _listed(language)
    words = [word for word in found if _is_plain(word)][:MOST_WORDS]
    return {_cased(word, language): found[word] for word in words}


@lru_cache(maxsize=KEPT)
def _listed(language: str) -> dict[str, float]:
    # Imported late: it takes a fifth of a second, and only those who write need it.
    from wordfreq import get_frequency_dict

    try:
        return get_frequency_dict(language, wordlist="small")
    except LookupError:
        return {}


def _is_plain(word: str) -> bool:
    letters = word.replace("'", "").replace("-", "")
    return letters.isalpha() and (len(word) > 1 or word in "aiyàôeou")


def _cased(word: str, language: str) -> str:
    if language != "en":
        return word
    large = raised(word)
    is_large = large == "I" or large.startswith("I'") or (large in CAPITALS and len(word) > 3)
    return large if is_large and word not in SMALL_TOO else word


@lru_cache(maxsize=KEPT)
def _common(language: str) -> frozenset[str]:
    return frozenset([word for word in _listed(language) if _is_plain(word)][:COMMON_WORDS])


def language_of(words: Sequence[str], among: Iterable[str]) -> str:
    """Return the likeliest language; the first one where the words do not tell."""
    candidates = list(dict.fromkeys(among))
    lower = [word.lower() for word in words]
    scores = [sum(word in _common(language) for word in lower) for language in candidates]
    best = max(scores, default=0)
    if best < 2 or not candidates:
        return candidates[0] if candidates else "en"
    return candidates[scores.index(best)]
