"""Making collections: MKCOL (RFC 4918 §9.3), extended MKCOL (RFC 5689), MKCALENDAR (RFC 4791
§5.3.1).
"""

from .call import Call
from .errors import BadXml, DavError, NotHere
from .multistatus import propstats_of
from .names import DECLARATIONS, caldav, dav
from .propfind import changes_in, outcome
from .registry import find_parent
from .xml import Element, children_of

PLAIN = frozenset({dav("collection")})
CALENDAR = frozenset({dav("collection"), caldav("calendar")})
ROOTS = {"MKCOL": dav("mkcol"), "MKCALENDAR": caldav("mkcalendar")}


def make_collection(call: Call) -> bytes | None:
    """Make the collection; return None, or the XML that tells which properties were refused."""
    segments = call.segments
    if not segments:
        raise DavError(405, dav("resource-must-be-null"))
    parent = find_parent(call, segments)
    if parent.member(call, segments[-1]) is not None:
        raise DavError(405, dav("resource-must-be-null"))
    properties = _properties(call)
    types = _types(call, properties.pop(dav("resourcetype"), None))
    try:
        failed = dict(parent.make_collection(call, segments[-1], types, properties))
    except NotHere:
        raise DavError(409) from None
    return _refused(call, outcome(properties, failed)) if failed else None


def _properties(call: Call) -> dict[str, Element]:
    if not call.body.strip():
        return {}
    root = call.xml()
    if root.tag != ROOTS[call.method]:
        raise DavError(415) if call.method == "MKCOL" else BadXml()
    return {name: found for name, found in changes_in(root).items() if found is not None}


def _types(call: Call, given: Element | None) -> frozenset[str]:
    if call.method == "MKCALENDAR":
        return CALENDAR
    if given is None:
        return PLAIN
    return frozenset(str(child.tag) for child in children_of(given))


def _refused(call: Call, statuses: dict[str, int]) -> bytes:
    name = "C:mkcalendar-response" if call.method == "MKCALENDAR" else "D:mkcol-response"
    inner = propstats_of(statuses.items())
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f"{head}<{name} {DECLARATIONS}>{inner}</{name}>".encode()
