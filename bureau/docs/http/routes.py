"""Routes of docs under /api/v1."""

from ninja import Router

from . import content, documents, exchange, pictures, versions

router = Router(tags=["docs"])
# The first route whose path fits answers all methods: `/docs/import` comes before `/docs/{id}`.
for part in (exchange, documents, content, pictures, versions):
    router.add_router("", part.router)
