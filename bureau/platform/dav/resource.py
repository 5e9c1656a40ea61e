"""What a resource is: addresses, properties by name, and a method for each verb it takes.

Apps derive from `Resource` and `Collection` and override what their resources can; whatever is left
answers 405. Methods raise `DavError`, or the refusals of their app's actions. Properties are
functions of (resource, call) that return the XML inside of the property, None where it is absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Collection as Names
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.http import http_date

from .call import Call
from .conditions import Conditions
from .errors import NotAllowed
from .names import dav, element, href
from .xml import Element, escaped

Get = Callable[[Any, Call], str | None]


@dataclass(frozen=True, slots=True)
class Property:
    """How a property is answered."""

    get: Get
    in_allprop: bool = False
    """Whether DAV:allprop lists it: only what RFC 4918 defines should be."""
    in_propfind: bool = True
    """False for what only reports give, such as the content itself."""


Properties = Mapping[str, Property]
Report = Callable[[Any, Call, Element], "bytes"]
"""A function of (resource, call, root of the body) that returns the body of a 207."""


@dataclass(frozen=True, slots=True)
class Content:
    """What GET answers."""

    body: bytes
    content_type: str
    etag: str = ""
    """With its quotes."""
    modified_at: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What PUT, COPY and MOVE come to."""

    is_new: bool
    etag: str = ""
    """With its quotes; empty where GET would answer other bytes than were put."""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of a collection's changes (RFC 6578)."""

    token: str
    """The sync token after this page."""
    members: Sequence[Resource]
    gone: Sequence[str]
    """Addresses."""
    is_truncated: bool = False


class Resource:
    """Anything with an address."""

    is_collection: ClassVar[bool] = False
    properties: ClassVar[Properties] = {}
    """All properties by Clark name; begin with `BASIC`."""
    reports: ClassVar[Mapping[str, Report]] = {}
    """By Clark name of the body's root."""
    methods: ClassVar[frozenset[str]] = frozenset({"OPTIONS", "PROPFIND", "REPORT"})

    keeps_properties: ClassVar[bool] = False
    """Whether clients may set properties that mean nothing to us (RFC 4918 §4.2)."""

    path: str = ""
    """Percent-encoded; collections end with a slash."""

    def resource_types(self) -> Sequence[str]:
        """Return the Clark names inside of DAV:resourcetype."""
        return ("{DAV:}collection",) if self.is_collection else ()

    def display_name(self) -> str:
        """Return DAV:displayname; empty where there is none."""
        return ""

    def etag(self) -> str:
        """Return the entity tag with its quotes; empty where there is none."""
        return ""

    def content_type(self) -> str:
        """Return DAV:getcontenttype; empty where there is none."""
        return ""

    def size_bytes(self) -> int | None:
        """Return DAV:getcontentlength."""
        return None

    def modified_at(self) -> datetime | None:
        """Return DAV:getlastmodified."""
        return None

    def created_at(self) -> datetime | None:
        """Return DAV:creationdate."""
        return None

    def owner_path(self) -> str:
        """Return the address of the principal who owns it; empty where there is none."""
        return ""

    def privileges(self, call: Call) -> Names[str]:
        """Return the Clark names of what the caller may do (RFC 3744 §3)."""
        return (dav("read"), dav("read-current-user-privilege-set"))

    def dead_property(self, name: str) -> str | None:
        """Return the XML inside of a property that a client set, where it keeps such."""
        return None

    def get(self, call: Call) -> Content:
        """Answer GET and HEAD."""
        raise NotAllowed()

    def delete(self, call: Call, conditions: Conditions) -> None:
        """Delete it; the conditions hold for the resource as it was found."""
        raise NotAllowed()

    def patch(self, call: Call, changes: Mapping[str, Element | None]) -> Mapping[str, int]:
        """Set properties, or remove those with None; return the status of each that failed, nothing
        having changed then, or an empty mapping.
        """
        return dict.fromkeys(changes, 403)

    def post(self, call: Call) -> Content:
        """Answer POST."""
        raise NotAllowed()

    def copy_to(self, call: Call, parent: Collection, name: str, overwrites: bool) -> Written:
        """Copy it into a collection under a name."""
        raise NotAllowed()

    def move_to(self, call: Call, parent: Collection, name: str, overwrites: bool) -> Written:
        """Move it into a collection under a name."""
        raise NotAllowed()


class Collection(Resource):
    """A resource with members."""

    is_collection = True

    def members(self, call: Call) -> Iterable[Resource]:
        """Return all members that the caller may see, for Depth 1. A fixed number of queries."""
        return ()

    def member(self, call: Call, name: str) -> Resource | None:
        """Return one member, None where there is none that the caller may see."""
        return None

    def members_named(self, call: Call, names: Sequence[str]) -> Mapping[str, Resource]:
        """Return many members by name, for multiget. A fixed number of queries."""
        found = ((name, self.member(call, name)) for name in names)
        return {name: resource for name, resource in found if resource is not None}

    def put(self, call: Call, name: str, conditions: Conditions) -> Written:
        """Store `call.body` under a name, as new or instead of what is there."""
        raise NotAllowed()

    def make_collection(
        self, call: Call, name: str, types: Names[str], properties: Mapping[str, Element]
    ) -> Mapping[str, int]:
        """Make a collection of these types with these properties; return the status of each
        property that failed, nothing having been made then.
        """
        raise NotAllowed()

    def sync_token(self) -> str:
        """Return DAV:sync-token; empty for collections that cannot be synchronised."""
        return ""

    def changes(self, call: Call, token: str, most: int) -> Changes:
        """Return what changed since the token, all where it is empty, at most so many. Raises
        `BadSyncToken`.
        """
        raise NotAllowed()


def quoted(etag: str) -> str:
    """Write an entity tag with its quotes."""
    return f'"{etag}"' if etag else ""


def text(value: str) -> str | None:
    """Write text as the content of a property, None where it is empty."""
    return escaped(value) if value else None


def hrefs(*paths: str) -> str:
    """Write addresses as the content of a property."""
    return "".join(href(path) for path in paths)


def _types(resource: Resource, _call: Call) -> str:
    return "".join(element(name) for name in resource.resource_types())


def _size(resource: Resource, _call: Call) -> str | None:
    size_bytes = resource.size_bytes()
    return None if size_bytes is None else str(size_bytes)


def _modified(resource: Resource, _call: Call) -> str | None:
    moment = resource.modified_at()
    return http_date(moment.timestamp()) if moment else None


def _created(resource: Resource, _call: Call) -> str | None:
    moment = resource.created_at()
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _owner(resource: Resource, _call: Call) -> str | None:
    path = resource.owner_path()
    return href(path) if path else None


def principal_path(person_id: str) -> str:
    """Return the address of a principal."""
    return f"/dav/principals/{person_id}/"


def _current_principal(_resource: Resource, call: Call) -> str:
    return href(principal_path(call.caller.person_id))


def _privileges(resource: Resource, call: Call) -> str:
    return "".join(
        f"<D:privilege>{element(name)}</D:privilege>" for name in resource.privileges(call)
    )


def _acl(resource: Resource, call: Call) -> str:
    """Only what the caller may do: whoever else may is not told here (RFC 3744 §5.5)."""
    granted = _privileges(resource, call)
    principal = href(principal_path(call.caller.person_id))
    ace = f"<D:principal>{principal}</D:principal><D:grant>{granted}</D:grant><D:protected/>"
    return f"<D:ace>{ace}</D:ace>"


def _supported_privileges(_resource: Resource, _call: Call) -> str:
    return SUPPORTED_PRIVILEGES


def _reports(resource: Resource, _call: Call) -> str:
    from .reports import reports_of

    return "".join(
        f"<D:supported-report><D:report>{element(name)}</D:report></D:supported-report>"
        for name in reports_of(resource)
    )


def _sync_token(resource: Resource, _call: Call) -> str | None:
    token = resource.sync_token() if isinstance(resource, Collection) else ""
    return text(token)


def _supported(privilege: str, words: str, inner: str = "") -> str:
    head = f"<D:privilege>{element(dav(privilege))}</D:privilege>"
    described = f'<D:description xml:lang="en">{words}</D:description>'
    return f"<D:supported-privilege>{head}{described}{inner}</D:supported-privilege>"


SUPPORTED_PRIVILEGES = _supported(
    "all",
    "Everything",
    _supported(
        "read", "Read", _supported("read-current-user-privilege-set", "Read what one may do")
    )
    + _supported(
        "write",
        "Change",
        _supported("write-properties", "Change properties")
        + _supported("write-content", "Change content")
        + _supported("bind", "Add")
        + _supported("unbind", "Delete"),
    )
    + _supported("read-acl", "Read rights")
    + _supported("unlock", "Unlock"),
)

BASIC: Properties = {
    dav("resourcetype"): Property(_types, in_allprop=True),
    dav("displayname"): Property(lambda one, _: text(one.display_name()), in_allprop=True),
    dav("getetag"): Property(lambda one, _: text(one.etag()), in_allprop=True),
    dav("getcontenttype"): Property(lambda one, _: text(one.content_type()), in_allprop=True),
    dav("getcontentlength"): Property(_size, in_allprop=True),
    dav("getlastmodified"): Property(_modified, in_allprop=True),
    dav("creationdate"): Property(_created, in_allprop=True),
    dav("supportedlock"): Property(lambda _one, _call: "", in_allprop=True),
    dav("owner"): Property(_owner),
    dav("current-user-principal"): Property(_current_principal),
    dav("current-user-privilege-set"): Property(_privileges),
    dav("supported-privilege-set"): Property(_supported_privileges),
    dav("acl"): Property(_acl),
    dav("acl-restrictions"): Property(lambda _one, _call: "<D:grant-only/><D:no-invert/>"),
    dav("principal-collection-set"): Property(lambda _one, _call: href("/dav/principals/")),
    dav("supported-report-set"): Property(_reports),
    dav("sync-token"): Property(_sync_token),
}
"""The properties of every resource."""

PROTECTED = frozenset(BASIC) - {dav("displayname")}
"""What PROPPATCH never sets."""
