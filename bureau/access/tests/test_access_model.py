"""The fold against a naive walk: random grants, moves, cuts and group changes, 0 disagreements."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from bureau.access import (
    Role,
    ScopeCycle,
    create_scope,
    move_scope,
    remove_grant,
    role_on,
    set_grant,
    set_inherits,
    visible_scopes,
)
from bureau.access.actions.grants import remove_expired_grants
from bureau.people import (
    SYSTEM,
    Group,
    GroupCycle,
    NewPerson,
    Person,
    add_member,
    create_group,
    create_person,
    principals_of,
    remove_member,
)

PEOPLE, GROUPS = 3, 3
EXPIRIES = st.sampled_from([None, timedelta(days=-1), timedelta(days=1), timedelta(days=2)])


class Access(RuleBasedStateMachine):
    """The real thing beside the simplest model that can be right."""

    scopes = Bundle("scopes")

    def __init__(self) -> None:
        super().__init__()
        self._savepoint = transaction.atomic()
        self._savepoint.__enter__()
        self.persons = [
            create_person(SYSTEM, NewPerson(f"p{n}@demo.example", f"P{n}", state="active"))
            for n in range(PEOPLE)
        ]
        self.groups = [create_group(SYSTEM, f"G{n}") for n in range(GROUPS)]
        self.parents: dict[str, str | None] = {}
        self.inherits: dict[str, bool] = {}
        self.grants: dict[tuple[str, str], tuple[int, timedelta | None]] = {}
        self.members: set[tuple[str, str]] = set()
        self.now = timezone.now()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._savepoint.__exit__(None, None, None)

    def principal(self, number: int) -> Person | Group:
        everybody: list[Person | Group] = [*self.persons, *self.groups]
        return everybody[number]

    @rule(target=scopes)
    def make_root(self) -> str:
        return self.made(None, True)

    @rule(target=scopes, parent=scopes, inherits=st.booleans())
    def make_scope(self, parent: str, inherits: bool) -> str:
        return self.made(parent, inherits)

    def made(self, parent: str | None, inherits: bool) -> str:
        scope = create_scope(parent, inherits)
        self.parents[scope.id], self.inherits[scope.id] = parent, inherits
        return scope.id

    @rule(scope=scopes, parent=scopes)
    def move(self, scope: str, parent: str) -> None:
        try:
            move_scope(scope, parent)
        except ScopeCycle:
            assert scope in self.upwards(parent)
        else:
            assert scope not in self.upwards(parent)
            self.parents[scope] = parent

    @rule(scope=scopes, inherits=st.booleans())
    def cut_or_join(self, scope: str, inherits: bool) -> None:
        set_inherits(scope, inherits)
        self.inherits[scope] = inherits

    @rule(
        scope=scopes,
        who=st.integers(0, PEOPLE + GROUPS - 1),
        role=st.sampled_from([*Role]),
        expiry=EXPIRIES,
    )
    def grant(self, scope: str, who: int, role: Role, expiry: timedelta | None) -> None:
        principal = self.principal(who).id
        set_grant(scope, principal, role, self.now + expiry if expiry else None)
        self.grants[scope, principal] = (role, expiry)

    @rule(scope=scopes, who=st.integers(0, PEOPLE + GROUPS - 1))
    def revoke(self, scope: str, who: int) -> None:
        principal = self.principal(who).id
        before = remove_grant(scope, principal)
        assert before == self.grants.pop((scope, principal), (0, None))[0]

    @rule()
    def clean_up(self) -> None:
        remove_expired_grants()
        self.grants = {key: grant for key, grant in self.grants.items() if is_live(grant[1])}

    @rule(group=st.integers(0, GROUPS - 1), who=st.integers(0, PEOPLE + GROUPS - 1))
    def join(self, group: int, who: int) -> None:
        into, member = self.groups[group], self.principal(who)
        try:
            add_member(SYSTEM, into, member)
        except GroupCycle:
            assert member.id in self.outwards(into.id)
        else:
            self.members.add((member.id, into.id))

    @rule(group=st.integers(0, GROUPS - 1), who=st.integers(0, PEOPLE + GROUPS - 1))
    def leave(self, group: int, who: int) -> None:
        remove_member(SYSTEM, self.groups[group], self.principal(who))
        self.members.discard((self.principal(who).id, self.groups[group].id))

    @invariant()
    def agrees_with_the_naive_walk(self) -> None:
        for person in self.persons:
            principals = principals_of(person.id)
            assert principals - {"everyone"} == self.outwards(person.id)
            roles = {scope: self.walk(principals, scope) for scope in self.parents}
            assert {scope: role_on(principals, scope) for scope in self.parents} == roles
            assert set(visible_scopes(principals)) == {s for s, role in roles.items() if role}

    def walk(self, principals: frozenset[str], scope: str) -> int:
        found = [0]
        for place in self.inherited_from(scope):
            for (at, principal), (role, expiry) in self.grants.items():
                if at == place and principal in principals and is_live(expiry):
                    found.append(role)
        return max(found)

    def inherited_from(self, scope: str) -> Iterator[str]:
        place: str | None = scope
        while place:
            yield place
            place = self.parents[place] if self.inherits[place] else None

    def upwards(self, scope: str) -> set[str]:
        above = self.parents[scope]
        return {scope} | (self.upwards(above) if above else set())

    def outwards(self, principal: str) -> set[str]:
        found = {principal}
        for member, group in self.members:
            if member == principal:
                found |= self.outwards(group)
        return found


def is_live(expiry: timedelta | None) -> bool:
    return expiry is None or expiry > timedelta()


@pytest.mark.django_db
def test_the_fold_never_disagrees_with_a_naive_walk() -> None:
    machine = settings(
        max_examples=25,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Access, settings=machine)
