"""Routes of drive under /api/v1."""

from ninja import Router

from . import administration, drives, links, lists, nodes, sharing

router = Router(tags=["drive"])
for part in (drives, administration, lists, nodes, sharing, links):
    router.add_router("", part.router)
