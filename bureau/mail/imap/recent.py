r"""Which messages a session is the first to be told of: \Recent (RFC 3501 section 2.3.2). Exactly
one session claims each; IMAP4rev2 knows nothing of it.
"""

from django.db.models import QuerySet

from ..models import EmailLabel, Mailbox

FOREVER = 1 << 62
Span = tuple[int, int]
"""The first uid and the one behind the last."""


def claim(mailbox_id: str, until: int) -> Span:
    """Claim the messages below a uid that nobody claimed. One query, two where there are some."""
    row = Mailbox.objects.filter(id=mailbox_id)
    start = row.values_list("recent_from", flat=True).first()
    if start is None or start >= until:
        return until, until
    claimed = row.filter(recent_from=start).update(recent_from=until)
    return (start, until) if claimed else (until, until)


def unclaimed(box: Mailbox) -> QuerySet[EmailLabel]:
    """Return the label rows that nobody claimed."""
    return EmailLabel.objects.filter(mailbox_id=box.id, uid__gte=box.recent_from)
