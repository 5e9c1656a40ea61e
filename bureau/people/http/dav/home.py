"""`/dav/principals/…`: where principals are found and searched for."""

from typing import ClassVar

from bureau.platform.dav import BASIC, Call, Collection, NotHere, Properties, Report, Resource

from .principals import Principal, principal_of
from .searching import REPORTS


class Principals(Collection):
    """The collection of all principals; only one's own is listed, the others are searched for."""

    path = "/dav/principals/"
    properties: ClassVar[Properties] = BASIC
    reports: ClassVar[dict[str, Report]] = REPORTS

    def members(self, call: Call) -> list[Principal]:
        """Return the caller's own principal. One query."""
        found = principal_of(call.caller.person_id)
        return [found] if found else []

    def member(self, call: Call, name: str) -> Principal | None:
        """Return a principal by id. One query."""
        return principal_of(name)


def home(call: Call, segments: tuple[str, ...]) -> Resource:
    """Return what is at an address below `/dav/principals/`."""
    if not segments:
        return Principals()
    found = principal_of(segments[0]) if len(segments) == 1 else None
    if found is None:
        raise NotHere()
    return found
