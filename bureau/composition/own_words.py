"""What somebody wrote in an answer: without what is quoted below, and without the signature."""

import re

from bureau.platform.mime import ParsedMessage, html_to_text

_QUOTE_STARTS = (
    re.compile(r"^-{2,}\s*(original message|message d'origine|forwarded message)", re.IGNORECASE),
    re.compile(r"^_{10,}$"),
    re.compile(r"^(from|de|von)\s?: .+", re.IGNORECASE),
)
_INTRODUCTION = re.compile(
    r"^(on|le|am|el|il)\b.{4,200}(wrote|a écrit|schrieb|escribió|ha scritto)\s?:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE = "--"


def own_words(message: ParsedMessage) -> str:
    """Return the new text of an answer."""
    text = message.text.strip() or html_to_text(message.html)
    return without_quote(text)


def without_quote(text: str) -> str:
    """Return the text up to the quoted message, the signature, or its end."""
    lines = text.replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        bare = line.strip()
        if line.rstrip() == _SIGNATURE or any(start.match(bare) for start in _QUOTE_STARTS):
            break
        if _introduces(lines, number):
            break
        kept.append(line)
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith(">")):
        kept.pop()
    return "\n".join(kept).strip()


def _introduces(lines: list[str], number: int) -> bool:
    """Tell whether a line, with the next one where it is broken, introduces a quotation."""
    pair = " ".join(line.strip() for line in lines[number : number + 2])
    return bool(_INTRODUCTION.match(lines[number].strip()) or _INTRODUCTION.match(pair))
