"""Routes of drive under /api/v1."""

from ninja import Router

from . import administration, archives, drives, links, lists, nodes, sharing

router = Router(tags=["drive"])
for part in (drives, administration, archives, lists, nodes, sharing, links):
    router.add_router("", part.router)
