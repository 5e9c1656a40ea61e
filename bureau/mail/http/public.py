"""Pages of mail that anybody may open: without scripts, in the browser's language, never kept."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.platform.http.language import Language, language_of

from ..public_words import words

_STYLE = Path(__file__).with_name("public.css")


def language_wanted(request: HttpRequest) -> Language:
    """Return the language of ours that the browser wants most."""
    return language_of(request.headers.get("Accept-Language", ""))


@cache
def _style() -> tuple[str, str]:
    """Return the style of the pages, and what names it in their policy."""
    style = _STYLE.read_text(encoding="utf-8")
    digest = hashlib.sha256(style.encode()).digest()
    return style, f"sha256-{base64.b64encode(digest).decode()}"


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page made of a template in `templates/mail`, which may load and run nothing but
    pictures and frames of ours.
    """
    language = language_wanted(request)
    phrases = words(language)
    style, source = _style()
    shared = {"language": language, "words": phrases, "style": style}
    response = render(
        request, f"mail/{template}.html", {**shared, **context}, "text/html; charset=utf-8", status
    )
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src '{source}'; img-src 'self' data:; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language, Cookie"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def say(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """Return a page that only says something: the phrase, and the one that explains it."""
    phrases = words(language_wanted(request))
    context = {"title": phrases[name], "text": phrases[f"{name}_text"]}
    return show(request, "message", context, status)
