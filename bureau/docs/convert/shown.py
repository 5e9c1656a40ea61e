"""A document as a reader without suggestions sees it: all of them as if they were accepted."""

from ..content.suggestions import settled
from .tree import Node, tidy


def shown(envelope: Node) -> Node:
    """Return the envelope with what is suggested to be inserted, without what is to be deleted."""
    return tidy({**settled(tidy(envelope), "accept"), "threads": []})
