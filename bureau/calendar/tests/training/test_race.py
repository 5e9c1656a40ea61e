"""Many ask for the last seats at once: none is given twice."""

from collections.abc import Callable
from functools import partial

import pytest

from bureau.calendar.actions import seats
from bureau.calendar.models import CalendarObject, Registration, Session
from bureau.people import Person, actor_for
from tests.fixtures.races import at_once

from .conftest import Training

MANY = 60


def states(session: Session) -> list[str]:
    rows = Registration.objects.filter(session=session).order_by("queued_at", "id")
    return [str(state) for state in rows.values_list("state", flat=True)]


@pytest.mark.django_db(transaction=True)
def test_of_sixty_at_once_as_many_as_there_are_seats_get_one(
    training: Training, make_person: Callable[..., Person]
) -> None:
    session = Session.objects.get(id=training.plan(seats=5))
    persons = [make_person(f"person{number}") for number in range(MANY)]
    finish = at_once([partial(seats.take_seat, actor_for(one), session.id) for one in persons])
    assert finish.failures == []
    assert sorted(states(session)) == ["registered"] * 5 + ["waiting"] * (MANY - 5)
    assert CalendarObject.objects.filter(uid__startswith="seat-").count() == 5


@pytest.mark.django_db(transaction=True)
def test_while_some_leave_the_line_moves_up_exactly(
    training: Training, make_person: Callable[..., Person]
) -> None:
    session = Session.objects.get(id=training.plan(seats=10))
    persons = [make_person(f"person{number}") for number in range(30)]
    for person in persons[:20]:
        seats.take_seat(actor_for(person), session.id)
    leaving = [partial(seats.cancel, actor_for(one), session.id) for one in persons[:8]]
    coming = [partial(seats.take_seat, actor_for(one), session.id) for one in persons[20:]]
    everybody: list[Callable[[], object]] = [*leaving, *coming]
    assert at_once(everybody).failures == []
    rows = Registration.objects.filter(session=session)
    registered = set(rows.filter(state="registered").values_list("person__email", flat=True))
    assert registered == {one.email for one in persons[8:18]}
    assert rows.filter(state="waiting").count() == 12
    kept = CalendarObject.objects.filter(uid__startswith="seat-")
    assert set(kept.values_list("calendar__owner__email", flat=True)) == registered


@pytest.mark.django_db(transaction=True)
def test_one_person_on_two_dates_at_once_has_one(
    training: Training, make_person: Callable[..., Person]
) -> None:
    first, second = training.plan(7), training.plan(14)
    actor = actor_for(make_person("quick"))
    finish = at_once(
        [partial(seats.take_seat, actor, first), partial(seats.take_seat, actor, second)] * 4
    )
    assert {type(one).__name__ for one in finish.failures} == {"AlreadyRegistered"}
    assert Registration.objects.filter(state="registered").count() == 1
    assert CalendarObject.objects.filter(uid__startswith="seat-").count() == 1
