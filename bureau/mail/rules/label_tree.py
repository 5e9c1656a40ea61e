"""The labels of accounts by role, by category and by path, as the arrival needs them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from bureau.platform.db import prepared

from ..models import Mailbox

Row = tuple[str, str, str | None, str, str, str]
DEEPEST = 20


@dataclass(slots=True)
class LabelTree:
    """The labels of one account."""

    roles: dict[str, str] = field(default_factory=dict)
    """Ids by role."""
    categories: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Full names with slashes, by id; only where they were asked for."""

    @property
    def by_name(self) -> dict[str, str]:
        """Ids by full name, lower case."""
        return {name.lower(): box_id for box_id, name in self.names.items()}


def trees_of(ids: Collection[str], with_names: Collection[str]) -> dict[str, LabelTree]:
    """Return the labels of accounts. One query, two where names are needed."""
    found = {account_id: LabelTree() for account_id in ids}
    _add_special(found, _special(ids))
    rows: dict[str, dict[str, Row]] = {account_id: {} for account_id in with_names}
    for row in _all(with_names) if with_names else ():
        rows[row[1]][row[0]] = row
    for account_id, boxes in rows.items():
        found[account_id].names = {
            box_id: _path(boxes, box_id) for box_id, row in boxes.items() if not row[5]
        }
    return found


def tree_of(account_id: str) -> LabelTree:
    """Return the labels of one account, with names. Two queries."""
    return trees_of([account_id], [account_id])[account_id]


def _add_special(found: dict[str, LabelTree], rows: Iterable[Row]) -> None:
    for box_id, account_id, _, _, role, category in rows:
        if role:
            found[account_id].roles[role] = box_id
        if category:
            found[account_id].categories[category] = box_id


def _path(boxes: dict[str, Row], box_id: str) -> str:
    names: list[str] = []
    current: str | None = box_id
    while current in boxes and len(names) < DEEPEST:
        names.append(boxes[current][3])
        current = boxes[current][2]
    return "/".join(reversed(names))


@prepared
def _special(ids: Collection[str]) -> QuerySet[Mailbox, Row]:
    rows = Mailbox.objects.filter(~Q(role="") | ~Q(category=""), account_id__in=ids)
    return rows.values_list("id", "account_id", "parent_id", "name", "role", "category")


@prepared
def _all(ids: Collection[str]) -> QuerySet[Mailbox, Row]:
    rows = Mailbox.objects.filter(account_id__in=ids)
    return rows.values_list("id", "account_id", "parent_id", "name", "role", "category")
