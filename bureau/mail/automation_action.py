"""`mail.send` for rules and other apps: plain arguments in, a written letter out."""

from collections.abc import Mapping, Sequence
from typing import Any

from bureau.automation import Action, ActionCall
from bureau.platform.mime import CalendarPart, MailAddress, parse_addresses

from .actions.write_letter import Draft, StoredFile, write_letter

_ADDRESSES = {"type": ["array", "string"], "items": {"type": "string"}}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_FILE = {
    "type": "object",
    "properties": {
        "blob": {"type": "string"},
        "name": {"type": "string"},
        "type": {"type": "string"},
    },
    "required": ["blob"],
}

_CALENDAR = {
    "type": ["object", "null"],
    "title": "Scheduling message",
    "properties": {"method": {"type": "string"}, "ics": {"type": "string"}},
    "required": ["method", "ics"],
}

PARAMETERS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "from_person_id": {"type": "string", "title": "Send as"},
        "from_name": {"type": ["string", "null"], "title": "Name of the sender"},
        "to": {**_ADDRESSES, "title": "To"},
        "cc": {**_ADDRESSES, "title": "Copy to"},
        "subject": {"type": "string", "title": "Subject"},
        "text": {"type": "string", "title": "Text"},
        "html": {"type": ["string", "null"]},
        "attachments": {"type": "array", "items": _FILE, "title": "Attachments"},
        "calendar": _CALENDAR,
        "message_id": {"type": ["string", "null"]},
        "in_reply_to": {"type": ["string", "null"]},
        "references": _TEXTS,
        "reply_to": {"type": ["string", "null"], "title": "Answers go to"},
        "automatic": {"type": "boolean"},
        "headers": {"type": "object"},
    },
    "required": ["to", "subject", "text"],
}


def send_mail(call: ActionCall) -> dict[str, str]:
    """Send the mail that the arguments describe; return its Message-ID and the id of the sent
    copy.
    """
    given = call.arguments
    draft = Draft(
        from_person_id=given.get("from_person_id") or call.owner.person_id,
        from_name=given.get("from_name") or "",
        to=_addresses(given["to"]),
        cc=_addresses(given.get("cc")),
        subject=given["subject"],
        text=given["text"],
        html=given.get("html") or "",
        attachments=_files(given.get("attachments") or ()),
        calendar=_calendar(given.get("calendar")),
        message_id=given.get("message_id") or "",
        in_reply_to=(given.get("in_reply_to") or "").strip("<> "),
        references=[item.strip("<> ") for item in given.get("references") or ()],
        reply_to=_addresses(given.get("reply_to")),
        is_automatic=given.get("automatic", True),
        headers={name: str(value) for name, value in (given.get("headers") or {}).items()},
    )
    submission = write_letter(call.owner, draft)
    return {"message_id": submission.message_id, "email_id": submission.email_id}


def _addresses(value: str | Sequence[str] | None) -> list[MailAddress]:
    texts = [value] if isinstance(value, str) else list(value or ())
    return [address for text in texts for address in parse_addresses(text)]


def _calendar(given: Mapping[str, str] | None) -> CalendarPart | None:
    return CalendarPart(given["method"], given["ics"].encode()) if given else None


def _files(items: Sequence[Mapping[str, str]]) -> list[StoredFile]:
    return [
        StoredFile(
            item["blob"],
            item.get("name") or "attachment",
            item.get("type") or "application/octet-stream",
        )
        for item in items
    ]


ACTION = Action(
    name="mail.send",
    title="Send a mail",
    parameters=PARAMETERS,
    run=send_mail,
    sends_mail=True,
)
