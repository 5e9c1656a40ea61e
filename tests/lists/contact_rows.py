"""Rows for the lists of contacts."""

from bureau import contacts
from bureau.contacts.actions.books import create_book, share_book
from bureau.contacts.vcard.fields import Labelled
from bureau.people import Actor, Person


def add_contact_rows(actor: Actor, person: Person, colleague_id: str, number: int) -> str:
    """Add a contact that looks like the others, a label, a book and an other contact; return the id
    of the book that is shared.
    """
    book = contacts.open_default_book(person)
    fields = {
        "name": f"Ana Torres {number}",
        "birthday": f"198{number}-05-17",
        "emails": [Labelled("ana@torres.example"), Labelled(f"ana{number}@torres.example")],
        "labels": [f"Label {number}"],
    }
    contacts.create_contact(actor, book.id, fields)
    create_book(actor, f"Book {number}")
    contacts.learn(person.id, [("", f"other{number}@else.example")])
    share_book(actor, book.id, colleague_id, 10)
    return book.id
