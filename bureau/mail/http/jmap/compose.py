"""The bytes of a message from the properties of Email/set create."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from bureau.people import Person
from bureau.platform.config import config
from bureau.platform.errors import NotFound
from bureau.platform.ids import new_id
from bureau.platform.mime import Attachment, MailAddress, build_message

from ...blob_ids import find_blob
from .objects import read_utc, refuse_unknown, text_of
from .protocol import Arguments, Call, SetError

LARGEST_ATTACHMENTS = 35 << 20
LONGEST_BODY = 5 << 20
_LISTS = ("sender", "from", "to", "cc", "bcc", "replyTo")
SETTABLE = (
    "mailboxIds",
    "keywords",
    "receivedAt",
    "sentAt",
    "messageId",
    "inReplyTo",
    "references",
    "subject",
    "bodyValues",
    "textBody",
    "htmlBody",
    "attachments",
    *_LISTS,
)


def compose(call: Call, document: Arguments) -> bytes:
    """Build a message; raises `SetError` naming the property that is wrong."""
    own = {name: value for name, value in document.items() if name.startswith("header:")}
    refuse_unknown({name: 0 for name in document if name not in own}, SETTABLE)
    people = {name: _people(document, name) for name in _LISTS}
    message_ids = _texts(document, "messageId")
    return build_message(
        sender=people["from"][0] if people["from"] else _account_address(call),
        to=people["to"],
        cc=people["cc"],
        bcc=people["bcc"],
        reply_to=people["replyTo"],
        subject=text_of(document, "subject", 2_000),
        text=_body(document, "textBody", "text/plain"),
        html=_body(document, "htmlBody", "text/html"),
        attachments=_attachments(call, document),
        sent_at=read_utc(document["sentAt"]) if document.get("sentAt") else timezone.now(),
        message_id=message_ids[0] if message_ids else f"{new_id()}@{config().domain}",
        in_reply_to=_texts(document, "inReplyTo"),
        references=_texts(document, "references"),
        headers=_own_headers(own),
    )


def _account_address(call: Call) -> MailAddress:
    person = Person.objects.get(id=call.account_id)
    return MailAddress(person.name, person.email)


def _people(document: Mapping[str, Any], name: str) -> list[MailAddress]:
    found = []
    for item in document.get(name) or ():
        match item:
            case {"email": str(email)} if len(email) <= 320:
                found.append(MailAddress(str(item.get("name") or "")[:300], email))
            case _:
                raise SetError("invalidProperties", properties=[name])
    return found


def _texts(document: Mapping[str, Any], name: str) -> list[str]:
    value = document.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SetError("invalidProperties", properties=[name])
    return value[-100:]


def _body(document: Mapping[str, Any], name: str, media_type: str) -> str:
    parts = document.get(name)
    if not parts:
        return ""
    if not isinstance(parts, list) or len(parts) != 1 or not isinstance(parts[0], dict):
        raise SetError("invalidProperties", properties=[name])
    if parts[0].get("type", media_type) != media_type:
        raise SetError("invalidProperties", properties=[name])
    value = (document.get("bodyValues") or {}).get(parts[0].get("partId"))
    if not isinstance(value, dict):
        raise SetError("invalidProperties", properties=["bodyValues"])
    return text_of(value, "value", LONGEST_BODY)


def _attachments(call: Call, document: Mapping[str, Any]) -> list[Attachment]:
    found: list[Attachment] = []
    total = 0
    for item in document.get("attachments") or ():
        file = _attachment(call, item)
        total += len(file.content)
        if total > LARGEST_ATTACHMENTS:
            raise SetError("tooLarge", "The attachments are too large. Share them from Drive.")
        found.append(file)
    return found


def _attachment(call: Call, item: object) -> Attachment:
    if not isinstance(item, dict):
        raise SetError("invalidProperties", properties=["attachments"])
    blob_id = str(item.get("blobId"))
    try:
        content = find_blob(call.account_id, blob_id)
    except NotFound:
        raise SetError("blobNotFound", notFound=[blob_id]) from None
    return Attachment(
        name=str(item.get("name") or content.name),
        media_type=str(item.get("type") or content.media_type),
        content=content.read(),
        content_id=str(item.get("cid") or ""),
    )


def _own_headers(own: Mapping[str, Any]) -> dict[str, str]:
    """Read `header:Name:asText` properties; fields of the message's own frame cannot be set so."""
    found = {}
    for path, value in own.items():
        parts: Sequence[str] = path.split(":")
        name, form = parts[1], parts[2] if len(parts) > 2 else "asRaw"
        if form not in ("asRaw", "asText") or not isinstance(value, str):
            raise SetError("invalidProperties", properties=[path])
        if not name.lower().startswith("x-") or name.lower().startswith("x-bureau-"):
            raise SetError("invalidProperties", properties=[path])
        found[name] = value
    return found
