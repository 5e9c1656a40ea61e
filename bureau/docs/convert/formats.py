"""Which code reads and writes which format; it is loaded when the format is asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol

from .media import Asset
from .refusals import UnknownFormat
from .result import Converted
from .tree import Node


class Write(Protocol):
    """Write a document with its pictures and title as a file."""

    def __call__(self, envelope: Node, assets: Mapping[str, Asset], title: str) -> bytes: ...


Read = Callable[[bytes], Converted]
READERS = {
    "docx": ".docx.reading.document",
    "odt": ".odt.reading.document",
    "html": ".html.reading",
    "md": ".markdown.reading",
    "txt": ".text",
}
WRITERS = {
    "docx": ".docx.writing.document",
    "odt": ".odt.writing.document",
    "pdf": ".pdf.writing",
    "html": ".html.writing",
    "md": ".markdown.writing",
    "txt": ".text",
}


def reader(format: str) -> Read:
    """Return what reads a format."""
    if format not in READERS:
        raise UnknownFormat
    read: Read = import_module(READERS[format], __package__).read
    return read


def writer(format: str) -> Write:
    """Return what writes a format."""
    if format not in WRITERS:
        raise UnknownFormat
    write: Write = import_module(WRITERS[format], __package__).write
    return write
