"""Text as an index sees it: words in small letters without accents, the same for both databases.

Scripts without spaces (Chinese, Japanese, Thai, …) become one word a character; a query for
several characters is then a phrase.
"""

import re
import unicodedata

LONGEST_TEXT = 200_000
"""Characters of a body that are indexed."""
LONGEST_WORD = 64

_WORD = re.compile(r"[^\W_]+")
_SPACELESS = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
)


def fold(text: str) -> str:
    """Return the text in small letters, compatibility forms resolved and accents removed."""
    if text.isascii():
        return text.lower()
    wide = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in wide if unicodedata.category(char)[0] != "M")


def words(text: str) -> list[str]:
    """Split a text into the words that are indexed."""
    folded = fold(text[:LONGEST_TEXT])
    if not folded.isascii():
        folded = _SPACELESS.sub(r" \1 ", folded)
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)]
