"""Routes of content: reading a document in several formats, and writing into it."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja import Router, Status

from bureau.docs import queries
from bureau.docs.actions.mark import mark_thread
from bureau.docs.actions.write import Found, Range, append, replace
from bureau.docs.content.formats import write_content
from bureau.docs.content.schema import Json
from bureau.docs.errors import BadContent
from bureau.docs.link_previews import preview_link
from bureau.docs.policies import standing
from bureau.drive import Verb

from .requests import CallerRequest, caller
from .schemas import ContentIn, Format, LinkPreviewOut, MarkIn, ReplaceIn, Written

router = Router(auth=caller)

_TYPES = {"markdown": "text/markdown", "html": "text/html", "text": "text/plain"}


@router.get("/docs/{id}/content", response={200: Any})
def get_content(request: CallerRequest, id: str, format: Format = "json") -> HttpResponse:
    """The whole document: an envelope as JSON, or its body as text with suggestions accepted."""
    envelope = queries.content(request.auth, id)
    return content_answer(id, envelope, format)


def content_answer(document_id: str, envelope: Json, format: Format) -> HttpResponse:
    """Return the answer that carries content in a format."""
    if format == "json":
        return JsonResponse(envelope, json_dumps_params={"ensure_ascii": False})

    def address(source: str) -> str:
        return f"/api/v1/docs/{document_id}/assets/{source.removeprefix('asset:')}"

    text = write_content(format, envelope["body"], address)
    response = HttpResponse(text, content_type=f"{_TYPES[format]}; charset=utf-8")
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.get("/docs/{id}/link-preview", response=LinkPreviewOut | None)
def get_link_preview(request: CallerRequest, id: str, url: str) -> HttpResponse:
    """What an address leads to: a title and a line below it; null when nothing is known."""
    standing(request.auth, id, Verb.READ)
    found = preview_link(request.auth, url)
    answer = JsonResponse(asdict(found) if found else None, safe=False)
    answer["Cache-Control"] = "private, max-age=600"
    return answer


@router.post("/docs/{id}/append", response=Written)
def append_content(request: CallerRequest, id: str, body: ContentIn) -> Json:
    """Add content at the end; collaborators see it at once."""
    return {"seq": append(request.auth, id, body.format, body.content)}


@router.post("/docs/{id}/replace", response=Written)
def replace_content(request: CallerRequest, id: str, body: ReplaceIn) -> Json:
    """Put content in the place of a text (`find`) or of `blocks`; 409 where it is not there."""
    return {"seq": replace(request.auth, id, _place(body), body.format, body.content)}


def _place(body: ReplaceIn) -> Found | Range:
    if body.blocks:
        return Range(body.blocks.first, body.blocks.last, body.blocks.expected)
    if not body.find:
        raise BadContent("Say what to replace: `find` a text, or name `blocks`.")
    return Found(body.find, body.everywhere)


@router.post("/docs/{id}/comment-marks", response={204: None})
def add_comment_mark(request: CallerRequest, id: str, body: MarkIn) -> Status[None]:
    """Mark what a thread is about, between two Yjs relative positions; for who may comment."""
    mark_thread(request.auth, id, body.thread_id, body.start, body.end)
    return Status(204, None)
