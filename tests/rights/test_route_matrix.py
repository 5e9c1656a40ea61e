"""Every route against every kind of caller: who is let through, who is not, and that nobody who
is not let through changes anything.

Who may call what stands in `declared`. Ids in the paths name nothing, or somebody else's things.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connection

from bureau.composition.api import api as ninja_api
from bureau.people import (
    SYSTEM,
    NewPerson,
    Person,
    create_group,
    create_person,
    create_token,
    suspend,
)
from bureau.platform.ids import new_id
from tests.fixtures.database import readable_tables
from tests.fixtures.http import API as PREFIX
from tests.fixtures.http import Api

from .declared import API, BODIES, SITE, Class, listed

pytestmark = pytest.mark.django_db

LADDER: tuple[Class, ...] = ("public", "signed_in", "helpdesk", "admin")
RANKS: dict[str, Class] = {
    "nobody": "public",
    "suspended": "public",
    "member": "signed_in",
    "helpdesk": "helpdesk",
    "admin": "admin",
}
DENIALS = {"nobody": (401,), "suspended": (401,), "member": (403,), "helpdesk": (403,)}
CALLERS = ("nobody", "suspended", "member", "helpdesk", "admin", "token")
SCOPE = "drive.read"
SESSIONS = ("people_session", "usersessions_usersession")


@dataclass(frozen=True)
class Company:
    """Persons of every role, and a group that others might wish to change."""

    callers: dict[str, Api]
    ids: dict[str, str]

    def path(self, template: str) -> str:
        return re.sub(r"{(\w+)}", lambda found: self._value(found[1]), template)

    def _value(self, name: str) -> str:
        return "1" if name in ("version", "number") else self.ids.get(name, new_id())


@pytest.fixture
def company(api: Api) -> Company:
    def person(local: str, **fields: str) -> Person:
        new = NewPerson(f"{local}@demo.example", local.title(), state="active", **fields)  # type: ignore[arg-type]
        return create_person(SYSTEM, new)

    roles = ("member", "helpdesk", "admin")
    callers = {role: api.signed_in(person(role, role=role)) for role in roles}
    left = person("left")
    callers["suspended"] = api.signed_in(left)
    suspend(SYSTEM, left)
    robot = person("robot", kind="service")
    callers["token"] = api.bearing(create_token(SYSTEM, robot, "Reader", [SCOPE])[1])
    group = create_group(SYSTEM, "Board", "board@demo.example", "")
    victim = person("victim")
    ids = {"group_id": group.id, "person_id": victim.id, "account_id": victim.id}
    return Company({"nobody": api, **callers}, ids)


def operations() -> Iterator[str]:
    """Yield every operation of the JSON API as it is mounted."""
    assert ninja_api.urls
    for router in ninja_api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield from (f"{method} {router.prefix}{path}" for method in operation.methods)


def test_every_route_is_declared_exactly_once() -> None:
    assert Counter(name for name, _ in listed(API)) == Counter(operations())


def test_every_other_url_of_ours_is_declared() -> None:
    from django.urls import get_resolver

    ours = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", "/" + str(found.pattern))
        for part in get_resolver().url_patterns
        for found in getattr(part, "url_patterns", [part])
        if str(part.pattern) == ""
    }
    declared = {name.split()[1] for name, _ in listed(SITE)}
    assert {path.rstrip("/") for path in ours} <= declared


def admits(caller: str, kind: Class, operation: str) -> bool:
    if caller != "token":
        return LADDER.index(RANKS[caller]) >= LADDER.index(kind)
    method, path = operation.split()
    reads = method in ("GET", "HEAD", "OPTIONS")
    return kind == "public" or (kind == "signed_in" and reads and "/drive/" in path)


def ask(company: Company, caller: str, operation: str, prefix: str) -> int:
    method, template = operation.split()
    status = (
        company.callers[caller]
        .call(
            method,
            prefix + company.path(template),
            BODIES.get(operation, {}),
            site=True,
            headers={"Tus_Resumable": "1.0.0"},
        )
        .status
    )
    assert status < 500 or status == 501, f"{operation} answers {status}"
    return status


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize(("table", "prefix"), [(API, PREFIX), (SITE, "")], ids=["api", "site"])
def test_whoever_is_not_admitted_is_refused_and_changes_nothing(
    company: Company, caller: str, table: dict[Class, str], prefix: str
) -> None:
    denied = [name for name, kind in listed(table) if not admits(caller, kind, name)]
    ask(company, caller, "GET /me", PREFIX)  # notes when the token was last used
    before = contents()
    found = {name: ask(company, caller, name, prefix) for name in denied}
    expected = DENIALS.get(caller, (403,))
    assert {name: status for name, status in found.items() if status not in expected} == {}
    assert contents() == before


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize(("table", "prefix"), [(API, PREFIX), (SITE, "")], ids=["api", "site"])
def test_whoever_is_admitted_hears_of_the_thing_and_not_of_rights(
    company: Company, caller: str, table: dict[Class, str], prefix: str
) -> None:
    company.ids.clear()
    admitted = [name for name, kind in listed(table) if admits(caller, kind, name)]
    found = {name: ask(company, caller, name, prefix) for name in admitted}
    assert {name: status for name, status in found.items() if status in (401, 403, 405)} == {}


def contents() -> dict[str, list[str]]:
    """Return every row of every table, sessions left out."""
    with connection.cursor() as cursor:
        tables = readable_tables(cursor) - {*SESSIONS}
        return {name: _rows(cursor.execute, cursor.fetchall, name) for name in tables}


def _rows(
    execute: Callable[[str], object], fetch: Callable[[], list[tuple[object, ...]]], table: str
) -> list[str]:
    execute(f'SELECT * FROM "{table}"')
    return sorted(map(repr, fetch()))
