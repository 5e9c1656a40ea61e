"""Labels as a tree of paths: one's own at the top, those of other accounts below `Other Users`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from bureau.platform.db import prepared

from ..models import LostSubscription, Mailbox
from .names import DELIMITER, OTHERS, canonical, decode_name
from .replies import No

if TYPE_CHECKING:
    from .session import Session

_SLASH = "\u2215"
"""Stands for a slash in the name of a label, which the web allows."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A path and the label behind it; none for a level that only holds others."""

    path: str
    account_id: str
    box: Mailbox | None
    names: Sequence[str] = field(default=())
    """The path inside of its account."""
    has_children: bool = False
    is_lost: bool = False
    """Whether only a subscription is left of it."""


@prepared
def _boxes(account_id: str) -> QuerySet[Mailbox]:
    rows = Mailbox.objects.filter(account_id=account_id, category="")
    return rows.order_by("sort_order", "name", "id")


def folders_of(account_id: str, prefix: str = "") -> list[Folder]:
    """Return the labels of an account. One query."""
    boxes = {box.id: box for box in _boxes(account_id)}
    parents = {box.parent_id for box in boxes.values()}
    found: dict[str, Folder] = {}
    for box in boxes.values():
        names = _names(box, boxes)
        path = DELIMITER.join([prefix, *names] if prefix else names)
        # Two labels could look alike where one has a slash in its name: the first is meant.
        found.setdefault(path, Folder(path, account_id, box, names, box.id in parents))
    return list(found.values())


def _names(box: Mailbox, boxes: dict[str, Mailbox]) -> list[str]:
    names: list[str] = []
    one: Mailbox | None = box
    while one is not None and len(names) < 20:
        is_inbox = one.role == Mailbox.Role.INBOX
        names.insert(0, "INBOX" if is_inbox else one.name.replace(DELIMITER, _SLASH))
        one = boxes.get(one.parent_id or "")
    return names


def all_folders(session: "Session") -> Iterator[Folder]:
    """Yield every path that the session may list. One query an account."""
    yield from folders_of(session.person_id)
    yield from lost_folders(session.person_id)
    others = other_accounts(session)
    if others:
        yield Folder(OTHERS, "", None, (), True)
    for email, account_id in others.items():
        prefix = f"{OTHERS}{DELIMITER}{email}"
        yield Folder(prefix, account_id, None, (), True)
        yield from folders_of(account_id, prefix)


def lost_folders(account_id: str) -> Iterator[Folder]:
    """Yield the subscribed paths that have no mailbox any more. One query."""
    rows = LostSubscription.objects.filter(account_id=account_id).order_by("path")
    for path in rows.values_list("path", flat=True):
        yield Folder(path, account_id, None, path.split(DELIMITER), is_lost=True)


def other_accounts(session: "Session") -> dict[str, str]:
    """Return the accounts of others by address."""
    own = session.person_id
    return {
        email: account_id
        for account_id, email in sorted(session.accounts().items(), key=lambda item: item[1])
        if account_id != own
    }


@dataclass(frozen=True, slots=True)
class Place:
    """A path that a client named, which may or may not exist."""

    account_id: str
    names: Sequence[str]
    folder: Folder | None

    def box(self) -> Mailbox:
        """Return the label; refuses a path without one."""
        if self.folder is None or self.folder.box is None:
            raise No("There is no such mailbox", "NONEXISTENT")
        return self.folder.box


def place_of(session: "Session", name: bytes) -> Place:
    """Look up a path. One query."""
    path = canonical(decode_name(name, is_utf8=session.is_utf8).removesuffix(DELIMITER))
    account_id, prefix = session.person_id, ""
    names = path.split(DELIMITER)
    if names[0] == OTHERS:
        account_id = other_accounts(session).get(names[1] if len(names) > 1 else "", "")
        prefix = DELIMITER.join(names[:2])
        names = names[2:]
        if not account_id or not names:
            raise No("There is no such mailbox", "NONEXISTENT")
        if names[0].upper() == "INBOX":
            names[0] = "INBOX"
            path = DELIMITER.join([prefix, *names])
    by_path = {folder.path: folder for folder in folders_of(account_id, prefix)}
    return Place(account_id, names, by_path.get(path))
