"""Where DAV is found: `/dav/`, and the addresses that clients try first (RFC 6764 §5)."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from bureau.platform.context import acting
from bureau.platform.dav import features, serve
from bureau.platform.errors import Refusal, SignInRequired
from bureau.platform.http.problems import problem_response

from .dav.signing_in import caller_of

CHALLENGE = 'Basic realm="Bureau", charset="UTF-8"'


@csrf_exempt
def dav(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer a request below `/dav/`; `rest` is in the path."""
    try:
        actor = caller_of(request)
    except Refusal as refusal:
        # What the server can is no secret: some clients ask before they sign in.
        return _capabilities() if request.method == "OPTIONS" else _refused(refusal)
    with acting(actor.person_id, "dav"):
        return serve(request, actor)


def _capabilities() -> HttpResponse:
    """Say what the server can."""
    response = HttpResponse(status=200)
    response["DAV"] = features()
    response["Allow"] = "OPTIONS, GET, HEAD, PUT, DELETE, POST, PROPFIND, PROPPATCH, REPORT"
    return response


def _refused(refusal: Refusal) -> HttpResponse:
    response = problem_response(refusal)
    if isinstance(refusal, SignInRequired):
        response["WWW-Authenticate"] = CHALLENGE
    return response


@csrf_exempt
def well_known(request: HttpRequest) -> HttpResponse:
    """Lead a client on, whoever it is and whatever it asks."""
    return HttpResponsePermanentRedirect("/dav/")


urlpatterns: list[URLPattern] = [
    path(".well-known/caldav", well_known),
    path(".well-known/carddav", well_known),
    path(".well-known/caldav/", well_known),
    path(".well-known/carddav/", well_known),
    path("dav", dav),
    path("dav/", dav),
    path("dav/<path:rest>", dav),
]
