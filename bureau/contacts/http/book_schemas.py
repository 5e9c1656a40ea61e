"""What the routes of address books and labels take and give."""

from typing import Literal

from ninja import Field, Schema

Role = Literal["none", "viewer", "contributor", "editor", "manager"]


class BookAbilities(Schema):
    """What the caller may do with a book."""

    add: bool
    change: bool
    manage: bool


class BookOut(Schema):
    """An address book."""

    id: str
    name: str
    description: str
    owner_id: str
    owner_name: str
    is_mine: bool
    is_default: bool
    count: int
    abilities: BookAbilities
    dav_url: str


class BookList(Schema):
    """All address books that the caller may read."""

    items: list[BookOut]


class BookIn(Schema):
    """A new address book."""

    name: str = Field(min_length=1, max_length=200)


class BookPatch(Schema):
    """Changes of an address book."""

    name: str | None = Field(None, min_length=1, max_length=200)
    description: str | None = Field(None, max_length=5000)


class BookGrantIn(Schema):
    """Who gets which role on a book; none takes it away."""

    principal_id: str
    role: Role


class BookGrantOut(Schema):
    """Who has which role on a book."""

    principal_id: str
    name: str
    email: str
    kind: str
    role: str


class BookGrantList(Schema):
    """Everybody with a role on a book."""

    items: list[BookGrantOut]


class LabelOut(Schema):
    """A label, or a group with its card."""

    kind: Literal["label", "group"]
    id: str
    name: str
    count: int


class LabelList(Schema):
    """All labels and groups."""

    items: list[LabelOut]


class LabelRenameIn(Schema):
    """A label's new name."""

    book_id: str
    label: str
    name: str = Field(min_length=1, max_length=100)


class LabelDeleteIn(Schema):
    """A label to take off all contacts."""

    book_id: str
    label: str


class LabelApplyIn(Schema):
    """Labels to put on contacts and to take off."""

    ids: list[str] = Field(min_length=1, max_length=1000)
    add: list[str] = Field(default_factory=list, max_length=50)
    remove: list[str] = Field(default_factory=list, max_length=50)


class LabelChanged(Schema):
    """How many contacts changed."""

    changed: int
