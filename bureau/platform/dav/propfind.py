"""PROPFIND (RFC 4918 §9.1) and PROPPATCH (§9.2)."""

from collections.abc import Mapping

from .call import INFINITY, Call
from .errors import BadXml, DavError
from .multistatus import Wanted, multistatus, propstats_of, response, response_of, statuses
from .names import dav, element
from .resource import PROTECTED, Collection, Resource
from .xml import Element, children_of


def propfind(call: Call, resource: Resource) -> bytes:
    """Answer the properties of a resource and, with Depth 1, of its members."""
    depth = call.depth(INFINITY)
    if depth == INFINITY and resource.is_collection:
        raise DavError(403, dav("propfind-finite-depth"))
    found = [resource]
    if depth == 1 and isinstance(resource, Collection):
        found += resource.members(call)
    root = call.xml() if call.body.strip() else None
    if root is not None and root.tag != dav("propfind"):
        raise BadXml()
    if root is not None and root.find(dav("propname")) is not None:
        return multistatus(_names_of(one) for one in found)
    names = _asked(call, root, found)
    wanted = Wanted(names, in_report=False, is_minimal=call.wants_minimal)
    return multistatus([response_of(one, wanted, call) for one in found])


def _asked(call: Call, root: Element | None, found: list[Resource]) -> list[str]:
    """Return the names asked for; all of RFC 4918 where nothing is said."""
    if root is None:
        return all_names(found)
    if root.find(dav("allprop")) is not None:
        return all_names(found) + names_in(call, root.find(dav("include")))
    prop = root.find(dav("prop"))
    if prop is None:
        raise BadXml()
    return names_in(call, prop)


def names_in(call: Call, prop: Element | None) -> list[str]:
    """Return the names inside of DAV:prop; the elements are kept for who reads their content."""
    found = children_of(prop) if prop is not None else []
    call.asked.update((str(child.tag), child) for child in found)
    return [str(child.tag) for child in found]


def all_names(found: list[Resource]) -> list[str]:
    """Return what DAV:allprop stands for. What one kind lacks is asked of none."""
    kinds = list({type(one): one.properties for one in found}.values())
    return [
        name
        for name in dict.fromkeys(name for properties in kinds for name in properties)
        if any((prop := properties.get(name)) and prop.in_allprop for properties in kinds)
    ]


def _names_of(resource: Resource) -> str:
    shown = [name for name, prop in resource.properties.items() if prop.in_propfind]
    return response(resource.path, propstats_of((name, 200) for name in shown))


def changes_in(root: Element) -> dict[str, Element | None]:
    """Return the properties that `set` and `remove` elements name, in their order; None to
    remove.
    """
    changes: dict[str, Element | None] = {}
    for step in children_of(root):
        if step.tag not in (dav("set"), dav("remove")):
            continue
        for prop in step.iterfind(dav("prop")):
            for child in children_of(prop):
                changes[str(child.tag)] = child if step.tag == dav("set") else None
    return changes


def proppatch(call: Call, resource: Resource) -> bytes:
    """Set and remove properties: all or none."""
    root = call.xml()
    if root.tag != dav("propertyupdate"):
        raise BadXml()
    changes = changes_in(root)
    failed = dict.fromkeys((name for name in changes if name in PROTECTED), 403)
    if not failed:
        failed = dict(resource.patch(call, changes))
    if not failed and call.wants_minimal:
        return multistatus([response(resource.path, propstats_of([]) or _OK)])
    return multistatus([statuses(resource.path, outcome(changes, failed).items())])


_OK = f"<D:propstat>{element(dav('prop'))}<D:status>HTTP/1.1 200 OK</D:status></D:propstat>"


def outcome(changes: Mapping[str, object], failed: Mapping[str, int]) -> dict[str, int]:
    """Return the status of each property: what did not fail itself failed with the others."""
    otherwise = 424 if failed else 200
    return {name: failed.get(name, otherwise) for name in changes}
