"""Thread/get (RFC 8621 section 3.1) and SearchSnippet/get (section 5.1)."""

from collections.abc import Collection

from django.db.models import QuerySet

from bureau.platform.db import prepared

from ...models import Email, FileText, Thread
from ...search.conditions import sought_words
from ...search.marks import excerpt, marked
from .email_filter import condition_of
from .objects import get_answer, ids_of, picked, properties_of, state_of
from .protocol import MOST_GET, Arguments, Call, MethodError


def get(call: Call) -> Arguments:
    """Return threads with their messages, oldest first. Two queries."""
    call.check_known("ids", "properties")
    given = ids_of(call)
    wanted = properties_of(call, ("id", "emailIds"))
    state = state_of(call.account_id)
    ids = _all_ids(call.account_id) if given is None else given
    members: dict[str, list[str]] = {}
    for email_id, thread_id in _members(call.account_id, ids):
        members.setdefault(thread_id, []).append(email_id)
    found = [picked({"id": one, "emailIds": members[one]}, wanted) for one in ids if one in members]
    return get_answer(call, found, given, state)


def _all_ids(account_id: str) -> list[str]:
    rows = Thread.objects.filter(account_id=account_id).values_list("id", flat=True)
    found = list(rows[: MOST_GET + 1])
    if len(found) > MOST_GET:
        raise MethodError("requestTooLarge", "Name the ids.")
    return found


@prepared
def _members(account_id: str, thread_ids: Collection[str]) -> QuerySet[Email, tuple[str, str]]:
    rows = Email.objects.filter(account_id=account_id, thread_id__in=thread_ids)
    return rows.order_by("received_at", "id").values_list("id", "thread_id")


def snippets(call: Call) -> Arguments:
    """Return subject and text around the words of a filter, marked. Two queries."""
    call.check_known("emailIds", "filter")
    ids = ids_of(call, "emailIds")
    if ids is None:
        raise MethodError("invalidArguments", "'emailIds' is missing.")
    condition = condition_of(call, call.arguments.get("filter"))
    words = list(dict.fromkeys(sought_words(condition)))
    rows = Email.objects.filter(account_id=call.account_id, id__in=ids)
    found = {row[0]: row[1:] for row in rows.values_list("id", "subject", "words__body")}
    inside = dict(FileText.objects.filter(email_id__in=found).values_list("email_id", "text"))
    return {
        "accountId": call.account_id,
        "list": [
            {
                "emailId": one,
                "subject": marked(found[one][0], words),
                "preview": excerpt((found[one][1] or "", inside.get(one, "")), words),
            }
            for one in ids
            if one in found
        ],
        "notFound": [one for one in ids if one not in found] or None,
    }
