"""The reports of address books: addressbook-query and addressbook-multiget (RFC 6352 §8.6,
§8.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Protocol

from bureau.platform.dav import Call, Element, Report, Resource, carddav, dav, text_of
from bureau.platform.dav.reports import filtered, multiget

from ..vcard import read_card
from .address_data import wish_of
from .filters import Filter, filter_of, fulfils, haystack, needles_of
from .names import DATA

MOST = 20_000


class _Whole(Protocol):
    def all_whole(self) -> Iterable[Any]: ...


def addressbook_query(resource: Any, call: Call, root: Element) -> bytes:
    """Answer the cards that fulfil a filter, at most as many as CARDDAV:limit says."""
    _check_wish(root)
    most = _limit(root)
    found = list(islice(_found(resource, filter_of(root.find(carddav("filter")))), most + 1))
    is_truncated = len(found) > most
    return filtered(resource, call, root, found[:most], is_truncated=is_truncated)


def _found(resource: _Whole, asked: Filter) -> Iterator[Resource]:
    needles = needles_of(asked)
    for one in resource.all_whole():
        raw = one.raw()
        if needles is not None:
            text = haystack(raw)
            if not any(needle in text for needle in needles):
                continue
        if not asked.props or fulfils(read_card(raw), asked):
            yield one


def _limit(root: Element) -> int:
    words = text_of(root.find(f"{carddav('limit')}/{carddav('nresults')}"))
    return min(int(words), MOST) if words.isascii() and words.isdigit() else MOST


def _check_wish(root: Element) -> None:
    """Refuse what we cannot give even where nothing is found."""
    wish_of(root.find(f"{dav('prop')}/{DATA}"))


def addressbook_multiget(resource: Any, call: Call, root: Element) -> bytes:
    """Answer cards by address."""
    _check_wish(root)
    return multiget(resource, call, root)


REPORTS: dict[str, Report] = {
    carddav("addressbook-query"): addressbook_query,
    carddav("addressbook-multiget"): addressbook_multiget,
}
