"""The /changes methods (RFC 8620 section 5.2), and reading states.

A state is the account's modseq. Where an answer had to be cut it is `<modseq>-<object id>-<base>`:
everything up to this object of that write was told, to a client that knew all of the state `base`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ...models import Change
from .objects import int_of, state_of
from .protocol import Arguments, Call, MethodError

_STATE = re.compile(r"([0-9]{1,18})(?:-([0-9a-z]{26})-([0-9]{1,18}))?")
_LAST = "~"
"""Sorts after every object id."""
COUNTERS = ("totalEmails", "unreadEmails", "totalThreads", "unreadThreads")


@dataclass(frozen=True, slots=True)
class Since:
    """A state that a client has."""

    modseq: int
    after: str = _LAST
    """The last object known of the write with that modseq."""
    base: int | None = None
    """What the client knew before it was told in portions; None where it was not."""

    def knows(self, modseq: int, object_id: str) -> bool:
        """Tell whether the client knows of what happened to an object then."""
        return (modseq, object_id) <= (self.modseq, self.after)

    @property
    def whole(self) -> int:
        """The last state that the client knew as a whole."""
        return self.modseq if self.base is None else self.base


def read_since(call: Call, name: str) -> Since:
    """Read the state of an argument; raises `MethodError`."""
    value = call.arguments.get(name)
    if not isinstance(value, str):
        raise MethodError("invalidArguments", f"'{name}' is not a state.")
    match = _STATE.fullmatch(value)
    if match is None or int(match[1]) > int(state_of(call.account_id)):
        raise MethodError("cannotCalculateChanges")
    return Since(int(match[1]), match[2] or _LAST, int(match[3]) if match[3] else None)


def changed_since(account_id: str, kind: Change.Kind, since: Since) -> QuerySet[Change]:
    """Return what changed, in order. One index range."""
    later = Q(modseq__gt=since.modseq) | Q(modseq=since.modseq, object_id__gt=since.after)
    rows = Change.objects.filter(account_id=account_id, kind=kind, modseq__gte=since.modseq)
    return rows.filter(later).order_by("modseq", "object_id")


def changes_of(kind: Change.Kind) -> Callable[[Call], Arguments]:
    """Return the /changes method of a type. Two queries."""

    def changes(call: Call) -> Arguments:
        call.check_known("sinceState", "maxChanges")
        since = read_since(call, "sinceState")
        limit = read_most(call)
        now = state_of(call.account_id)
        rows = changed_since(call.account_id, kind, since).filter(modseq__lte=int(now))
        found = list(rows if limit is None else rows[: limit + 1])
        has_more = limit is not None and len(found) > limit
        kept = found[:limit] if has_more else found
        cut = f"{kept[-1].modseq}-{kept[-1].object_id}-{since.whole}" if has_more else ""
        answer = _sorted(call, kept, since)
        return {**answer, "newState": cut or now, "hasMoreChanges": has_more}

    return changes


def read_most(call: Call) -> int | None:
    """Read `maxChanges`."""
    most = int_of(call, "maxChanges")
    if most is not None and most < 1:
        raise MethodError("invalidArguments", "'maxChanges' must be positive.")
    return most


def _sorted(call: Call, rows: Sequence[Change], since: Since) -> Arguments:
    created: list[str] = []
    updated: list[str] = []
    destroyed: list[str] = []
    for row in rows:
        if row.is_gone:
            # What was made and destroyed between two portions may have been told in the first.
            if since.knows(row.made, row.object_id):
                destroyed.append(row.object_id)
        else:
            # What was made between portions and changed after them was never told as made.
            (updated if row.made <= since.whole else created).append(row.object_id)
    return {
        "accountId": call.account_id,
        "oldState": call.arguments["sinceState"],
        "created": created,
        "updated": updated,
        "destroyed": destroyed,
    }


def mailbox_changes(call: Call) -> Arguments:
    """Mailbox/changes: says when nothing but counters changed (RFC 8621 section 2.2)."""
    answer = changes_of(Change.Kind.MAILBOX)(call)
    since = read_since(call, "sinceState")
    rows = Change.objects.filter(
        account_id=call.account_id, kind=Change.Kind.MAILBOX, object_id__in=answer["updated"]
    )
    whole = rows.filter(whole__gte=since.modseq).values_list("whole", "object_id")
    only_counters = bool(answer["updated"]) and all(since.knows(*one) for one in whole)
    return {**answer, "updatedProperties": list(COUNTERS) if only_counters else None}
