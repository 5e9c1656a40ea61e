"""Reading EmailBodyPart objects of Email/set create: what a part may say, and what it is made of.

Errors name the property by its path below the message, such as `bodyStructure/subParts/0/partId`.
"""

from collections.abc import Mapping
from typing import Any

from bureau.platform.errors import NotFound
from bureau.platform.mime import MEDIA_TYPE, Node, text_node

from ...blob_ids import Content, find_blob
from .header_forms import BadValue, header_property, written
from .objects import text_of
from .protocol import Call, SetError

LARGEST_ATTACHMENTS = 35 << 20
LONGEST_BODY = 5 << 20
DEEPEST = 20
MOST_PARTS = 500
_KNOWN = frozenset(
    ("partId", "blobId", "size", "name", "type", "charset", "disposition", "cid", "language")
) | {"location", "subParts"}
_PROTECTED = ("content-", "mime-version", "x-bureau-")


class PartReader:
    """Reads the parts of one message; missing blobs are reported together by `finish`."""

    def __init__(self, call: Call, values: object) -> None:
        self._call = call
        self._values = self._checked(values)
        self._missing: list[str] = []
        self._count = 0
        self._size_bytes = 0

    def _checked(self, values: object) -> dict[str, str]:
        if values is None:
            return {}
        if not isinstance(values, dict):
            raise SetError("invalidProperties", properties=["bodyValues"])
        wrong = [
            f"bodyValues/{key}/{name}"
            for key, value in values.items()
            for name in ("isEncodingProblem", "isTruncated")
            if isinstance(value, dict) and value.get(name)
        ]
        if wrong:
            raise SetError("invalidProperties", properties=wrong)
        return {key: self._value(value) for key, value in values.items()}

    def _value(self, value: object) -> str:
        if not isinstance(value, dict) or not isinstance(value.get("value"), str):
            raise SetError("invalidProperties", properties=["bodyValues"])
        if len(value["value"]) > LONGEST_BODY:
            raise SetError("tooLarge", "The text is too long for a mail.")
        return str(value["value"]).replace("\x00", "")

    def finish(self) -> None:
        """Refuse the message if blobs of it are missing."""
        if self._missing:
            raise SetError("blobNotFound", notFound=list(dict.fromkeys(self._missing)))

    def read_attachment(self, part: Any, path: str) -> Node:
        """Read a part of `attachments`: a file unless it says otherwise."""
        if isinstance(part, dict) and not part.get("disposition"):
            part = {**part, "disposition": "inline" if part.get("cid") else "attachment"}
        return self.read(part, path, set())

    def read(self, part: Any, path: str, taken: set[str], depth: int = 0) -> Node:
        """Read a part and those below it; `taken` are fields that the message has already."""
        self._count += 1
        if not isinstance(part, dict) or depth > DEEPEST or self._count > MOST_PARTS:
            raise SetError("invalidProperties", properties=[path])
        self._check(part, path)
        more = self._labels(part, path, taken)
        if str(part.get("type") or "").startswith("multipart/"):
            return self._multipart(part, path, depth, more)
        if part.get("partId") is not None:
            return self._written(part, path, more)
        return self._stored(part, path, more)

    def _check(self, part: Mapping[str, Any], path: str) -> None:
        own = {name for name in part if name.startswith("header:")}
        wrong = sorted(set(part) - own - _KNOWN)
        if part.get("partId") is not None:
            clashing = ("blobId", "charset", "size")
            wrong += [name for name in clashing if part.get(name) is not None]
            wrong += ["partId"] if part.get("blobId") is not None else []
        if wrong:
            raise SetError("invalidProperties", properties=[f"{path}/{name}" for name in wrong])

    def _labels(self, part: Mapping[str, Any], path: str, taken: set[str]) -> dict[str, Any]:
        """Read what stands in the part's header."""
        languages = part.get("language") or []
        if not isinstance(languages, list) or not all(isinstance(one, str) for one in languages):
            raise SetError("invalidProperties", properties=[f"{path}/language"])
        return {
            "name": text_of(part, "name", 500),
            "disposition": text_of(part, "disposition", 40),
            "content_id": text_of(part, "cid", 500),
            "location": text_of(part, "location", 500),
            "languages": tuple(languages),
            "fields": tuple(self._fields(part, path, taken)),
        }

    def _fields(self, part: Mapping[str, Any], path: str, taken: set[str]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        seen = set(taken)
        for name, value in part.items():
            if not name.startswith("header:"):
                continue
            wish = header_property(name)
            if wish is None or wish.name.lower() in seen:
                raise SetError("invalidProperties", properties=[f"{path}/{name}"])
            if wish.name.lower().startswith(_PROTECTED):
                raise SetError("invalidProperties", properties=[f"{path}/{name}"])
            seen.add(wish.name.lower())
            try:
                found += [(wish.name, line) for line in written(wish, value)]
            except BadValue:
                raise SetError("invalidProperties", properties=[f"{path}/{name}"]) from None
        return found

    def _multipart(
        self, part: Mapping[str, Any], path: str, depth: int, more: Mapping[str, Any]
    ) -> Node:
        children = part.get("subParts")
        if not isinstance(children, list) or not children:
            raise SetError("invalidProperties", properties=[f"{path}/subParts"])
        parts = [
            self.read(child, f"{path}/subParts/{number}", set(), depth + 1)
            for number, child in enumerate(children)
        ]
        return Node(self._type(part, path, ""), parts=tuple(parts), **more)

    def _written(self, part: Mapping[str, Any], path: str, more: Mapping[str, Any]) -> Node:
        media_type = self._type(part, path, "text/plain")
        if part["partId"] not in self._values or not media_type.startswith("text/"):
            raise SetError("invalidProperties", properties=[f"{path}/partId"])
        return text_node(media_type, self._values[part["partId"]], **more)

    def _stored(self, part: Mapping[str, Any], path: str, more: Mapping[str, Any]) -> Node:
        blob_id = part.get("blobId")
        if not isinstance(blob_id, str):
            raise SetError("invalidProperties", properties=[f"{path}/blobId"])
        try:
            found = find_blob(self._call.account_id, self._call.exchange.resolve(blob_id))
        except NotFound:
            self._missing.append(blob_id)
            return Node("text/plain")
        return self._file(part, path, more, found)

    def _file(
        self, part: Mapping[str, Any], path: str, more: Mapping[str, Any], found: Content
    ) -> Node:
        content = found.read()
        self._size_bytes += len(content)
        if self._size_bytes > LARGEST_ATTACHMENTS:
            raise SetError("tooLarge", "The attachments are too large. Share them from Drive.")
        if part.get("size") is not None and part["size"] != len(content):
            raise SetError("invalidProperties", properties=[f"{path}/size"])
        media_type = self._type(part, path, found.media_type)
        charset = text_of(part, "charset", 60)
        named = {**more, "name": more["name"] or (found.name if more["disposition"] else "")}
        return Node(media_type, content, charset, **named)

    def _type(self, part: Mapping[str, Any], path: str, default: str) -> str:
        media_type = str(part.get("type") or default).lower()
        if MEDIA_TYPE.fullmatch(media_type):
            return media_type
        if part.get("type"):
            raise SetError("invalidProperties", properties=[f"{path}/type"])
        return "application/octet-stream"
