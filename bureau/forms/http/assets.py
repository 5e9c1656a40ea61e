"""The page's style and script: one small style sheet of its own, and the script that the web build
made.

Without a build the page simply has no script.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

import bureau

_STYLE = Path(__file__).with_name("page.css")
_DIST = Path(bureau.__path__[0]).parent / "web" / "dist"
_ENTRY = "src/apps/forms/public/main.ts"


@cache
def _style() -> tuple[bytes, str]:
    content = _STYLE.read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]


def style_url() -> str:
    """Return the address of the style sheet, which changes with its content."""
    return f"/f/-/{_style()[1]}.css"


def style(_request: HttpRequest, digest: str) -> HttpResponse:
    """Give the style sheet."""
    content, current = _style()
    response = HttpResponse(content, content_type="text/css; charset=utf-8")
    is_current = digest == current
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_current else "no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def script_urls() -> tuple[str, ...]:
    """Return the addresses of the script, empty where the web was not built."""
    manifest = _DIST / ".vite" / "manifest.json"
    try:
        return _script_urls(manifest.stat().st_mtime_ns)
    except OSError:
        return ()


@cache
def _script_urls(_changed_at: int) -> tuple[str, ...]:
    entries = json.loads((_DIST / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    entry = entries.get(_ENTRY)
    return (f"/{entry['file']}",) if entry else ()
