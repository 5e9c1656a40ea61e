"""What is never suggested, however likely: other people's names, gendered pronouns, insults."""

from dataclasses import dataclass
from importlib.resources import files

from .tokens import ENDS, MARKS, PUNCTUATION, is_opening, raised


def _listed(name: str) -> frozenset[str]:
    file = files("bureau.compose") / "words" / f"{name}.txt"
    return frozenset(file.read_text("utf-8").split())


GENDERED = _listed("gendered")
"""Guessing somebody's gender is worse than guessing nothing."""
RUDE = _listed("rude")
CAPITALS = _listed("capitals")
"""Words with a capital letter that are nobody's name."""
LANGUAGES_WITH_LARGE_NOUNS = frozenset({"de", "lb"})


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges single words. `allowed` are the names in this draft and the writer's own; `names` are
    those of the directory.
    """

    allowed: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    language: str = "en"

    def admits(self, token: str, before: str) -> bool:
        """Tell whether the token may be shown after the token `before`."""
        if token in MARKS or token in (":", ";", "(", ")"):
            return False
        if token in PUNCTUATION:
            return before not in PUNCTUATION
        small = token.lower()
        if small in GENDERED or small in RUDE:
            return False
        return self._is_no_strangers_name(token, small, before)

    def _is_no_strangers_name(self, token: str, small: str, before: str) -> bool:
        if token in self.allowed or raised(token) in self.allowed:
            return True
        if small in self.names and (token != small or is_opening(before)):
            return False
        if token == small or token in CAPITALS or token.startswith("I'"):
            return True
        is_acronym = token.isupper() and 1 < len(token) < 6
        return is_acronym or self.language in LANGUAGES_WITH_LARGE_NOUNS


def ends(token: str) -> bool:
    """Tell whether a suggestion goes no further than this token."""
    return token in ENDS
