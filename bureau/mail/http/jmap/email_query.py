"""Email/query (RFC 8621 section 4.4). A mailbox by date, as threads or messages, reads one index
and no row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from bureau.platform.db import prepared

from ...models import Email, EmailLabel, Mailbox, ThreadLabel
from .objects import int_of, read_utc, state_of
from .protocol import Arguments, Call, MethodError

MOST_IDS = 1_000
SORTS = {"receivedAt": "received_at", "sentAt": "sent_at", "size": "size_bytes"}
SORTS["subject"] = "subject"


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of the result are wanted."""

    position: int
    anchor: str | None
    anchor_offset: int
    limit: int


def query(call: Call) -> Arguments:
    """Find messages. Two queries in a mailbox by date; others scan what the filter leaves."""
    call.check_known(
        "filter",
        "sort",
        "position",
        "anchor",
        "anchorOffset",
        "limit",
        "calculateTotal",
        "collapseThreads",
    )
    window = _window(call)
    state = state_of(call.account_id)
    found = _by_index(call, window) or _by_filter(call, window)
    ids, position, total = found
    answer: Arguments = {
        "accountId": call.account_id,
        "queryState": state,
        "canCalculateChanges": False,
        "position": position,
        "ids": ids,
        "limit": window.limit,
    }
    if call.arguments.get("calculateTotal"):
        answer["total"] = total()
    return answer


Found = tuple[list[str], int, Callable[[], int]]


def _window(call: Call) -> Window:
    limit = int_of(call, "limit", 100)
    assert limit is not None
    if limit < 0:
        raise MethodError("invalidArguments", "'limit' must not be negative.")
    anchor = call.arguments.get("anchor")
    return Window(
        int_of(call, "position") or 0,
        anchor if isinstance(anchor, str) else None,
        int_of(call, "anchorOffset") or 0,
        min(limit, MOST_IDS),
    )


def _by_index(call: Call, window: Window) -> Found | None:
    """Answer the list of one mailbox, newest first, from its index and counters; None for
    others.
    """
    condition = call.arguments.get("filter")
    if not isinstance(condition, dict) or set(condition) != {"inMailbox"}:
        return None
    if _order(call) != ["-received_at", "-id"] or window.anchor or window.position < 0:
        return None
    boxes = _mailbox(call.account_id, str(condition["inMailbox"]))
    if not boxes:
        raise MethodError("invalidArguments", "There is no such mailbox.")
    box = boxes[0]
    rows = slice(window.position, window.position + window.limit)
    newest = window.position == 0
    if call.arguments.get("collapseThreads"):
        seen = _newest_threads(box.id, limit=window.limit) if newest else _threads(box.id)[rows]
        return list(seen), window.position, lambda: box.total_threads
    ids = _newest_emails(box.id, limit=window.limit) if newest else _emails(box.id)[rows]
    return list(ids), window.position, lambda: box.total_emails


@prepared
def _mailbox(account_id: str, mailbox_id: str) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(account_id=account_id, id=mailbox_id)


def _threads(mailbox_id: str) -> QuerySet[ThreadLabel, str]:
    rows = ThreadLabel.objects.filter(mailbox_id=mailbox_id)
    return rows.order_by("-newest_at", "-newest_email_id").values_list("newest_email_id", flat=True)


def _emails(mailbox_id: str) -> QuerySet[EmailLabel, str]:
    rows = EmailLabel.objects.filter(mailbox_id=mailbox_id)
    return rows.order_by("-received_at", "-email_id").values_list("email_id", flat=True)


@prepared
def _newest_threads(mailbox_id: str, *, limit: int) -> QuerySet[ThreadLabel, str]:
    return _threads(mailbox_id)[:limit]


@prepared
def _newest_emails(mailbox_id: str, *, limit: int) -> QuerySet[EmailLabel, str]:
    return _emails(mailbox_id)[:limit]


def _by_filter(call: Call, window: Window) -> Found:
    rows = Email.objects.filter(account_id=call.account_id)
    rows = rows.filter(condition_of(call.arguments.get("filter"), call.account_id))
    rows = rows.order_by(*_order(call))
    if window.anchor is None and window.position >= 0 and not call.arguments.get("collapseThreads"):
        ids = list(
            rows.values_list("id", flat=True)[window.position : window.position + window.limit]
        )
        return ids, window.position, rows.count
    found = list(_collapsed(rows, bool(call.arguments.get("collapseThreads"))))
    start = _start(found, window)
    return found[start : start + window.limit], start, lambda: len(found)


def _collapsed(rows: QuerySet[Email], by_thread: bool) -> Iterator[str]:
    """Yield ids in order; of each thread only the first, if wished."""
    seen: set[str] = set()
    for email_id, thread_id in rows.values_list("id", "thread_id"):
        if by_thread and thread_id in seen:
            continue
        seen.add(thread_id)
        yield email_id


def _start(found: list[str], window: Window) -> int:
    if window.anchor is not None:
        if window.anchor not in found:
            raise MethodError("anchorNotFound")
        return max(0, found.index(window.anchor) + window.anchor_offset)
    return window.position if window.position >= 0 else max(0, len(found) + window.position)


def _order(call: Call) -> list[str]:
    order = []
    for comparator in call.arguments.get("sort") or [{"property": "receivedAt"}]:
        name = comparator.get("property") if isinstance(comparator, dict) else None
        if name not in SORTS:
            raise MethodError("unsupportedSort")
        # A missing sort means newest first; a comparator ascends unless it says otherwise.
        default = bool(call.arguments.get("sort"))
        order.append(("" if comparator.get("isAscending", default) else "-") + SORTS[name])
    return [*order, "-id" if order[0].startswith("-") else "id"]


def condition_of(condition: Any, account_id: str, depth: int = 0) -> Q:
    """Turn a JMAP filter into a database condition; raises `MethodError`."""
    if condition is None or condition == {}:
        return Q()
    if not isinstance(condition, dict) or depth > 10:
        raise MethodError("unsupportedFilter")
    if "operator" in condition:
        return _operator(condition, account_id, depth)
    found = Q()
    for name, value in condition.items():
        found &= _property(name, value, account_id)
    return found


def _operator(condition: Mapping[str, Any], account_id: str, depth: int) -> Q:
    given = condition.get("conditions")
    if not isinstance(given, list) or len(given) > 100:
        raise MethodError("invalidArguments", "'conditions' is not a list.")
    parts = [condition_of(item, account_id, depth + 1) for item in given]
    match condition["operator"]:
        case "AND":
            return _all(parts)
        case "OR":
            joined = Q(pk__in=[])
            for part in parts:
                joined |= part
            return joined
        case "NOT":
            return _all(~part if part else Q(pk__in=[]) for part in parts)
    raise MethodError("unsupportedFilter")


def _all(parts: Iterable[Q]) -> Q:
    joined = Q()
    for part in parts:
        joined &= part
    return joined


def _property(name: str, value: Any, account_id: str) -> Q:
    make = _PROPERTIES.get(name)
    return make(value, account_id) if make else _text_property(name, value)


def _in_mailbox(value: Any, account_id: str) -> Q:
    return Q(Exists(_labels().filter(mailbox_id=str(value))))


def _in_others(value: Any, account_id: str) -> Q:
    boxes = [str(one) for one in value] if isinstance(value, list) else []
    return Q(Exists(_labels().exclude(mailbox_id__in=boxes)))


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise MethodError("invalidArguments", f"{value!r} is not a number.")
    return value


_PROPERTIES: Mapping[str, Callable[[Any, str], Q]] = {
    "inMailbox": _in_mailbox,
    "inMailboxOtherThan": _in_others,
    "before": lambda value, _: Q(received_at__lt=read_utc(value)),
    "after": lambda value, _: Q(received_at__gte=read_utc(value)),
    "minSize": lambda value, _: Q(size_bytes__gte=_number(value)),
    "maxSize": lambda value, _: Q(size_bytes__lt=_number(value)),
    "hasAttachment": lambda value, _: Q(has_attachment=bool(value)),
    "hasKeyword": lambda value, _: _has(value),
    "notKeyword": lambda value, _: ~_has(value),
    "someInThreadHaveKeyword": lambda value, one: Q(Exists(_thread(one).filter(_has(value)))),
    "allInThreadHaveKeyword": lambda value, one: ~Q(Exists(_thread(one).exclude(_has(value)))),
    "noneInThreadHaveKeyword": lambda value, one: ~Q(Exists(_thread(one).filter(_has(value)))),
}


def _labels() -> QuerySet[EmailLabel]:
    return EmailLabel.objects.filter(email_id=OuterRef("pk"))


def _thread(account_id: str) -> QuerySet[Email]:
    return Email.objects.filter(account_id=account_id, thread_id=OuterRef("thread_id"))


def _has(keyword: Any) -> Q:
    return Q(keyword_line__contains=f" {str(keyword).lower()} ")


_COLUMNS = {
    "from": ("words__authors",),
    "to": ("words__receivers",),
    "cc": ("words__receivers",),
    "bcc": ("words__receivers",),
    "subject": ("words__subject",),
    "body": ("words__body",),
    "text": ("words__authors", "words__receivers", "words__subject", "words__body"),
}


def _text_property(name: str, value: Any) -> Q:
    if name not in _COLUMNS or not isinstance(value, str):
        raise MethodError("unsupportedFilter")
    found = Q()
    for word in words_of(value):
        anywhere = Q()
        for column in _COLUMNS[name]:
            anywhere |= Q(**{f"{column}__contains": word})
        found &= anywhere
    return found


def words_of(text: str) -> list[str]:
    """Split a search text into words and quoted phrases, lower case."""
    parts = text.lower().split('"')
    words: list[str] = []
    for index, part in enumerate(parts):
        words += [part.strip()] if index % 2 else part.split()
    return [word for word in words if word][:20]


def query_changes(call: Call) -> Arguments:
    """Changes of a query are not kept; the client asks again."""
    raise MethodError("cannotCalculateChanges")
