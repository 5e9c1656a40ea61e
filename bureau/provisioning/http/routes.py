"""Routes of provisioning under /api/v1."""

from ninja import Router

router = Router(tags=["provisioning"])
