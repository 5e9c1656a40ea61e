"""Refusals of contacts."""

from typing import ClassVar

from bureau.platform.errors import Conflict, Forbidden, NotFound, Refusal


class ContactsRefusal(Refusal):
    """Base of all refusals of contacts."""


class UnknownContact(ContactsRefusal, NotFound):
    """The card or book does not exist, or not for the actor."""

    code = "unknown_contact"
    title = "This contact does not exist, or it was not shared with you."


class MayNotChange(ContactsRefusal, Forbidden):
    """The actor only reads this book."""

    code = "contact_read_only"
    title = "You may only read this address book. Ask its owner for the right to change it."


class BadContact(ContactsRefusal):
    """What was given is no contact, or asks for the impossible."""

    status = 422
    code = "bad_contact"
    title = "This is not a contact that can be stored."


class BadAddressData(ContactsRefusal):
    """A precondition of RFC 6352 §6.3.2.1 failed; `precondition` is its name."""

    status: ClassVar[int] = 403
    code = "bad_address_data"
    title = "The card cannot be stored."

    def __init__(self, precondition: str, detail: str) -> None:
        super().__init__(detail)
        self.precondition = f"{{urn:ietf:params:xml:ns:carddav}}{precondition}"


class UidTaken(BadAddressData):
    """Another card of the book has the UID (RFC 6352 §6.3.2.1, no-uid-conflict)."""

    code = "contact_uid_taken"
    title = "Another contact of this address book has the same UID."

    def __init__(self, slug: str) -> None:
        super().__init__("no-uid-conflict", self.title)
        self.slug = slug
        """The last segment of the address of the card that has it."""


class Changed(ContactsRefusal, Conflict):
    """Somebody changed the card in between."""

    code = "contact_changed"
    title = "This contact was changed in the meantime. Reload and try again."


class PreconditionFailed(ContactsRefusal):
    """If-Match or If-None-Match does not hold (RFC 9110 §13)."""

    status = 412
    code = "precondition_failed"
    title = "The contact is not as the request expects it."


class BadImport(ContactsRefusal):
    """The file cannot be read at all."""

    status = 422
    code = "bad_import"
    title = "This file holds no contacts that can be read. Choose a vCard or CSV file."
