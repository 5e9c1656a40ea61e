"""Telling the author that a script refused the message (RFC 5429), within the same guards as
automatic answers; strangers whose address is not proven are told nothing.
"""

from bureau.people import SYSTEM
from bureau.platform import blobs
from bureau.platform.mime import parse

from ..models import Email
from .auto_answer import answered_author
from .write_letter import Draft, write_letter

LONGEST_REASON = 4_000


def refuse_arrival(email_id: str, recipient: str, reason: str) -> None:
    """Write the refusal; the message itself lies in Trash."""
    email = Email.objects.filter(id=email_id).first()
    if email is None or email.trust.get("author") in ("failed", "unproven"):
        return
    message = parse(blobs.read(email.blob))
    author = answered_author(message)
    if author is None:
        return
    draft = Draft(
        from_person_id=email.account_id,
        to=[author],
        subject=f"Refused: {message.subject}",
        text=f"Your message to {recipient} was refused:\n\n{reason[:LONGEST_REASON]}\n",
        in_reply_to=message.message_id,
        references=[message.message_id] if message.message_id else (),
        is_automatic=True,
    )
    write_letter(SYSTEM, draft)
