"""EmailSubmission and Identity (RFC 8621 sections 6 and 7)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from bureau.platform import blobs
from bureau.platform.errors import Refusal
from bureau.platform.mime import parse

from ...actions.confide import Terms, send_confidentially
from ...actions.hold import cancel, hold, is_scheduled
from ...actions.send import MOST_RECIPIENTS, Letter, is_address, send
from ...actions.sign_for import as_written_by
from ...errors import SendingLimit
from ...ledger import writing
from ...models import Change, Email, Identity, Recipient, Submission
from ...sending_rights import on_behalf_of
from .confidential import terms_in, terms_of
from .envelopes import check_sender, held_until, people_of
from .header_forms import BadValue, read_addresses
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
from .protocol import MOST_GET, Arguments, Call, MethodError, SetError

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
    "confidential",
)
_ON_SUCCESS = ("onSuccessUpdateEmail", "onSuccessDestroyEmail")
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
    """Return submissions with what became of each recipient. Four queries."""
    ids, wanted = ids_of(call), properties_of(call, PROPERTIES)
    state = state_of(call.account_id)
    rows = Submission.objects.filter(account_id=call.account_id).order_by("-id")
    rows = rows.filter(id__in=ids) if ids is not None else rows[: MOST_GET + 1]
    listed = list(rows.prefetch_related("recipients"))
    if len(listed) > MOST_GET:
        raise MethodError("requestTooLarge", "Name the ids.")
    terms = terms_of(listed) if wanted is None or "confidential" in wanted else {}
    found = [picked(_document(row, terms.get(row.id)), wanted) for row in listed]
    return get_answer(call, found, ids, state)


def _document(row: Submission, confidential: Arguments | None) -> Arguments:
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
        "confidential": confidential,
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
    call.check_known("ifInState", "create", "update", "destroy", *_ON_SUCCESS)
    _check_on_success(call)
    with transaction.atomic():
        outcome = Outcome(call, check_state(call))
        sent: dict[str, str] = {}
        for key, document in objects_of(call, "create").items():
            outcome.create(key, partial(_create, call, document, key, sent))
        for given, patch in objects_of(call, "update").items():
            one = call.exchange.resolve(given)
            outcome.update(one, partial(_take_back, call, one, patch, sent))
        for one in ids_of(call, "destroy") or ():
            outcome.not_destroyed[one] = _kept(call, one)
        answer = outcome.answer()
    implied = _implied(call, sent)
    return {**answer, "_then": implied} if implied else answer


def _create(call: Call, document: Arguments, key: str, sent: dict[str, str]) -> Arguments:
    refuse_unknown(document, ("identityId", "emailId", "envelope", "confidential"))
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
    check_sender(call.actor.person_id, call.account_id, document.get("envelope"))
    terms = terms_in(document)
    submission = _send(call, identity, email, document.get("envelope"), terms)
    # Of what is scheduled, the server says where it is listed until it is sent.
    if not is_scheduled(submission):
        sent[f"#{key}"] = sent[submission.id] = email.id
    return {
        "id": submission.id,
        "threadId": submission.thread_id,
        "sendAt": utc_text(submission.send_at),
        "undoStatus": submission.undo_status,
    }


def _send(
    call: Call, identity: Identity, email: Email, envelope: Any, terms: Terms | None
) -> Submission:
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
        if terms:
            submission = send_confidentially(letter, terms, until)
        else:
            submission = hold(letter, until) if until else send(letter)
    except SendingLimit as limit:
        raise SetError("forbiddenToSend", limit.detail) from None
    except Refusal as refusal:
        raise SetError("invalidRecipients", refusal.detail, invalidRecipients=[]) from None
    with writing(call.account_id) as write:
        write.changed(Change.Kind.SUBMISSION, submission.id)
    return submission


def _take_back(call: Call, submission_id: str, patch: Arguments, sent: dict[str, str]) -> None:
    """Cancel a submission that still waits; its message is a draft again."""
    row = Submission.objects.filter(account_id=call.account_id, id=submission_id).first()
    if row is None:
        raise SetError("notFound")
    refuse_unknown(patch, ("undoStatus",))
    if patch.get("undoStatus") != Submission.Undo.CANCELED:
        raise SetError("invalidProperties", properties=["undoStatus"])
    if row.undo_status != Submission.Undo.CANCELED and not cancel(row):
        raise SetError("cannotUnsend")
    sent[row.id] = row.email_id


def _kept(call: Call, submission_id: str) -> Arguments:
    """Say why a submission is not destroyed: what was sent stays traceable."""
    rows = Submission.objects.filter(account_id=call.account_id, id=submission_id)
    return {"type": "forbidden" if rows.exists() else "notFound"}


def _check_on_success(call: Call) -> None:
    patches, doomed = (call.arguments.get(name) for name in _ON_SUCCESS)
    if not isinstance(patches, dict | None) or not isinstance(doomed, list | None):
        raise MethodError("invalidArguments", f"{' and '.join(_ON_SUCCESS)}: a map and a list.")
    if not all(isinstance(one, dict) for one in (patches or {}).values()):
        raise MethodError("invalidArguments", f"'{_ON_SUCCESS[0]}' is a map of patches.")
    if not all(isinstance(one, str) for one in doomed or ()):
        raise MethodError("invalidArguments", f"'{_ON_SUCCESS[1]}' is a list of ids.")


def _recipients(envelope: Any, email: Email) -> list[str]:
    if envelope is not None:
        found = people_of(envelope)
    else:
        fields = ("to", "cc", "bcc")
        found = [one["email"] for name in fields for one in email.addresses.get(name, ())]
    if not found:
        raise SetError("noRecipients")
    if len(found) > MOST_RECIPIENTS:
        raise SetError("tooManyRecipients", maxRecipients=MOST_RECIPIENTS)
    wrong = [one for one in found if not is_address(one)]
    if wrong:
        raise SetError("invalidRecipients", invalidRecipients=wrong)
    return found


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
            for given, patch in objects_of(call, "update").items():
                one = call.exchange.resolve(given)
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
    row.reply_to = _people(document, "replyTo", row.reply_to)
    row.bcc = _people(document, "bcc", row.bcc)
    row.save()
    return {"id": row.id, "mayDelete": True}


def _people(document: Arguments, name: str, present: Any) -> Any:
    value = document.get(name, present)
    if value is None:
        return None
    try:
        return [{"name": one.name or None, "email": one.email} for one in read_addresses(value)]
    except BadValue:
        raise SetError("invalidProperties", properties=[name]) from None


def _own_identity(call: Call, identity_id: str) -> Identity:
    row = Identity.objects.filter(account_id=call.account_id, id=identity_id).first()
    if row is None:
        raise SetError("notFound")
    return row


def _update_identity(call: Call, identity_id: str, patch: Arguments) -> None:
    row = _own_identity(call, identity_id)
    fixed = {"id": row.id, "email": row.email, "mayDelete": True}
    wrong = [name for name in fixed if name in patch and patch[name] != fixed[name]]
    if wrong:
        raise SetError("invalidProperties", properties=wrong)
    own = {name: value for name, value in patch.items() if name not in fixed}
    _save_identity(call, row, own)


def _remove_identity(call: Call, identity_id: str) -> None:
    _own_identity(call, identity_id).delete()
