"""Holding a message that a mail program handed in to be sent later (FUTURERELEASE over SMTP)."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs

from ..ledger import writing
from ..models import Mailbox, Submission
from ..search_entry import put_new_email
from .file_email import Filing, file_email
from .hold import hold
from .open_account import mailbox_of
from .send import Letter, checked_recipients, sent_before


def hold_handed_in(letter: Letter, until: datetime) -> Submission:
    """File the message as a draft and hold that. Raises `BadMessage`.

    With the Message-ID of an earlier one it answers with that.
    """
    assert letter.account_id
    checked_recipients(letter)
    known = sent_before(letter)
    if known is not None:
        return known
    blob = blobs.put(letter.raw)
    with transaction.atomic():
        drafts_id = mailbox_of(letter.account_id, Mailbox.Role.DRAFTS)
        with writing(letter.account_id) as write:
            filing = Filing(
                blob=blob,
                message=letter.message,
                mailbox_ids=[drafts_id],
                keywords=["$seen", "$draft"],
                received_at=timezone.now(),
            )
            email = file_email(write, filing)
        put_new_email(email)
        drafted = replace(letter, email_id=email.id, thread_id=email.thread_id)
        return hold(drafted, until)
