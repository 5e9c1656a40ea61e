"""Serve the two views in one of the measured ways: `python -m benchmarks.front_door.serve WAY
PORT`.
"""

import asyncio
import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.front_door.settings"

HOST = "127.0.0.1"


def uvicorn_with(application: object, port: int) -> None:
    """Serve an ASGI application as `bureau serve` does."""
    import uvicorn

    uvicorn.run(
        application,  # type: ignore[arg-type]
        host=HOST,
        port=port,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_level="warning",
    )


def bridge(port: int) -> None:
    """Our front door under uvicorn."""
    from django import setup

    setup()
    from django.core.handlers.wsgi import WSGIHandler

    from bureau.platform.http.bridge import WsgiBridge
    from bureau.platform.http.frontdoor import Door, FrontDoor
    from bureau.platform.http.lanes import Lane
    from bureau.platform.http.static import WebApp

    way = WsgiBridge(WSGIHandler(), Lane("page", 8, 256), Lane("bulk", 8, 256))
    door = Door(way, WebApp(Path("/nonexistent")), 0, lambda _path: True, asyncio.Event())
    uvicorn_with(FrontDoor(door), port)


def django_asgi(port: int) -> None:
    """Django's own ASGI handler under uvicorn."""
    from django.core.asgi import get_asgi_application

    uvicorn_with(get_asgi_application(), port)


def a2wsgi(port: int) -> None:
    """a2wsgi's thread pool under uvicorn."""
    from a2wsgi import WSGIMiddleware
    from django.core.wsgi import get_wsgi_application

    uvicorn_with(WSGIMiddleware(get_wsgi_application(), workers=8), port)  # type: ignore[arg-type]


def granian_wsgi(port: int) -> None:
    """Granian's WSGI side: cheap, but without streams, ranges and sockets of our own."""
    from granian import Granian

    Granian(
        "django.core.wsgi:get_wsgi_application",
        address=HOST,
        port=port,
        interface="wsgi",  # type: ignore[arg-type]
        factory=True,
        workers=1,
        blocking_threads=8,
        log_enabled=False,
    ).serve()


WAYS = {
    "bridge": bridge,
    "django-asgi": django_asgi,
    "a2wsgi": a2wsgi,
    "granian-wsgi": granian_wsgi,
}

if __name__ == "__main__":
    WAYS[sys.argv[1]](int(sys.argv[2]))
