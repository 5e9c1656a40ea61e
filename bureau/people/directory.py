"""Reads for the screens: the directory, one person, groups, units. Rows are plain dictionaries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bureau.platform.db import Page, paginate, prepared, read_page, seek
from bureau.platform.errors import NotFound

from .actor import Actor
from .models import Address, Group, GroupMember, Invitation, Membership, Person, Unit, folded
from .queries import units_below

Row = dict[str, Any]
Found = TypeVar("Found")
After = tuple[Any, ...] | None
Narrow = tuple[str | None, str | None, str | None]
"""State, kind and role to narrow to."""

BY_NAME = ("name", "id")

CARD = (
    "id",
    "kind",
    "name",
    "given_name",
    "family_name",
    "email",
    "title",
    "country",
    "time_zone",
    "unit_id",
    "unit__name",
    "manager_id",
)
ADMINISTRATION = ("state", "role", "language", "start_date", "last_login")
LISTED = (Person.State.ACTIVE, Person.State.INVITED)


def _plain(row: Mapping[str, object]) -> Row:
    return dict(row)


@dataclass(frozen=True, slots=True)
class DirectoryFilter:
    """What a search of the directory asks for; empty fields ask for nothing."""

    q: str = ""
    state: str = ""
    kind: str = ""
    role: str = ""
    unit_id: str = ""
    group_id: str = ""


def visible_to(actor: Actor) -> QuerySet[Person]:
    """Return the persons that the actor may list: for members those who are here or about to be."""
    return _listed(actor.is_helpdesk)


def _listed(sees_all: bool) -> QuerySet[Person]:
    if sees_all:
        return Person.objects.exclude(state=Person.State.DELETED)
    return Person.objects.filter(state__in=LISTED).exclude(kind=Person.Kind.SERVICE)


def list_people(actor: Actor, wanted: DirectoryFilter, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page of the directory by name. One query, two when a unit is asked for."""
    narrow = (wanted.state or None, wanted.kind or None, wanted.role or None)
    units = units_below(wanted.unit_id) if wanted.unit_id else None
    group_id = wanted.group_id or None
    sees_all = actor.is_helpdesk

    def read(after: After) -> list[Row]:
        if not wanted.q:
            return _prepared_rows(narrow, units, group_id, after, sees_all=sees_all, limit=limit)
        rows = _matching(_person_rows(narrow, units, group_id, sees_all), wanted.q)
        return list(seek(rows, BY_NAME, after, limit))

    return read_page(read, BY_NAME, cursor, limit)


@prepared
def _prepared_rows(
    narrow: Narrow,
    units: list[str] | None,
    group_id: str | None,
    after: After,
    *,
    sees_all: bool,
    limit: int,
) -> QuerySet[Person, Row]:
    return seek(_person_rows(narrow, units, group_id, sees_all), BY_NAME, after, limit)


def _person_rows(
    narrow: Narrow, units: list[str] | None, group_id: str | None, sees_all: bool
) -> QuerySet[Person, Row]:
    rows = _listed(sees_all)
    for field, value in zip(("state", "kind", "role"), narrow, strict=True):
        if value is not None:
            rows = rows.filter(**{field: value})
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    if group_id is not None:
        rows = rows.filter(memberships__principal_id=group_id)
    found: QuerySet[Person, Row] = rows.values(
        *CARD, "phone", *(ADMINISTRATION if sees_all else ())
    )
    return found


def _matching(rows: QuerySet[Person, Found], q: str) -> QuerySet[Person, Found]:
    """Keep persons of whom some name or the address begins with each word."""
    for word in folded(q).split():
        rows = rows.filter(search_key__contains=f" {word}")
    return rows


def find_person(actor: Actor, person_id: str) -> Person:
    """Return a person that the actor may see; raises `NotFound`. One query."""
    found = visible_to(actor).select_related("unit", "manager").filter(id=person_id).first()
    if found is None:
        raise NotFound
    return found


def addresses_in_full(person_id: str) -> list[Row]:
    """Return the addresses of a person with their kinds, primary first. One query."""
    rows = Address.objects.filter(person_id=person_id).values("email", "kind")
    return sorted(map(_plain, rows), key=lambda row: (row["kind"] != "primary", row["email"]))


def groups_of(person_id: str) -> list[Row]:
    """Return the groups that the person is in, directly or not, by name. One query."""
    mine = Membership.objects.filter(person_id=person_id).values("principal_id")
    direct = GroupMember.objects.filter(group_id=OuterRef("id"), person_id=person_id)
    groups = Group.objects.filter(id__in=mine).annotate(is_direct=Exists(direct)).order_by("name")
    return [_plain(row) for row in groups.values("id", "name", "email", "is_direct")]


def factors_of(person_id: str) -> set[str]:
    """Return the kinds of second factor and passkey that the person has set up. One query."""
    rows = Authenticator.objects.filter(user_id=person_id)
    return set(rows.values_list("type", flat=True))


def invitation_of(person_id: str) -> Row | None:
    """Return when the open invitation was made and ends. One query."""
    rows = Invitation.objects.filter(person_id=person_id, used_at__isnull=True)
    found = rows.order_by("-id").values("created_at", "expires_at").first()
    return _plain(found) if found else None


def list_groups(q: str, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page of groups by name with the number of persons in each. One query."""
    rows = Group.objects.annotate(member_count=_person_count(OuterRef("id")))
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(email__istartswith=q))
    columns = ("id", "name", "email", "description", "member_count")
    return paginate(rows.values(*columns), ("name", "id"), cursor, limit)


def find_group_row(group_id: str) -> Row:
    """Return one group as in the list; raises `NotFound`. One query."""
    rows = Group.objects.annotate(member_count=_person_count(OuterRef("id")))
    columns = ("id", "name", "email", "description", "member_count")
    row = rows.filter(id=group_id).values(*columns).first()
    if row is None:
        raise NotFound
    return _plain(row)


def _person_count(group_id: OuterRef) -> Coalesce:
    rows = Membership.objects.filter(principal_id=group_id).order_by().values("principal_id")
    return Coalesce(Subquery(rows.annotate(count=Count("person_id")).values("count")), 0)


def list_direct_members(group_id: str, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page of the direct members of a group, in the order they were added. One query."""
    columns = (
        "person_id",
        "person__name",
        "person__email",
        "child_id",
        "child__name",
        "child__email",
    )
    rows = GroupMember.objects.filter(group_id=group_id).values("id", *columns)
    page = paginate(rows, ("id",), cursor, limit)
    return Page([_member(row) for row in page.items], page.next)


def _member(row: Row) -> Row:
    side = "person" if row["person_id"] else "child"
    return {
        "id": row[f"{side}_id"],
        "kind": "person" if side == "person" else "group",
        "name": row[f"{side}__name"],
        "email": row[f"{side}__email"],
    }


def list_units() -> list[Row]:
    """Return all units by name with the number of people directly in each. One query."""
    alive = Q(people__state__in=LISTED)
    units = Unit.objects.annotate(people_count=Count("people", filter=alive)).order_by("name")
    columns = ("id", "name", "parent_id", "people_count")
    return [_plain(row) for row in units.values(*columns)]


def search_principals(actor: Actor, q: str, limit: int) -> list[Row]:
    """Return persons and groups to share with or write to, whose name or address begins with `q`.

    Two queries, each bounded by `limit`.
    """
    persons = _matching(visible_to(actor), q).order_by("name", "id")[:limit]
    groups = Group.objects.filter(Q(name__istartswith=q) | Q(email__istartswith=q))
    found: Iterable[Row] = [
        *map(_plain, persons.values("id", "kind", "name", "email")),
        *({"kind": "group", **row} for row in groups[:limit].values("id", "name", "email")),
    ]
    return sorted(found, key=lambda row: (row["name"].casefold(), row["id"]))[:limit]
