"""Routes that read and write files of other programs."""

from typing import Any, Literal

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from bureau.docs import convert
from bureau.docs.actions.exchange import MOST_BYTES, export, import_file, import_node
from bureau.drive import Node
from bureau.people.http.auth import signed_in

from .requests import CallerRequest, SignedRequest, caller
from .schemas import MadeDocument

router = Router()

FileFormat = Literal["docx", "odt", "pdf", "md", "html", "txt"]
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


@router.get("/docs/{id}/export", response={200: bytes}, auth=caller)
def export_document(request: CallerRequest, id: str, format: FileFormat) -> HttpResponse:
    """The document as a file, always as a download."""
    name, content = export(request.auth, id, format)
    response = HttpResponse(content, content_type=_TYPES[format])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{format}") or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.post("/docs/import", response={201: MadeDocument}, auth=signed_in)
def import_document(
    request: SignedRequest, file: File[UploadedFile], parent: Form[str] = ""
) -> Status[dict[str, Any]]:
    """Make a document out of a docx, odt, md, html or txt file."""
    if (file.size or 0) > MOST_BYTES:
        raise convert.TooLarge
    return _made(import_file(request.auth, parent, file.name or "", file.read()))


@router.post("/docs/from-file/{node_id}", response={201: MadeDocument}, auth=signed_in)
def import_from_drive(request: SignedRequest, node_id: str) -> Status[dict[str, Any]]:
    """Make a document out of a file in drive; the file stays."""
    return _made(import_node(request.auth, node_id))


def _made(node: Node) -> Status[dict[str, Any]]:
    return Status(201, {"id": node.id, "name": node.name, "url": f"/docs/{node.id}"})
