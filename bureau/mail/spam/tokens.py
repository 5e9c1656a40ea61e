"""The words of a message that the junk filter counts, and their hashes. The same bytes give the
same words for as long as `VERSION` stays.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice

from bureau.platform.mime import ParsedMessage

VERSION = 1
MOST_TOKENS = 400
LONGEST_TEXT = 40_000
ALL = 0
"""The token that every message has: it counts messages."""

_WORD = re.compile(r"[^\W\d_][\w'’$€£%!-]{1,23}")
_LINK = re.compile(r"https?://([a-z0-9.-]{3,80})", re.IGNORECASE)
_MONEY = re.compile(r"[$€£]\s?\d|\d\s?[$€£]")


def tokens_of(message: ParsedMessage) -> dict[int, str]:
    """Return the message's words by their hash, at most `MOST_TOKENS`."""
    words = islice(dict.fromkeys(_words(message)), MOST_TOKENS)
    return {hash_of(word): word for word in words}


def hash_of(word: str) -> int:
    """Return the number that stands for a word; never `ALL`."""
    digest = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) or 1


def _words(message: ParsedMessage) -> Iterator[str]:
    yield from _about_author(message)
    yield from _about_form(message)
    yield from (f"subject:{word}" for word in _plain(message.subject))
    text = message.text[:LONGEST_TEXT]
    yield from (f"link:{match[1].lower()}" for match in _LINK.finditer(f"{text} {message.html}"))
    yield from _plain(text)


def _plain(text: str) -> Iterator[str]:
    return (match[0].lower() for match in _WORD.finditer(text))


def _about_author(message: ParsedMessage) -> Iterator[str]:
    for author in message.addresses("from")[:3]:
        email = author.email.lower()
        yield f"from:{email}"
        yield f"from:@{email.rpartition('@')[2]}"
        yield from (f"name:{word}" for word in _plain(author.name))
    for other in message.addresses("reply-to")[:3]:
        yield f"answer:@{other.email.rpartition('@')[2].lower()}"


def _about_form(message: ParsedMessage) -> Iterator[str]:
    if message.html and message.root.media_type == "text/html":
        yield "form:html_only"
    if not message.all("to"):
        yield "form:no_recipient"
    if message.subject.isupper():
        yield "form:loud_subject"
    if _MONEY.search(message.subject):
        yield "form:money_in_subject"
    for part in message.attachments[:10]:
        yield f"file:{part.name.rpartition('.')[2].lower()[:10]}"
