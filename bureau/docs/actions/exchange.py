"""Documents out of files of other programs, and into them. The converters run in processes of
their own; two at a time, for each is work for a whole core.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import BoundedSemaphore

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bureau import comments, drive, realtime
from bureau.access import Role
from bureau.comments import ImportedComment
from bureau.docs import convert
from bureau.docs.content.schema import Json
from bureau.docs.content.trimming import all_nodes, asset_keys, rewritten
from bureau.docs.content.ydoc import read_envelope
from bureau.docs.models import Asset
from bureau.docs.policies import KIND, Caller, standing
from bureau.drive import Node, Verb
from bureau.people import Actor, Person
from bureau.platform import blobs
from bureau.platform.errors import TooManyRequests

from .create import create_from, fill
from .pictures import keep

AT_ONCE = 2
MOST_BYTES = 100 << 20
PATIENCE_S = 20.0
_turns = BoundedSemaphore(AT_ONCE)
FORMATS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "text/markdown": "md",
    "text/html": "html",
    "text/plain": "txt",
}
_ENDINGS = {"docx": "docx", "odt": "odt", "md": "md", "markdown": "md", "html": "html"} | {
    "htm": "html",
    "txt": "txt",
    "text": "txt",
}


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE_S):
        raise TooManyRequests("Many files are being converted. Try again in a moment.", 10)
    try:
        yield
    finally:
        _turns.release()


def format_of(name: str, media_type: str = "") -> str:
    """Return the format of a file by its name, else by its type; raises `UnknownFormat`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    found = _ENDINGS.get(ending) or FORMATS.get(media_type)
    if found is None:
        raise convert.UnknownFormat
    return found


def import_file(actor: Actor, parent_id: str, file_name: str, content: bytes) -> Node:
    """Make a document out of a file, with its pictures, comments and suggestions."""
    format = format_of(file_name)
    if parent_id:
        drive.reach(actor, parent_id, Verb.ADD)
    with _turn():
        converted = convert.read(format, content)
    return _document_from(actor, parent_id, file_name.rpartition(".")[0] or file_name, converted)


def import_node(actor: Actor, node_id: str) -> Node:
    """Make a document out of a file in drive, beside it, or in My Drive where that may not be."""
    node = drive.read_node(actor, node_id)
    if not node.blob:
        raise convert.UnknownFormat
    format = format_of(node.name, node.media_type)
    if node.size_bytes > MOST_BYTES:
        raise convert.TooLarge
    with _turn():
        converted = convert.read(format, blobs.read(node.blob))
    above = drive.role_on_node(actor, node.parent_id or "")
    parent_id = str(node.parent_id) if above >= Role.CONTRIBUTOR else ""
    return _document_from(actor, parent_id, node.name.rpartition(".")[0] or node.name, converted)


@transaction.atomic
def _document_from(actor: Actor, parent_id: str, name: str, converted: convert.Converted) -> Node:
    node = create_from(actor, parent_id, name)
    envelope = _with_own_names(node.id, converted)
    fill(node.id, actor.person_id, envelope)
    return node


def _with_own_names(document_id: str, converted: convert.Converted) -> Json:
    """Keep the pictures and threads of a file, and name them in the content as they are named
    here.
    """
    keys = {
        name: keep(document_id, asset.bytes, asset.media_type).key
        for name, asset in converted.assets.items()
    }
    threads = {
        str(thread["id"]): _keep_thread(document_id, thread)
        for thread in converted.envelope.get("threads") or ()
        if thread.get("comments")
    }

    def renamed(node: Json) -> Json:
        return _renamed(node, keys, threads)

    return rewritten(converted.envelope, renamed)


def _renamed(node: Json, keys: dict[str, str], threads: dict[str, str]) -> Json:
    found = dict(node)
    if marks := node.get("marks"):
        found["marks"] = [
            {**mark, "attrs": {"id": threads.get(mark["attrs"]["id"], mark["attrs"]["id"])}}
            if mark["type"] == "comment"
            else mark
            for mark in marks
        ]
    attributes = node.get("attrs", {})
    if node["type"] in ("image", "equation") and attributes:
        source = str(attributes.get("src", "")).removeprefix("asset:")
        own = {"src": f"asset:{keys[source]}"} if source in keys else {}
        about = attributes.get("comments")
        told = {"comments": [threads.get(id, id) for id in about]} if about else {}
        found["attrs"] = {**attributes, **own, **told}
    return found


def _keep_thread(document_id: str, thread: Json) -> str:
    said = [
        ImportedComment(str(one.get("author") or ""), _moment(one.get("at")), str(one["text"]))
        for one in thread["comments"]
    ]
    return comments.import_thread(
        KIND,
        document_id,
        said,
        anchor_text=str(thread.get("anchor_text") or ""),
        resolved_at=said[-1].at if thread.get("resolved") else None,
    )


def _moment(written: object) -> datetime:
    try:
        found = parse_datetime(str(written))
    except ValueError:
        found = None
    if found is None:
        return timezone.now()
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def export(caller: Caller, document_id: str, format: str) -> tuple[str, bytes]:
    """Return the document's name and its content as a file, comments and suggestions included."""
    if format not in convert.WRITABLE:
        raise convert.UnknownFormat
    found = standing(caller, document_id, Verb.READ)
    envelope = read_envelope(realtime.load(document_id))
    envelope["threads"] = comments.export_threads(KIND, document_id)
    envelope["people"] = _people(envelope)
    wanted = Asset.objects.filter(document_id=document_id, key__in=asset_keys(envelope))
    assets = {
        asset.key: convert.Asset(blobs.read(asset.blob), asset.media_type) for asset in wanted
    }
    with _turn():
        return found.node.name, convert.write(format, envelope, assets, found.node.name)


def _people(envelope: Json) -> dict[str, str]:
    """Return the names of those who suggested something. One query."""
    return dict(Person.objects.filter(id__in=_suggesters(envelope)).values_list("id", "name"))


def _suggesters(envelope: Json) -> set[str]:
    found = set()
    for node in all_nodes(envelope):
        attributes = node.get("attrs", {})
        said = [attributes.get(name) for name in ("suggestion", "break", "change")]
        said += [mark.get("attrs") for mark in node.get("marks", ())]
        found |= {str(one["by"]) for one in said if isinstance(one, dict) and "by" in one}
    return found
