"""Reads HTML: finds its encoding, has its content read, and takes in the pictures that it holds."""

import base64
import binascii
import re
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from ...content.html_reader import read_html
from ...errors import BadContent
from ..media import Asset, media_type, pixels
from ..refusals import NotThatFormat, TooLarge
from ..result import Converted
from ..text import WIDE, decoded
from ..tree import Node, envelope, walk

CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
INLINE = re.compile(r"^data:([\w.+-]+/[\w.+-]+)?((?:;[^,;]+)*),", re.IGNORECASE)
LONGEST = 8_000_000
PICTURE = re.compile(r"(<img\b[^>]*?\bsrc\s*=\s*)([\"'])(data:[^\"']*)\2", re.IGNORECASE)


def read(raw: bytes) -> Converted:
    """Read an HTML page or fragment."""
    pictures = Pictures()
    source = PICTURE.sub(pictures.taken, text_of(raw))
    if len(source) > LONGEST:
        raise TooLarge
    try:
        found = read_html(source)
    except BadContent as error:
        raise NotThatFormat from error
    return pictures.kept(found)


def text_of(raw: bytes) -> str:
    """Return the text of a page, in the encoding that it names."""
    named = CHARSET.search(raw[:4096])
    if named and raw[:2] not in WIDE:
        try:
            return raw.decode(named[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(raw)


class Pictures:
    """Takes pictures out of a page before it is read, and leaves their names there."""

    def __init__(self) -> None:
        self._assets: dict[str, Asset] = {}

    def taken(self, found: re.Match[str]) -> str:
        """Keep a picture, and return its element with the name of the asset."""
        content = _content(found[3])
        if not content:
            return f"{found[1]}{found[2]}{found[2]}"
        key = sha256(content).hexdigest()[:26]
        self._assets[key] = Asset(content, media_type(content))
        return f"{found[1]}{found[2]}asset:{key}{found[2]}"

    def kept(self, body: Node) -> Converted:
        """Return what was read, without pictures that are kept elsewhere."""
        warnings: list[str] = []
        made = envelope(self._without_others(body, warnings)["content"])
        for one in walk(made["body"]):
            if one["type"] == "image":
                self._measure(one)
        return Converted(made, self._assets, warnings)

    def _without_others(self, found: Node, warnings: list[str]) -> Node:
        content = []
        for child in found.get("content", []):
            source = str(child.get("attrs", {}).get("src", ""))
            if child["type"] == "image" and source.removeprefix("asset:") not in self._assets:
                sentence = "Pictures that are kept elsewhere were left out."
                warnings += [] if sentence in warnings else [sentence]
            else:
                content.append(self._without_others(child, warnings))
        return {**found, "content": content} if content else found | {"content": []}

    def _measure(self, found: Node) -> None:
        size = pixels(self._assets[found["attrs"]["src"].removeprefix("asset:")].bytes)
        if size and not {"width", "height"} & found["attrs"].keys():
            found["attrs"] |= {"width": size[0], "height": size[1]}


def _content(source: str) -> bytes:
    found = INLINE.match(source)
    if not found:
        return b""
    written = source[found.end() :]
    try:
        if ";base64" in found[2].lower():
            return base64.b64decode(unquote_to_bytes(written), validate=False)
        return unquote_to_bytes(written)
    except (binascii.Error, ValueError):
        return b""
