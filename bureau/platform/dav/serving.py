"""One request: read whole, given to its verb, refusals written as DAV:error (RFC 4918 §16)."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from bureau.platform.errors import Refusal

from .call import ROOT, Call, Caller
from .errors import DavError, error_of
from .names import DECLARATIONS, element
from .registry import features
from .verbs import VERBS, XML
from .xml import escaped


def serve(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Answer a request of somebody who signed in."""
    try:
        verb = VERBS.get(request.method or "")
        if verb is None:
            raise DavError(405)
        response = verb(_call(request, caller))
    except DavError as error:
        response = error_response(error)
    except RequestDataTooBig:
        response = error_response(DavError(413))
    except Refusal as refusal:
        response = error_response(error_of(refusal), refusal.detail)
        if retry_after_s := refusal.members.get("retry_after_s"):
            response["Retry-After"] = str(retry_after_s)
    response["DAV"] = features()
    response.setdefault("Cache-Control", "private, no-cache")
    return response


def _call(request: HttpRequest, caller: Caller) -> Call:
    path = request.path.removeprefix(ROOT.rstrip("/")).lstrip("/")
    return Call(
        caller=caller,
        method=request.method or "",
        path=path,
        headers=request.headers,
        body=request.body,
        host=request.get_host(),
    )


def error_response(error: DavError, words: str = "") -> HttpResponse:
    """Write a refusal: its status, and a DAV:error where a precondition is known."""
    if error.status == 405:
        response = HttpResponse(status=405)
        response["Allow"] = ", ".join(sorted(VERBS))
    else:
        response = HttpResponse(status=error.status)
    if error.precondition:
        said = f'<D:responsedescription xml:lang="en">{escaped(words)}</D:responsedescription>'
        inner = element(error.precondition, error.inner) + (said if words else "")
        body = f'<?xml version="1.0" encoding="utf-8"?>\n<D:error {DECLARATIONS}>{inner}</D:error>'
        response.content = body.encode()
        response["Content-Type"] = XML
    elif words:
        response.content = words.encode()
        response["Content-Type"] = "text/plain; charset=utf-8"
    return response
