"""Routes of people under /api/v1."""

from ninja import Router

router = Router(tags=["people"])
