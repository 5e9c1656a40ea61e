"""Django middleware of people: who acts in this request, for events and the log."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from bureau.people.authentication import caller_of
from bureau.platform.context import acting
from bureau.platform.errors import Forbidden
from bureau.platform.http.problems import problem_response

GetResponse = Callable[[HttpRequest], HttpResponseBase]

MANAGED = ("/_allauth/browser/v1/account/email", "/_allauth/browser/v1/account/phone")
"""allauth's own address book: addresses are given by administrators, not by the persons themselves.
"""


class ActorMiddleware:
    """Sets the actor of the context. Costs the one query of `caller_of`, and none for guests.

    A request with a bearer token is exempt from CSRF: no browser sends one on its own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in MANAGED and request.method != "GET":
            return problem_response(Forbidden("Ask your administrator to change your addresses."))
        if not _carries_credentials(request):
            return self._get_response(request)
        caller = caller_of(request)
        if caller.by_token:
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        with acting(caller.actor.person_id if caller.actor else ""):
            return self._get_response(request)


def _carries_credentials(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
