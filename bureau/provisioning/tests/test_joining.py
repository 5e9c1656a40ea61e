"""Applying a plan: everybody ready once, whatever fails in between."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from bureau.people import SYSTEM, Address, Group, Membership, Person, create_group
from bureau.platform.jobs import Job
from bureau.provisioning import Joining, Plan, Template, apply_plan, is_over, plan_csv, progress_of
from bureau.provisioning.errors import AlreadyApplied
from bureau.provisioning.welcome import due_at

from .conftest import Spy, person

pytestmark = pytest.mark.django_db

ROSTER = (
    b"email,given_name,family_name,manager,groups,aliases,country,start_date\n"
    b"ben@demo.example,Ben,B,ana@demo.example,Sales,b@demo.example,FR,2030-01-07\n"
    b"ana@demo.example,Ana,A,,Sales,,PT,\n"
)
Drain = Callable[[], int]


@pytest.fixture(autouse=True)
def sales() -> Group:
    return create_group(SYSTEM, "Sales", "sales@demo.example")


def _onboard(drain: Drain, roster: bytes = ROSTER) -> Plan:
    plan = plan_csv(roster, SYSTEM)
    apply_plan(SYSTEM, plan.id)
    drain()
    plan.refresh_from_db()
    return plan


def test_everybody_of_the_roster_is_ready(spy: Spy, drain: Drain, sales: Group) -> None:
    plan = _onboard(drain)
    ben = Person.objects.select_related("manager").get(email="ben@demo.example")
    assert plan.state == Plan.State.APPLIED
    assert [(one.email, one.state) for one in progress_of(plan)] == [
        ("ben@demo.example", "ready"),
        ("ana@demo.example", "ready"),
    ]
    assert ben.manager
    assert ben.manager.email == "ana@demo.example"
    assert (ben.time_zone, ben.start_date) == ("Europe/Paris", date(2030, 1, 7))
    assert Address.objects.get(email="b@demo.example").person_id == ben.id
    assert Membership.objects.filter(principal_id=sales.id).count() == 2
    assert sorted(spy.ran) == ["ana@demo.example", "ben@demo.example"]


def test_the_same_roster_again_changes_nothing(spy: Spy, drain: Drain) -> None:
    _onboard(drain)
    again = _onboard(drain)
    assert [one.state for one in progress_of(again)] == ["unchanged", "unchanged"]
    assert sorted(spy.ran) == ["ana@demo.example", "ben@demo.example"]
    assert Person.objects.count() == 2


def test_what_differs_is_updated(spy: Spy, drain: Drain) -> None:
    _onboard(drain)
    plan = plan_csv(b"email,title\nana@demo.example,Head of sales\n", SYSTEM)
    assert plan.rows.get().changes == {"title": [None, "Head of sales"]}
    apply_plan(SYSTEM, plan.id)
    drain()
    assert Person.objects.get(email="ana@demo.example").title == "Head of sales"


def test_a_failed_step_is_told_and_healed_by_the_same_roster(spy: Spy, drain: Drain) -> None:
    spy.broken = True
    plan = _onboard(drain)
    assert [(one.state, one.error) for one in progress_of(plan)] == [
        ("failed", "test.join: RuntimeError: no room")
    ] * 2
    assert is_over(plan)
    spy.broken = False
    Job.objects.all().delete()
    again = _onboard(drain)
    assert [(one.action, one.state) for one in progress_of(again)] == [("repair", "ready")] * 2
    assert len(spy.ran) == 2


def test_a_plan_is_applied_once(spy: Spy, drain: Drain) -> None:
    plan = _onboard(drain)
    with pytest.raises(AlreadyApplied):
        apply_plan(SYSTEM, plan.id)


def test_an_account_made_elsewhere_gets_its_steps(spy: Spy, drain: Drain) -> None:
    kim = person("kim")
    drain()
    assert spy.ran == ["kim@demo.example"]
    assert Joining.objects.get(person=kim).state == Joining.State.READY


def test_templates_add_up_from_general_to_exact(spy: Spy, drain: Drain, sales: Group) -> None:
    Template.objects.create(name="All", settings={"quota_bytes": 1, "tools": ["mail"]})
    Template.objects.create(
        name="France",
        country="FR",
        settings={"quota_bytes": 2, "tools": ["desk"], "groups": [sales.email]},
    )
    _onboard(drain, b"email,given_name,country\nben@demo.example,Ben,FR\n")
    settings = Joining.objects.get().settings
    assert (settings["quota_bytes"], settings["tools"]) == (2, ["mail", "desk"])
    assert Membership.objects.filter(principal_id=sales.id).count() == 1


def test_the_welcome_mail_is_due_at_eight_where_the_person_is() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    later = Person(time_zone="Asia/Tokyo", start_date=date(2026, 2, 2))
    assert due_at(later, now) == datetime(2026, 2, 1, 23, tzinfo=UTC)
    assert due_at(Person(time_zone="UTC", start_date=date(2026, 1, 1)), now) is None
    assert due_at(Person(time_zone="UTC"), now) is None
