"""Media types: read from the first bytes, then from the name; which of them a browser may show
inline.
"""

import mimetypes

HEAD_BYTES = 4096
UNKNOWN = "application/octet-stream"

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (8, b"WAVE", "audio/wav"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
)

# Containers whose name tells what is inside.
_CONTAINERS = {"application/zip", "application/x-ole-storage", "video/webm", "application/gzip"}

_BY_EXTENSION = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".epub": "application/epub+zip",
    ".mkv": "video/x-matroska",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".tgz": "application/gzip",
    ".gz": "application/gzip",
}

# The system's own tables are left out, so that every installation answers alike.
_STANDARD = mimetypes.MimeTypes(filenames=())

PREVIEWED = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})
_INLINE = PREVIEWED | {
    "application/pdf",
    "text/plain",
    "audio/mpeg",
    "audio/ogg",
    "audio/flac",
    "audio/wav",
    "video/mp4",
    "video/webm",
}


def sniff(head: bytes, name: str) -> str:
    """Return the media type of a file by its first bytes, else by its name."""
    found = _by_signature(head)
    named = _by_name(name)
    if found and found not in _CONTAINERS:
        return found
    if found:
        return named if named != UNKNOWN and not named.startswith("text/") else found
    return _text_type(named) if _is_text(head) else _binary_type(named)


def _by_signature(head: bytes) -> str | None:
    return next((kind for at, magic, kind in _SIGNATURES if head[at:].startswith(magic)), None)


def _by_name(name: str) -> str:
    extension = "." + name.rpartition(".")[2].lower() if "." in name else ""
    return _BY_EXTENSION.get(extension) or _STANDARD.guess_type("x" + extension)[0] or UNKNOWN


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # A character cut in two by the end of the sample is still text.
        return error.start >= len(head) - 3 and len(head) > 3
    return True


def _text_type(named: str) -> str:
    textual = named.startswith("text/") or named.endswith(("json", "xml", "javascript"))
    return named if textual or named.startswith("message/") else "text/plain"


def _binary_type(named: str) -> str:
    # Bytes that bear no image's signature are not shown as one, whatever the name says.
    return UNKNOWN if named in PREVIEWED or named.startswith("text/") else named


def is_inline_safe(media_type: str) -> bool:
    """Tell whether a browser may show bytes of this type on our origin."""
    return media_type in _INLINE


def has_preview(media_type: str) -> bool:
    """Tell whether the file itself can stand as its picture."""
    return media_type in PREVIEWED
