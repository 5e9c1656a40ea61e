"""Leaving: shown, suspended at once, handed over, held, deleted or undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.people import SYSTEM, Person, actor_for
from bureau.platform.errors import Forbidden
from bureau.provisioning import (
    Leaving,
    apply_leaving,
    delete_now,
    leaving_steps_of,
    plan_leaving,
    set_legal_hold,
    undo_leaving,
)
from bureau.provisioning.actions.leave import delete_due
from bureau.provisioning.errors import CannotLeave, HoldIsOver, OnLegalHold

from .conftest import Spy, person

pytestmark = pytest.mark.django_db
Drain = Callable[[], int]


@pytest.fixture
def leaving(spy: Spy, drain: Drain) -> Leaving:
    """Return a planned leaving of Ben, to Ana."""
    planned = plan_leaving(person("ben"), person("ana"), SYSTEM)
    drain()
    spy.ran.clear()
    return planned


def _state(leaving: Leaving) -> tuple[str, str]:
    leaving.refresh_from_db()
    return leaving.state, Person.objects.get(id=leaving.person_id).state


def test_a_plan_shows_sentences_and_changes_nothing(leaving: Leaving, spy: Spy) -> None:
    assert leaving.preview == [{"key": "test.leave", "sentences": ["To ana."]}]
    assert _state(leaving) == ("planned", "active")
    assert spy.ran == []


def test_the_person_is_suspended_before_anything_is_handed_over(
    leaving: Leaving, spy: Spy, drain: Drain
) -> None:
    apply_leaving(SYSTEM, leaving.id)
    assert (_state(leaving), spy.ran) == (("applying", "suspended"), [])
    drain()
    assert (_state(leaving), spy.ran) == (("held", "suspended"), ["ben@demo.example"])
    assert [step["state"] for step in leaving_steps_of(leaving)] == ["done"]


def test_a_failing_step_keeps_the_leaving_open(leaving: Leaving, spy: Spy, drain: Drain) -> None:
    spy.broken = True
    apply_leaving(SYSTEM, leaving.id)
    drain()
    assert _state(leaving) == ("applying", "suspended")
    assert leaving.error == "test.leave: RuntimeError: no room"


def test_it_can_be_undone_within_the_hold(leaving: Leaving, drain: Drain) -> None:
    apply_leaving(SYSTEM, leaving.id)
    drain()
    undo_leaving(SYSTEM, leaving.id)
    assert _state(leaving)[0] == "undone"
    assert _state(leaving)[1] != "suspended"
    with pytest.raises(HoldIsOver):
        undo_leaving(SYSTEM, leaving.id)


def test_the_account_is_deleted_after_the_hold_unless_a_legal_hold_keeps_it(
    leaving: Leaving, drain: Drain
) -> None:
    apply_leaving(SYSTEM, leaving.id)
    drain()
    delete_due()
    assert _state(leaving) == ("held", "suspended")
    Leaving.objects.update(delete_after=timezone.now() - timedelta(days=1))
    set_legal_hold(SYSTEM, leaving.id, True)
    delete_due()
    with pytest.raises(OnLegalHold):
        delete_now(SYSTEM, leaving.id)
    assert _state(leaving) == ("held", "suspended")
    set_legal_hold(SYSTEM, leaving.id, False)
    delete_due()
    assert _state(leaving) == ("deleted", "deleted")


def test_who_takes_over_must_be_active_and_another(spy: Spy) -> None:
    ben, ana = person("ben"), person("ana")
    Person.objects.filter(id=ana.id).update(state="suspended")
    ana.refresh_from_db()
    for to in (ben, ana):
        with pytest.raises(CannotLeave):
            plan_leaving(ben, to, SYSTEM)


def test_a_member_cannot_let_anybody_leave(leaving: Leaving) -> None:
    with pytest.raises(Forbidden):
        apply_leaving(actor_for(leaving.to), leaving.id)
    assert _state(leaving) == ("planned", "active")
