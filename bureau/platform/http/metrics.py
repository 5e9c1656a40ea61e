"""What /metrics tells (Prometheus text format): requests by class of route, and the job queue."""

import time
from collections.abc import Callable
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()
_requests = Counter(
    "bureau_http_requests", "Requests answered.", ["route", "method", "status"], registry=REGISTRY
)
_seconds = Histogram(
    "bureau_http_request_seconds",
    "Time to the end of the answer.",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60),
    registry=REGISTRY,
)
_jobs = Gauge("bureau_jobs", "Jobs that are not done, by state.", ["state"], registry=REGISTRY)
_streams = Gauge("bureau_live_streams", "Open event streams.", registry=REGISTRY)
live_streams = _streams

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
_ROUTES = ("/api/", "/_allauth/", "/jmap", "/dav/", "/scim/", "/f/", "/o/", "/assets/")


@cache
def _count(route: str, method: str, status: str) -> Callable[[], None]:
    return _requests.labels(route, method, status).inc


@cache
def _observe(route: str) -> Callable[[float], None]:
    return _seconds.labels(route).observe


def route_class(path: str) -> str:
    """Name the class of a path: few values, whatever strangers ask for."""
    return next((prefix.strip("/_") for prefix in _ROUTES if path.startswith(prefix)), "app")


def observe(path: str, method: str, status: int, started: float) -> None:
    """Count one answered request that began at `started` (time.perf_counter)."""
    route = route_class(path)
    _count(route, method if method in _METHODS else "other", f"{status // 100}xx")()
    _observe(route)(time.perf_counter() - started)


def exposition() -> bytes:
    """Return the text; one query for the queue's depth."""
    from django.db.models import Count

    from bureau.platform.jobs import Job

    rows = Job.objects.values_list("state").annotate(count=Count("id"))
    depths = dict.fromkeys(Job.State.values, 0) | dict(rows)
    for state, depth in depths.items():
        _jobs.labels(state).set(depth)
    return generate_latest(REGISTRY)
