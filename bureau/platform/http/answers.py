"""JSON answers, written by orjson.

A hot list answers `JsonAnswer` of plain rows: its schema documents the route and tests hold it to
that, but no row is copied into a model to be checked and copied back.
"""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from bureau.platform.db import Page

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class JsonAnswer(HttpResponse):
    """A document of plain values: text, numbers, moments, lists, dictionaries with text as keys."""

    def __init__(self, document: object, status: int = 200) -> None:
        content = orjson.dumps(document, option=orjson.OPT_UTC_Z)
        super().__init__(content, status=status, content_type="application/json")


def page_answer(page: Page[Any], **more: object) -> JsonAnswer:
    """Answer a page of a list; `more` are members beside its items."""
    return JsonAnswer({"items": page.items, "next": page.next, **more})


class JsonRenderer(BaseRenderer):
    """Writes what the other routes of the API answer, in the same way."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=NinjaJSONEncoder().default, option=_OPTIONS)
