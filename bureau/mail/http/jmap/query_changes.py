"""The /queryChanges methods (RFC 8620 section 5.6).

What may have left or entered a result are the objects that changed, and the messages of threads
that changed: all of them are reported as removed, and those in the result as added, with their
place. Places are counted in the present result.
"""

from collections.abc import Iterable, Sequence

from ...models import Change, Email
from .changes import Since, changed_since, read_most, read_since
from .email_filter import condition_of
from .email_order import read_order
from .email_query import ids_found
from .objects import flag_of, state_of
from .protocol import Arguments, Call, MethodError

LONGEST = 50_000
MOST_CHANGED = 5_000
ARGUMENTS = (
    "filter",
    "sort",
    "sinceQueryState",
    "maxChanges",
    "upToId",
    "calculateTotal",
)


def email_query_changes(call: Call) -> Arguments:
    """Say how the result of an Email/query changed. Reads the result up to the last change."""
    call.check_known(*ARGUMENTS, "collapseThreads")
    since = read_since(call, "sinceQueryState")
    state = state_of(call.account_id)
    condition = condition_of(call, call.arguments.get("filter"))
    order = read_order(call)
    touched = _touched(call, since)
    if not touched and not call.arguments.get("calculateTotal"):
        return answered(call, state, (), ())
    collapses = flag_of(call, "collapseThreads")
    return answered(
        call, state, touched, ids_found(call.account_id, condition, order, collapses=collapses)
    )


def _touched(call: Call, since: Since) -> list[str]:
    """Return all messages whose membership or place may have changed."""
    changed = changed_since(call.account_id, Change.Kind.EMAIL, since)
    found = dict.fromkeys(changed.values_list("object_id", flat=True)[: MOST_CHANGED + 1])
    if not _looks_at_threads(call):
        return _bounded(list(found))
    threads = changed_since(call.account_id, Change.Kind.THREAD, since)
    thread_ids = list(threads.values_list("object_id", flat=True)[: MOST_CHANGED + 1])
    for start in range(0, len(_bounded(thread_ids)), 500):
        rows = Email.objects.filter(thread_id__in=thread_ids[start : start + 500])
        found.update(dict.fromkeys(rows.values_list("id", flat=True)))
    return _bounded(list(found))


def _looks_at_threads(call: Call) -> bool:
    """Tell whether a message's place hangs on others of its thread."""
    written = str([call.arguments.get(name) for name in ("filter", "sort")])
    return bool(call.arguments.get("collapseThreads")) or "InThread" in written


def _bounded(ids: list[str]) -> list[str]:
    if len(ids) > MOST_CHANGED:
        raise MethodError("cannotCalculateChanges", "Too much has changed.")
    return ids


def answered(call: Call, state: str, touched: Sequence[str], result: Iterable[str]) -> Arguments:
    """Return the answer: everything touched is removed, and added where it is now."""
    wanted, up_to = set(touched), call.arguments.get("upToId")
    if not isinstance(up_to, str | None):
        raise MethodError("invalidArguments", "'upToId' is not an id.")
    counts = flag_of(call, "calculateTotal")
    removed, added, total, is_past = list(touched), [], 0, False
    for index, one in enumerate(result):
        if index >= LONGEST:
            raise MethodError("cannotCalculateChanges", "The result is too long.")
        total = index + 1
        if one in wanted and not is_past:
            added.append({"id": one, "index": index})
            wanted.discard(one)
        is_past = is_past or one == up_to
        if not counts and (not wanted or is_past):
            break
    most = read_most(call)
    if most is not None and len(removed) + len(added) > most:
        raise MethodError("tooManyChanges")
    answer: Arguments = {
        "accountId": call.account_id,
        "oldQueryState": call.arguments["sinceQueryState"],
        "newQueryState": state,
        "removed": removed,
        "added": added,
    }
    echoed: Arguments = {
        name: call.arguments[name] for name in ("filter", "sort") if name in call.arguments
    }
    return {**echoed, **answer, **({"total": total} if counts else {})}
