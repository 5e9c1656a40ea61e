"""VacationResponse (RFC 8621 section 8): the automatic answer of an account, one object. Besides
the standard's properties it says who is answered (`answerTo`) and how often (`pauseDays`).
"""

from functools import partial
from typing import Any

from django.db import transaction

from ...ledger import writing
from ...models import Account
from .objects import (
    Outcome,
    check_state,
    get_answer,
    ids_of,
    objects_of,
    picked,
    properties_of,
    read_utc,
    refuse_unknown,
    state_of,
    text_of,
    utc_text,
)
from .protocol import Arguments, Call, MethodError, SetError

ID = "singleton"
SETTABLE = (
    "isEnabled",
    "fromDate",
    "toDate",
    "subject",
    "textBody",
    "htmlBody",
    "answerTo",
    "pauseDays",
)
PROPERTIES = ("id", *SETTABLE)
PLAIN_ANSWER = "Thank you for your message. I am away and will read it when I am back."
_LONGEST_PAUSE_DAYS = 30


def get(call: Call) -> Arguments:
    """Return the answer's settings. Two queries."""
    call.check_known("ids", "properties")
    ids, wanted = ids_of(call), properties_of(call, PROPERTIES)
    state = state_of(call.account_id)
    row = Account.objects.get(pk=call.account_id)
    found = [picked(_document(row), wanted)] if ids is None or ID in ids else []
    return get_answer(call, found, ids, state)


def _document(row: Account) -> Arguments:
    return {
        "id": ID,
        "isEnabled": row.answer_is_on and bool(row.answer_text or row.answer_html),
        "fromDate": utc_text(row.answer_from),
        "toDate": utc_text(row.answer_until),
        "subject": row.answer_subject or None,
        "textBody": row.answer_text or None,
        "htmlBody": row.answer_html or None,
        "answerTo": row.answer_to,
        "pauseDays": row.answer_pause_days,
    }


def set_(call: Call) -> Arguments:
    """Change the settings; the object is neither made nor destroyed."""
    call.check_known("ifInState", "create", "update", "destroy")
    with transaction.atomic():
        outcome = Outcome(call, check_state(call))
        for key in objects_of(call, "create"):
            outcome.not_created[key] = {"type": "singleton"}
        for one in ids_of(call, "destroy") or ():
            outcome.not_destroyed[one] = {"type": "singleton"}
        with writing(call.account_id):
            for one, patch in objects_of(call, "update").items():
                outcome.update(one, partial(_update, call.account_id, one, patch))
        return outcome.answer()


def _update(account_id: str, object_id: str, patch: Arguments) -> None:
    if object_id != ID:
        raise SetError("notFound")
    refuse_unknown({name: 0 for name in patch if name != "id"}, SETTABLE)
    row = Account.objects.get(pk=account_id)
    for name, value in patch.items():
        _apply(row, name, value, patch)
    if row.answer_from and row.answer_until and row.answer_from >= row.answer_until:
        raise SetError("invalidProperties", properties=["toDate"])
    if row.answer_is_on and patch.get("isEnabled") and not (row.answer_text or row.answer_html):
        row.answer_text = PLAIN_ANSWER
    row.save()


def _apply(row: Account, name: str, value: Any, patch: Arguments) -> None:
    match name, value:
        case "isEnabled", bool():
            row.answer_is_on = value
        case "fromDate", str() | None:
            row.answer_from = _moment(name, value)
        case "toDate", str() | None:
            row.answer_until = _moment(name, value)
        case "subject", str() | None:
            row.answer_subject = text_of(patch, name, 300)
        case "textBody", str() | None:
            row.answer_text = text_of(patch, name, 100_000)
        case "htmlBody", str() | None:
            row.answer_html = text_of(patch, name, 200_000)
        case "answerTo", str() if value in Account.Answered:
            row.answer_to = value
        case "pauseDays", int() if 1 <= value <= _LONGEST_PAUSE_DAYS:
            row.answer_pause_days = value
        case "id", "singleton":
            pass
        case _:
            raise SetError("invalidProperties", properties=[name])


def _moment(name: str, value: str | None) -> Any:
    try:
        return None if value is None else read_utc(value)
    except MethodError:
        raise SetError("invalidProperties", properties=[name]) from None
