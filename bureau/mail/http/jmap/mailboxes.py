"""Mailbox/get, /changes, /query, /set (RFC 8621 section 2)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bureau.platform.db import prepared
from bureau.platform.mime import one_line

from ...actions.relabel import empty_mailbox
from ...ledger import Write, writing
from ...models import Change, EmailLabel, Mailbox
from .objects import (
    Outcome,
    check_state,
    get_answer,
    ids_of,
    objects_of,
    picked,
    properties_of,
    state_of,
    text_of,
)
from .protocol import Arguments, Call, SetError

PROPERTIES = (
    "id",
    "name",
    "parentId",
    "role",
    "sortOrder",
    "totalEmails",
    "unreadEmails",
    "totalThreads",
    "unreadThreads",
    "myRights",
    "isSubscribed",
    "color",
    "category",
)
SETTABLE = ("name", "parentId", "role", "sortOrder", "isSubscribed", "color")
MOST_MAILBOXES = 500
DEEPEST = 10


def get(call: Call) -> Arguments:
    """Return mailboxes. Two queries."""
    call.check_known("ids", "properties")
    ids, wanted = ids_of(call), properties_of(call, PROPERTIES)
    state = state_of(call.account_id)
    rows = _rows(call.account_id, ids)
    return get_answer(call, [picked(_document(row), wanted) for row in rows], ids, state)


@prepared
def _rows(account_id: str, ids: list[str] | None) -> QuerySet[Mailbox]:
    rows = Mailbox.objects.filter(account_id=account_id).order_by("sort_order", "name")
    return rows if ids is None else rows.filter(id__in=ids)


def _document(row: Mailbox) -> Arguments:
    is_own = not row.role and not row.category
    return {
        "id": row.id,
        "name": row.name,
        "parentId": row.parent_id,
        "role": row.role or None,
        "sortOrder": row.sort_order,
        "totalEmails": row.total_emails,
        "unreadEmails": row.unread_emails,
        "totalThreads": row.total_threads,
        "unreadThreads": row.unread_threads,
        "myRights": {
            "mayReadItems": True,
            "mayAddItems": True,
            "mayRemoveItems": True,
            "maySetSeen": True,
            "maySetKeywords": True,
            "mayCreateChild": True,
            "mayRename": is_own,
            "mayDelete": is_own,
            "maySubmit": True,
        },
        "isSubscribed": row.is_subscribed,
        "color": row.color,
        "category": row.category or None,
    }


def set_(call: Call) -> Arguments:
    """Create, rename, move and destroy labels."""
    with transaction.atomic():
        outcome = Outcome(call, check_state(call))
        with writing(call.account_id) as write:
            for key, document in objects_of(call, "create").items():
                outcome.create(key, partial(_create, call, write, document))
            for given, patch in objects_of(call, "update").items():
                box_id = call.exchange.resolve(given)
                outcome.update(box_id, partial(_update, call, write, box_id, patch))
            for box_id in _deepest_first(call.account_id, ids_of(call, "destroy") or ()):
                outcome.destroy(box_id, partial(_destroy, call, write, box_id))
        return outcome.answer()


def _deepest_first(account_id: str, ids: Sequence[str]) -> list[str]:
    """Return the mailboxes so that none comes before those below it. One query."""
    if len(ids) < 2:
        return list(ids)
    rows = Mailbox.objects.filter(account_id=account_id).values_list("id", "parent_id")
    parents = dict(rows)

    def depth(box_id: str | None) -> int:
        levels = 0
        while box_id in parents and levels <= DEEPEST:
            box_id, levels = parents[box_id], levels + 1
        return levels

    return sorted(ids, key=depth, reverse=True)


def _refuse_different(document: Arguments, present: Arguments) -> None:
    """Refuse properties that only the server sets, unless they are as they are."""
    wrong = sorted(set(document) - set(PROPERTIES))
    for name in sorted(set(document) & set(PROPERTIES) - set(SETTABLE)):
        given, known = document[name], present.get(name)
        if name == "myRights" and isinstance(given, dict) and isinstance(known, dict):
            wrong += [f"myRights/{key}" for key, one in given.items() if known.get(key) != one]
        elif given != known:
            wrong.append(name)
    if wrong:
        raise SetError("invalidProperties", properties=wrong)


def _create(call: Call, write: Write, document: Arguments) -> Arguments:
    _refuse_different(document, {**_document(Mailbox(account_id=call.account_id)), "id": None})
    if Mailbox.objects.filter(account_id=call.account_id).count() >= MOST_MAILBOXES:
        raise SetError("overQuota")
    row = Mailbox(account_id=call.account_id)
    _fill(call, row, document)
    row.save(force_insert=True)
    write.changed(Change.Kind.MAILBOX, row.id)
    return picked(_document(row), {"id", "myRights", *(set(PROPERTIES) - set(document))})


def _update(call: Call, write: Write, box_id: str, patch: Arguments) -> None:
    row = Mailbox.objects.filter(account_id=call.account_id, id=box_id).first()
    if row is None:
        raise SetError("notFound")
    before = _document(row)
    _refuse_different(patch, before)
    patch = {name: one for name, one in patch.items() if one != before[name]}
    if (row.role or row.category) and {"name", "parentId", "role"} & set(patch):
        raise SetError("forbidden", "The standard mailboxes keep their names and places.")
    names = ("name", "parentId", "sortOrder", "isSubscribed", "color")
    _fill(call, row, {**{name: before[name] for name in names}, **patch})
    row.save(
        update_fields=["name", "parent", "sort_order", "is_subscribed", "color"],
    )
    write.changed(Change.Kind.MAILBOX, row.id)


def _fill(call: Call, row: Mailbox, document: Arguments) -> None:
    name = one_line(text_of(document, "name", 200, None))
    if not name or document.get("role"):
        raise SetError("invalidProperties", properties=["role" if name else "name"])
    parent = _parent(call, row, document.get("parentId"))
    twins = Mailbox.objects.filter(account_id=call.account_id, parent=parent, name__iexact=name)
    if twins.exclude(id=row.id).exists():
        raise SetError("invalidProperties", "There is such a mailbox already.", properties=["name"])
    row.name, row.parent = name, parent
    row.sort_order = _number(document.get("sortOrder"))
    row.is_subscribed = _flag(document.get("isSubscribed"))
    row.color = text_of(document, "color", 20)


def _number(value: Any) -> int:
    if value is None:
        return 100
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 31:
        raise SetError("invalidProperties", properties=["sortOrder"])
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool | None):
        raise SetError("invalidProperties", properties=["isSubscribed"])
    return value is not False


def _parent(call: Call, row: Mailbox, parent_id: Any) -> Mailbox | None:
    if parent_id is None:
        return None
    wanted = call.exchange.resolve(str(parent_id))
    parent = Mailbox.objects.filter(account_id=call.account_id, id=wanted).first()
    above, depth = parent, 0
    while above is not None:
        depth += 1
        if above.id == row.id or depth > DEEPEST:
            raise SetError("invalidProperties", properties=["parentId"])
        above = above.parent
    if parent is None:
        raise SetError("invalidProperties", properties=["parentId"])
    return parent


def _destroy(call: Call, write: Write, box_id: str) -> None:
    row = Mailbox.objects.filter(account_id=call.account_id, id=box_id).first()
    if row is None:
        raise SetError("notFound")
    if row.role or row.category:
        raise SetError("forbidden", "The standard mailboxes stay.")
    if row.children.exists():
        raise SetError("mailboxHasChild")
    if EmailLabel.objects.filter(mailbox=row).exists():
        if not call.arguments.get("onDestroyRemoveEmails"):
            raise SetError("mailboxHasEmail")
        empty_mailbox(write, row)
    write.gone(Change.Kind.MAILBOX, row.id)
    row.delete()
