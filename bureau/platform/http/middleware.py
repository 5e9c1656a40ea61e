"""Django middleware of the platform: the context of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from bureau.platform.context import Context, using
from bureau.platform.ids import new_id

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ContextMiddleware:
    """Sets request id, channel and address for the length of a request; the actor is set by who
    signs it in.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = new_id()
        context = Context(
            channel="api" if "HTTP_AUTHORIZATION" in request.META else "web",
            address=request.META.get("REMOTE_ADDR", ""),
            request_id=request_id,
        )
        with using(context):
            response = self._get_response(request)
        response.headers["X-Request-Id"] = request_id
        return response
