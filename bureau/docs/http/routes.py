"""Routes of docs under /api/v1."""

from ninja import Router

from . import documents

router = Router(tags=["docs"])
for part in (documents,):
    router.add_router("", part.router)
