"""The rule engine: what runs, with whose rights, and what stops a runaway."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bureau.automation import (
    Action,
    ActionCall,
    BadArguments,
    Rule,
    RuleFields,
    Trigger,
    UnknownAction,
    hand_over_rules,
    perform,
    register_action,
    register_trigger,
    registry,
    save_rule,
    set_enabled,
)
from bureau.automation.actions.replay import replay
from bureau.automation.dry_run import preview
from bureau.automation.models import RuleRun
from bureau.people import SYSTEM, Actor, NewPerson, Person, actor_for, create_person, suspend
from bureau.platform import events
from bureau.platform.context import Context, using
from bureau.platform.errors import BadInput, Conflict, Forbidden, NotFound

pytestmark = pytest.mark.django_db
Drain = Callable[[], int]
SCHEMA = {
    "type": "object",
    "required": ["to"],
    "properties": {"to": {"type": "string"}, "files": {"type": "array"}},
}
said: list[tuple[str, dict[str, Any]]] = []


@pytest.fixture(autouse=True)
def _catalogue() -> Iterator[None]:
    """Offer an action that remembers, one that refuses, and one that causes the event again."""
    said.clear()
    lists: list[dict[str, Any]] = [registry.actions, registry.triggers, registry.scopes]
    before = [dict(one) for one in lists]
    register_trigger(Trigger("test.asked", "Something is asked"))
    register_action(Action("test.say", "Say", SCHEMA, _say, sends_mail=True))
    register_action(Action("test.refuse", "Refuse", {"type": "object"}, _refuse))
    register_action(Action("test.ask", "Ask again", {"type": "object"}, _ask_again))
    yield
    for one, former in zip(lists, before, strict=True):
        one.clear()
        one.update(former)


def _say(call: ActionCall) -> dict[str, str]:
    said.append((call.owner.email, call.arguments))
    return {"said": call.arguments["to"]}


def _refuse(call: ActionCall) -> None:
    raise Conflict("Not today.")


def _ask_again(call: ActionCall) -> None:
    ask(subject=str(RuleRun.objects.count()))


def ask(subject: str = "q1", stream: str = "quiz:1", **payload: Any) -> events.Event:
    return events.emit("test.asked", stream=stream, subject=("q", subject), payload=payload)


@pytest.fixture
def owner() -> Actor:
    fields = NewPerson(email="ana@demo.example", name="Ana", state="active", role="admin")
    create_person(SYSTEM, NewPerson("root@demo.example", "Root", state="active", role="admin"))
    return actor_for(create_person(SYSTEM, fields))


def rule(owner: Actor, action: str = "test.say", **more: Any) -> Rule:
    arguments = more.pop("arguments", {"to": "{{answers.email}}"})
    actions = [{"action": action, "arguments": arguments}] * more.pop("times", 1)
    fields = RuleFields(title="A rule", events=["test.asked"], actions=actions, scope="quiz:1")
    return save_rule(owner, replace(fields, **more))


def test_a_rule_runs_once_with_its_owners_rights_and_filled_arguments(
    owner: Actor, drain: Drain
) -> None:
    made = rule(
        owner,
        condition='answers.colour == "red"',
        arguments={"to": "{{answers.email}}", "files": "{{files}}"},
    )
    ask(answers={"colour": "red", "email": "v@else.test"}, files=[{"blob": "b"}])
    ask(subject="q2", answers={"colour": "blue"})
    drain()
    assert said == [("ana@demo.example", {"to": "v@else.test", "files": [{"blob": "b"}]})]
    run = RuleRun.objects.get()
    assert (run.rule_id, run.state, run.effects[0]["result"]) == (
        made.id,
        "done",
        {"said": "v@else.test"},
    )


def test_a_rule_hears_its_own_scope_only(owner: Actor, drain: Drain) -> None:
    rule(owner, arguments={"to": "x"})
    ask(stream="quiz:2")
    drain()
    assert said == []


def test_a_rule_that_stops_keeps_later_ones_from_running(owner: Actor, drain: Drain) -> None:
    rule(owner, arguments={"to": "second"}, position=2)
    rule(owner, arguments={"to": "first"}, position=1, stops=True)
    ask()
    drain()
    assert [arguments["to"] for _, arguments in said] == ["first"]


def test_a_placeholder_is_never_code(owner: Actor, drain: Drain) -> None:
    rule(owner, arguments={"to": "{{answers.__class__}}-{{7*7}}-{{answers.name}}"})
    ask(answers={"name": "{{answers.secret}}", "secret": "s"})
    drain()
    assert said[0][1]["to"] == "-{{7*7}}-{{answers.secret}}"


def test_a_refusal_undoes_the_run_and_is_recorded_and_can_be_replayed(
    owner: Actor, drain: Drain
) -> None:
    made = rule(owner, "test.refuse")
    ask(answers={"email": "v@else.test"})
    drain()
    failed = RuleRun.objects.get()
    assert (failed.state, failed.error, failed.effects) == ("failed", "Not today.", [])
    fields = RuleFields(
        "A rule", ["test.asked"], [{"action": "test.say", "arguments": {"to": "x"}}], "quiz:1"
    )
    save_rule(owner, fields, made.id)
    again = replay(owner, failed.id)
    drain()
    again.refresh_from_db()
    assert (again.state, again.version, said) == ("done", 2, [("ana@demo.example", {"to": "x"})])


def test_a_chain_ends_at_depth_five_and_the_owner_is_told(owner: Actor, drain: Drain) -> None:
    made = rule(owner, "test.ask", arguments={})
    ask()
    drain()
    made.refresh_from_db()
    assert RuleRun.objects.count() == 6
    assert not made.is_enabled
    assert "chain of more than 5" in made.pause_reason
    told = events.Event.objects.get(name="rule.paused")
    assert (told.subject_id, told.payload["owner_id"]) == (made.id, owner.person_id)


def test_a_rule_runs_once_per_root_event_and_object(owner: Actor, drain: Drain) -> None:
    rule(owner, arguments={"to": "x"})
    first = ask()
    with using(Context(root_id=first.id, cause_id=first.id, depth=1)):
        ask()
    drain()
    assert len(said) == 1


def test_fifty_actions_a_root_are_the_most(owner: Actor, drain: Drain) -> None:
    made = rule(owner, "test.ask", arguments={}, times=20)
    save_rule(owner, RuleFields("Idle", ["test.asked"], [{"action": "test.refuse"}], "quiz:9"))
    ask()
    drain()
    made.refresh_from_db()
    assert not made.is_enabled
    assert sum(RuleRun.objects.values_list("action_count", flat=True)) <= 50


def test_twenty_mails_an_hour_about_one_object_are_the_most(owner: Actor, drain: Drain) -> None:
    made = rule(owner, arguments={"to": "x"})
    for _ in range(25):
        ask()
    drain()
    made.refresh_from_db()
    assert (len(said), made.is_enabled) == (20, False)
    assert "More than 20 mails" in made.pause_reason


def test_a_rule_of_somebody_who_left_does_nothing_until_it_is_handed_over(
    owner: Actor, drain: Drain
) -> None:
    made = rule(owner, arguments={"to": "x"})
    ana, root = Person.objects.get(id=owner.person_id), Person.objects.get(name="Root")
    suspend(SYSTEM, ana)
    ask()
    drain()
    made.refresh_from_db()
    assert (said, made.is_enabled) == ([], False)
    assert hand_over_rules(ana, root) == 1
    set_enabled(actor_for(root), made.id, True)
    ask(subject="q2")
    drain()
    assert [email for email, _ in said] == ["root@demo.example"]


def test_a_dry_run_counts_and_does_nothing(owner: Actor, drain: Drain) -> None:
    for colour in ("red", "red", "blue"):
        ask(answers={"colour": colour})
    fields = RuleFields(
        "A rule",
        ["test.asked"],
        [{"action": "test.say", "arguments": {"to": "{{answers.colour}}"}}],
        "quiz:1",
        condition_tree={"field": "answers.colour", "op": "is", "value": "red"},
    )
    found = preview(owner, fields)
    assert (found.examined, found.matched, dict(found.actions)) == (3, 2, {"test.say": 2})
    assert found.samples[0]["actions"][0]["arguments"] == {"to": "red"}
    drain()
    assert (said, Rule.objects.count()) == ([], 0)


def test_every_problem_of_a_rule_is_told_at_once(owner: Actor) -> None:
    fields = RuleFields(
        " ", ["no.event"], [{"action": "test.say"}, {"action": "no.action"}], condition="1 +"
    )
    with pytest.raises(BadInput) as refused:
        save_rule(owner, fields)
    assert [error["field"] for error in refused.value.members["errors"]] == [
        "events",
        "actions.0.to",
        "actions.1.action",
        "title",
        "condition",
    ]
    assert not Rule.objects.exists()


def test_a_member_cannot_write_or_see_rules_unless_the_scopes_app_says_so(owner: Actor) -> None:
    member = actor_for(create_person(SYSTEM, NewPerson("m@demo.example", "M", state="active")))
    made = rule(owner, arguments={"to": "x"})
    with pytest.raises(Forbidden):
        rule(member, arguments={"to": "x"})
    with pytest.raises(NotFound):
        set_enabled(member, made.id, False)
    assert Rule.objects.get().is_enabled
    registry.register_scope("quiz", lambda actor, quiz: quiz == "1")
    assert rule(member, arguments={"to": "x"}).owner_id == member.person_id


def test_perform_checks_the_arguments(owner: Actor) -> None:
    with pytest.raises(UnknownAction):
        perform("no.action", {}, owner=owner)
    with pytest.raises(BadArguments) as refused:
        perform("test.say", {"files": "none"}, owner=owner)
    assert refused.value.members["errors"] == [
        {"field": "to", "message": "This is needed."},
        {"field": "files", "message": "This must be of type array."},
    ]
    assert said == []
