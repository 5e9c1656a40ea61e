"""Routes of the pictures in a document."""

import json
from typing import Any

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ValidationError

from bureau.docs import queries
from bureau.docs.actions.pictures import LARGEST_BYTES, add_picture, add_picture_from
from bureau.docs.errors import BadImage
from bureau.docs.models import Asset

from .requests import CallerRequest, caller
from .schemas import PictureFrom, PictureOut

router = Router(auth=caller)

_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["url"],
                    "properties": {"url": {"type": "string"}},
                }
            },
        },
    }
}


@router.post("/docs/{id}/images", response={201: PictureOut}, openapi_extra=_BODY)
def add_image(request: CallerRequest, id: str) -> Status[dict[str, Any]]:
    """Keep a picture for the document: a multipart `file`, or as JSON the public `url` to fetch it
    from.
    """
    file = request.FILES.get("file")
    if file is None:
        asset = add_picture_from(request.auth, id, _url(request))
    elif (file.size or 0) > LARGEST_BYTES:
        raise BadImage(f"Pictures have at most {LARGEST_BYTES >> 20} MB.")
    else:
        asset = add_picture(request.auth, id, file.read())
    return Status(201, _shown(asset))


def _url(request: CallerRequest) -> str:
    try:
        return PictureFrom(**json.loads(request.body)).url
    except (ValueError, TypeError, ValidationError) as error:
        raise BadImage("Send a picture as `file`, or its address as `url`.") from error


def _shown(asset: Asset) -> dict[str, Any]:
    return {
        "src": f"asset:{asset.key}",
        "url": f"/api/v1/docs/{asset.document_id}/assets/{asset.key}",
        "width": asset.width or None,
        "height": asset.height or None,
    }


@router.get("/docs/{id}/assets/{asset_id}", response={200: bytes})
def get_asset(request: CallerRequest, id: str, asset_id: str) -> HttpResponse:
    """The bytes of a picture; they never change."""
    asset = queries.asset(request.auth, id, asset_id)
    response = HttpResponse(content_type=asset.media_type)
    response["X-Bureau-Blob"] = asset.blob
    response["ETag"] = f'"{asset.blob}"'
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
