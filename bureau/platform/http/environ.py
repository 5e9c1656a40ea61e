"""The WSGI environment (PEP 3333) of an ASGI request."""

import sys
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from .asgi import Scope
from .peer import Peer

Environ = dict[str, object]

# The peer is decided in one place; Django must never see what strangers wrote about themselves.
DROPPED = frozenset({b"x-forwarded-for", b"x-forwarded-proto", b"proxy"})


def environ_of(scope: Scope, peer: Peer, body: BinaryIO, length: int | None) -> Environ:
    """Build the environment; `length` None stands for a body of unknown length."""
    server = scope.get("server") or ("localhost", 80)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"].partition(b"?")[0]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": "HTTP/" + scope["http_version"],
        "REMOTE_ADDR": peer.address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": peer.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        # Django bounds its reading by CONTENT_LENGTH; a chunked body ends where our stream ends.
        "CONTENT_LENGTH": str(sys.maxsize if length is None else length),
    }
    _add_headers(environ, scope)
    return environ


def _add_headers(environ: Environ, scope: Scope) -> None:
    for name, raw in scope["headers"]:
        if name in DROPPED or b"_" in name or name == b"content-length":
            continue
        value = raw.decode("latin-1")
        if name == b"content-type":
            environ["CONTENT_TYPE"] = value
            continue
        key = "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        if key in environ:
            value = f"{environ[key]}{'; ' if name == b'cookie' else ','}{value}"
        environ[key] = value
