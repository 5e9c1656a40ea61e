"""What each kind of object lets an actor find: scope tokens, asked for with every query."""

from collections.abc import Callable, Iterable

from bureau.people import Actor

Scopes = Callable[[Actor], Iterable[str]]

_scopes: dict[str, Scopes] = {}


def register_scopes(kind: str, scopes: Scopes) -> None:
    """Make a kind searchable: `scopes` returns the tokens whose entries the actor may see."""
    _scopes[kind] = scopes


def kinds() -> list[str]:
    """Return the searchable kinds in the order of their registration."""
    return list(_scopes)


def scopes_of(actor: Actor, kind: str) -> list[str]:
    """Return the tokens of an actor for a kind."""
    return sorted(set(_scopes[kind](actor)))
