"""What one person has written, as far as the models need it: each text as numbers of words and its
habits (greeting, closing). Texts come and go; what is left of one that went is nothing.

Numbers, addresses and links are not in it; they became a mark when the text was read.
"""

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .ngrams import Sample
from .style import Habit
from .tokens import tokens

MOST_WORDS = 200_000
"""A person's newest words that are learned from."""


@dataclass(frozen=True, slots=True)
class Written:
    """One text of a person."""

    id: str
    tokens: tuple[str, ...]
    habit: Habit

    @classmethod
    def read(cls, id: str, body: str, habit: Habit) -> "Written":
        """Split a text into tokens."""
        return cls(id, tuple(tokens(body)), habit)


@dataclass(slots=True)
class Corpus:
    """The texts of one person, newest first."""

    texts: dict[str, Written] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return sum(len(text.tokens) for text in self.texts.values())

    def update(self, ids: Sequence[str], added: Iterable[Written]) -> bool:
        """Keep the texts with these ids, newest first, and take in new ones; tell whether anything
        changed.
        """
        known = {**self.texts, **{text.id: text for text in added}}
        kept: dict[str, Written] = {}
        words = 0
        for id in ids:
            if id not in known or words > MOST_WORDS:
                continue
            kept[id] = known[id]
            words += len(known[id].tokens)
        is_changed = list(kept) != list(self.texts)
        self.texts = kept
        return is_changed

    def samples(self, author: int = 0) -> list[Sample]:
        """Return the texts as a model is built from them."""
        return [Sample(text.tokens, author) for text in self.texts.values()]

    def to_bytes(self) -> bytes:
        """Pack the corpus; words that no text has any more are not in it."""
        counts = Counter(token for text in self.texts.values() for token in text.tokens)
        vocabulary = [word for word, _ in counts.most_common()]
        number = {word: n for n, word in enumerate(vocabulary)}
        stream = array("I", [number[t] for text in self.texts.values() for t in text.tokens])
        entries = [
            [text.id, len(text.tokens), text.habit.to_json()] for text in self.texts.values()
        ]
        header = json.dumps({"words": vocabulary, "texts": entries}).encode()
        return zlib.compress(len(header).to_bytes(4, "little") + header + stream.tobytes())

    @classmethod
    def from_bytes(cls, block: bytes) -> "Corpus":
        """Read back what `to_bytes` wrote."""
        raw = zlib.decompress(block)
        end = 4 + int.from_bytes(raw[:4], "little")
        header = json.loads(raw[4:end])
        vocabulary, stream = header["words"], array("I")
        stream.frombytes(raw[end:])
        texts, at = {}, 0
        for id, size, habit in header["texts"]:
            found = tuple(vocabulary[n] for n in stream[at : at + size])
            texts[id] = Written(id, found, Habit.from_json(habit))
            at += size
        return cls(texts)
