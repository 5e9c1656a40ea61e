"""Phrases of everyday letters that everybody has from the first day: our own writing, a file per
language.
"""

from functools import lru_cache
from importlib.resources import files

from .ngrams import NgramModel, Sample, build
from .tokens import tokens

KEPT = 6


@lru_cache(maxsize=KEPT)
def phrases(language: str) -> NgramModel | None:
    """Return the model of a language's phrases; None where there are none."""
    texts = phrase_lines(language)
    return NgramModel(build([Sample(tokens(text)) for text in texts])) if texts else None


def phrase_lines(language: str) -> list[str]:
    """Return the phrases, each as a text of its own."""
    if not language.isalpha():
        return []
    file = files("bureau.compose") / "phrases" / f"{language}.txt"
    if not file.is_file():
        return []
    return [line.strip() for line in file.read_text("utf-8").splitlines() if line.strip()]
