"""Messages by a header field: the index knows which have it, their bytes say what it holds."""

from collections.abc import Sequence

from bureau.platform import blobs
from bureau.platform.mime import decode_words, raw_fields
from bureau.platform.text import fold

from ..models import Email
from .conditions import Condition, Marked
from .tokens import Space, header_word

MOST_READ = 2_000
"""Of the messages that have the field, so many of the latest are read."""


def with_header(account_id: str, name: str, text: str) -> Sequence[str]:
    """Return the messages that have a field, which holds the text where one is given. One query,
    and the bytes of each that has it when there is a text.
    """
    from .plan import scan_of

    condition: Condition = Marked(header_word(name), Space.HEADER)
    found: list[str] = []
    for email_id, _, _ in scan_of(account_id, condition).rows():
        found.append(email_id)
        if len(found) >= MOST_READ:
            break
    rows = dict(Email.objects.filter(id__in=found).values_list("id", "blob"))
    return [one for one in found if one in rows and _holds(rows[one], name, text)]


def _holds(blob: str, name: str, text: str) -> bool:
    """Names are read again too: two of them may be the same word in the index."""
    wanted, sought = name.lower(), fold(text)
    return any(
        field.name.lower() == wanted and sought in fold(decode_words(field.value))
        for field in raw_fields(blobs.read(blob))
    )
