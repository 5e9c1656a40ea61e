"""What contacts announces, audited: `contact.created`, `.updated`, `.deleted`, `.merged`,
`.unmerged`, `.imported`, and `addressbook.created`, `.updated`, `.deleted`, `.shared`,
`.handed_over`.

Payloads hold ids and counts, never what is on a card.
"""

from collections.abc import Mapping

from bureau import access, people
from bureau.platform import events, live

from .models import AddressBook


def announce(
    name: str,
    book: AddressBook,
    subject: tuple[str, str],
    changes: Mapping[str, object],
    **more: object,
) -> None:
    """Emit an event of a book in the caller's transaction and tell the screens of its readers."""
    events.emit(
        name,
        stream=f"addressbook:{book.id}",
        subject=subject,
        payload={"book_id": book.id, **more},
        changes=changes,
    )
    tell_readers(book)


def tell_readers(book: AddressBook) -> None:
    """Tell the browsers of all who may read the book, after commit. At most two queries."""
    principals = set(access.principals_on(book.scope_id))
    if principals != {book.owner_id}:
        members = people.members_by_group(principals)
        principals = {book.owner_id}.union(*members.values())
    live.publish(principals, "contacts")
