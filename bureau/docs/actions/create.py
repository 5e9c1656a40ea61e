"""Making documents, and what happens to their content when drive copies or deletes them."""

from django.db import transaction
from pycrdt import Doc

from bureau import comments, drive, realtime
from bureau.docs.actions.edit import edit
from bureau.docs.content.normal import normal_doc
from bureau.docs.content.schema import Json
from bureau.docs.content.trimming import without_comments
from bureau.docs.content.writing import write_envelope
from bureau.docs.content.ydoc import Shared, read_envelope
from bureau.docs.indexing import describe
from bureau.docs.models import Asset, Document
from bureau.docs.policies import KIND
from bureau.docs.templates import template_named
from bureau.docs.words import word
from bureau.people import Actor, Person
from bureau.platform import blobs
from bureau.platform.context import current
from bureau.platform.ids import new_id


def create_document(
    actor: Actor, parent_id: str = "", name: str = "", template_id: str = ""
) -> drive.Node:
    """Make a document in a folder, or at the top of My Drive, empty or from a template."""
    language = language_of(actor)
    if not template_id:
        return create_from(actor, parent_id, name or word("untitled", language))
    template = template_named(template_id, language)
    return create_from(actor, parent_id, name or template.title, template.envelope)


@transaction.atomic
def create_from(
    actor: Actor, parent_id: str, name: str, envelope: Json | None = None
) -> drive.Node:
    """Make a document with this content; a taken name gets a number."""
    node = drive.create_item(actor, parent_id or _home(actor), name, KIND)
    if envelope:
        fill(node.id, actor.person_id, envelope)
    return node


def fill(document_id: str, author: str, envelope: Json) -> int:
    """Make the content equal to an envelope by an ordinary edit, in the caller's transaction."""

    def change(doc: Shared) -> None:
        write_envelope(doc, envelope)

    return edit(document_id, author, change)


def language_of(actor: Actor) -> str:
    """Return the language of the actor. One query."""
    person = Person.objects.filter(id=actor.person_id).only("language").first()
    return person.language if person else "en"


def _home(actor: Actor) -> str:
    return str(drive.my_drive(Person.objects.get(id=actor.person_id)).root_id)


def on_created(document_id: str) -> None:
    """Give a new node its empty document; drive calls this in its transaction."""
    _keep(document_id, {"page": {}, "body": normal_doc(None)})


def on_copied(source_id: str, copy_id: str) -> None:
    """Copy content and pictures, without history and comments; in the transaction of drive."""
    _keep(copy_id, without_comments(read_envelope(realtime.load(source_id))))
    for asset in Asset.objects.filter(document_id=source_id):
        blobs.retain(asset.blob)
        asset.id, asset.document_id = new_id(), copy_id
        asset.save(force_insert=True)


def on_purged(document_id: str) -> None:
    """Delete content, history and pictures for good; in the transaction of drive."""
    for hash in Asset.objects.filter(document_id=document_id).values_list("blob", flat=True):
        blobs.release(hash)
    Document.objects.filter(id=document_id).delete()
    realtime.delete_item(document_id)
    comments.delete_threads(KIND, document_id)


def _keep(document_id: str, envelope: Json) -> None:
    """Only the server seeds a document: two clients that did would double the text."""
    document = Document(id=document_id, indexed_seq=0)
    describe(document, envelope)
    document.save(force_insert=True)
    doc: Shared = Doc()
    with doc.transaction():
        write_envelope(doc, envelope)
    realtime.create_item(document_id, KIND, doc.get_update(), current().actor_id)
