"""Rights against a naive walk up the tree: random trees, grants, groups, limited folders, moves,
trash.
"""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bureau.access import Role
from bureau.drive import (
    create_folder,
    create_shared_drive,
    my_drive,
    restore,
    share,
    trash,
    unshare,
)
from bureau.drive.actions.files import create_item
from bureau.drive.actions.move import move
from bureau.drive.actions.share import limit
from bureau.drive.models import Node, Place
from bureau.drive.policies import counted_role, role_of
from bureau.drive.queries import scope_roles
from bureau.people import (
    EVERYONE,
    SYSTEM,
    Actor,
    NewPerson,
    Person,
    actor_for,
    add_member,
    create_group,
    create_person,
    remove_member,
)
from bureau.platform.errors import Refusal

pick = st.integers(0, 10_000)
roles = st.sampled_from(list(Role))


@dataclass
class Twin:
    """What the naive model knows of a node."""

    parent: str | None
    owner: str | None
    """Of the My Drive whose root this is; for roots only."""
    grants: dict[str, int] = field(default_factory=dict)
    is_limited: bool = False
    is_trashed: bool = False


class Rights(RuleBasedStateMachine):
    """Does everything twice: in drive, and in a dictionary."""

    @initialize()
    def organisation(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = [
            create_person(
                SYSTEM, NewPerson(email=f"p{n}@demo.example", name=f"P{n}", state="active")
            )
            for n in range(4)
        ]
        self.groups = [create_group(SYSTEM, f"G{n}", f"g{n}@demo.example") for n in range(2)]
        self.members: dict[str, set[str]] = {group.id: set() for group in self.groups}
        owner = self.people[0]
        mine = my_drive(owner).root_id or ""
        team = create_shared_drive(actor_for(owner), "Team").root_id or ""
        self.twins = {mine: Twin(None, owner.id), team: Twin(None, None)}
        for twin in self.twins.values():
            twin.grants[owner.id] = Role.MANAGER

    def teardown(self) -> None:
        if not hasattr(self, "atomic"):
            return
        for person in self.people:
            for node in Node.objects.select_related("scope__drive"):
                assert role_of(actor_for(person), node) == self.naive(person.id, node.id)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def node(self, number: int) -> str:
        return list(self.twins)[number % len(self.twins)]

    def principal(self, number: int) -> str:
        everybody = [p.id for p in self.people] + [g.id for g in self.groups] + [EVERYONE]
        return everybody[number % len(everybody)]

    @rule(where=pick, is_folder=st.booleans())
    def make(self, where: int, is_folder: bool) -> None:
        parent = self.node(where)
        try:
            made = (
                create_folder(SYSTEM, parent, "folder")
                if is_folder
                else create_item(SYSTEM, parent, "file", "file")
            )
        except Refusal:
            return
        self.twins[made.id] = Twin(parent, None)

    @rule(where=pick, whom=pick, role=roles)
    def give(self, where: int, whom: int, role: Role) -> None:
        node_id, principal_id = self.node(where), self.principal(whom)
        try:
            share(SYSTEM, node_id, [principal_id], role)
        except Refusal:
            return
        self.twins[node_id].grants[principal_id] = role

    @rule(where=pick, whom=pick)
    def take(self, where: int, whom: int) -> None:
        node_id, principal_id = self.node(where), self.principal(whom)
        try:
            unshare(SYSTEM, node_id, principal_id)
        except Refusal:
            return
        del self.twins[node_id].grants[principal_id]

    @rule(where=pick, is_limited=st.booleans())
    def cut(self, where: int, is_limited: bool) -> None:
        node_id = self.node(where)
        twin = self.twins[node_id]
        try:
            limit(SYSTEM, node_id, is_limited)
        except Refusal:
            return
        if is_limited and not twin.is_limited:
            managers = self.granted(node_id)
            twin.grants |= {p: r for p, r in managers.items() if r == Role.MANAGER}
        if twin.is_limited and not is_limited:
            above = self.granted(twin.parent or "")
            twin.grants = {p: r for p, r in twin.grants.items() if above.get(p, 0) < r}
        twin.is_limited = is_limited

    @rule(what=pick, where=pick)
    def carry(self, what: int, where: int) -> None:
        node_id, parent = self.node(what), self.node(where)
        try:
            move(SYSTEM, [node_id], parent)
        except Refusal:
            return
        self.twins[node_id].parent = parent

    @rule(what=pick)
    def throw_away(self, what: int) -> None:
        node_id = self.node(what)
        try:
            trash(SYSTEM, [node_id])
        except Refusal:
            return
        self.twins[node_id].is_trashed = True

    @rule(what=pick)
    def bring_back(self, what: int) -> None:
        node_id = self.node(what)
        try:
            restore(SYSTEM, [node_id])
        except Refusal:
            return
        twin = self.twins[node_id]
        twin.is_trashed = False
        if any(self.twins[id].is_trashed for id in self.above(node_id)):
            twin.parent = self.above(node_id)[-1]

    @rule(who=pick, group=pick)
    def join(self, who: int, group: int) -> None:
        person, joined = self.people[who % 4], self.groups[group % 2]
        if person.id not in self.members[joined.id]:
            add_member(SYSTEM, joined, person)
            self.members[joined.id].add(person.id)

    @rule(who=pick, group=pick)
    def part(self, who: int, group: int) -> None:
        person, left = self.people[who % 4], self.groups[group % 2]
        if person.id in self.members[left.id]:
            remove_member(SYSTEM, left, person)
            self.members[left.id].remove(person.id)

    @invariant()
    def everybody_has_the_role_the_walk_finds(self) -> None:
        if not hasattr(self, "twins"):
            return
        nodes = list(Node.objects.select_related("scope__drive"))
        for person in self.people:
            assert self.stored(person, nodes) == {
                node.id: self.naive(person.id, node.id) for node in nodes
            }

    @invariant()
    def every_node_has_the_scope_of_its_parent_or_its_own(self) -> None:
        heads = set(Place.objects.values_list("node_id", "scope_id"))
        for node in Node.objects.select_related("parent"):
            own = (node.id, node.scope_id) in heads
            assert own or (node.parent and node.scope_id == node.parent.scope_id)

    def stored(self, person: Person, nodes: list[Node]) -> dict[str, int]:
        actor: Actor = actor_for(person)
        found = scope_roles(actor, {node.scope_id for node in nodes})
        return {node.id: counted_role(actor, node, found.get(node.scope_id, 0)) for node in nodes}

    def above(self, node_id: str) -> list[str]:
        trail = []
        parent = self.twins[node_id].parent
        while parent:
            trail.append(parent)
            parent = self.twins[parent].parent
        return trail

    def granted(self, node_id: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for id in [node_id, *self.above(node_id)]:
            for principal, role in self.twins[id].grants.items():
                found[principal] = max(found.get(principal, 0), role)
            if self.twins[id].is_limited:
                break
        return found

    def naive(self, person_id: str, node_id: str) -> int:
        principals = {person_id, EVERYONE}
        principals |= {group for group, members in self.members.items() if person_id in members}
        role = max((r for p, r in self.granted(node_id).items() if p in principals), default=0)
        trail = [node_id, *self.above(node_id)]
        if not any(self.twins[id].is_trashed for id in trail):
            return role
        owner = self.twins[trail[-1]].owner
        if owner:
            return role if owner == person_id else 0
        return role if role >= Role.CONTRIBUTOR else 0


@pytest.mark.django_db
def test_rights_agree_with_a_naive_walk_for_every_person_and_node() -> None:
    run_state_machine_as_test(
        Rights, settings=settings(max_examples=12, stateful_step_count=30, deadline=None)
    )
