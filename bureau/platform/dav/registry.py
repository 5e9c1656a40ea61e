"""What lies below `/dav/`: each app registers its homes, and people the principals.

A home answers for the addresses that begin with its name: `register_home("calendars", home)` serves
`/dav/calendars/…`. `home(call, segments)` returns the resource at the names after that, raises
`NotHere` or a refusal of the app; without any segment it is the collection of homes itself.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from .call import Call
from .errors import DavError, NotHere
from .resource import BASIC, Collection, Properties, Property, Report, Resource

Home = Callable[[Call, tuple[str, ...]], Resource]

_homes: dict[str, Home] = {}
_features: list[str] = ["1", "3", "access-control", "extended-mkcol"]
_of_principals: dict[str, Property] = {}
_of_root: dict[str, Report] = {}


def register_home(name: str, home: Home, features: Iterable[str] = ()) -> None:
    """Serve `/dav/<name>/…` by a function, and add features to the DAV header."""
    _homes[name] = home
    _features.extend(one for one in features if one not in _features)


def register_principal_properties(properties: Mapping[str, Property]) -> None:
    """Add properties to every principal, such as where their calendars are. They are given the
    principal's resource, which has `person_id`, `email` and `kind`.
    """
    _of_principals.update(properties)


def register_root_reports(reports: Mapping[str, Report]) -> None:
    """Answer reports at `/dav/` itself."""
    _of_root.update(reports)


def principal_properties() -> Properties:
    """Return what apps added to principals."""
    return _of_principals


def features() -> str:
    """Return the DAV header (RFC 4918 §10.1)."""
    return ", ".join(_features)


class Root(Collection):
    """`/dav/` itself: where clients begin."""

    properties: ClassVar[Properties] = BASIC
    path = "/dav/"

    @property
    def reports(self) -> Mapping[str, Report]:  # type: ignore[override]
        """What apps let clients ask here."""
        return _of_root

    def members(self, call: Call) -> list[Resource]:
        """Return the collections of homes."""
        return [home(call, ()) for home in _homes.values()]

    def member(self, call: Call, name: str) -> Resource | None:
        """Return a collection of homes."""
        home = _homes.get(name)
        return home(call, ()) if home else None


def find(call: Call, segments: tuple[str, ...]) -> Resource:
    """Return the resource at these names; raises `NotHere`, or what its home raises."""
    if not segments:
        return Root()
    home = _homes.get(segments[0])
    if home is None:
        raise NotHere()
    return home(call, segments[1:])


def find_parent(call: Call, segments: tuple[str, ...]) -> Collection:
    """Return the collection in which the last of these names is or would be; raises 409 where there
    is none (RFC 4918 §9.7.1).
    """
    try:
        parent = find(call, segments[:-1])
    except NotHere:
        raise DavError(409) from None
    if not isinstance(parent, Collection):
        raise DavError(409)
    return parent
