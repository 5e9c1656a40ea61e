"""What is made of a document's content for others: its text for search, its picture, its page."""

from collections.abc import Mapping

from bureau import realtime
from bureau.realtime import ItemNotFound

from .content.picture import picture_of
from .content.schema import Json
from .content.text import text_of
from .content.ydoc import read_envelope
from .models import Document

MOST_CHARS = 1_000_000


def text_of_document(document_id: str) -> str:
    """Return the text as it was last indexed; drive asks when it indexes the node. One query."""
    found = Document.objects.filter(id=document_id).values_list("text", flat=True)
    return found.first() or ""


def describe(document: Document, envelope: Json) -> None:
    """Write what the content says into the row, unsaved."""
    document.text = text_of(envelope["body"])[:MOST_CHARS].replace("\0", " ")
    document.thumbnail, document.page = picture_of(envelope), envelope["page"]


def renewed(numbers: Mapping[str, int]) -> tuple[list[Document], dict[str, Exception]]:
    """Bring rows up to these updates, unsaved: those for which that is news, and what failed."""
    news, failed = [], {}
    for document in Document.objects.filter(id__in=numbers):
        if document.indexed_seq >= numbers[document.id]:
            continue
        document.indexed_seq = numbers[document.id]
        try:
            describe(document, read_envelope(realtime.load(document.id)))
        except ItemNotFound:
            continue
        except Exception as error:
            # The edge of a job: the other documents do not wait for this one.
            failed[document.id] = error
            continue
        news.append(document)
    return news, failed


def keep(document: Document) -> bool:
    """Store what `renewed` made, unless a later update was indexed meanwhile. One query."""
    rows = Document.objects.filter(id=document.id, indexed_seq__lt=document.indexed_seq)
    values = {name: getattr(document, name) for name in ("text", "thumbnail", "page")}
    return bool(rows.update(**values, indexed_seq=document.indexed_seq))
