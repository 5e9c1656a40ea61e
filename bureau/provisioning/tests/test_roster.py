"""Rosters: read whole or refused whole, with a line per problem."""

import pytest

from bureau.people import SYSTEM, Person, create_group, create_unit
from bureau.provisioning import Plan, apply_plan, plan_csv
from bureau.provisioning.errors import PlanOutdated, PlanRefused
from bureau.provisioning.roster import read_csv

pytestmark = pytest.mark.django_db


def _problems(text: str | bytes) -> list[tuple[int, str]]:
    raw = text if isinstance(text, bytes) else text.encode()
    plan = plan_csv(raw, SYSTEM)
    assert plan.state == Plan.State.REFUSED
    with pytest.raises(PlanRefused):
        apply_plan(SYSTEM, plan.id)
    assert not Person.objects.exists()
    return [(problem["line"], problem["column"]) for problem in plan.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_and_other_headers_are_understood(separator: str) -> None:
    lines = ["E-Mail|First name|Last name|Department", "ana@demo.example|Ana|Silva|Quality"]
    roster = read_csv("\n".join(lines).replace("|", separator).encode("utf-8-sig"))
    assert roster.problems == []
    assert roster.rows[0].values == {
        "email": "ana@demo.example",
        "given_name": "Ana",
        "family_name": "Silva",
        "unit": "Quality",
    }


def test_another_encoding_is_refused_with_its_line() -> None:
    assert _problems(
        "email,given_name\na@demo.example,A\nb@demo.example,Zoé\n".encode("latin-1")
    ) == [(3, "")]


def test_every_problem_is_told_with_line_and_column() -> None:
    assert _problems(
        "email,given_name,family_name,manager,start_date,unit,groups,country\n"
        "a@demo.example,A,A,nobody@demo.example,,,,\n"
        "a@demo.example,B,B,,2026-13-45,,,\n"
        "c@else.test,C,C,,,Nowhere,nobodies,XX\n"
        "not an address,D,D,,,,,\n"
    ) == [
        (2, "manager"),
        (3, "email"),
        (3, "start_date"),
        (4, "country"),
        (4, "email"),
        (4, "groups"),
        (4, "unit"),
        (5, "email"),
    ]


def test_an_alias_that_another_row_has_is_refused() -> None:
    assert _problems(
        "email,given_name,aliases\n"
        "a@demo.example,A,sales@demo.example\n"
        "b@demo.example,B,sales@demo.example\n"
    ) == [(3, "aliases")]


def test_managers_that_report_to_each_other_are_refused() -> None:
    assert _problems(
        "email,given_name,manager\n"
        "a@demo.example,A,b@demo.example\n"
        "b@demo.example,B,a@demo.example\n"
    ) == [(2, "manager"), (3, "manager")]


def test_an_address_is_made_of_the_name() -> None:
    plan = plan_csv("given_name,family_name\nZoé,d'Aubigné\nJürgen,Groß\n".encode(), SYSTEM)
    assert list(plan.rows.order_by("line").values_list("email", flat=True)) == [
        "zoe.daubigne@demo.example",
        "jurgen.gross@demo.example",
    ]


def test_a_plan_changes_nothing() -> None:
    plan = plan_csv(b"email,given_name\na@demo.example,A\n", SYSTEM)
    assert plan.state == Plan.State.READY
    assert not Person.objects.exists()


def test_a_plan_that_does_not_fit_any_more_is_refused() -> None:
    unit = create_unit(SYSTEM, "Quality")
    plan = plan_csv(b"email,given_name,unit\na@demo.example,A,Quality\n", SYSTEM)
    unit.delete()
    with pytest.raises(PlanOutdated):
        apply_plan(SYSTEM, plan.id)
    assert not Person.objects.exists()


def test_groups_are_found_by_name_and_address() -> None:
    group = create_group(SYSTEM, "Sales team", "sales@demo.example")
    plan = plan_csv(b"email,given_name,groups\na@demo.example,A,sales;Sales team\n", SYSTEM)
    assert plan.rows.get().groups == [group.id]
