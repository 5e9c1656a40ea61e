"""Routes of audit under /api/v1."""

from ninja import Router

router = Router(tags=["audit"])
