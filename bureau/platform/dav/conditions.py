"""Conditional requests: If-Match, If-None-Match (RFC 9110 §13.1) and If (RFC 4918 §10.4)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .errors import DavError

_TAG = re.compile(r'(?:W/)?"[^"]*"')
_LISTS = re.compile(r"(?:<([^>]*)>)?\s*\(([^()]*)\)")
_CONDITION = re.compile(r'(Not\s+)?(?:<([^>]*)>|\[\s*((?:W/)?"[^"]*")\s*\])', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must be true of a resource; entity tags have their quotes."""

    match: frozenset[str] | None = None
    """The resource has one of these; None for no such condition."""
    exists: bool = False
    """If-Match: *"""
    none_match: frozenset[str] = frozenset()
    is_new: bool = False
    """If-None-Match: *"""
    lists: str = ""
    """The If header."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no condition."""
        return self == _EMPTY

    def check(self, etag: str | None, etag_of: Callable[[str], str | None] | None = None) -> None:
        """Raise 412 unless all hold for a resource with this tag, None for none. `etag_of` finds
        the tags of other resources that If names.
        """
        if not (self._matches(etag) and self._none_matches(etag)):
            raise DavError(412)
        if self.lists and not _any_list_holds(self.lists, etag, etag_of):
            raise DavError(412)

    def _matches(self, etag: str | None) -> bool:
        if self.exists and etag is None:
            return False
        return self.match is None or (etag is not None and etag in self.match)

    def _none_matches(self, etag: str | None) -> bool:
        if etag is None:
            return True
        return not self.is_new and etag not in self.none_match

    def tags(self) -> tuple[str, ...] | None:
        """Return the tags of If-Match without quotes, None for no such condition."""
        return None if self.match is None else tuple(tag.strip('"') for tag in self.match)


_EMPTY = Conditions()


def conditions_of(headers: Mapping[str, str]) -> Conditions:
    """Read the conditions of a request."""
    match, none_match = (
        headers.get("If-Match", "").strip(),
        headers.get("If-None-Match", "").strip(),
    )
    return Conditions(
        match=None if match in ("", "*") else frozenset(_TAG.findall(match)),
        exists=match == "*",
        none_match=frozenset(tag.removeprefix("W/") for tag in _TAG.findall(none_match)),
        is_new=none_match == "*",
        lists=headers.get("If", "").strip(),
    )


def _any_list_holds(
    lists: str, etag: str | None, etag_of: Callable[[str], str | None] | None
) -> bool:
    """Tell whether one list holds; tagged lists are about the resource that they name."""
    tagged = ""
    for address, conditions in _LISTS.findall(lists):
        tagged = address or tagged
        found = etag_of(tagged) if tagged and etag_of else etag
        if all(
            _holds(negated, token, tag, found)
            for negated, token, tag in _CONDITION.findall(conditions)
        ):
            return True
    return False


def _holds(negated: str, token: str, tag: str, etag: str | None) -> bool:
    """Judge a condition. There are no locks, so no state token is ever true."""
    is_true = not token and tag == etag
    return is_true != bool(negated)
