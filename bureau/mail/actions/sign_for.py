"""Sending from an address that is not the writer's own: allowed or not, shown or not, recorded."""

from bureau.people import Actor, may_send_as
from bureau.platform import events
from bureau.platform.mime import MailAddress, format_address, prepend_headers, remove_header

from ..sending_rights import on_behalf_of


def as_written_by(actor: Actor, account_id: str, author: str, raw: bytes) -> bytes | None:
    """Return the message as this actor may send it; None where it may not.

    On behalf, recipients see the writer in the Sender field (RFC 5322 section 3.6.2). What is sent
    as somebody else is audited, in the caller's transaction.
    """
    if actor.person_id == account_id and may_send_as(account_id, author):
        return raw
    is_on_behalf = on_behalf_of(actor.person_id, account_id, author)
    if is_on_behalf is None:
        return None
    events.emit(
        "mail.sent_for",
        stream=f"account:{account_id}",
        subject=("account", account_id),
        payload={"account_id": account_id, "author": author, "on_behalf": is_on_behalf},
        changes={"on behalf of" if is_on_behalf else "as": [None, author]},
    )
    if not is_on_behalf:
        return raw
    sender = format_address(MailAddress(actor.name, actor.email))
    return prepend_headers(remove_header(raw, "Sender"), [("Sender", sender)])
