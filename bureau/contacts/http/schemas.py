"""What the routes of contacts take and give."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

Text = Annotated[str, StringConstraints(max_length=500)]
CompletionKind = Literal["card", "person", "group", "other"]
BIRTHDAY = r"^(|\d{4}-\d\d-\d\d|--\d\d-\d\d)$"


class ContactValue(Schema):
    """An address, number or page with what it is for."""

    value: str = Field(max_length=2000)
    type: str = Field("", max_length=100)
    is_primary: bool = False


class ContactAddress(Schema):
    """A postal address."""

    po_box: Text = ""
    extended: Text = ""
    street: Text = ""
    locality: Text = ""
    region: Text = ""
    postal_code: Text = ""
    country: Text = ""
    type: str = Field("", max_length=100)
    is_primary: bool = False


class ContactFields(Schema):
    """What one may write on a contact; what is left out stays."""

    name: Text | None = None
    prefix: Text | None = None
    given_name: Text | None = None
    middle_name: Text | None = None
    family_name: Text | None = None
    suffix: Text | None = None
    nickname: Text | None = None
    organization: Text | None = None
    department: Text | None = None
    title: Text | None = None
    note: str | None = Field(None, max_length=50_000)
    birthday: str | None = Field(None, pattern=BIRTHDAY)
    labels: list[Annotated[str, StringConstraints(max_length=100)]] | None = None
    emails: list[ContactValue] | None = Field(None, max_length=100)
    phones: list[ContactValue] | None = Field(None, max_length=100)
    urls: list[ContactValue] | None = Field(None, max_length=100)
    addresses: list[ContactAddress] | None = Field(None, max_length=100)
    members: list[str] | None = Field(None, max_length=5000)
    """Ids of cards: of a group."""


class ContactIn(ContactFields):
    """A new contact; without a book it goes into the caller's own."""

    book_id: str | None = None
    is_group: bool = False


class ContactPatch(ContactFields):
    """Changes of a contact; with an `etag`, only if nobody changed it in between."""

    etag: str | None = None


class ContactRow(Schema):
    """A contact in a list."""

    id: str
    book_id: str
    kind: str
    name: str
    organization: str
    title: str
    email: str
    phone: str
    labels: list[str]
    birthday: str
    photo_url: str | None
    updated_at: datetime


class ContactPage(Schema):
    """A page of contacts."""

    items: list[ContactRow]
    next: str | None


class ContactMember(Schema):
    """A member of a group."""

    id: str
    name: str
    email: str
    kind: str


class ContactGroup(Schema):
    """A group that a contact is in."""

    id: str
    name: str


class ContactOut(Schema):
    """A contact with all that is on it."""

    id: str
    book_id: str
    uid: str
    kind: str
    etag: str
    name: str
    prefix: str
    given_name: str
    middle_name: str
    family_name: str
    suffix: str
    nickname: str
    organization: str
    department: str
    title: str
    note: str
    birthday: str
    labels: list[str]
    emails: list[ContactValue]
    phones: list[ContactValue]
    urls: list[ContactValue]
    addresses: list[ContactAddress]
    members: list[ContactMember]
    groups: list[ContactGroup]
    photo_url: str | None
    may_change: bool
    created_at: datetime
    updated_at: datetime


class ContactQuery(Schema):
    """How a list of contacts is narrowed."""

    book: str = ""
    label: str = ""
    group: str = ""
    kind: str = ""
    email: str = ""
    q: str = Field("", max_length=200)


class ContactListQuery(ContactQuery):
    """The same, by pages."""

    cursor: str | None = None
    limit: int = Field(100, ge=1, le=500)


class ContactExportQuery(ContactQuery):
    """The same, as a file."""

    format: Literal["vcard3", "vcard4", "google", "outlook"] = "vcard3"


class DuplicateOut(Schema):
    """Contacts that look like one."""

    shared: list[Literal["email", "phone", "name"]]
    contacts: list[ContactRow]


class DuplicateList(Schema):
    """Suggestions for merging."""

    items: list[DuplicateOut]


class MergeIn(Schema):
    """Contacts to merge into the first."""

    ids: list[str] = Field(min_length=2, max_length=20)


class MergeOut(Schema):
    """The merged contact, and how to take it back."""

    merge_id: str
    contact: ContactOut


class MergeUndone(Schema):
    """The contacts that are back."""

    items: list[ContactMember]


class ImportSkipped(Schema):
    """What an import left out."""

    line: int
    why: str


class ImportOut(Schema):
    """What an import did."""

    added: int
    updated: int
    unchanged: int
    skipped_count: int
    skipped: list[ImportSkipped]


class CompletionOut(Schema):
    """An address that may be meant."""

    email: str
    name: str
    kind: CompletionKind
    id: str


class CompletionList(Schema):
    """Completions, the likeliest first."""

    items: list[CompletionOut]


class ContactDirectoryQuery(Schema):
    """How the directory is narrowed."""

    q: str = Field("", max_length=200)
    kind: Literal["person", "group"] = "person"
    cursor: str | None = None
    limit: int = Field(100, ge=1, le=500)


class DirectoryRow(Schema):
    """A person or group of the organisation."""

    id: str
    kind: str
    name: str
    email: str
    title: str
    phone: str
    country: str
    unit: str
    manager: str
    description: str


class DirectoryPage(Schema):
    """A page of the directory."""

    items: list[DirectoryRow]
    next: str | None


class OtherContactRow(Schema):
    """An address that the caller wrote to."""

    id: int
    email: str
    name: str
    sent: int
    last_at: datetime


class OtherContactPage(Schema):
    """A page of other contacts."""

    items: list[OtherContactRow]
    next: str | None


class BirthdayOut(Schema):
    """When somebody was born."""

    card_id: str
    name: str
    month: int
    day: int
    year: int | None


class BirthdayList(Schema):
    """All birthdays."""

    items: list[BirthdayOut]
