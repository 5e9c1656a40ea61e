"""Answers that carry a file's bytes: the front door sends the blob named in `X-Bureau-Blob`, ranges
included.
"""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag

from bureau.drive.media import UNKNOWN, is_inline_safe


def file_response(
    *, name: str, blob: str, media_type: str, version: int, inline: bool
) -> HttpResponse:
    """Return the answer for a file. Only types that run no script are shown inline."""
    shown = inline and is_inline_safe(media_type)
    response = HttpResponse(content_type=_content_type(media_type or UNKNOWN))
    response["X-Bureau-Blob"] = blob
    response["ETag"] = quote_etag(str(version))
    response["Content-Disposition"] = content_disposition(name, inline=shown)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Chromium's PDF viewer does not start inside a sandbox; it runs isolated from our origin
    # anyway.
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'"
    sandbox = "" if shown and media_type == "application/pdf" else "; sandbox"
    response["Content-Security-Policy"] = policy + sandbox
    return response


def thumbnail_response(blob: str | None) -> HttpResponse:
    """Return the answer for a small picture that we made ourselves, or are about to."""
    if blob is None:
        return HttpResponse(status=202, headers={"Retry-After": "2", "Cache-Control": "no-store"})
    response = HttpResponse(content_type="image/webp")
    response["X-Bureau-Blob"] = blob
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"
    return response


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def content_disposition(name: str, *, inline: bool) -> str:
    """Write the header of RFC 6266: an ASCII fallback, and the name itself as in RFC 8187."""
    kind = "inline" if inline else "attachment"
    ascii_name = "".join(c if " " <= c <= "~" and c not in '"\\%' else "_" for c in name)
    if ascii_name == name:
        return f'{kind}; filename="{name}"'
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"


def expected_version(request: HttpRequest) -> int | None:
    """Return the version that If-Match names, None without it, -1 for one that never was."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    text = header.removeprefix("W/").strip('"')
    return int(text) if text.isdecimal() and len(text) < 10 else -1
