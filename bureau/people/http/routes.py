"""Routes of people under /api/v1."""

from ninja import Router

from .groups import router as groups
from .invitations import router as invitations
from .me import router as me
from .people import router as people

router = Router(tags=["people"])
for part in (me, people, groups, invitations):
    router.add_router("", part)
