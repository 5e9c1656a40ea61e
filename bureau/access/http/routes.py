"""Routes of access under /api/v1."""

from ninja import Router

router = Router(tags=["access"])
