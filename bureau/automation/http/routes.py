"""Routes of automation under /api/v1."""

from ninja import Router

router = Router(tags=["automation"])
