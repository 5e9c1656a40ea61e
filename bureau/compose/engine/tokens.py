"""Words as the models count them, and text as people read it.

A token is a word, a sign of punctuation, or one of the marks below. Whatever must never be
suggested (numbers, addresses, links, codes) is one and the same mark, so that no model ever holds
it.
"""

import re
from collections.abc import Iterable, Sequence

START = "<m>"
"""The beginning of a text."""
LINE = "<n>"
"""The end of a line."""
HIDDEN = "<x>"
"""Something that models may not know: a number, an address, a tag."""
MARKS = frozenset({START, LINE, HIDDEN})

ENDS = frozenset(".?!")
PUNCTUATION = frozenset(".,;:?!()")
_LETTERS = r"[^\W\d_]+"
ELISION = re.compile(r"(?:[ldjnmtsc]|(?:jus|lors|puis|quoi)?qu)'$", re.IGNORECASE)
_TOKEN = re.compile(
    rf"""
    (?P<line>\n)
    | (?P<hidden><[A-Za-z]+> | [^\s<>]*(?:@|://|www\.)[^\s<>]* | [^\s\d]*\d\S* | `[^`\n]*`)
    | (?P<elision>\b(?:[ldjnmtscLDJNMTSC]|(?:jus|lors|puis|quoi)?[qQ]u)'(?={_LETTERS}))
    | (?P<word>{_LETTERS}(?:['-]{_LETTERS})*)
    | (?P<sign>[.,;:?!()])
    | (?P<other>[^\s\w])
    """,
    re.VERBOSE,
)
LONGEST_WORD = 40


def straight(text: str) -> str:
    """Return the text with the apostrophes that models know."""
    return text.replace("\u2019", "'").replace("\r", "")


def tokens(text: str) -> list[str]:
    """Split a text; several blank lines are one end of a line."""
    found: list[str] = []
    for match in _TOKEN.finditer(straight(text)):
        token = _named(match.lastgroup or "", match.group())
        if token in MARKS and found and found[-1] == token:
            continue
        found.append(token)
    return found


def _named(group: str, text: str) -> str:
    if group == "line":
        return LINE
    if group in ("hidden", "other") or len(text) > LONGEST_WORD:
        return HIDDEN
    return text


def is_word(token: str) -> bool:
    """Tell whether the token is a word, not a sign or a mark."""
    return token not in MARKS and token not in PUNCTUATION


def is_opening(before: str) -> bool:
    """Tell whether a token after `before` begins a sentence."""
    return before in ENDS or before in (START, LINE)


def is_plain_capital(word: str) -> bool:
    """Tell whether only the first letter is a capital one, and it need not be."""
    if word == "I" or word.startswith("I'"):
        return False
    return word[:1].isupper() and (len(word) == 1 or word[1:].islower())


def lowered(word: str) -> str:
    """Return the word with a small first letter."""
    return word[:1].lower() + word[1:]


def raised(word: str) -> str:
    """Return the word with a capital first letter."""
    return word[:1].upper() + word[1:]


def written(continuation: Iterable[str], before: str, *, opens: bool) -> str:
    """Write tokens as text that goes on after the token `before`; `opens` begins a sentence."""
    out: list[str] = []
    last = before
    for token in continuation:
        if token == LINE:
            out.append("\n")
        else:
            out.append(_space(last, token))
            out.append(raised(token) if opens and is_word(token) else token)
        opens = is_opening(token)
        last = token
    return "".join(out)


def _space(last: str, token: str) -> str:
    if last in (START, LINE, "(", "") or ELISION.match(last):
        return ""
    return "" if token in PUNCTUATION - {"("} else " "


def words_of(found: Sequence[str]) -> list[str]:
    """Return the words among tokens."""
    return [token for token in found if is_word(token)]
