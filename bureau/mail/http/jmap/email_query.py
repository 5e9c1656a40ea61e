"""Email/query (RFC 8621 section 4.4). The list of a mailbox, as threads or messages, reads one
index and no row; everything else is a scan of `search` that stops after the wanted page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import QuerySet

from bureau.platform.db import prepared

from ...models import EmailLabel, Mailbox, ThreadLabel
from ...search.conditions import Condition, HasKeyword, InMailbox, Not, asks_for_words
from ...search.feed import is_complete
from ...search.plan import Row, has_unseen_drafts, scan
from .email_filter import condition_of
from .email_order import NEWEST, Comparator, is_by_receipt, read_order, sorted_rows
from .objects import state_of
from .protocol import Arguments, Call
from .windows import ARGUMENTS, Page, Window, page_of, read_window


def query(call: Call) -> Arguments:
    """Find messages. Three queries in a mailbox by date."""
    call.check_known(*ARGUMENTS, "collapseThreads")
    window = read_window(call)
    order = read_order(call)
    state = state_of(call.account_id)
    collapses = bool(call.arguments.get("collapseThreads"))
    condition, page = _found(call, window, order, collapses=collapses)
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
    if asks_for_words(condition):
        answer["isComplete"] = is_complete(call.account_id)
    return answer


def _found(
    call: Call, window: Window, order: tuple[Comparator, ...], *, collapses: bool
) -> tuple[Condition, Page]:
    box_id = _only_mailbox(call, order, window)
    box = _mailbox(call.account_id, box_id) if box_id else []
    if box:
        return InMailbox(box[0].id), _by_index(box[0], window, collapses=collapses)
    condition = condition_of(call, call.arguments.get("filter"))
    total = _counted(call.account_id, condition, collapses=collapses) if window.counts else None
    if total is not None:
        window = replace(window, counts=False)
    page = page_of(ids_found(call.account_id, condition, order, collapses=collapses), window)
    return condition, page if total is None else replace(page, total=total)


def _only_mailbox(call: Call, order: tuple[Comparator, ...], window: Window) -> str | None:
    """Return the mailbox whose list, newest first, is all that is asked for."""
    match call.arguments.get("filter"):
        case {"inMailbox": str(box_id), **rest} if not rest:
            plain = order == (NEWEST,) and window.anchor is None and window.position >= 0
            return call.exchange.resolve(box_id) if plain else None
    return None


def _by_index(box: Mailbox, window: Window, *, collapses: bool) -> Page:
    rows = slice(window.position, window.position + window.limit)
    newest = window.position == 0
    if collapses:
        seen = _newest_threads(box.id, limit=window.limit) if newest else _threads(box.id)[rows]
        return Page(list(seen), window.position, box.total_threads if window.counts else None)
    ids = _newest_emails(box.id, limit=window.limit) if newest else _emails(box.id)[rows]
    return Page(list(ids), window.position, box.total_emails if window.counts else None)


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
    rows: Iterable[Row]
    if is_by_receipt(order):
        rows = scan(account_id, condition, ascending=order[0].is_ascending)
    else:
        rows = sorted_rows(scan(account_id, condition), order)
    seen: set[str] = set()
    for email_id, thread_id, _ in rows:
        if collapses:
            if thread_id in seen:
                continue
            seen.add(thread_id)
        yield email_id
