"""Zip packages of office documents (OPC, ODF) from outside, opened with limits.

Bombs are refused before anything is unpacked: by the number of entries, by their total size and by
their ratio. XML is read without entities, document types and network.
"""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from lxml.etree import _Element as Element

from .refusals import ConversionFailed, Encrypted, NotThatFormat, TooLarge

MOST_ENTRIES = 20_000
LARGEST_UNPACKED = 512 * 1024 * 1024
HIGHEST_RATIO = 250
RATIO_COUNTS_FROM = 4 * 1024 * 1024
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# ISO 29500 Strict has names of its own for the same elements.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)


@dataclass(frozen=True)
class Relation:
    """What a part points at: another part, or an address outside."""

    kind: str
    target: str
    is_external: bool


def parse_xml(raw: bytes) -> Element:
    """Parse XML from outside; broken XML is repaired as far as possible."""
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
            recover=recover,
        )
        try:
            root = etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if root is not None:
            return _without_doctype(root)
    raise NotThatFormat


def _without_doctype(root: Element) -> Element:
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotThatFormat("This file declares entities, which office documents may not do.")
    return root


class Package:
    """An opened package; parts are read when they are asked for."""

    def __init__(self, raw: bytes) -> None:
        if raw.startswith(OLE_MAGIC):
            raise _compound(raw)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise NotThatFormat from error
        self._entries = {
            entry.filename.replace("\\", "/").lstrip("/"): entry for entry in self._zip.infolist()
        }
        self._check()
        self._left = LARGEST_UNPACKED

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > LARGEST_UNPACKED:
            raise TooLarge
        if any(entry.flag_bits & 1 for entry in entries):
            raise Encrypted
        if any(_is_bomb(entry) for entry in entries):
            raise TooLarge("This file unpacks to far more than it should, so it was refused.")

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return list(self._entries)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part; None without such a part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(self._left + 1)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
            raise NotThatFormat from error
        self._left -= len(content)
        if self._left < 0:
            raise TooLarge
        return content

    def xml(self, name: str) -> Element | None:
        """Return the root of a part; None without such a part."""
        raw = self.read(name)
        if not raw:
            return None
        for strict, transitional in STRICT:
            raw = raw.replace(strict, transitional)
        return parse_xml(raw)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part of an OPC package points at, by relation id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        return {one.get("Id", ""): _relation(folder, one) for one in root.iter(RELATION)}

    @cached_property
    def types(self) -> dict[str, str]:
        """The media types of an OPC package: by part name with its slash, and by `.extension`."""
        root = self.xml("[Content_Types].xml")
        found: dict[str, str] = {}
        for one in () if root is None else root:
            key = one.get("PartName") or f".{one.get('Extension', '').lower()}"
            found[key] = one.get("ContentType", "")
        return found


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    is_large = entry.file_size > RATIO_COUNTS_FROM
    return is_large and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)


def _relation(folder: str, one: Element) -> Relation:
    target = one.get("Target", "")
    is_external = one.get("TargetMode") == "External"
    if not is_external:
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        target = posixpath.normpath(joined)
    return Relation(one.get("Type", "").rpartition("/")[2], target, is_external)


def _compound(raw: bytes) -> ConversionFailed:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return Encrypted()
    return NotThatFormat(
        "This is a document of an old kind. Save it as .docx or .odt and try again."
    )
