"""Routes of versions; for those who may write: an old version may say what readers may not see."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Status

from bureau.docs import queries
from bureau.docs.actions.versions import name_version, rename_version, restore_version

from .content import content_answer
from .requests import CallerRequest, caller
from .schemas import (
    Comparison,
    DocumentVersionList,
    DocumentVersionOut,
    Format,
    VersionName,
    Written,
)

router = Router(auth=caller)

Row = dict[str, Any]


@router.get("/docs/{id}/versions", response=DocumentVersionList)
def list_versions(request: CallerRequest, id: str) -> Row:
    """The versions of a document, newest first; those without a name were kept by themselves."""
    return {"items": queries.versions(request.auth, id)}


@router.post("/docs/{id}/versions", response={201: DocumentVersionOut})
def add_version(request: CallerRequest, id: str, body: VersionName) -> Status[Row]:
    """Keep the document as it is now under a name."""
    version_id = name_version(request.auth, id, body.name)
    return Status(201, queries.version(request.auth, id, version_id))


@router.patch("/docs/{id}/versions/{version_id}", response=DocumentVersionOut)
def patch_version(request: CallerRequest, id: str, version_id: str, body: VersionName) -> Row:
    """Give a version another name."""
    rename_version(request.auth, id, version_id, body.name)
    return queries.version(request.auth, id, version_id)


@router.get("/docs/{id}/versions/{version_id}", response={200: Any})
def get_version(
    request: CallerRequest, id: str, version_id: str, format: Format = "json"
) -> HttpResponse:
    """What a version says, as the content of the document itself."""
    return content_answer(id, queries.version_content(request.auth, id, version_id), format)


@router.get("/docs/{id}/versions/{version_id}/compare", response=Comparison)
def compare_versions(request: CallerRequest, id: str, version_id: str, to: str = "now") -> Row:
    """What changed from a version to another, or to `now`: words, and by whom."""
    return queries.comparison(request.auth, id, version_id, to)


@router.post("/docs/{id}/versions/{version_id}/restore", response=Written)
def restore(request: CallerRequest, id: str, version_id: str) -> Row:
    """Make the document say what a version said, by a new edit."""
    return {"seq": restore_version(request.auth, id, version_id)}
