"""A mail as the desk sees it, read from the event that announced it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORM_HEADER = "x-bureau-form-response"
"""Set by the rule of a form on mail inside the organisation: its Reply-To is the one who asks."""
LOOP_HEADER = "x-bureau-loop"


@dataclass(frozen=True, slots=True)
class Sender:
    """A name and a lower-case address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """The facts of a received mail that decide what becomes of it."""

    account_id: str
    email_id: str
    blob: str
    message_id: str
    references: tuple[str, ...]
    sender: Sender
    reply_to: Sender
    recipients: tuple[str, ...]
    subject: str
    envelope_from: str
    auto_submitted: str
    precedence: str
    list_id: str
    received_count: int
    is_internal: bool
    """Sent by this installation itself, never through the door for outside mail."""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        """Whether the mail carries the answers of a form."""
        return self.is_internal and FORM_HEADER in self.headers

    @property
    def requester(self) -> Sender:
        """Who asks: the one who filled the form, else the sender."""
        return self.reply_to if self.is_form and self.reply_to.email else self.sender


def has_message_id(message_id: str) -> bool:
    """Tell a real Message-ID (RFC 5322 §3.6.4) from the name we gave a mail that has none."""
    return "@" in message_id


def read_mail(payload: Mapping[str, Any]) -> IncomingMail:
    """Read the payload of `mail.received`."""
    references = [*payload.get("references", ()), *_ids(payload.get("in_reply_to"))]
    email_id = str(payload["email_id"])
    return IncomingMail(
        account_id=str(payload["account_id"]),
        email_id=email_id,
        blob=str(payload["blob"]),
        message_id=str(payload.get("message_id") or f"email:{email_id}")[:250],
        references=tuple(dict.fromkeys(references)),
        sender=_sender(payload.get("from")),
        reply_to=_sender(payload.get("reply_to")),
        recipients=(
            str(payload.get("envelope_to") or "").lower(),
            *(_sender(one).email for name in ("to", "cc") for one in payload.get(name) or ()),
        ),
        subject=str(payload.get("subject") or ""),
        envelope_from=str(payload.get("envelope_from") or ""),
        auto_submitted=str(payload.get("auto_submitted") or "").lower(),
        precedence=str(payload.get("precedence") or "").lower(),
        list_id=str(payload.get("list_id") or ""),
        received_count=int(payload.get("received_count") or 0),
        is_internal=bool(payload.get("is_internal")),
        headers={
            name.lower(): str(value) for name, value in (payload.get("headers") or {}).items()
        },
    )


def _ids(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(one) for one in value or ()]


def _sender(value: Any) -> Sender:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        return Sender(str(value.get("name") or ""), str(value.get("email") or "").lower())
    return Sender("", str(value or "").lower())
