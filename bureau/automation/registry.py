"""What apps registered: actions that rules may perform, events that start rules, and who may
write rules where.

The lists are closed: a rule names an action, it never holds code.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bureau.people import Actor
from bureau.platform.errors import BadInput

from .schema import Problem, check

Arguments = dict[str, Any]


class UnknownAction(BadInput):
    """No app registered an action of this name."""

    code = "unknown_action"
    title = "This action does not exist. Choose one of the list."


class BadArguments(BadInput):
    """The arguments do not fit the action's parameters."""

    code = "bad_arguments"
    title = "The values of the action are not right. Correct them and try again."


@dataclass(frozen=True, slots=True)
class ActionCall:
    """One call of an action: checked arguments, and the actor whose rights it has."""

    arguments: Arguments
    owner: Actor


@dataclass(frozen=True, slots=True)
class Action:
    """Something an app does on behalf of rules and other apps."""

    name: str
    """`app.verb`, for good: rules refer to it."""
    title: str
    """What it does, as people read it in the list of actions."""
    parameters: Mapping[str, Any]
    """JSON schema of an object; `title` and `description` of a property are shown to people."""
    run: Callable[[ActionCall], Mapping[str, Any] | None]
    """Does it, in the caller's transaction."""
    sends_mail: bool = False
    """Whether each call counts against the mail budget of rules."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event that may start a rule."""

    event: str
    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """Paths for conditions and placeholders, with titles: {"answers": "The answers"}."""


MayManage = Callable[[Actor, str], bool]

actions: dict[str, Action] = {}
triggers: dict[str, Trigger] = {}
scopes: dict[str, MayManage] = {}


def register_action(action: Action) -> None:
    """Offer an action to rules and to other apps."""
    actions[action.name] = action


def register_trigger(trigger: Trigger) -> None:
    """Let rules start from an event."""
    from bureau.platform import events

    from .engine import hears, receive

    triggers[trigger.event] = trigger
    events.subscribe("automation.engine", [trigger.event], receive, wants=hears)


def register_scope(kind: str, may_manage: MayManage) -> None:
    """Say who may write rules for the streams `kind:<id>`; without it only administrators may."""
    scopes[kind] = may_manage


def action_named(name: str) -> Action:
    """Return a registered action; raises `UnknownAction`."""
    try:
        return actions[name]
    except KeyError:
        raise UnknownAction(f"There is no action named {name}. Choose one of the list.") from None


def perform(name: str, arguments: Mapping[str, Any], *, owner: Actor) -> Arguments:
    """Run an action in the caller's transaction with the owner's rights; return its result."""
    action = action_named(name)
    checked = dict(arguments)
    problems = check(checked, action.parameters)
    if problems:
        raise BadArguments(errors=[_shown(problem) for problem in problems])
    return dict(action.run(ActionCall(checked, owner)) or {})


def _shown(problem: Problem) -> dict[str, str]:
    return {"field": problem.path, "message": problem.message}
