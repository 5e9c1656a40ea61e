"""GET /api/v1/live: the caller's live changes as server-sent events. The front door streams, this
decides who.
"""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from bureau.people import actor_of
from bureau.people.http.auth import signed_in
from bureau.platform.live import channel_of

router = Router(tags=["live"])


@router.get("/live", auth=signed_in, include_in_schema=False)
def live(request: HttpRequest) -> HttpResponse:
    """Name the caller's channel to the front door."""
    response = HttpResponse(content_type="text/event-stream")
    response["X-Bureau-Live"] = channel_of(actor_of(request).person_id)
    return response
