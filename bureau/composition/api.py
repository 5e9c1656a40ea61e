"""The JSON API: every app's router under /api/v1, one error shape."""

from ninja import NinjaAPI

from bureau.platform.http.answers import JsonRenderer
from bureau.platform.http.problems import install_problem_handlers

from . import live
from .admin import routes as admin
from .wiring import parts


def build_api() -> NinjaAPI:
    """Return the API with all routes."""
    api = NinjaAPI(
        title="Bureau",
        version="1",
        openapi_url="/openapi.json",
        docs_url=None,
        urls_namespace="api",
        renderer=JsonRenderer(),
    )
    install_problem_handlers(api)
    api.add_router("", live.router)
    api.add_router("", admin.router)
    for routes in parts("http.routes"):
        api.add_router("", routes.router)
    return api


api = build_api()
