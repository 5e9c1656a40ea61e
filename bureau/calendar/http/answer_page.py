"""The page on which a guest elsewhere answers by the signed link of the invitation.

GET changes nothing, since mail programs and scanners open links; the answer is a POST. Works
without scripts.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bureau.people import find_person
from bureau.platform.http.language import Language, language_of

from ..actions.answer import Answer, answer_for, invitation
from ..ical import CalendarData, text_of
from ..imip.letter import when_text
from ..imip.links import AnswerLink, read_token
from ..scheduling import partstat_of
from ..scheduling.attendees import attendee_in
from ..scheduling_words import word, words

ANSWERS = ("accepted", "tentative", "declined")
_STYLE = Path(__file__).with_name("public.css")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation with the answer to confirm; a POST gives it. Links that are not ours are
    404, those of events that are gone 410.
    """
    link = read_token(token)
    if link is None:
        return _show(request, {"step": "gone"}, 404)
    data = invitation(find_person(link.organizer_id), link.uid, link.address)
    if data is None:
        return _show(request, {"step": "gone"}, 410)
    given = request.POST if request.method == "POST" else request.GET
    chosen = given.get("answer", "")
    if request.method != "POST" or chosen not in ANSWERS:
        return _show(request, _shown(request, data, link, chosen))
    note = request.POST.get("note", "")[:2000]
    if not answer_for(link.organizer_id, link.uid, link.address, Answer(chosen, note)):
        return _show(request, {"step": "gone"}, 410)
    return _show(request, {**_shown(request, data, link, chosen), "step": "done"})


def _shown(
    request: HttpRequest, data: CalendarData, link: AnswerLink, chosen: str
) -> dict[str, Any]:
    language = _language(request)
    part = next(one for one in data.parts if attendee_in(one, {link.address}) is not None)
    me = attendee_in(part, {link.address})
    known = partstat_of(me).lower() if me is not None else ""
    selected = chosen if chosen in ANSWERS else known
    return {
        "step": "ask",
        "title": text_of(part, "SUMMARY") or word(language, "no_title"),
        "when": when_text(part, language),
        "where": text_of(part, "LOCATION"),
        "email": link.address,
        "chosen": word(language, f"page_answer_{selected}") if selected in ANSWERS else "",
        "answers": [
            {"value": one, "label": word(language, f"page_answer_{one}"), "on": one == selected}
            for one in ANSWERS
        ],
    }


def _language(request: HttpRequest) -> Language:
    return language_of(request.headers.get("Accept-Language", ""))


@cache
def _style() -> tuple[str, str]:
    style = _STYLE.read_text(encoding="utf-8")
    digest = hashlib.sha256(style.encode()).digest()
    return style, f"sha256-{base64.b64encode(digest).decode()}"


def _show(request: HttpRequest, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    language = _language(request)
    style, source = _style()
    shared = {"language": language, "words": words(language), "style": style, **context}
    response = render(
        request, "calendar/answer.html", shared, "text/html; charset=utf-8", status=status
    )
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src '{source}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response
