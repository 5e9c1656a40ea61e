"""The built web app: hashed assets for a year, `index.html` for every client route.

All files are read once at start (a few megabytes) with their precompressed `.br` and `.gz`
siblings; text without a sibling is compressed once, then.
"""

import gzip
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from blake3 import blake3

from .asgi import Headers, Scope, Send, header, send_answer
from .blob import matches

COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/javascript",
    "image/svg",
    "application/manifest",
)
IMMUTABLE = b"public, max-age=31536000, immutable"
REVALIDATE = b"no-cache"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file of the web app in its encodings."""

    media_type: str
    etag: str
    is_hashed: bool
    plain: bytes
    encodings: dict[bytes, bytes]


class WebApp:
    """The files below a folder; an absent folder answers nothing."""

    def __init__(self, folder: Path) -> None:
        self._files = dict(_load(folder)) if folder.is_dir() else {}

    def file(self, path: str) -> StaticFile | None:
        """Return the file at a path, None when there is none."""
        return self._files.get(path)

    def page(self) -> StaticFile | None:
        """Return the page that every client route starts from."""
        return self._files.get("/index.html")


def _load(folder: Path) -> list[tuple[str, StaticFile]]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return [
        (f"/{path.relative_to(folder).as_posix()}", _read(path, folder))
        for path in paths
        if path.suffix not in (".br", ".gz")
    ]


def _read(path: Path, folder: Path) -> StaticFile:
    plain = path.read_bytes()
    media_type = _media_type(path)
    encodings = {
        coding: packed.read_bytes()
        for coding, suffix in ((b"br", ".br"), (b"gzip", ".gz"))
        if (packed := path.with_name(path.name + suffix)).is_file()
    }
    if not encodings and len(plain) > 512 and media_type.startswith(COMPRESSIBLE):
        encodings[b"gzip"] = gzip.compress(plain, 6, mtime=0)
    is_hashed = path.relative_to(folder).parts[0] == "assets"
    return StaticFile(
        media_type, f'"{blake3(plain).hexdigest()[:24]}"', is_hashed, plain, encodings
    )


def _media_type(path: Path) -> str:
    if path.suffix in (".js", ".mjs"):
        return "text/javascript; charset=utf-8"
    if path.suffix == ".webmanifest":
        return "application/manifest+json"
    guess = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{guess}; charset=utf-8" if guess.startswith("text/") else guess


async def send_file(scope: Scope, send: Send, file: StaticFile) -> int:
    """Answer with the file in the best encoding the client takes; return the status."""
    headers: Headers = [
        (b"content-type", file.media_type.encode()),
        (b"cache-control", IMMUTABLE if file.is_hashed else REVALIDATE),
        (b"etag", file.etag.encode()),
        (b"vary", b"accept-encoding"),
    ]
    known = header(scope["headers"], b"if-none-match")
    if known and matches(file.etag, known.decode("latin-1")):
        await send_answer(send, 304, headers)
        return 304
    accepted = header(scope["headers"], b"accept-encoding") or b""
    coding = next((name for name in file.encodings if name in accepted), None)
    if coding:
        headers.append((b"content-encoding", coding))
    await send_answer(send, 200, headers, file.encodings[coding] if coding else file.plain)
    return 200
