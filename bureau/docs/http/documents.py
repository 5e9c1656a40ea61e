"""Routes of documents: the home page's lists, making one, and what the editor shows around it."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Status

from bureau.docs import queries
from bureau.docs.actions.create import create_document, language_of
from bureau.docs.content.picture import picture_of
from bureau.docs.models import Document
from bureau.docs.policies import standing
from bureau.docs.templates import gallery, preview
from bureau.drive import Verb
from bureau.people.http.auth import signed_in
from bureau.platform.db import Page

from .requests import CallerRequest, SignedRequest, caller
from .schemas import DocumentOut, MadeDocument, NewDocument, RecentList, TemplateList

router = Router()

Row = dict[str, Any]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.post("/docs", response={201: MadeDocument}, auth=signed_in)
def add_document(request: SignedRequest, body: NewDocument) -> Status[Row]:
    """Make a document, empty or from a template; without a parent, at the top of My Drive."""
    node = create_document(request.auth, body.parent, body.name, body.template)
    return Status(201, {"id": node.id, "name": node.name, "url": f"/docs/{node.id}"})


@router.get("/docs/recent", response=RecentList, auth=signed_in)
def list_recent_documents(
    request: SignedRequest,
    q: str = "",
    owner: str = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Row]:
    """Documents I may see, last changed first; `owner`: `me` or the id of who made them."""
    return queries.recent(request.auth, q, owner, cursor, limit)


@router.get("/docs/templates", response=TemplateList, auth=signed_in)
def list_templates(request: SignedRequest, language: str = "") -> Row:
    """Templates in a language, else in mine."""
    found = gallery(language or language_of(request.auth))
    return {
        "items": [
            {
                "id": template.id,
                "title": template.title,
                "description": template.description,
                "preview": preview(template),
                "thumbnail": picture_of(template.envelope),
            }
            for template in found
        ]
    }


@router.get("/docs/{id}", response=DocumentOut, auth=caller)
def get_document(request: CallerRequest, id: str) -> Row:
    """What the editor shows around a document."""
    return queries.describe(request.auth, id)


@router.get("/docs/{id}/thumbnail", auth=caller, response={200: bytes})
def get_thumbnail(request: CallerRequest, id: str) -> HttpResponse:
    """The first page as SVG; its address changes with the picture."""
    standing(request.auth, id, Verb.READ)
    found = Document.objects.filter(id=id).values_list("thumbnail", flat=True).first()
    response = HttpResponse(found or "", content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=86400"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
