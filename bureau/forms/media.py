"""The type of an uploaded file, told by its first bytes; what the sender claims counts for text
alone.
"""

import mimetypes

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftypavif", "image/avif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-executable"),
)
_INSIDE_ZIP = ("vnd.openxmlformats", "vnd.oasis.opendocument", "zip", "epub")
_OLE = ("msword", "vnd.ms-")
HEAD_BYTES = 1024


def sniff(head: bytes, name: str) -> str:
    """Return the media type by the first kilobyte; the name only tells relatives apart."""
    for offset, magic, media_type in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return _relative(media_type, name)
    if head[:4] == b"PK\x03\x04":
        return _by_name(name, _INSIDE_ZIP) or "application/zip"
    return _text_type(head, name)


def accepts(accept: tuple[str, ...], media_type: str) -> bool:
    """Tell whether a list of accepted types takes the type."""
    major = media_type.split("/")[0]
    return not accept or any(item in (media_type, f"{major}/*", "*/*") for item in accept)


def _relative(media_type: str, name: str) -> str:
    if media_type == "application/x-ole-storage":
        return _by_name(name, _OLE) or media_type
    return media_type


def _by_name(name: str, words: tuple[str, ...]) -> str:
    guess = mimetypes.guess_type(name)[0] or ""
    return guess if any(word in guess for word in words) else ""


def _text_type(head: bytes, name: str) -> str:
    """Text is never called HTML or SVG: those would run in a browser that opens them."""
    if b"\x00" in head:
        return "application/octet-stream"
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return "application/octet-stream"
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"
