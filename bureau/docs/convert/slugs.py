"""The addresses of headings inside their document, made from their texts as the editor does."""

import re
import unicodedata
from collections import Counter

APART = re.compile(r"[\W_]+")


def slug(title: str) -> str:
    """Return the address of a heading: its words in lower case, joined by hyphens."""
    letters = unicodedata.normalize("NFKD", title).lower()
    bare = "".join(one for one in letters if not unicodedata.category(one).startswith("M"))
    return APART.sub("-", bare).strip("-") or "section"


class Slugs:
    """Tells headings of the same words apart by their number."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def next(self, title: str) -> str:
        """Return the address of the next heading of a document."""
        base = slug(title)
        self._times[base] += 1
        times = self._times[base]
        return base if times == 1 else f"{base}-{times}"
