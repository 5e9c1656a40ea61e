"""EmailSubmission/query and EmailSubmission/queryChanges (RFC 8621 sections 7.3 and 7.4); what an
account sent is read as narrow rows and judged here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from ...models import Change, Submission
from .changes import changed_since, read_since
from .objects import read_utc, state_of
from .protocol import Arguments, Call, MethodError
from .query_changes import ARGUMENTS as CHANGES_ARGUMENTS
from .query_changes import answered
from .windows import ARGUMENTS, page_of, read_window

MOST_ROWS = 100_000
DEEPEST = 10
_COLUMNS = ("id", "identity_id", "email_id", "thread_id", "undo_status", "send_at")
_SORTS = {"emailId": "email_id", "threadId": "thread_id", "sentAt": "send_at", "sendAt": "send_at"}


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    identity_id: str
    email_id: str
    thread_id: str
    undo_status: str
    send_at: datetime


Test = Callable[[_Row], bool]


def query(call: Call) -> Arguments:
    """Find submissions. Two queries."""
    call.check_known(*ARGUMENTS)
    window = read_window(call)
    state = state_of(call.account_id)
    page = page_of(_found(call), window)
    answer: Arguments = {
        "accountId": call.account_id,
        "queryState": state,
        "canCalculateChanges": True,
        "position": page.position,
        "ids": page.ids,
    }
    if window.is_cut:
        answer["limit"] = window.limit
    return answer if page.total is None else {**answer, "total": page.total}


def query_changes(call: Call) -> Arguments:
    """Say how a result of EmailSubmission/query changed. Three queries."""
    call.check_known(*CHANGES_ARGUMENTS)
    since = read_since(call, "sinceQueryState")
    state = state_of(call.account_id)
    rows = changed_since(call.account_id, Change.Kind.SUBMISSION, since)
    return answered(call, state, list(rows.values_list("object_id", flat=True)), _found(call))


def _found(call: Call) -> list[str]:
    test = _test(call, call.arguments.get("filter"), 0)
    orders = _orders(call.arguments.get("sort"))
    found = [row for row in _rows(call.account_id) if test(row)]
    for column, is_ascending in reversed(orders):
        found.sort(key=attrgetter(column), reverse=not is_ascending)
    return [row.id for row in found]


def _rows(account_id: str) -> Iterable[_Row]:
    """Return all submissions, newest first."""
    rows = Submission.objects.filter(account_id=account_id).order_by("-id")
    return [_Row(*row) for row in rows.values_list(*_COLUMNS)[:MOST_ROWS]]


def _orders(given: Any) -> Sequence[tuple[str, bool]]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise MethodError("invalidArguments", "'sort' is not a list.")
    return [_order(item) for item in given]


def _order(item: Any) -> tuple[str, bool]:
    if not isinstance(item, dict) or not isinstance(item.get("property"), str):
        raise MethodError("invalidArguments", "A comparator has a 'property'.")
    ascending = item.get("isAscending", True)
    if not isinstance(ascending, bool):
        raise MethodError("invalidArguments", "'isAscending' is true or false.")
    if item["property"] not in _SORTS:
        raise MethodError("unsupportedSort", f"Cannot sort by '{item['property']}'.")
    return _SORTS[item["property"]], ascending


def _test(call: Call, given: Any, depth: int) -> Test:
    if given is None:
        return lambda _row: True
    if not isinstance(given, dict) or depth > DEEPEST:
        raise MethodError("invalidArguments", "'filter' is not an object.")
    if "operator" in given:
        return _operator(call, given, depth)
    tests = [_condition(call, name, value) for name, value in given.items()]
    return lambda row: all(test(row) for test in tests)


def _operator(call: Call, given: Mapping[str, Any], depth: int) -> Test:
    conditions = given.get("conditions")
    if not isinstance(conditions, list):
        raise MethodError("invalidArguments", "An operator has a list of conditions.")
    tests = [_test(call, item, depth + 1) for item in conditions]
    match given["operator"]:
        case "AND":
            return lambda row: all(test(row) for test in tests)
        case "OR":
            return lambda row: any(test(row) for test in tests)
        case "NOT":
            return lambda row: not any(test(row) for test in tests)
    raise MethodError("invalidArguments", "The operator is AND, OR or NOT.")


_LISTS = {"identityIds": "identity_id", "emailIds": "email_id", "threadIds": "thread_id"}


def _condition(call: Call, name: str, value: Any) -> Test:
    if name in _LISTS:
        column, wanted = attrgetter(_LISTS[name]), _ids(call, value)
        return lambda row: column(row) in wanted
    match name, value:
        case "undoStatus", str():
            return lambda row: row.undo_status == value
        case "before", _:
            latest = read_utc(value)
            return lambda row: row.send_at < latest
        case "after", _:
            earliest = read_utc(value)
            return lambda row: row.send_at >= earliest
        case "undoStatus", _:
            raise MethodError("invalidArguments", f"'undoStatus' cannot be {value!r}.")
    raise MethodError("unsupportedFilter", f"There is no condition '{name}'.")


def _ids(call: Call, value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise MethodError("invalidArguments", f"{value!r} is not a list of ids.")
    return frozenset(call.exchange.resolve(one) for one in value)
