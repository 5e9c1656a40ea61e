"""Judging an arriving message. At most two queries, whatever the number of its receivers."""

from collections.abc import Mapping
from typing import Any

from bureau.platform.mime import ParsedMessage

from .book import counts_of, has_learnt
from .score import Counts, Score, judge, judge_words
from .tokens import ALL, tokens_of


def score_of(message: ParsedMessage, trust: Mapping[str, Any]) -> Score:
    """Return how likely the message is junk, with the reasons."""
    said: float | None = None
    loud: list[str] = []
    if has_learnt():
        words = tokens_of(message)
        counts = counts_of(words)
        said, loud = judge_words(words, counts, counts.get(ALL, Counts()))
    return judge(message, trust, said, loud)
