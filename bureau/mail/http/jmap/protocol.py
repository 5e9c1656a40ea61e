"""Running a JMAP request: limits, back-references, creation ids, one answer a call (RFC 8620
section 3).
"""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bureau.people import Actor
from bureau.platform.errors import Refusal

log = logging.getLogger(__name__)

Arguments = dict[str, Any]

CORE = "urn:ietf:params:jmap:core"
MAIL = "urn:ietf:params:jmap:mail"
SUBMISSION = "urn:ietf:params:jmap:submission"
VACATION = "urn:ietf:params:jmap:vacationresponse"
BUREAU = "urn:bureau:params:jmap:mail"
CAPABILITIES = (CORE, MAIL, SUBMISSION, VACATION, BUREAU)
OF_TYPE = {
    "Core": CORE,
    "Blob": CORE,
    "PushSubscription": CORE,
    "Identity": SUBMISSION,
    "EmailSubmission": SUBMISSION,
    "VacationResponse": VACATION,
}
"""Which capability a type belongs to; all others are MAIL's."""
WITHOUT_ACCOUNT = ("PushSubscription",)

MOST_CALLS = 32
MOST_GET = 500
MOST_SET = 500
LARGEST_REQUEST = 10 << 20
LARGEST_UPLOAD = 50 << 20
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class RequestError(Exception):
    """The whole request is refused; becomes a problem document."""

    def __init__(self, kind: str, detail: str, status: int = 400, **members: Any) -> None:
        super().__init__(detail)
        self.kind = f"urn:ietf:params:jmap:error:{kind}"
        self.detail = detail
        self.status = status
        self.members = members


class MethodError(Exception):
    """One call is refused; the others go on."""

    def __init__(self, kind: str, description: str = "", **members: Any) -> None:
        super().__init__(description or kind)
        self.answer: Arguments = {"type": kind, **members}
        if description:
            self.answer["description"] = description


class SetError(Exception):
    """One object of a /set is refused; the others go on."""

    def __init__(self, kind: str, description: str = "", **members: Any) -> None:
        super().__init__(description or kind)
        self.answer: Arguments = {"type": kind, **members}
        if description:
            self.answer["description"] = description


@dataclass(slots=True)
class Exchange:
    """One request being run."""

    actor: Actor
    accounts: Mapping[str, bool]
    """Accounts the actor reads, with whether it may send as them."""
    is_read_only: bool = False
    """Whether the actor's token allows no changes."""
    using: frozenset[str] = frozenset(CAPABILITIES)
    created: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[str, Arguments, str]] = field(default_factory=list)

    def resolve(self, object_id: str) -> str:
        """Replace `#creation` by the id that was created under it; other ids stay."""
        return self.created.get(object_id[1:], object_id) if object_id[:1] == "#" else object_id


@dataclass(slots=True)
class Call:
    """One method call; `account_id` is checked to be readable."""

    exchange: Exchange
    account_id: str
    arguments: Arguments

    @property
    def actor(self) -> Actor:
        """Who calls."""
        return self.exchange.actor

    def check_known(self, *names: str) -> None:
        """Refuse arguments that the method does not have."""
        unknown = sorted(set(self.arguments) - {"accountId", *names})
        if unknown:
            raise MethodError("invalidArguments", f"Unknown: {', '.join(unknown)}")


Method = Callable[[Call], Arguments]
AfterCall = Callable[[Call, Arguments], list[tuple[str, Arguments]]]


def run_request(
    request: object, exchange: Exchange, methods: Mapping[str, Method], session_state: str
) -> Arguments:
    """Run all calls in order and return the response object; raises `RequestError`."""
    calls = _checked(request)
    assert isinstance(request, dict)
    exchange.using = frozenset(request["using"])
    exchange.created.update(_created_ids(request))
    for name, arguments, call_id in calls:
        try:
            ready = _with_references(arguments, exchange)
            exchange.answers.append((name, _run(name, ready, exchange, methods), call_id))
            _run_implied(exchange, methods, call_id)
        except MethodError as error:
            exchange.answers.append(("error", error.answer, call_id))
        except Refusal as refusal:
            answer = {"type": "forbidden", "description": refusal.detail}
            exchange.answers.append(("error", answer, call_id))
        except Exception:
            # The edge of a call: its transaction is undone, the other calls still get answers.
            log.exception("the JMAP method %s failed", name)
            exchange.answers.append(("error", {"type": "serverFail"}, call_id))
    response: Arguments = {
        "methodResponses": [list(answer) for answer in exchange.answers],
        "sessionState": session_state,
    }
    if "createdIds" in request:
        response["createdIds"] = exchange.created
    return response


def _created_ids(request: Mapping[str, Any]) -> dict[str, str]:
    given = request.get("createdIds")
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise RequestError("notRequest", "'createdIds' is not a map of ids.")
    return given


def _checked(request: object) -> list[tuple[str, Arguments, str]]:
    if not isinstance(request, dict):
        raise RequestError("notRequest", "The request is not a JMAP request object.")
    using, calls = request.get("using"), request.get("methodCalls")
    if not isinstance(using, list) or not isinstance(calls, list):
        raise RequestError("notRequest", "'using' and 'methodCalls' must be lists.")
    if not all(isinstance(name, str) for name in using):
        raise RequestError("notRequest", "'using' must be a list of texts.")
    unknown = [name for name in using if name not in CAPABILITIES]
    if unknown:
        raise RequestError("unknownCapability", f"Not supported: {unknown[0]}")
    if len(calls) > MOST_CALLS:
        raise RequestError("limit", "Too many calls.", limit="maxCallsInRequest")
    found = []
    for call in calls:
        match call:
            case [str(name), dict(arguments), str(call_id)]:
                found.append((name, arguments, call_id))
            case _:
                raise RequestError("notRequest", "A method call is [name, arguments, id].")
    return found


def _run(
    name: str, arguments: Arguments, exchange: Exchange, methods: Mapping[str, Method]
) -> Arguments:
    type_name = name.partition("/")[0]
    if OF_TYPE.get(type_name, MAIL) not in exchange.using:
        raise MethodError("unknownMethod", "Its capability is not in 'using'.")
    if name == "Core/echo":
        return arguments
    method = methods.get(name)
    if method is None:
        raise MethodError("unknownMethod")
    if type_name in WITHOUT_ACCOUNT:
        return method(Call(exchange, "", arguments))
    account_id = arguments.get("accountId")
    if not isinstance(account_id, str):
        raise MethodError("invalidArguments", "'accountId' is missing.")
    if account_id not in exchange.accounts:
        raise MethodError("accountNotFound")
    return method(Call(exchange, account_id, arguments))


def _run_implied(exchange: Exchange, methods: Mapping[str, Method], call_id: str) -> None:
    """A submission or copy may change messages once it succeeded (RFC 8621 sections 7.5, 4.7)."""
    answer = exchange.answers[-1][1]
    implied = answer.pop("_then", None)
    if isinstance(implied, dict):
        result = methods["Email/set"](Call(exchange, implied["accountId"], implied))
        exchange.answers.append(("Email/set", result, call_id))


def _with_references(arguments: Arguments, exchange: Exchange) -> Arguments:
    """Replace `#name` arguments by what earlier answers hold (RFC 8620 section 3.7)."""
    ready: Arguments = {}
    for name, value in arguments.items():
        if not name.startswith("#"):
            ready[name] = value
            continue
        if name[1:] in arguments:
            raise MethodError("invalidArguments", f"Both '{name}' and '{name[1:]}' are given.")
        ready[name[1:]] = _referred(value, exchange)
    return ready


def _referred(reference: object, exchange: Exchange) -> Any:
    match reference:
        case {"resultOf": str(call_id), "name": str(name), "path": str(path)}:
            for answered, result, answered_id in exchange.answers:
                if answered_id == call_id and answered == name and path[:1] in ("", "/"):
                    return _follow(result, path.split("/")[1:])
    raise MethodError("invalidResultReference")


def _follow(value: Any, steps: list[str]) -> Any:
    """Follow a JSON pointer, where `*` goes through all items of a list."""
    for position, escaped in enumerate(steps):
        step = escaped.replace("~1", "/").replace("~0", "~")
        if step == "*" and isinstance(value, list):
            found = [_follow(item, steps[position + 1 :]) for item in value]
            parts = [item if isinstance(item, list) else [item] for item in found]
            return [one for part in parts for one in part]
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and _INDEX.fullmatch(step) and int(step) < len(value):
            value = value[int(step)]
        else:
            raise MethodError("invalidResultReference")
    return value
