"""`/dav/addressbooks/…`: everybody's home with their books, those that were shared with them, and
the directory of the organisation.

A shared book is found at two addresses: in its owner's home under its slug, and in the home of
whoever may read it under its id.
"""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Mapping
from typing import ClassVar

from bureau.people import find_person
from bureau.platform.dav import (
    BASIC,
    Call,
    Collection,
    DavError,
    Element,
    NotHere,
    Properties,
    Property,
    Resource,
    carddav,
    dav,
    hrefs,
    principal_path,
)
from bureau.platform.ids import is_id

from .. import policies
from ..actions.books import create_book, default_book
from ..errors import UnknownContact
from ..models import AddressBook
from .books import LIMITS, BookResource, fields_of
from .directory import DirectoryResource
from .names import DIRECTORY, HOME, READS, actor_of, book_path, home_path

PRINCIPAL: Properties = {
    carddav("addressbook-home-set"): Property(lambda one, _: hrefs(home_path(one.person_id))),
}


class Homes(Collection):
    """All homes; only one's own is listed."""

    path = f"/dav/{HOME}/"
    properties: ClassVar[Properties] = BASIC

    def members(self, call: Call) -> list[Resource]:
        """Return the caller's home."""
        return [BookHome(call.caller.person_id)]

    def member(self, call: Call, name: str) -> Resource | None:
        """Return somebody's home."""
        return BookHome(name)


class BookHome(Collection):
    """The address books of a person (RFC 6352 §7.1.1)."""

    methods: ClassVar[frozenset[str]] = frozenset({"OPTIONS", "PROPFIND", "REPORT", "MKCOL"})
    properties: ClassVar[Properties] = {**BASIC, **LIMITS}

    def __init__(self, person_id: str) -> None:
        self.person_id = person_id
        self.path = home_path(person_id)

    def owner_path(self) -> str:
        """The person."""
        return principal_path(self.person_id)

    def privileges(self, call: Call) -> Names[str]:
        """In one's own home one may make books."""
        is_own = call.caller.person_id == self.person_id
        return (*READS, dav("bind"), dav("unbind")) if is_own else READS

    def members(self, call: Call) -> list[Resource]:
        """The person's books as far as the caller may read them; in one's own home also what others
        shared, and the directory. At most five queries.
        """
        actor = actor_of(call)
        is_own = actor.person_id == self.person_id
        if is_own:
            default_book(actor)
        rows = policies.visible_books(actor)
        books = list(rows if is_own else rows.filter(owner_id=self.person_id))
        books.sort(key=lambda book: (book.owner_id != self.person_id, book.id))
        roles = policies.roles_on(actor, books)
        found: list[Resource] = [_shown(book, roles[book.id], self.person_id) for book in books]
        return [*found, DirectoryResource(self.person_id)] if is_own else found

    def member(self, call: Call, name: str) -> Resource | None:
        """Return a book, None for what the caller may not know."""
        try:
            return _in_home(call, self.person_id, name)
        except NotHere:
            return None

    def make_collection(
        self, call: Call, name: str, types: Names[str], properties: Mapping[str, Element]
    ) -> Mapping[str, int]:
        """Make a book (RFC 6352 §6.3.1)."""
        actor = actor_of(call)
        if actor.person_id != self.person_id:
            raise DavError(403, dav("need-privileges"))
        if set(types) != {dav("collection"), carddav("addressbook")}:
            raise DavError(403, dav("valid-resourcetype"))
        if len(name) > 80 or is_id(name):
            raise DavError(403, carddav("addressbook-collection-location-ok"))
        title, description, kept, failed = fields_of(properties)
        if not failed:
            create_book(
                actor,
                title or name,
                slug=name,
                description=description or "",
                properties={key: value for key, value in kept.items() if value is not None},
            )
        return failed


def _shown(book: AddressBook, role: int, person_id: str) -> BookResource:
    """Return a book in somebody's home: under its slug in its owner's, else under its id."""
    segment = book.slug if book.owner_id == person_id else book.id
    return BookResource(book, role, book_path(person_id, segment))


def home(call: Call, segments: tuple[str, ...]) -> Resource:
    """Return what is at an address below `/dav/addressbooks/`; raises `NotHere`."""
    if not segments:
        return Homes()
    if len(segments) == 1:
        return _home(call, segments[0])
    found = _in_home(call, segments[0], segments[1])
    for name in segments[2:]:
        inner = found.member(call, name) if isinstance(found, Collection) else None
        if inner is None:
            raise NotHere()
        found = inner
    return found


def _home(call: Call, person_id: str) -> BookHome:
    if person_id != call.caller.person_id and (not is_id(person_id) or not find_person(person_id)):
        raise NotHere()
    return BookHome(person_id)


def _in_home(call: Call, person_id: str, name: str) -> Resource:
    actor = actor_of(call)
    is_own = person_id == actor.person_id
    if name == DIRECTORY and is_own:
        return DirectoryResource(person_id)
    book = AddressBook.objects.filter(owner_id=person_id, slug=name).first()
    if book is None and is_own and is_id(name):
        book = AddressBook.objects.filter(id=name).first()
    if book is None and is_own and name == "contacts":
        book = default_book(actor)
    try:
        policies.require(actor, book, policies.READ)
    except UnknownContact:
        raise NotHere() from None
    assert book is not None
    return _shown(book, policies.role_on(actor, book), person_id)
