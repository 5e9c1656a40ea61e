"""Routes of the administrators' screens that concern no single app."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from bureau import mail
from bureau.people.http.auth import admin_only
from bureau.platform import jobs
from bureau.platform.db import Page, paginate

from . import checkup, work

router = Router(tags=["administration"], auth=admin_only)

Limit = Annotated[int, Query(ge=1, le=200)]


class FindingOut(Schema):
    """The outcome of one check: ok, warning or failed."""

    check: str
    state: str
    message: str


class Health(Schema):
    """Whether everything is well."""

    state: str
    findings: list[FindingOut]


class LaneOut(Schema):
    """One lane of the queue."""

    lane: str
    due: int
    oldest_due_at: datetime | None
    running: int
    later: int


class WaitingDomainOut(Schema):
    """Mail that waits for one domain."""

    domain: str
    messages: int
    oldest_at: datetime
    next_try_at: datetime
    reply: str


class DeadKind(Schema):
    """How many jobs of one kind gave up."""

    name: str
    count: int


class BackgroundWork(Schema):
    """The queue, the mail on its way out, and what gave up."""

    workers: int
    lanes: list[LaneOut]
    outbound: list[WaitingDomainOut]
    dead: list[DeadKind]


class DeadLetterOut(Schema):
    """A job that gave up."""

    id: int
    name: str
    attempts: int
    created_at: datetime
    failed_at: datetime
    reason: str
    trace: str
    about: dict[str, str]


class DeadLetterPage(Schema):
    """A page of dead letters, the last one first."""

    items: list[DeadLetterOut]
    next: str | None


class ReplayIn(Schema):
    """Which dead letters to try again; null means all."""

    ids: list[int] | None = Field(None, max_length=1000)


class DiscardIn(Schema):
    """Which dead letters to delete."""

    ids: list[int] = Field(max_length=1000)


class Touched(Schema):
    """How many jobs were touched."""

    count: int


@router.get("/admin/health", response=Health)
def get_health(request: HttpRequest) -> dict[str, object]:
    """Run the checks of `bureau doctor` that a running server can answer."""
    findings = checkup.run_checks(checkup.SERVING)
    return {"state": checkup.worst(findings), "findings": findings}


@router.get("/admin/background-work", response=BackgroundWork)
def get_background_work(request: HttpRequest) -> dict[str, object]:
    """How much waits, since when, and for which domains mail waits. Seven queries."""
    return {
        "workers": jobs.worker_count(),
        "lanes": jobs.lane_states(),
        "outbound": mail.outbound_queue(),
        "dead": [{"name": name, "count": count} for name, count in jobs.dead_counts().items()],
    }


@router.get("/admin/dead-letters", response=DeadLetterPage)
def get_dead_letters(
    request: HttpRequest, name: str = "", cursor: str | None = None, limit: Limit = 50
) -> dict[str, object]:
    """Jobs that gave up, the last one first. Two queries with the session's."""
    page: Page[jobs.Job] = paginate(jobs.dead_jobs(name), ("-id",), cursor, limit)
    return {"items": [jobs.described(job) for job in page.items], "next": page.next}


@router.post("/admin/dead-letters/replay", response=Touched)
def post_replay(request: HttpRequest, body: ReplayIn) -> dict[str, int]:
    """Try dead letters again."""
    return {"count": work.replay(body.ids)}


@router.post("/admin/dead-letters/discard", response=Touched)
def post_discard(request: HttpRequest, body: DiscardIn) -> dict[str, int]:
    """Delete dead letters for good."""
    return {"count": work.discard(body.ids)}
