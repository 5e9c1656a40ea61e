"""Mailbox/query and Mailbox/queryChanges (RFC 8621 sections 2.3 and 2.4); an account has a few
hundred mailboxes at most, which are read as a whole.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bureau.platform.text import fold

from ...models import Change, Mailbox
from .changes import changed_since, read_since
from .email_order import Comparator, read_order
from .objects import state_of
from .protocol import Arguments, Call, MethodError
from .query_changes import ARGUMENTS as CHANGES_ARGUMENTS
from .query_changes import answered
from .windows import ARGUMENTS, page_of, read_window

_SORTS = ("sortOrder", "name")
_TREES = ("sortAsTree", "filterAsTree")

Test = Callable[[Mailbox], bool]


def query(call: Call) -> Arguments:
    """Find mailboxes. Two queries."""
    call.check_known(*ARGUMENTS, *_TREES)
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
    if window.is_cut and len(page.ids) == window.limit:
        answer["limit"] = window.limit
    return answer if page.total is None else {**answer, "total": page.total}


def query_changes(call: Call) -> Arguments:
    """Say how a result of Mailbox/query changed. Three queries."""
    call.check_known(*CHANGES_ARGUMENTS, *_TREES)
    since = read_since(call, "sinceQueryState")
    state = state_of(call.account_id)
    rows = changed_since(call.account_id, Change.Kind.MAILBOX, since)
    touched = list(rows.values_list("object_id", flat=True))
    found = _found(call)
    if touched and any(call.arguments.get(name) for name in _TREES):
        # The place of a mailbox in the tree hangs on those above it.
        touched = list(dict.fromkeys([*touched, *found]))
    return answered(call, state, touched, found)


def _found(call: Call) -> list[str]:
    rows = {row.id: row for row in Mailbox.objects.filter(account_id=call.account_id)}
    test = _test(call, call.arguments.get("filter"), 0)
    order = read_order(call, _SORTS) if call.arguments.get("sort") else ()
    ordered = _sorted(rows.values(), order)
    if call.arguments.get("sortAsTree"):
        ordered = _as_tree(ordered, rows)
    kept = {row.id for row in ordered if test(row)}
    if call.arguments.get("filterAsTree"):
        kept = {one for one in kept if _above(rows[one], rows) <= kept}
    return [row.id for row in ordered if row.id in kept]


def _sorted(rows: Iterable[Mailbox], order: Sequence[Comparator]) -> list[Mailbox]:
    found = sorted(rows, key=lambda row: (row.sort_order, row.name, row.id))
    for comparator in reversed(order):
        by_name = comparator.name == "name"

        def key(row: Mailbox, comparator: Comparator = comparator, by_name: bool = by_name) -> Any:
            return comparator.collate(row.name) if by_name else row.sort_order

        found.sort(key=key, reverse=not comparator.is_ascending)
    return found


def _as_tree(ordered: Sequence[Mailbox], rows: Mapping[str, Mailbox]) -> list[Mailbox]:
    """Put each mailbox right behind those above it."""
    children: dict[str | None, list[Mailbox]] = {}
    for row in ordered:
        parent = row.parent_id if row.parent_id in rows else None
        children.setdefault(parent, []).append(row)
    found: list[Mailbox] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        row = waiting.pop()
        found.append(row)
        waiting += reversed(children.get(row.id, []))
    return found


def _above(row: Mailbox, rows: Mapping[str, Mailbox]) -> set[str]:
    found: set[str] = set()
    parent = row.parent_id
    while parent is not None and parent not in found:
        found.add(parent)
        parent = rows[parent].parent_id
    return found


def _test(call: Call, given: Any, depth: int) -> Test:
    if given is None:
        return lambda _row: True
    if not isinstance(given, dict) or depth > 10:
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


def _condition(call: Call, name: str, value: Any) -> Test:
    match name, value:
        case "parentId", str() | None:
            parent = value if value is None else call.exchange.resolve(value)
            return lambda row: row.parent_id == parent
        case "name", str():
            wanted = fold(value)
            return lambda row: wanted in fold(row.name)
        case "role", str() | None:
            return lambda row: (row.role or None) == value
        case "hasAnyRole", bool():
            return lambda row: bool(row.role) == value
        case "isSubscribed", bool():
            return lambda row: row.is_subscribed == value
    if name in ("parentId", "name", "role", "hasAnyRole", "isSubscribed"):
        raise MethodError("invalidArguments", f"'{name}' cannot be {value!r}.")
    raise MethodError("unsupportedFilter", f"There is no condition '{name}'.")
