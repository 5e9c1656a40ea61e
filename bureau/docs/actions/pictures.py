"""Pictures of a document: kept as assets, each holding one reference on its blob."""

import re
from base64 import b64decode
from binascii import Error as BadBase64

from django.db import transaction

from bureau.docs.content.normal import normal_doc
from bureau.docs.content.schema import Json
from bureau.docs.convert.media import media_type, pixels
from bureau.docs.errors import BadImage
from bureau.docs.models import Asset
from bureau.docs.policies import Caller, standing
from bureau.drive import Verb
from bureau.platform import blobs, limits
from bureau.platform.http.outgoing import Unreachable, fetch
from bureau.platform.ids import new_id

LARGEST_BYTES = 25 << 20
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"})
_OWN = re.compile(r"^(?:/api/v1/docs/[0-9a-z]{26}/assets/|asset:)([0-9a-z]{26})$")
_INLINE = re.compile(r"^data:image/[a-z+.\-]+;base64,(.+)$", re.DOTALL)


def add_picture(caller: Caller, document_id: str, content: bytes) -> Asset:
    """Keep a picture for a document the caller may write; raises `BadImage`."""
    standing(caller, document_id, Verb.EDIT)
    limits.take("docs.pictures", caller.author, 300, 3600)
    return keep(document_id, content)


def add_picture_from(caller: Caller, document_id: str, url: str) -> Asset:
    """Fetch a picture from a public address and keep it."""
    standing(caller, document_id, Verb.EDIT)
    limits.take("docs.fetch", caller.author, 60, 60)
    try:
        found = fetch(url, LARGEST_BYTES, accept="image/*")
    except Unreachable as error:
        raise BadImage(str(error)) from error
    return keep(document_id, found.content)


def keep(document_id: str, content: bytes, kind: str = "") -> Asset:
    """Keep a picture; the same bytes are kept once per document."""
    found = kind or media_type(content)
    if found not in SHOWN and not kind:
        raise BadImage
    if len(content) > LARGEST_BYTES:
        raise BadImage(f"Pictures have at most {LARGEST_BYTES >> 20} MB.")
    ref = blobs.put(content)
    width, height = size_of(content, found)
    with transaction.atomic():
        known = Asset.objects.filter(document_id=document_id, blob=ref.hash).first()
        if known:
            return known
        blobs.retain(ref.hash)
        return Asset.objects.create(
            key=new_id(),
            document_id=document_id,
            blob=ref.hash,
            media_type=found,
            size_bytes=ref.size_bytes,
            width=width,
            height=height,
        )


def size_of(content: bytes, kind: str) -> tuple[int, int]:
    """Return width and height in pixels, zeros where they are not told."""
    if kind == "image/webp":
        return _webp_size(content)
    if kind == "image/svg+xml":
        return _svg_size(content)
    return pixels(content) or (0, 0)


def _webp_size(content: bytes) -> tuple[int, int]:
    """Read the size from the first chunk (RFC 9649)."""
    chunk, data = content[12:16], content[20:30]
    if len(data) < 10:
        return 0, 0
    if chunk == b"VP8X":
        return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    size = data[6:8], data[8:10]
    width, height = (int.from_bytes(part, "little") & 0x3FFF for part in size)
    return width, height


def _svg_size(content: bytes) -> tuple[int, int]:
    head = content[:4096].decode("utf-8", "replace")
    sizes = [re.search(rf'<svg[^>]*\s{name}="(\d{{1,5}})', head) for name in ("width", "height")]
    if all(sizes):
        width, height = (int(found[1]) for found in sizes if found)
        return width, height
    box = re.search(r'viewBox="[\d.\-]+[ ,]+[\d.\-]+[ ,]+(\d{1,5})[\d.]*[ ,]+(\d{1,5})', head)
    return (int(box[1]), int(box[2])) if box else (0, 0)


def adopt(document_id: str, doc: Json) -> Json:
    """Return content in which every picture is one of the document: our own stay, inline ones are
    kept, and what lies elsewhere becomes its description.
    """
    known = set(Asset.objects.filter(document_id=document_id).values_list("key", flat=True))
    content = [_adopted(document_id, known, child) for child in doc.get("content", ())]
    return normal_doc({"content": content})


def _adopted(document_id: str, known: set[str], node: Json) -> Json:
    if node["type"] == "image":
        return _picture(document_id, known, node)
    if "content" not in node:
        return node
    content = [_adopted(document_id, known, child) for child in node["content"]]
    return {**node, "content": content}


def _picture(document_id: str, known: set[str], node: Json) -> Json:
    source = str(node.get("attrs", {}).get("src", ""))
    own = _OWN.match(source)
    if own and own[1] in known:
        return {**node, "attrs": {**node["attrs"], "src": f"asset:{own[1]}"}}
    inline = _INLINE.match(source)
    if inline:
        try:
            asset = keep(document_id, b64decode(inline[1]))
        except (BadBase64, BadImage):
            return _described(node)
        return {**node, "attrs": {**node["attrs"], "src": f"asset:{asset.key}"}}
    return _described(node)


def _described(node: Json) -> Json:
    alt = str(node.get("attrs", {}).get("alt", ""))
    return {"type": "text", "text": f"[{alt}]"} if alt else {"type": "text", "text": ""}
