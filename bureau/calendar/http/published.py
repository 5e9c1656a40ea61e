"""Published calendars at addresses that anybody may open: as .ics and as a plain page.

Whoever knows the address reads what the owner chose to show; private events are never in it.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache, wraps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from bureau.platform.errors import NotFound
from bureau.platform.http.language import language_of

from .. import policies
from ..actions.publishing import published
from ..exporting import calendar_file, private_objects
from ..free_time import takes_time
from ..models import Calendar, Publication
from ..published_words import WORDS
from ..queries import EventRow, occurrences_between, placed
from ..splitting import busy_file

SHOWN_FOR = timedelta(days=60)
MOST_SHOWN = 500
CACHED_S = 300
_STYLE = Path(__file__).with_name("published.css")
View = Callable[[HttpRequest, Calendar, Publication], HttpResponse]


def _published(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Answer what is published at the address, to anybody; say nothing else of it."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            calendar, row = published(token)
        except NotFound:
            return HttpResponse("There is no calendar at this address.\n", "text/plain", 404)
        response = view(request, calendar, row)
        response["Cache-Control"] = f"private, max-age={CACHED_S}"
        response["X-Content-Type-Options"] = "nosniff"
        response["Referrer-Policy"] = "no-referrer"
        if not row.is_public:
            response["X-Robots-Tag"] = "noindex"
        return response

    return answer


@_published
def ics(request: HttpRequest, calendar: Calendar, row: Publication) -> HttpResponse:
    """Answer the calendar as one file."""
    if row.shows == Publication.Shows.BUSY:
        now = timezone.now()
        content = busy_file(calendar.name, _busy(calendar, now - SHOWN_FOR, now + 6 * SHOWN_FOR))
    else:
        content = calendar_file(calendar, private_objects(calendar))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return response


def _busy(calendar: Calendar, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    zone = calendar.time_zone or calendar.owner.time_zone
    return [
        _moments(row, zone)
        for row in occurrences_between([calendar.id], start, end, zone)
        if takes_time(row)
    ]


def _moments(row: EventRow, zone: str) -> tuple[datetime, datetime]:
    if row.is_local:
        return placed(row.start_at, zone), placed(row.end_at, zone)
    return row.start_at, row.end_at


@_published
def page(request: HttpRequest, calendar: Calendar, row: Publication) -> HttpResponse:
    """Answer the next two months as a page without scripts."""
    words = WORDS[language_of(request.headers.get("Accept-Language", ""))]
    zone = ZoneInfo(calendar.time_zone or calendar.owner.time_zone)
    now = timezone.now()
    found = occurrences_between([calendar.id], now, now + SHOWN_FOR, str(zone))[:MOST_SHOWN]
    shown = [_shown(one, zone, row, words) for one in found if _is_told(one, row)]
    style, source = _style()
    context = {"calendar": calendar, "days": _by_day(shown), "words": words, "zone": zone}
    response = render(request, "calendar/published.html", {**context, "style": style})
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src '{source}'; base-uri 'none'; form-action 'none'"
    )
    response["Vary"] = "Accept-Language"
    return response


def _is_told(one: EventRow, row: Publication) -> bool:
    if row.shows == Publication.Shows.BUSY:
        return takes_time(one)
    hides = policies.hides_details(policies.READ, one.visibility)
    return one.component == "VEVENT" and not hides


def _shown(
    one: EventRow, zone: ZoneInfo, row: Publication, words: Mapping[str, str]
) -> dict[str, Any]:
    start, end = (one.start_at, one.end_at) if one.is_local else (
        one.start_at.astimezone(zone),
        one.end_at.astimezone(zone),
    )  # fmt: skip
    is_busy = row.shows == Publication.Shows.BUSY
    return {
        "day": start.date(),
        "time": words["all_day"] if one.is_all_day else f"{start:%H:%M}–{end:%H:%M}",
        "title": words["busy"] if is_busy else one.title or words["untitled"],
        "location": "" if is_busy else one.location,
    }


def _by_day(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    days: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        days.setdefault(row["day"].isoformat(), []).append(row)
    return days


@cache
def _style() -> tuple[str, str]:
    style = _STYLE.read_text(encoding="utf-8")
    digest = hashlib.sha256(style.encode()).digest()
    return style, f"sha256-{base64.b64encode(digest).decode()}"
