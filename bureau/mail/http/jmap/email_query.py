"""Email/query (RFC 8621 section 4.4). The list of a mailbox, as threads or messages, reads one
index and no row; everything else is a scan of `search` that stops after the wanted page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from django.db.models import QuerySet

from bureau.platform.db import prepared

from ...models import EmailLabel, Mailbox, ThreadLabel
from ...search.conditions import (
    Condition,
    HasKeyword,
    InMailbox,
    Not,
    all_of,
    asks_for_words,
)
from ...search.feed import is_complete
from ...search.plan import Row, has_unseen_drafts, scan
from ...search.syntax import Hint
from .deep_lists import DEEP, ids_at, position_of
from .email_filter import condition_of
from .email_order import (
    NEWEST,
    Comparator,
    is_by_receipt,
    leading_keyword,
    read_order,
    sorted_rows,
)
from .objects import flag_of, state_of
from .protocol import Arguments, Call, MethodError
from .windows import ARGUMENTS, Page, Window, page_of, read_window

STEP = 250


def query(call: Call) -> Arguments:
    """Find messages. Three queries in a mailbox by date."""
    call.check_known(*ARGUMENTS, "collapseThreads")
    window = read_window(call)
    order = read_order(call)
    state = state_of(call.account_id)
    collapses = flag_of(call, "collapseThreads")
    box = _mailbox_alone(call, order, window)
    if box is not None:
        return _answer(call, state, window, _by_index(box, state, window, collapses=collapses))
    hints: list[Hint] = []
    condition = condition_of(call, call.arguments.get("filter"), hints)
    answer = _answer(call, state, window, _found(call, condition, window, order))
    if asks_for_words(condition):
        answer["isComplete"] = is_complete(call.account_id)
    if hints:
        answer["hints"] = [asdict(hint) for hint in hints]
    return answer


def _answer(call: Call, state: str, window: Window, page: Page) -> Arguments:
    answer: Arguments = {
        "accountId": call.account_id,
        "queryState": state,
        "canCalculateChanges": True,
        "position": page.position,
        "ids": page.ids,
    }
    if window.is_cut:
        answer["limit"] = window.limit
    if page.total is not None:
        answer["total"] = page.total
    return answer


def _found(call: Call, condition: Condition, window: Window, order: tuple[Comparator, ...]) -> Page:
    collapses = bool(call.arguments.get("collapseThreads"))
    total = _counted(call.account_id, condition, collapses=collapses) if window.counts else None
    if total is not None:
        window = replace(window, counts=False)
    page = page_of(ids_found(call.account_id, condition, order, collapses=collapses), window)
    return page if total is None else replace(page, total=total)


def _mailbox_alone(call: Call, order: tuple[Comparator, ...], window: Window) -> Mailbox | None:
    """Return the mailbox whose list, newest first, is all that is asked for."""
    box_id = _only_mailbox(call, order, window)
    found = _mailbox(call.account_id, box_id) if box_id else []
    return found[0] if found else None


def _only_mailbox(call: Call, order: tuple[Comparator, ...], window: Window) -> str | None:
    match call.arguments.get("filter"):
        case {"inMailbox": str(box_id), **rest} if not rest:
            plain = order == (NEWEST,) and window.position >= 0
            return call.exchange.resolve(box_id) if plain else None
    return None


def _by_index(box: Mailbox, state: str, window: Window, *, collapses: bool) -> Page:
    start = _start(box, state, window, collapses=collapses)
    end = start + window.limit
    if start >= DEEP:
        ids = ids_at(box.id, state, start, window.limit, of_threads=collapses)
    else:
        # In steps, so that there are few different statements.
        most = -(-end // STEP) * STEP if start else end
        newest = _newest_threads if collapses else _newest_emails
        ids = newest(box.id, limit=most)[start:end]
    total = box.total_threads if collapses else box.total_emails
    return Page(ids, start, total if window.counts else None)


def _start(box: Mailbox, state: str, window: Window, *, collapses: bool) -> int:
    if window.anchor is None:
        return window.position
    found = position_of(box.id, state, window.anchor, of_threads=collapses)
    if found is None:
        raise MethodError("anchorNotFound")
    return max(0, found + window.anchor_offset)


@prepared
def _mailbox(account_id: str, mailbox_id: str) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(account_id=account_id, id=mailbox_id)


@prepared
def _newest_threads(mailbox_id: str, *, limit: int) -> QuerySet[ThreadLabel, str]:
    rows = ThreadLabel.objects.filter(mailbox_id=mailbox_id)
    newest = rows.order_by("-newest_at", "-newest_email_id")
    return newest.values_list("newest_email_id", flat=True)[:limit]


@prepared
def _newest_emails(mailbox_id: str, *, limit: int) -> QuerySet[EmailLabel, str]:
    rows = EmailLabel.objects.filter(mailbox_id=mailbox_id)
    return rows.order_by("-received_at", "-email_id").values_list("email_id", flat=True)[:limit]


def _counted(account_id: str, condition: Condition, *, collapses: bool) -> int | None:
    """Return the total where a mailbox has a counter of it: of all, and of what is unread."""
    if isinstance(condition, InMailbox):
        box_id, columns = condition.mailbox_id, ("total_threads", "total_emails")
    elif (box := _unread_box(condition)) and not has_unseen_drafts(account_id):
        box_id, columns = box, ("unread_threads", "unread_emails")
    else:
        return None
    column = columns[0] if collapses else columns[1]
    rows = Mailbox.objects.filter(account_id=account_id, id=box_id)
    return rows.values_list(column, flat=True).first()


def _unread_box(condition: Condition) -> str | None:
    parts = set(getattr(condition, "parts", ()))
    boxes = [part.mailbox_id for part in parts if isinstance(part, InMailbox)]
    if len(boxes) == 1 and parts == {InMailbox(boxes[0]), Not(HasKeyword("$seen"))}:
        return boxes[0]
    return None


def ids_found(
    account_id: str, condition: Condition, order: tuple[Comparator, ...], *, collapses: bool
) -> Iterator[str]:
    """Yield all that a condition holds for, in order; of each thread only the first, if wished."""
    seen: set[str] = set()
    for email_id, thread_id, _ in _rows(account_id, condition, order):
        if collapses:
            if thread_id in seen:
                continue
            seen.add(thread_id)
        yield email_id


def _rows(account_id: str, condition: Condition, order: tuple[Comparator, ...]) -> Iterable[Row]:
    if is_by_receipt(order):
        return scan(account_id, condition, ascending=order[0].is_ascending)
    first = leading_keyword(order)
    if first is not None:
        return _parted(account_id, condition, first, order[1:] or (NEWEST,))
    return sorted_rows(scan(account_id, condition), order)


def _parted(
    account_id: str, condition: Condition, first: Comparator, rest: tuple[Comparator, ...]
) -> Iterator[Row]:
    """Yield those with a keyword and those without, one after the other, as far as they are asked
    for.
    """
    has = HasKeyword(first.keyword)
    parts = (Not(has), has) if first.is_ascending else (has, Not(has))
    for part in parts:
        yield from scan(account_id, all_of(condition, part), ascending=rest[0].is_ascending)
