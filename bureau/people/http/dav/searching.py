"""Searching principals: how clients complete the names of people and rooms whom one invites.

principal-property-search and principal-search-property-set (RFC 3744 §9.4, §9.5), principal-match
(§9.3), and the search that Apple's programs prefer.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from bureau.platform.dav import (
    BadXml,
    Call,
    Element,
    Report,
    Resource,
    caldav,
    calendarserver,
    children_of,
    dav,
    element,
    text_of,
)
from bureau.platform.dav.multistatus import multistatus, response_of
from bureau.platform.dav.names import DECLARATIONS
from bureau.platform.dav.reports import wanted_by

from ...models import Person, folded
from .principals import Principal, principal_of

MOST = 100
SHORTEST = 1

NAME = dav("displayname")
ADDRESSES = (calendarserver("email-address-set"), caldav("calendar-user-address-set"))
TYPE = caldav("calendar-user-type")
FIRST, LAST = calendarserver("first-name"), calendarserver("last-name")
SEARCHABLE = {
    NAME: "Name",
    ADDRESSES[0]: "E-mail address",
    ADDRESSES[1]: "E-mail address",
    FIRST: "First name",
    LAST: "Last name",
    TYPE: "Person or room",
}
KINDS = {
    "individual": (Person.Kind.PERSON, Person.Kind.SERVICE, Person.Kind.SHARED),
    "resource": (Person.Kind.RESOURCE,),
    "room": (Person.Kind.RESOURCE,),
}
NOTHING = Q(pk__in=())


def search(resource: Resource, call: Call, root: Element) -> bytes:
    """Answer principal-property-search."""
    parts = [_matching(one) for one in root.iterfind(dav("property-search"))]
    if not parts:
        raise BadXml()
    joined = or_ if root.get("test", "allof") == "anyof" else and_
    return _answered(call, root, reduce(joined, parts))


def _matching(asked: Element) -> Q:
    """Return the filter of one property-search: all of its properties must match."""
    prop, match = asked.find(dav("prop")), asked.find(dav("match"))
    if prop is None or match is None or not children_of(prop):
        raise BadXml()
    words, kind = text_of(match), match.get("match-type", "contains")
    return reduce(and_, [_matches(str(one.tag), words, kind) for one in children_of(prop)])


def _matches(name: str, words: str, kind: str) -> Q:
    if name == TYPE:
        return Q(kind__in=KINDS.get(words.lower(), ()))
    if len(words) < SHORTEST or name not in SEARCHABLE:
        return NOTHING
    if name in ADDRESSES:
        address = words.lower().removeprefix("mailto:").removeprefix("/")
        lookup = {"equals": "exact", "starts-with": "startswith", "ends-with": "endswith"}
        return Q(**{f"email__{lookup.get(kind, 'contains')}": address})
    if kind == "starts-with":
        return Q(search_key__contains=f" {folded(words)}")
    field = {FIRST: "given_name", LAST: "family_name"}.get(name)
    if kind == "equals":
        return Q(**{f"{field or 'name'}__iexact": words})
    return Q(search_key__contains=folded(words)) & (
        Q(**{f"{field}__icontains": words}) if field else Q()
    )


def search_by_words(resource: Resource, call: Call, root: Element) -> bytes:
    """Answer Apple's calendarserver-principal-search: every word begins a name or address."""
    words = [text_of(one) for one in root.iterfind(calendarserver("search-token"))]
    parts = [Q(search_key__contains=f" {folded(word)}") for word in words if word]
    if not parts:
        raise BadXml()
    context = root.get("context", "")
    if context in ("location", "room", "resource"):
        parts.append(Q(kind=Person.Kind.RESOURCE))
    elif context in ("user", "attendee"):
        parts.append(Q(kind__in=KINDS["individual"]) | Q(kind=Person.Kind.RESOURCE))
    return _answered(call, root, reduce(and_, parts))


def _answered(call: Call, root: Element, found: Q) -> bytes:
    rows = Person.objects.filter(found, state=Person.State.ACTIVE).order_by("name", "id")[:MOST]
    return _written(call, root, [Principal(person) for person in rows])


def _written(call: Call, root: Element, principals: Iterable[Principal]) -> bytes:
    found = list(principals)
    wanted = wanted_by(call, root, found)
    return multistatus([response_of(one, wanted, call) for one in found])


def searchable(resource: Resource, call: Call, root: Element) -> bytes:
    """Answer principal-search-property-set: what can be searched for."""
    parts = [
        f"<D:principal-search-property><D:prop>{element(name)}</D:prop>"
        f'<D:description xml:lang="en">{words}</D:description></D:principal-search-property>'
        for name, words in SEARCHABLE.items()
    ]
    name = "D:principal-search-property-set"
    return f"<{name} {DECLARATIONS}>{''.join(parts)}</{name}>".encode()


def match(resource: Resource, call: Call, root: Element) -> bytes:
    """Answer principal-match for DAV:self: one's own principal."""
    own = principal_of(call.caller.person_id)
    is_self = root.find(dav("self")) is not None
    return _written(call, root, [own] if is_self and own else [])


REPORTS: dict[str, Report] = {
    dav("principal-property-search"): search,
    dav("principal-search-property-set"): searchable,
    dav("principal-match"): match,
    calendarserver("calendarserver-principal-search"): search_by_words,
}
