"""The address of a heading inside its document, made from its text."""

import re

APART = re.compile(r"[\W_]+")


def slug(title: str) -> str:
    """Return the address of a heading: its words in lower case, joined by hyphens."""
    return APART.sub("-", title.lower()).strip("-")
