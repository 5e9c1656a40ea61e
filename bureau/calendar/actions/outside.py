"""Messages to people elsewhere, handed to the mail jobs in the caller's transaction."""

from collections.abc import Sequence

from bureau.platform import jobs

from ..imip.sending import mail_out
from ..scheduling import ITip, message_bytes

AT_ONCE = 10
"""Mails that one job sends: each recipient gets a mail of their own."""


def enqueue(message: ITip, addresses: Sequence[str], person_id: str, note: str) -> None:
    """Send one mail to each address, soon after the transaction commits. One statement."""
    ics = message_bytes(message).decode()
    jobs.enqueue_rows(
        [
            mail_out.at(None).row(
                person_id=person_id,
                method=message.method,
                sender=message.sender,
                ics=ics,
                recipients=list(addresses[at : at + AT_ONCE]),
                is_new=message.is_new,
                note=note or message.note,
            )
            for at in range(0, len(addresses), AT_ONCE)
        ]
    )
