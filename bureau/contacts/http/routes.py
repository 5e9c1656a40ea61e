"""The JSON API of contacts. Names come before ids: the first route that fits is taken."""

from ninja import Router

from . import book_routes, card_routes, finding_routes, label_routes, transfer_routes

router = Router()
for part in (finding_routes, transfer_routes, label_routes, book_routes, card_routes):
    router.add_router("", part.router)
