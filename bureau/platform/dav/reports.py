"""REPORT: the ones that every collection has, and what the apps need for theirs.

sync-collection (RFC 6578 §3.2), expand-property (RFC 3253 §3.8), and multiget for calendars and
address books alike.
"""

from collections.abc import Iterable, Mapping

from .call import Call, path_of, segments_of_href
from .errors import BadXml, DavError, NotHere
from .multistatus import Wanted, multistatus, propstat, response, response_of, response_status
from .names import dav, element
from .propfind import all_names, names_in
from .registry import find
from .resource import Collection, Report, Resource
from .xml import Element, escaped, text_of

MOST_CHANGES = 10_000
"""Of one page, whatever the client's limit."""
MOST_HREFS = 20_000
DEEPEST_EXPANSION = 3


def report(call: Call, resource: Resource) -> bytes:
    """Answer REPORT; raises 403 with DAV:supported-report for one that the resource has not."""
    root = call.xml()
    found = reports_of(resource).get(str(root.tag))
    if found is None:
        raise DavError(403, dav("supported-report"))
    return found(resource, call, root)


def reports_of(resource: Resource) -> Mapping[str, Report]:
    """Return all reports of a resource by name."""
    common: dict[str, Report] = {dav("expand-property"): expand_property}
    if isinstance(resource, Collection) and resource.sync_token():
        common[dav("sync-collection")] = sync_collection
    return {**common, **resource.reports}


def wanted_by(call: Call, root: Element, resources: Iterable[Resource] = ()) -> Wanted:
    """Return the properties that a report asks for in DAV:prop, or in DAV:allprop."""
    if root.find(dav("allprop")) is not None:
        names = all_names(list(resources))
    else:
        names = names_in(call, root.find(dav("prop")))
    return Wanted(names, in_report=True, is_minimal=call.wants_minimal)


def sync_collection(resource: Collection, call: Call, root: Element) -> bytes:
    """Answer what changed since a token, with 507 where there is more (RFC 6578 §3.6)."""
    if text_of(root.find(dav("sync-level"))) not in ("1", "infinite", ""):
        raise BadXml()
    token = text_of(root.find(dav("sync-token")))
    changes = resource.changes(call, token, _limit(root))
    wanted = wanted_by(call, root, changes.members)
    parts = [response_of(one, wanted, call) for one in changes.members]
    parts += [response_status(path, 404) for path in changes.gone]
    if changes.is_truncated:
        limits = dav("number-of-matches-within-limits")
        parts.append(response_status(resource.path, 507, limits))
    return multistatus(parts, f"<D:sync-token>{escaped(changes.token)}</D:sync-token>")


def _limit(root: Element) -> int:
    given = root.find(f"{dav('limit')}/{dav('nresults')}")
    if given is None:
        return MOST_CHANGES
    words = text_of(given)
    if not words.isascii() or not words.isdigit() or int(words) < 1:
        raise BadXml()
    return min(int(words), MOST_CHANGES)


def multiget(resource: Collection, call: Call, root: Element) -> bytes:
    """Answer members by address (RFC 4791 §7.9, RFC 6352 §8.7). What is elsewhere or gone has the
    status 404, as has what cannot be a member.
    """
    asked = [(one.text or "").strip() for one in root.iterfind(dav("href"))]
    if not asked or len(asked) > MOST_HREFS:
        raise BadXml()
    own = tuple(segments_of_href(resource.path) or ())
    names = {address: _name_in(own, address) for address in asked}
    found = resource.members_named(call, list({name: 0 for name in names.values() if name}))
    wanted = wanted_by(call, root, found.values())
    return multistatus(
        response_of(found[name], wanted, call)
        if (name := names[address]) in found
        else response_status(_as_path(address), 404)
        for address in dict.fromkeys(asked)
    )


def _name_in(own: tuple[str, ...], address: str) -> str:
    """Return the member's name in an address, empty for what is not right below."""
    segments = segments_of_href(address) or ()
    return segments[-1] if segments[:-1] == own and segments else ""


def _as_path(address: str) -> str:
    segments = segments_of_href(address)
    return path_of(*segments, is_collection=address.endswith("/")) if segments else address


def expand_property(resource: Resource, call: Call, root: Element) -> bytes:
    """Answer properties with the resources that they point at written out."""
    return multistatus([response(resource.path, _expanded(resource, call, root, 0))])


def _expanded(resource: Resource, call: Call, asked: Element, depth: int) -> str:
    """Write the propstats of DAV:property elements."""
    found, missing = [], []
    for prop in asked.iterfind(dav("property")):
        name = f"{{{prop.get('namespace', 'DAV:')}}}{prop.get('name', '')}"
        known = resource.properties.get(name)
        inner = known.get(resource, call) if known and known.in_propfind else None
        if inner is None:
            missing.append(element(name))
        elif prop.find(dav("property")) is not None and depth < DEEPEST_EXPANSION:
            found.append(element(name, _followed(inner, call, prop, depth)))
        else:
            found.append(element(name, inner))
    parts = propstat("".join(found), 200)
    if missing and not call.wants_minimal:
        parts += propstat("".join(missing), 404)
    return parts


def _followed(inner: str, call: Call, prop: Element, depth: int) -> str:
    """Write the resources whose addresses are in a property."""
    parts = []
    for written in inner.split("<D:href>")[1:]:
        path = written.partition("</D:href>")[0]
        target = _target(call, path)
        if target is None:
            parts.append(response_status(path, 404))
        else:
            parts.append(response(target.path, _expanded(target, call, prop, depth + 1)))
    return "".join(parts)


def _target(call: Call, path: str) -> Resource | None:
    segments = segments_of_href(path.replace("&amp;", "&"))
    try:
        return None if segments is None else find(call, segments)
    except NotHere:
        return None


def filtered(
    resource: Collection,
    call: Call,
    root: Element,
    found: Iterable[Resource],
    *,
    is_truncated: bool = False,
) -> bytes:
    """Write the answer to a query: the resources that it found."""
    matches = list(found)
    wanted = wanted_by(call, root, matches)
    parts = [response_of(one, wanted, call) for one in matches]
    if is_truncated:
        limits = dav("number-of-matches-within-limits")
        parts.append(response_status(resource.path, 507, limits))
    return multistatus(parts)
