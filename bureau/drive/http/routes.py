"""Routes of drive under /api/v1."""

from ninja import Router

router = Router(tags=["drive"])
