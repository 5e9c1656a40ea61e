"""Pictures beside a document: what they are, and how large."""

import struct
from dataclasses import dataclass

Content = bytes

MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
    (b"\x01\x00\x09\x00", "image/x-wmf"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
)
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "image/x-emf": "emf",
    "image/x-wmf": "wmf",
    "image/x-icon": "ico",
}
JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Asset:
    """A picture's bytes and what they are."""

    bytes: Content
    media_type: str


def media_type(content: bytes, name: str = "") -> str:
    """Return what a picture is, by its first bytes; its name only helps where they do not tell."""
    for magic, kind in MAGIC:
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:4] == b"\x01\x00\x00\x00" and content[40:44] == b" EMF":
        return "image/x-emf"
    if b"<svg" in content[:2048]:
        return "image/svg+xml"
    extension = name.rpartition(".")[2].lower()
    by_name = {one: kind for kind, one in EXTENSIONS.items()}
    return by_name.get(extension, "application/octet-stream")


def pixels(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF, JPEG or BMP; None when they are not told."""
    try:
        return _pixels(content)
    except (struct.error, IndexError):
        return None


def _pixels(content: bytes) -> tuple[int, int] | None:
    kind = media_type(content)
    if kind == "image/png":
        return struct.unpack(">II", content[16:24])
    if kind == "image/gif":
        return struct.unpack("<HH", content[6:10])
    if kind == "image/bmp":
        width, height = struct.unpack("<ii", content[18:26])
        return width, abs(height)
    return _jpeg_pixels(content) if kind == "image/jpeg" else None


def _jpeg_pixels(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(content) - 9:
        if content[at] != 0xFF:
            return None
        if content[at + 1] in JPEG_SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None
