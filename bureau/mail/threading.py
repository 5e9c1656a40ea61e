"""Which thread a message belongs to: Message-IDs it names, together with its subject (RFC 8621
section 3).
"""

import re
from collections.abc import Sequence

from blake3 import blake3

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


def thread_of(account_id: str, subject: str, message_ids: Sequence[str]) -> Thread:
    """Find the oldest thread that knows one of the ids under this subject, or begin one. 2 to 3
    queries.
    """
    base = base_subject(subject)
    keys = {_key(item, base) for item in [*message_ids[:1], *message_ids[-MOST_REFERENCES:]]}
    rows = ThreadKey.objects.filter(account_id=account_id, key__in=keys)
    known = dict(rows.values_list("key", "thread_id"))
    if known:
        thread = Thread(id=min(known.values()), account_id=account_id)
    else:
        thread = Thread.objects.create(account_id=account_id)
    ThreadKey.objects.bulk_create(
        ThreadKey(account_id=account_id, key=key, thread_id=thread.id) for key in keys - set(known)
    )
    return thread


def _key(message_id: str, base: str) -> str:
    return blake3(f"{message_id}\0{base}".encode("utf-8", "replace")).hexdigest(length=16)
