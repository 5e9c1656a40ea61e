"""Writing 207 answers (RFC 4918 §13): text is joined, no tree is built, for lists are long."""

from collections.abc import Collection as Names
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus

from .call import Call
from .names import DECLARATIONS, element, href
from .resource import Property, Resource

HEAD = f'<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus {DECLARATIONS}>'


@lru_cache
def status_line(status: int) -> str:
    """Return the content of DAV:status."""
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"


Plan = tuple[list[tuple[str, Property]], list[str]]


class Wanted:
    """Which properties are asked for, and how they are written for one kind of resource."""

    def __init__(self, names: Names[str], *, in_report: bool, is_minimal: bool) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._in_report = in_report
        self._is_minimal = is_minimal
        self._plans: dict[type[Resource], Plan] = {}

    def propstats(self, resource: Resource, call: Call) -> str:
        """Write the propstat elements of a resource."""
        known, unknown = self._plan(resource)
        found: list[str] = []
        missing: list[str] = []
        for name, prop in known:
            inner = prop.get(resource, call)
            (missing if inner is None else found).append(element(name, inner or ""))
        for name in unknown:
            inner = resource.dead_property(name) if resource.keeps_properties else None
            (missing if inner is None else found).append(element(name, inner or ""))
        return self._written("".join(found), "".join(missing))

    def _written(self, found: str, missing: str) -> str:
        parts = ""
        if found or not missing or self._is_minimal:
            parts = propstat(found, 200)
        if missing and not self._is_minimal:
            parts += propstat(missing, 404)
        return parts

    def _plan(self, resource: Resource) -> Plan:
        """Return the properties that this kind of resource has, and the names that it has not."""
        plan = self._plans.get(type(resource))
        if plan is None:
            properties = resource.properties
            known = [
                (name, prop)
                for name in self.names
                if (prop := properties.get(name)) and (self._in_report or prop.in_propfind)
            ]
            have = {name for name, _ in known}
            plan = known, [name for name in self.names if name not in have]
            self._plans[type(resource)] = plan
        return plan


def propstat(props: str, status: int) -> str:
    """Write properties that have this status."""
    line = status_line(status)
    return f"<D:propstat><D:prop>{props}</D:prop><D:status>{line}</D:status></D:propstat>"


def response(path: str, inner: str) -> str:
    """Write a response element."""
    return f"<D:response>{href(path)}{inner}</D:response>"


def response_of(resource: Resource, wanted: Wanted, call: Call) -> str:
    """Write the response of a resource."""
    return response(resource.path, wanted.propstats(resource, call))


def response_status(path: str, status: int, error: str = "") -> str:
    """Write a response that is a status alone; `error` is the Clark name of a precondition."""
    why = f"<D:error>{element(error)}</D:error>" if error else ""
    return response(path, f"<D:status>{status_line(status)}</D:status>{why}")


def statuses(path: str, by_property: Iterable[tuple[str, int]]) -> str:
    """Write the response to PROPPATCH: what became of each property."""
    return response(path, propstats_of(by_property))


def propstats_of(by_property: Iterable[tuple[str, int]]) -> str:
    """Write what became of each property."""
    grouped: dict[int, list[str]] = {}
    for name, status in by_property:
        grouped.setdefault(status, []).append(element(name))
    return "".join(propstat("".join(found), status) for status, found in grouped.items())


def multistatus(responses: Iterable[str], tail: str = "") -> bytes:
    """Return the body of a 207; `tail` follows the responses."""
    return "".join((HEAD, *responses, tail, "</D:multistatus>")).encode()
