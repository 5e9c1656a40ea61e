"""EmailSubmission and Identity (RFC 8621 sections 6 and 7)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from bureau.platform import blobs
from bureau.platform.errors import Refusal
from bureau.platform.mime import parse

from ...actions.hold import cancel, hold, is_scheduled
from ...actions.send import Letter, send
from ...actions.sign_for import as_written_by
from ...ledger import writing
from ...models import Change, Email, Identity, Recipient, Submission
from ...sending_rights import on_behalf_of
from .envelopes import held_until
from .objects import (
    Outcome,
    check_state,
    get_answer,
    ids_of,
    objects_of,
    picked,
    properties_of,
    refuse_unknown,
    state_of,
    text_of,
    utc_text,
)
from .protocol import Arguments, Call, MethodError, SetError

PROPERTIES = (
    "id",
    "identityId",
    "emailId",
    "threadId",
    "envelope",
    "sendAt",
    "undoStatus",
    "deliveryStatus",
    "dsnBlobIds",
    "mdnBlobIds",
)
IDENTITY_PROPERTIES = (
    "id",
    "name",
    "email",
    "replyTo",
    "bcc",
    "textSignature",
    "htmlSignature",
    "replyTextSignature",
    "replyHtmlSignature",
    "mayDelete",
)


def get(call: Call) -> Arguments:
    """Return submissions with what became of each recipient. Three queries."""
    ids, wanted = ids_of(call), properties_of(call, PROPERTIES)
    state = state_of(call.account_id)
    rows = Submission.objects.filter(account_id=call.account_id).order_by("-id")
    rows = rows.filter(id__in=ids) if ids is not None else rows[:200]
    found = [picked(_document(row), wanted) for row in rows.prefetch_related("recipients")]
    return get_answer(call, found, ids, state)


def _document(row: Submission) -> Arguments:
    recipients = list(row.recipients.all())
    return {
        "id": row.id,
        "identityId": row.identity_id or None,
        "emailId": row.email_id,
        "threadId": row.thread_id,
        "envelope": {
            "mailFrom": {"email": row.author, "parameters": None},
            "rcptTo": [{"email": one.email, "parameters": None} for one in recipients],
        },
        "sendAt": utc_text(row.send_at),
        "undoStatus": row.undo_status,
        "deliveryStatus": {one.email: _status(one) for one in recipients},
        "dsnBlobIds": [],
        "mdnBlobIds": [],
    }


_DELIVERED = {
    Recipient.State.QUEUED: "queued",
    Recipient.State.DELIVERED: "yes",
    Recipient.State.SENT: "unknown",
    Recipient.State.FAILED: "no",
}


def _status(row: Recipient) -> Arguments:
    return {
        "smtpReply": row.reply or "250 2.0.0 Queued",
        "delivered": _DELIVERED[Recipient.State(row.state)],
        "displayed": "unknown",
    }


def set_(call: Call) -> Arguments:
    """Send drafts, now or at the time that the envelope names; take back what still waits."""
    if not call.exchange.accounts[call.account_id]:
        raise MethodError("forbidden", "You may read this account, not send as it.")
    with transaction.atomic():
        outcome = Outcome(call, check_state(call))
        sent: dict[str, str] = {}
        for key, document in objects_of(call, "create").items():
            outcome.create(key, partial(_create, call, document, key, sent))
        for one, patch in objects_of(call, "update").items():
            outcome.update(one, partial(_take_back, call, one, patch))
        for one in ids_of(call, "destroy") or ():
            outcome.not_destroyed[one] = {"type": "forbidden"}
        answer = outcome.answer()
    implied = _implied(call, sent)
    return {**answer, "_then": implied} if implied else answer


def _create(call: Call, document: Arguments, key: str, sent: dict[str, str]) -> Arguments:
    refuse_unknown(document, ("identityId", "emailId", "envelope"))
    identity = Identity.objects.filter(
        account_id=call.account_id, id=call.exchange.resolve(str(document.get("identityId")))
    ).first()
    if identity is None:
        raise SetError("invalidProperties", properties=["identityId"])
    email = Email.objects.filter(
        account_id=call.account_id, id=call.exchange.resolve(str(document.get("emailId")))
    ).first()
    if email is None:
        raise SetError("invalidProperties", properties=["emailId"])
    submission = _send(call, identity, email, document.get("envelope"))
    # Of what is scheduled, the server says where it is listed until it is sent.
    if not is_scheduled(submission):
        sent[f"#{key}"] = sent[submission.id] = email.id
    return {
        "id": submission.id,
        "threadId": submission.thread_id,
        "sendAt": utc_text(submission.send_at),
        "undoStatus": submission.undo_status,
    }


def _send(call: Call, identity: Identity, email: Email, envelope: Any) -> Submission:
    raw = blobs.read(email.blob)
    message = parse(raw)
    authors = message.addresses("from")
    if len(authors) != 1:
        raise SetError("forbiddenFrom")
    signed = as_written_by(call.actor, call.account_id, authors[0].email.lower(), raw)
    if signed is None:
        raise SetError("forbiddenFrom")
    if signed is not raw:
        raw, message = signed, parse(signed)
    letter = Letter(
        account_id=call.account_id,
        raw=raw,
        message=message,
        author=authors[0].email.lower(),
        recipients=_recipients(envelope, email),
        identity_id=identity.id,
        email_id=email.id,
        thread_id=email.thread_id,
    )
    until = held_until(envelope)
    try:
        submission = hold(letter, until) if until else send(letter)
    except Refusal as refusal:
        raise SetError("invalidRecipients", refusal.detail) from None
    with writing(call.account_id) as write:
        write.changed(Change.Kind.SUBMISSION, submission.id)
    return submission


def _take_back(call: Call, submission_id: str, patch: Arguments) -> None:
    """Cancel a submission that still waits; its message is a draft again."""
    row = Submission.objects.filter(account_id=call.account_id, id=submission_id).first()
    if row is None:
        raise SetError("notFound")
    refuse_unknown(patch, ("undoStatus",))
    if patch.get("undoStatus") != Submission.Undo.CANCELED:
        raise SetError("invalidProperties", properties=["undoStatus"])
    if row.undo_status != Submission.Undo.CANCELED and not cancel(row):
        raise SetError("cannotUnsend")


def _recipients(envelope: Any, email: Email) -> list[str]:
    if isinstance(envelope, dict) and isinstance(envelope.get("rcptTo"), list):
        found = [one.get("email") for one in envelope["rcptTo"] if isinstance(one, dict)]
    else:
        fields = ("to", "cc", "bcc")
        found = [one["email"] for name in fields for one in email.addresses.get(name, ())]
    recipients = [one for one in found if isinstance(one, str) and one]
    if not recipients:
        raise SetError("noRecipients")
    return recipients


def _implied(call: Call, sent: Mapping[str, str]) -> Arguments | None:
    """Return the Email/set that follows a successful submission, None for none."""
    patches = call.arguments.get("onSuccessUpdateEmail") or {}
    doomed = call.arguments.get("onSuccessDestroyEmail") or []
    update = {sent[key]: patch for key, patch in patches.items() if key in sent}
    destroy = [sent[key] for key in doomed if key in sent]
    if not update and not destroy:
        return None
    return {"accountId": call.account_id, "update": update, "destroy": destroy}


def get_identities(call: Call) -> Arguments:
    """Return the names and addresses to send as. Two queries."""
    ids, wanted = ids_of(call), properties_of(call, IDENTITY_PROPERTIES)
    state = state_of(call.account_id)
    rows = Identity.objects.filter(account_id=call.account_id).order_by("id")
    if ids is not None:
        rows = rows.filter(id__in=ids)
    return get_answer(call, [picked(_identity(row), wanted) for row in rows], ids, state)


def _identity(row: Identity) -> Arguments:
    return {
        "id": row.id,
        "name": row.name,
        "email": row.email,
        "replyTo": row.reply_to,
        "bcc": row.bcc,
        "textSignature": row.text_signature,
        "htmlSignature": row.html_signature,
        "replyTextSignature": row.reply_text_signature,
        "replyHtmlSignature": row.reply_html_signature,
        "mayDelete": True,
    }


def set_identities(call: Call) -> Arguments:
    """Create, change and remove identities; the address must be one of the account's."""
    with transaction.atomic():
        outcome = Outcome(call, check_state(call))
        with writing(call.account_id) as write:
            for key, document in objects_of(call, "create").items():
                outcome.create(key, partial(_save_identity, call, Identity(), document))
            for one, patch in objects_of(call, "update").items():
                outcome.update(one, partial(_update_identity, call, one, patch))
            for one in ids_of(call, "destroy") or ():
                outcome.destroy(one, partial(_remove_identity, call, one))
            made = [document["id"] for document in outcome.created.values()]
            write.changed(Change.Kind.IDENTITY, *made, *outcome.updated)
            write.gone(Change.Kind.IDENTITY, *outcome.destroyed)
        return outcome.answer()


def _save_identity(call: Call, row: Identity, document: Arguments) -> Arguments:
    refuse_unknown(document, set(IDENTITY_PROPERTIES) - {"id", "mayDelete"})
    email = text_of(document, "email", 320, row.email)
    if on_behalf_of(call.actor.person_id, call.account_id, email) is None:
        raise SetError("forbiddenFrom")
    row.account_id, row.email = call.account_id, email.lower()
    row.name = text_of(document, "name", 200, row.name)
    row.text_signature = text_of(document, "textSignature", 20_000, row.text_signature)
    row.html_signature = text_of(document, "htmlSignature", 100_000, row.html_signature)
    reply_text, reply_html = row.reply_text_signature, row.reply_html_signature
    row.reply_text_signature = text_of(document, "replyTextSignature", 20_000, reply_text)
    row.reply_html_signature = text_of(document, "replyHtmlSignature", 100_000, reply_html)
    row.reply_to = document.get("replyTo", row.reply_to)
    row.bcc = document.get("bcc", row.bcc)
    row.save()
    return {"id": row.id, "mayDelete": True}


def _own_identity(call: Call, identity_id: str) -> Identity:
    row = Identity.objects.filter(account_id=call.account_id, id=identity_id).first()
    if row is None:
        raise SetError("notFound")
    return row


def _update_identity(call: Call, identity_id: str, patch: Arguments) -> None:
    if "email" in patch:
        raise SetError("invalidProperties", properties=["email"])
    _save_identity(call, _own_identity(call, identity_id), patch)


def _remove_identity(call: Call, identity_id: str) -> None:
    _own_identity(call, identity_id).delete()
