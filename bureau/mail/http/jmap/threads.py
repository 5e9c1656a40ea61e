"""Thread/get (RFC 8621 section 3.1) and SearchSnippet/get (section 5.1)."""

import html
import re
from collections.abc import Collection

from django.db.models import QuerySet

from bureau.platform.db import prepared

from ...models import Email
from .email_query import words_of
from .objects import get_answer, ids_of, state_of
from .protocol import Arguments, Call, MethodError


def get(call: Call) -> Arguments:
    """Return threads with their messages, oldest first. Two queries."""
    ids = ids_of(call)
    if ids is None:
        raise MethodError("requestTooLarge", "Name the ids.")
    state = state_of(call.account_id)
    members: dict[str, list[str]] = {}
    for email_id, thread_id in _members(call.account_id, ids):
        members.setdefault(thread_id, []).append(email_id)
    found = [{"id": one, "emailIds": members[one]} for one in ids if one in members]
    return get_answer(call, found, ids, state)


@prepared
def _members(account_id: str, thread_ids: Collection[str]) -> QuerySet[Email, tuple[str, str]]:
    rows = Email.objects.filter(account_id=account_id, thread_id__in=thread_ids)
    return rows.order_by("received_at", "id").values_list("id", "thread_id")


def snippets(call: Call) -> Arguments:
    """Return subject and text around the words of a filter, marked. One query."""
    ids = ids_of(call, "emailIds") or []
    words = _words(call.arguments.get("filter"))
    rows = Email.objects.filter(account_id=call.account_id, id__in=ids).select_related("words")
    found = {row.id: row for row in rows}
    return {
        "accountId": call.account_id,
        "list": [
            {
                "emailId": one,
                "subject": _marked(found[one].subject, words),
                "preview": _marked(_around(found[one], words), words),
            }
            for one in ids
            if one in found
        ],
        "notFound": [one for one in ids if one not in found] or None,
    }


def _words(condition: object) -> list[str]:
    """Collect the text that a filter looks for, wherever in it."""
    if not isinstance(condition, dict):
        return []
    found = []
    for name in ("text", "subject", "body"):
        if isinstance(condition.get(name), str):
            found += words_of(condition[name])
    for part in condition.get("conditions") or ():
        found += _words(part)
    return found


def _around(email: Email, words: list[str]) -> str:
    text = email.words.body
    places = [place for place in (text.find(word) for word in words) if place >= 0]
    if not places:
        return email.snippet
    start = max(0, min(places) - 60)
    return " ".join(text[start : start + 200].split())


def _marked(text: str, words: list[str]) -> str | None:
    """Escape the text and mark the words; null where none is in it."""
    pattern = "|".join(re.escape(word) for word in words)
    if not pattern:
        return None
    pieces = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    if len(pieces) == 1:
        return None
    shown = [
        f"<mark>{html.escape(piece)}</mark>" if index % 2 else html.escape(piece)
        for index, piece in enumerate(pieces)
    ]
    return "".join(shown)
