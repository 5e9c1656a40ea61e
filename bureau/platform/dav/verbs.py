"""The verbs: what each request method does with resources. They speak HTTP and know no app."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.http import http_date

from bureau.platform.errors import NotFound

from .call import INFINITY, Call, segments_of_href
from .conditions import Conditions, conditions_of
from .errors import DavError, NotAllowed, NotHere
from .making import make_collection
from .propfind import propfind, proppatch
from .registry import find, find_parent
from .reports import report
from .resource import Collection, Content, Resource, Written

XML = "application/xml; charset=utf-8"
Verb = Callable[[Call], HttpResponse]


def _multistatus(call: Call, body: bytes) -> HttpResponse:
    response = HttpResponse(body, status=207, content_type=XML)
    if call.wants_minimal:
        response["Preference-Applied"] = "return=minimal"
    response["Vary"] = "Brief, Prefer"
    return response


def do_propfind(call: Call) -> HttpResponse:
    """Answer PROPFIND."""
    return _multistatus(call, propfind(call, find(call, call.segments)))


def do_proppatch(call: Call) -> HttpResponse:
    """Answer PROPPATCH."""
    resource = find(call, call.segments)
    _check(call, resource)
    return _multistatus(call, proppatch(call, resource))


def do_report(call: Call) -> HttpResponse:
    """Answer REPORT."""
    resource = find(call, call.segments)
    body = report(call, resource)
    if not body.startswith(b"<"):
        return HttpResponse(body, content_type="text/calendar; charset=utf-8")
    return _multistatus(call, body)


def do_options(call: Call) -> HttpResponse:
    """Answer OPTIONS."""
    resource = find(call, call.segments)
    response = HttpResponse(status=200)
    response["Allow"] = ", ".join(sorted(resource.methods))
    return response


def _check(call: Call, resource: Resource | None) -> Conditions:
    """Judge the conditions of a request; return them for who judges again under a lock."""
    conditions = conditions_of(call.headers)
    if not conditions.is_empty:
        tag = None if resource is None else resource.etag()
        conditions.check(tag, lambda address: _etag_at(call, address))
    return conditions


def _etag_at(call: Call, address: str) -> str | None:
    segments = segments_of_href(address)
    found = _maybe(call, segments) if segments else None
    return found.etag() if found else None


def _maybe(call: Call, segments: tuple[str, ...]) -> Resource | None:
    try:
        return find(call, segments)
    except (NotHere, NotFound):
        return None


def do_get(call: Call) -> HttpResponse:
    """Answer GET and HEAD."""
    resource = find(call, call.segments)
    content = resource.get(call)
    conditions = conditions_of(call.headers)
    if conditions.none_match and content.etag in conditions.none_match:
        response = HttpResponse(status=304)
        response["ETag"] = content.etag
        return response
    conditions.check(content.etag)
    return _content(content)


def _content(content: Content) -> HttpResponse:
    response = HttpResponse(content.body, content_type=content.content_type)
    response["Content-Length"] = str(len(content.body))
    if content.etag:
        response["ETag"] = content.etag
    if content.modified_at:
        response["Last-Modified"] = http_date(content.modified_at.timestamp())
    for name, value in content.headers.items():
        response[name] = value
    return response


def do_put(call: Call) -> HttpResponse:
    """Answer PUT."""
    segments = call.segments
    if not segments or call.path.endswith("/"):
        raise NotAllowed()
    if "Content-Range" in call.headers:
        raise DavError(400)
    parent = find_parent(call, segments)
    conditions = conditions_of(call.headers)
    if conditions.lists or conditions.exists or conditions.none_match:
        conditions = _check(call, parent.member(call, segments[-1]))
    written = parent.put(call, segments[-1], conditions)
    if call.wants_representation:
        return _representation(call, written)
    return _written(written)


def _representation(call: Call, written: Written) -> HttpResponse:
    """Answer what was stored (RFC 8144 §3.1)."""
    response = _content(find(call, call.segments).get(call))
    response.status_code = 201 if written.is_new else 200
    response["Content-Location"] = "/dav/" + call.path
    response["Preference-Applied"] = "return=representation"
    return response


def _written(written: Written) -> HttpResponse:
    response = HttpResponse(status=201 if written.is_new else 204)
    if written.etag:
        response["ETag"] = written.etag
    for name, value in written.headers.items():
        response[name] = value
    return response


def do_delete(call: Call) -> HttpResponse:
    """Answer DELETE."""
    resource = find(call, call.segments)
    if resource.is_collection and call.depth(INFINITY) != INFINITY:
        raise DavError(400)
    resource.delete(call, _check(call, resource))
    return HttpResponse(status=204)


def do_post(call: Call) -> HttpResponse:
    """Answer POST."""
    return _content(find(call, call.segments).post(call))


def do_copy(call: Call) -> HttpResponse:
    """Answer COPY."""
    resource, parent, name = _source_and_target(call)
    return _written(resource.copy_to(call, parent, name, _overwrites(call)))


def do_move(call: Call) -> HttpResponse:
    """Answer MOVE."""
    resource, parent, name = _source_and_target(call)
    return _written(resource.move_to(call, parent, name, _overwrites(call)))


def _overwrites(call: Call) -> bool:
    return call.headers.get("Overwrite", "T").strip().upper() != "F"


def _source_and_target(call: Call) -> tuple[Resource, Collection, str]:
    resource = find(call, call.segments)
    _check(call, resource)
    destination = call.headers.get("Destination", "")
    if not destination:
        raise DavError(400)
    if not _is_ours(call, destination):
        raise DavError(502)
    segments = segments_of_href(destination)
    if not segments:
        raise DavError(403)
    if segments == call.segments:
        raise DavError(403)
    return resource, find_parent(call, segments), segments[-1]


def _is_ours(call: Call, destination: str) -> bool:
    """Tell whether an address is a path, or names the host of the request."""
    if destination.startswith("/"):
        return True
    _scheme, _, rest = destination.partition("://")
    return rest.partition("/")[0].lower() == call.host.lower()


def do_mkcol(call: Call) -> HttpResponse:
    """Answer MKCOL, also extended (RFC 5689), and MKCALENDAR (RFC 4791 §5.3.1)."""
    body = make_collection(call)
    if body is None:
        response = HttpResponse(status=HTTPStatus.CREATED)
    else:
        response = HttpResponse(body, status=HTTPStatus.FORBIDDEN, content_type=XML)
    response["Cache-Control"] = "no-cache"
    return response


VERBS: dict[str, Verb] = {
    "OPTIONS": do_options,
    "GET": do_get,
    "HEAD": do_get,
    "PUT": do_put,
    "DELETE": do_delete,
    "POST": do_post,
    "COPY": do_copy,
    "MOVE": do_move,
    "PROPFIND": do_propfind,
    "PROPPATCH": do_proppatch,
    "REPORT": do_report,
    "MKCOL": do_mkcol,
    "MKCALENDAR": do_mkcol,
}
