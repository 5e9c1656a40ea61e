"""tus 1.0 (tus.io/protocols/resumable-upload), as plain Django views over `actions.upload`.

Core, creation, creation-with-upload, checksum, termination, expiration. Bodies are streamed to a
file, never held in memory. Upload-Metadata: `filename`, and `parent` (folder id) or `node` (file to
replace) with an optional `version` (the one the client knew). A `key` of the client's own makes a
repeated creation find the first upload. The file's id is in `Bureau-Node` once it is there.
"""

import base64
import binascii
from collections.abc import Callable, Iterator
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from bureau.drive.actions.upload import (
    CHECKSUMS,
    LARGEST_BYTES,
    Checksum,
    Wanted,
    append_bytes,
    create_upload,
    end_upload,
    find_upload,
    settle,
)
from bureau.drive.errors import BadUpload
from bureau.drive.models import Upload
from bureau.people import Actor
from bureau.people.http.auth import signed_in
from bureau.platform.blobs.store import CHUNK_BYTES
from bureau.platform.errors import Refusal
from bureau.platform.http.problems import problem_response

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
BODY_TYPE = "application/offset+octet-stream"
PATH = "/api/v1/drive/uploads/"

View = Callable[..., HttpResponse]


def _tus(view: View) -> View:
    """Give the view the protocol's surroundings: version, method override, refusals as problems."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, **arguments: str) -> HttpResponse:
        request.method = request.headers.get("X-HTTP-Method-Override", request.method or "").upper()
        try:
            response = _checked(view, request, arguments)
        except Refusal as refusal:
            response = problem_response(refusal)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


def _checked(view: View, request: HttpRequest, arguments: dict[str, str]) -> HttpResponse:
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
        response = HttpResponse(status=412)
        response["Tus-Version"] = VERSION
        return response
    return view(request, **arguments)


@_tus
def uploads(request: HttpRequest) -> HttpResponse:
    """OPTIONS: what the server can; POST: open an upload, with its first bytes if there are any."""
    if request.method == "OPTIONS":
        return _capabilities()
    if request.method != "POST":
        return _not_allowed("OPTIONS, POST")
    actor = signed_in(request)
    upload = create_upload(actor, _wanted(request))
    if request.content_type == BODY_TYPE and upload.offset_bytes == 0:
        upload = _append(request, actor, upload.id, 0)
    else:
        upload = settle(actor, upload)  # an empty file is whole at once
    response = _state(HttpResponse(status=201), upload)
    response["Location"] = PATH + upload.id
    return response


@_tus
def one_upload(request: HttpRequest, upload_id: str) -> HttpResponse:
    """HEAD: how far it is; PATCH: more bytes; DELETE: end it."""
    if request.method == "OPTIONS":
        return _capabilities()
    actor = signed_in(request)
    if request.method == "HEAD":
        return _head(actor, upload_id)
    if request.method == "PATCH":
        return _patch(request, actor, upload_id)
    if request.method == "DELETE":
        end_upload(actor, upload_id)
        return HttpResponse(status=204)
    return _not_allowed("OPTIONS, HEAD, PATCH, DELETE")


def _head(actor: Actor, upload_id: str) -> HttpResponse:
    # A crash between the last byte and the file is made good here.
    upload = settle(actor, find_upload(actor, upload_id))
    response = _state(HttpResponse(status=200), upload)
    response["Upload-Length"] = str(upload.size_bytes)
    return response


def _patch(request: HttpRequest, actor: Actor, upload_id: str) -> HttpResponse:
    if request.content_type != BODY_TYPE:
        return HttpResponse(status=415)
    upload = _append(request, actor, upload_id, _number(request, "Upload-Offset"))
    return _state(HttpResponse(status=204), upload)


def _append(request: HttpRequest, actor: Actor, upload_id: str, offset: int) -> Upload:
    header = request.headers.get("Upload-Checksum")
    checksum = Checksum.parse(header) if header else None
    return append_bytes(actor, upload_id, offset, body_of(request), checksum)


def body_of(request: HttpRequest) -> Iterator[bytes]:
    """Yield the request's body as it arrives."""
    return iter(lambda: request.read(CHUNK_BYTES), b"")


def _state(response: HttpResponse, upload: Upload) -> HttpResponse:
    response["Upload-Offset"] = str(upload.offset_bytes)
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    if upload.node_id:
        response["Bureau-Node"] = upload.node_id
    return response


def _capabilities() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = EXTENSIONS
    response["Tus-Max-Size"] = str(LARGEST_BYTES)
    response["Tus-Checksum-Algorithm"] = ",".join(CHECKSUMS)
    return response


def _not_allowed(methods: str) -> HttpResponse:
    response = HttpResponse(status=405)
    response["Allow"] = methods
    return response


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isdecimal() or len(text) > 18:
        raise BadUpload(f"{header} must be a number.")
    return int(text)


def _wanted(request: HttpRequest) -> Wanted:
    named = read_metadata(request.headers.get("Upload-Metadata", ""))
    version = named.get("version", "")
    return Wanted(
        size_bytes=_number(request, "Upload-Length"),
        name=named.get("filename") or named.get("name") or "",
        parent_id=named.get("parent"),
        replaces_id=named.get("node"),
        if_version=int(version) if version.isdecimal() else None,
        media_type=named.get("filetype", ""),
        key=(named.get("key") or request.headers.get("Idempotency-Key", ""))[:255],
    )


def read_metadata(header: str) -> dict[str, str]:
    """Read `key base64,key base64`; raises `BadUpload`."""
    found = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise BadUpload("Upload-Metadata is not base64 of UTF-8.") from error
    return found
