"""Writing and sending a message on behalf of an account: what rules, the desk and the system
use.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from bureau.people import Actor, find_person
from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.ids import new_id
from bureau.platform.mime import Attachment, CalendarPart, MailAddress, build_message, parse

from ..errors import BadMessage, NotYourAddress
from ..models import Submission
from ..policies import may_send_as_account
from ..signing import LOOP_HEADER, loop_mark
from .send import Letter, send

LARGEST_ATTACHMENTS = 35 << 20
# fmt: off
_OWN_FIELDS = frozenset({
    "from", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references",
    "reply-to", "sender", "mime-version", "content-type", "content-transfer-encoding",
    "return-path", "received", "x-bureau-loop",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An attachment whose bytes are in the blob store."""

    blob: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to write and send."""

    from_person_id: str
    to: Sequence[MailAddress]
    subject: str
    text: str
    from_name: str = ""
    cc: Sequence[MailAddress] = ()
    bcc: Sequence[MailAddress] = ()
    reply_to: Sequence[MailAddress] = ()
    html: str = ""
    attachments: Sequence[StoredFile] = ()
    calendar: CalendarPart | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    is_automatic: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def write_letter(actor: Actor, draft: Draft) -> Submission:
    """Compose and send; with the Message-ID of an earlier one nothing is sent again.

    The actor must be the account itself, a delegate, an administrator for shared and service
    accounts, or
    the system. Raises `NotYourAddress`, `BadMessage`.
    """
    person = find_person(draft.from_person_id)
    if person is None or not may_send_as_account(actor, person):
        raise NotYourAddress()
    message_id = draft.message_id.strip("<> ") or f"{new_id()}@{config().domain}"
    sender = MailAddress(draft.from_name or person.name, person.email)
    raw = build_message(
        sender=sender,
        to=draft.to,
        cc=draft.cc,
        bcc=draft.bcc,
        reply_to=draft.reply_to,
        subject=draft.subject,
        text=draft.text,
        html=draft.html,
        attachments=_attach(draft.attachments),
        calendar=draft.calendar,
        sent_at=timezone.now(),
        message_id=message_id,
        in_reply_to=[draft.in_reply_to] if draft.in_reply_to else [],
        references=draft.references,
        headers=_headers(draft),
    )
    recipients = [address.email for address in (*draft.to, *draft.cc, *draft.bcc)]
    return send(
        Letter(
            account_id=person.id,
            raw=raw,
            message=parse(raw),
            author=person.email,
            recipients=recipients,
            is_automatic=draft.is_automatic,
        )
    )


def _headers(draft: Draft) -> dict[str, str]:
    """Mail that no human wrote says so, in the ways that other programs look for (RFC 3834)."""
    own = {name: value for name, value in draft.headers.items() if name.lower() not in _OWN_FIELDS}
    if not draft.is_automatic:
        return own
    kind = "auto-replied" if draft.in_reply_to else "auto-generated"
    marks = {
        "Auto-Submitted": kind,
        "X-Auto-Response-Suppress": "All",
        "Precedence": "bulk",
        LOOP_HEADER: loop_mark(),
    }
    given = {name.lower() for name in own}
    return {**own, **{name: value for name, value in marks.items() if name.lower() not in given}}


def _attach(files: Sequence[StoredFile]) -> list[Attachment]:
    found, total = [], 0
    for file in files:
        content = blobs.read(file.blob)
        total += len(content)
        if total > LARGEST_ATTACHMENTS:
            raise BadMessage("The attachments are too large together. Share them from Drive.")
        found.append(Attachment(file.name, file.media_type, content))
    return found
