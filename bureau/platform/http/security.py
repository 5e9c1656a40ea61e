"""Security headers: set on every answer, unless the view chose stricter ones itself."""

from .asgi import Headers, header

# Mantine writes computed styles inline; scripts never are.
APP_POLICY = (
    b"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    b"media-src 'self' blob:; frame-src 'self' blob:; worker-src 'self' blob:; "
    b"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PLAIN_POLICY = b"default-src 'none'; frame-ancestors 'none'"
# Files of people: shown, never run, never with our origin.
BLOB_POLICY = (
    b"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
    b"frame-ancestors 'self'; sandbox"
)

_ALWAYS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
_HTTPS: Headers = [(b"strict-transport-security", b"max-age=31536000; includeSubDomains")]


def secured(headers: Headers, *, is_https: bool) -> Headers:
    """Return the headers of an answer with the security headers it lacks."""
    names = {name for name, _ in headers}
    added = [pair for pair in _ALWAYS if pair[0] not in names]
    if is_https:
        added += [pair for pair in _HTTPS if pair[0] not in names]
    if b"content-security-policy" not in names:
        added.append((b"content-security-policy", _policy(headers)))
    return [*headers, *added]


def _policy(headers: Headers) -> bytes:
    kind = header(headers, b"content-type") or b""
    return APP_POLICY if kind.startswith(b"text/html") else PLAIN_POLICY
