"""Which thread a message belongs to: Message-IDs it names, together with its subject (RFC 8621
section 3).
"""

import re
from collections.abc import Collection, Sequence

from blake3 import blake3
from django.db.models import QuerySet

from bureau.platform.db import insert, prepared
from bureau.platform.ids import new_id

from .models import Thread, ThreadKey

_PREFIX = re.compile(
    r"\s*(?:(?:re|fwd?|aw|antw|sv|vs|tr|wg|rif|rv|enc)\s*(?:\[\d{1,4}\])?\s*:|\[[^\[\]]{0,80}\])",
    re.IGNORECASE,
)
MOST_REFERENCES = 50


def base_subject(subject: str) -> str:
    """Return the subject without reply marks and list tags (after RFC 5256 section 2.1)."""
    rest = subject
    while (match := _PREFIX.match(rest)) is not None:
        rest = rest[match.end() :]
    rest = re.sub(r"(?:\s*\(fwd\))+\s*$", "", rest, flags=re.IGNORECASE)
    return " ".join((rest or subject).lower().split())


def thread_of(account_id: str, subject: str, message_ids: Sequence[str]) -> tuple[str, bool]:
    """Find the oldest thread that knows one of the ids under this subject, or begin one; return
    its id and whether it is new. 2 to 3 queries.
    """
    keys = keys_of(subject, message_ids)
    known = dict(_known(account_id, keys))
    thread_id = min(known.values()) if known else new_id()
    if not known:
        insert(Thread(id=thread_id, account_id=account_id))
    insert(
        *(
            ThreadKey(account_id=account_id, key=key, thread_id=thread_id)
            for key in keys - set(known)
        )
    )
    return thread_id, not known


def keys_of(subject: str, message_ids: Sequence[str]) -> set[str]:
    """Return the keys by which a thread knows messages of these ids under a subject."""
    base = base_subject(subject)
    return {_key(item, base) for item in [*message_ids[:1], *message_ids[-MOST_REFERENCES:]]}


@prepared
def _known(account_id: str, keys: Collection[str]) -> QuerySet[ThreadKey, tuple[str, str]]:
    rows = ThreadKey.objects.filter(account_id=account_id, key__in=keys)
    return rows.values_list("key", "thread_id")


def _key(message_id: str, base: str) -> str:
    return blake3(f"{message_id}\0{base}".encode("utf-8", "replace")).hexdigest(length=16)
