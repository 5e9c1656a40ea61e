"""GET /api/v1/live: the caller's live changes as server-sent events. The front door streams, this
decides who, and ends the streams of those who may not listen any more.
"""

import asyncio
import logging
from collections.abc import Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.db import close_old_connections, connections
from django.http import HttpRequest, HttpResponse
from ninja import Router

from bureau.people import Person, actor_of
from bureau.people.http.auth import signed_in
from bureau.platform.http.live import open_channels
from bureau.platform.live import channel_of, person_of, publish
from bureau.platform.process import Service, register_service

log = logging.getLogger(__name__)
router = Router(tags=["live"])

LOOK_EVERY_S = 2.0


@router.get("/live", auth=signed_in, include_in_schema=False)
def live(request: HttpRequest) -> HttpResponse:
    """Name the caller's channel to the front door."""
    response = HttpResponse(content_type="text/event-stream")
    response["X-Bureau-Live"] = channel_of(actor_of(request).person_id)
    return response


async def end_streams(stop: asyncio.Event) -> None:
    """Service: end the streams of persons whom another process suspended, such as `bureau
    offboard`: without a message server between them its word does not reach this one. One query
    by primary key each time, none while nobody listens.
    """
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, thread_name_prefix="streams") as thread:
        while not stop.is_set():
            if listeners := {person_of(channel) for channel in open_channels()}:
                await loop.run_in_executor(thread, _end_inactive, listeners)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_EVERY_S)
        await loop.run_in_executor(thread, connections.close_all)


def _end_inactive(listeners: Set[str]) -> None:
    close_old_connections()
    try:
        active = Person.objects.filter(id__in=listeners, state=Person.State.ACTIVE)
        publish(listeners - set(active.values_list("id", flat=True)), "session", state="ended")
    except Exception:
        # The edge of the process: a database that is away now is asked again in a moment.
        log.exception("looking for streams to end failed")


def register() -> None:
    """Make the watch part of the web role."""
    register_service(Service("web", "streams", end_streams))
