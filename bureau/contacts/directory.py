"""The company directory as contacts: persons and groups of the organisation, read-only."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from bureau.people import Group, GroupMember, Person, members_by_group
from bureau.platform.db import Page, paginate
from bureau.platform.text import fold

from .vcard.lines import escaped, folded

BY_NAME = ("name", "id")
LISTED = (Person.State.ACTIVE, Person.State.INVITED)
_PERSON = (
    "id",
    "name",
    "email",
    "title",
    "phone",
    "country",
    "unit__name",
    "manager__name",
    "kind",
)


def listed_persons() -> QuerySet[Person]:
    """Return the persons and shared mailboxes whom all may find; index `person_directory`."""
    kinds = (Person.Kind.PERSON, Person.Kind.SHARED)
    return Person.objects.filter(state__in=LISTED, kind__in=kinds)


def found_persons(words: Sequence[str]) -> QuerySet[Person]:
    """Return those of whom some name or the address begins with each word."""
    rows = listed_persons()
    for word in words:
        rows = rows.filter(search_key__contains=f" {word}")
    return rows


def found_groups(words: Sequence[str]) -> QuerySet[Group]:
    """Return the groups of which some word of the name, or the address, begins with each word."""
    rows = Group.objects.all()
    for word in words:
        begins = Q(name__istartswith=word) | Q(name__icontains=f" {word}")
        rows = rows.filter(begins | Q(email__istartswith=word))
    return rows


def list_directory(q: str, kind: str, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """Return a page of persons or, for the kind `group`, of groups, by name. One query."""
    words = fold(q).split()[:8]
    if kind == "group":
        groups = found_groups(words).values("id", "name", "email", "description")
        return _shown(paginate(groups, BY_NAME, cursor, limit))
    return _shown(paginate(found_persons(words).values(*_PERSON), BY_NAME, cursor, limit))


def _shown(page: Page[Any]) -> Page[dict[str, Any]]:
    return Page([_row(row) for row in page.items], page.next)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "kind": row.get("kind", "group"),
        "name": row["name"],
        "email": row["email"],
        "title": row.get("title", ""),
        "phone": row.get("phone", ""),
        "country": row.get("country", ""),
        "unit": row.get("unit__name") or "",
        "manager": row.get("manager__name") or "",
        "description": row.get("description", ""),
    }


@dataclass(frozen=True, slots=True)
class DirectoryCard:
    """A person or group as a vCard."""

    id: str
    name: str
    raw: bytes


def directory_cards(ids: Sequence[str] | None = None) -> list[DirectoryCard]:
    """Return the cards of these persons and groups, of everybody for None, persons first and by
    name. Three queries.
    """
    persons = listed_persons().select_related("unit").order_by(*BY_NAME)
    groups = Group.objects.order_by(*BY_NAME)
    if ids is not None:
        persons, groups = persons.filter(id__in=ids), groups.filter(id__in=ids)
    found = [_person_card(person) for person in persons]
    listed = list(groups)
    members = members_by_group(group.id for group in listed)
    return [*found, *(_group_card(group, sorted(members[group.id])) for group in listed)]


def _person_card(person: Person) -> DirectoryCard:
    given = person.given_name or ("" if person.family_name else person.name)
    parts = (person.family_name, given, "", "", "")
    lines = [("FN", escaped(person.name)), ("N", ";".join(map(escaped, parts)))]
    lines += [("EMAIL;TYPE=INTERNET,WORK", escaped(person.email))]
    lines += [("TITLE", escaped(person.title))] if person.title else []
    lines += [("TEL;TYPE=WORK", escaped(person.phone))] if person.phone else []
    unit = person.unit.name if person.unit else ""
    lines += [("ORG", f";{escaped(unit)}")] if unit else []
    return DirectoryCard(person.id, person.name, _vcard(person.id, lines))


def _group_card(group: Group, members: Sequence[str]) -> DirectoryCard:
    lines = [("FN", escaped(group.name)), ("N", f"{escaped(group.name)};;;;")]
    lines += [("X-ADDRESSBOOKSERVER-KIND", "group")]
    lines += [("EMAIL;TYPE=INTERNET,WORK", escaped(group.email))] if group.email else []
    lines += [("NOTE", escaped(group.description))] if group.description else []
    lines += [("X-ADDRESSBOOKSERVER-MEMBER", f"urn:uuid:{one}") for one in members]
    return DirectoryCard(group.id, group.name, _vcard(group.id, lines))


def _vcard(uid: str, lines: Sequence[tuple[str, str]]) -> bytes:
    whole = [("BEGIN", "VCARD"), ("VERSION", "3.0"), ("UID", uid), *lines, ("END", "VCARD")]
    return b"".join(folded(f"{name}:{value}") for name, value in whole)


def directory_state() -> str:
    """Return a text that changes with the directory. Four queries."""
    persons = listed_persons().aggregate(Count("id"), Max("updated_at"))
    newest = GroupMember.objects.order_by("-id").values_list("id", flat=True).first()
    members = (GroupMember.objects.count(), newest)
    groups = list(Group.objects.order_by("id").values_list("id", "name", "email", "description"))
    text = repr((sorted(persons.items()), members, groups))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
