"""What is made of a document's content for others: its text for search, its picture, its page."""

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


def index(document_id: str, seq: int) -> bool:
    """Bring the row up to an update; tell whether that was news."""
    document = Document.objects.filter(id=document_id, indexed_seq__lt=seq).first()
    if document is None:
        return False
    try:
        describe(document, read_envelope(realtime.load(document_id)))
    except ItemNotFound:
        return False
    document.indexed_seq = seq
    document.save()
    return True
