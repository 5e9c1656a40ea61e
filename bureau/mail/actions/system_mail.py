"""Mail of the installation itself, such as invitations and recovery codes: no account sends it."""

from django.utils import timezone

from bureau.people import SystemMail
from bureau.platform.ids import new_id
from bureau.platform.mime import MailAddress, build_message, parse

from ..house import house_address
from .send import Letter, send


def send_system_mail(mail: SystemMail) -> None:
    """Send in the caller's transaction; nobody hears of failures, the address answers nothing."""
    author = house_address()
    raw = build_message(
        sender=MailAddress("Bureau", author),
        to=[MailAddress("", mail.to)],
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        sent_at=timezone.now(),
        message_id=f"{new_id()}@{author.partition('@')[2]}",
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    letter = Letter(
        account_id=None,
        raw=raw,
        message=parse(raw),
        author=author,
        recipients=[mail.to],
        is_automatic=True,
    )
    send(letter)
