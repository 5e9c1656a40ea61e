"""The two measured views: an empty answer, and a list of fifty rows read from the database."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from bureau.platform.events import Event

COLUMNS = ("id", "name", "stream", "subject_kind", "subject_id", "actor_id", "occurred_at")


def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing."""
    return sized(HttpResponse(b"ok", content_type="text/plain"))


def rows(request: HttpRequest) -> HttpResponse:
    """Answer fifty rows."""
    items = list(Event.objects.order_by("id").values(*COLUMNS)[:50])
    return sized(JsonResponse({"items": items}))


def sized(response: HttpResponse) -> HttpResponse:
    """State the length, so that no way has to send chunks."""
    response["Content-Length"] = str(len(response.content))
    return response


urlpatterns = [path("api/empty", empty), path("api/rows", rows)]
