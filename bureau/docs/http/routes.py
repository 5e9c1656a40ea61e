"""Routes of docs under /api/v1."""

from ninja import Router

from . import content, documents, exchange, pictures, versions

router = Router(tags=["docs"])
for part in (documents, content, pictures, versions, exchange):
    router.add_router("", part.router)
