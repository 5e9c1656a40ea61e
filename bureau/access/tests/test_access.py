"""Grants, inheritance, links: the examples that explain the rules, and what they cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.access import (
    LinkGone,
    LinkPasswordRequired,
    Role,
    ScopeCycle,
    create_link,
    create_scope,
    grants_of,
    move_scope,
    open_link,
    principals_on,
    remove_grant,
    remove_link,
    role_on,
    roles_on,
    set_grant,
    set_inherits,
    visible_scopes,
)
from bureau.access.models import Effective
from tests.fixtures.database import CountQueries

pytestmark = pytest.mark.django_db

ADA, BOB = "ada", "bob"


def test_a_grant_counts_on_the_scope_and_below() -> None:
    drive = create_scope()
    folder = create_scope(drive.id)
    set_grant(drive.id, ADA, Role.EDITOR)
    assert role_on([ADA], drive.id) == Role.EDITOR
    assert role_on([ADA], folder.id) == Role.EDITOR
    assert role_on([BOB], folder.id) == 0


def test_a_scope_made_later_inherits_at_once() -> None:
    drive = create_scope()
    set_grant(drive.id, ADA, Role.VIEWER)
    assert role_on([ADA], create_scope(drive.id).id) == Role.VIEWER


def test_the_higher_of_two_roles_counts() -> None:
    drive = create_scope()
    folder = create_scope(drive.id)
    set_grant(drive.id, ADA, Role.EDITOR)
    set_grant(folder.id, ADA, Role.VIEWER)
    set_grant(folder.id, "team", Role.MANAGER)
    assert role_on([ADA], folder.id) == Role.EDITOR
    assert role_on([ADA, "team"], folder.id) == Role.MANAGER


def test_a_cut_folder_keeps_only_its_own_grants() -> None:
    drive = create_scope()
    folder = create_scope(drive.id)
    below = create_scope(folder.id)
    set_grant(drive.id, ADA, Role.EDITOR)
    set_grant(folder.id, BOB, Role.VIEWER)
    set_inherits(folder.id, False)
    assert roles_on([ADA, BOB], [drive.id, folder.id, below.id]) == {
        drive.id: Role.EDITOR,
        folder.id: Role.VIEWER,
        below.id: Role.VIEWER,
    }
    set_inherits(folder.id, True)
    assert role_on([ADA], below.id) == Role.EDITOR


def test_a_moved_scope_takes_on_what_counts_there() -> None:
    here, there = create_scope(), create_scope()
    folder = create_scope(here.id)
    set_grant(here.id, ADA, Role.EDITOR)
    set_grant(there.id, BOB, Role.VIEWER)
    move_scope(folder.id, there.id)
    assert principals_on(folder.id) == {BOB: Role.VIEWER}


def test_a_scope_cannot_be_moved_below_itself() -> None:
    drive = create_scope()
    folder = create_scope(drive.id)
    with pytest.raises(ScopeCycle):
        move_scope(drive.id, folder.id)


def test_an_expired_grant_stops_counting_without_any_timer() -> None:
    drive = create_scope()
    folder = create_scope(drive.id)
    set_grant(drive.id, ADA, Role.VIEWER)
    set_grant(folder.id, ADA, Role.MANAGER, timezone.now() + timedelta(hours=1))
    assert role_on([ADA], folder.id) == Role.MANAGER
    Effective.objects.filter(expires_at__isnull=False).update(expires_at=timezone.now())
    assert role_on([ADA], folder.id) == Role.VIEWER


def test_removing_a_grant_leaves_what_is_inherited() -> None:
    drive = create_scope()
    folder = create_scope(drive.id)
    set_grant(drive.id, ADA, Role.VIEWER)
    set_grant(folder.id, ADA, Role.MANAGER)
    assert remove_grant(folder.id, ADA) == Role.MANAGER
    assert remove_grant(folder.id, ADA) == 0
    assert role_on([ADA], folder.id) == Role.VIEWER
    assert grants_of(folder.id) == []


def test_visible_scopes_are_a_subquery() -> None:
    drive, other = create_scope(), create_scope()
    set_grant(drive.id, ADA, Role.VIEWER)
    set_grant(other.id, ADA, Role.EDITOR)
    assert set(visible_scopes([ADA])) == {drive.id, other.id}
    assert list(visible_scopes([ADA], Role.EDITOR)) == [other.id]


def test_checks_cost_one_query_and_a_grant_a_fixed_number(count_queries: CountQueries) -> None:
    drive = create_scope()
    folders = [create_scope(drive.id) for _ in range(20)]
    with count_queries(9, at_most=True):
        set_grant(drive.id, ADA, Role.EDITOR)
    with count_queries(1):
        role_on([ADA, BOB], folders[7].id)
    with count_queries(1):
        roles_on([ADA], [folder.id for folder in folders])


def test_a_link_opens_with_its_password_until_it_is_removed() -> None:
    drive = create_scope()
    link = create_link(drive.id, Role.COMMENTER, password="sesame")
    with pytest.raises(LinkPasswordRequired):
        open_link(link.token)
    with pytest.raises(LinkPasswordRequired):
        open_link(link.token, "wrong")
    assert open_link(link.token, "sesame").role == Role.COMMENTER
    remove_link(link.token)
    with pytest.raises(LinkGone):
        open_link(link.token, "sesame")


def test_an_expired_link_is_gone() -> None:
    link = create_link(create_scope().id, expires_at=timezone.now())
    with pytest.raises(LinkGone):
        open_link(link.token)
