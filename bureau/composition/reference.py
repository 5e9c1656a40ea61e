"""/api/docs: the reference page of the JSON API, where every call can be tried.

It is Swagger UI as django-ninja brings it along; nothing comes from another host.
"""

import json
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.html import escape

PARTS = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui-init.js": "text/javascript",
}
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
SETTINGS = {"url": "/api/v1/openapi.json", "deepLinking": True, "layout": "BaseLayout"}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bureau API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body data-api-csrf="true" data-csrf-token="{token}">
<script type="application/json" id="swagger-settings">{settings}</script>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/swagger-ui-init.js"></script>
</body>
</html>
"""


def page(request: HttpRequest) -> HttpResponse:
    """Show every route; calls are made as whoever is signed in."""
    text = PAGE.format(token=escape(get_token(request)), settings=json.dumps(SETTINGS))
    return HttpResponse(text, headers={"Content-Security-Policy": POLICY})


def part(_request: HttpRequest, name: str) -> HttpResponse:
    """Return one of the page's own files."""
    if name not in PARTS:
        raise Http404
    content = (files("ninja") / "static" / "ninja" / name).read_bytes()
    return HttpResponse(
        content, content_type=PARTS[name], headers={"Cache-Control": "public, max-age=86400"}
    )
