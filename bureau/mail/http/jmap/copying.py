"""Blob/copy (RFC 8620 section 6.3) and Email/copy (RFC 8621 section 4.7): from one account that the
caller reads to another.
"""

from functools import partial
from typing import Any

from django.db import transaction

from bureau.platform import blobs
from bureau.platform.errors import NotFound
from bureau.platform.mime import parse

from ...actions.file_email import Filing, file_email
from ...actions.upload import store_upload
from ...blob_ids import find_blob, message_blob_id
from ...ledger import Write, writing
from ...models import Email, Mailbox
from .email_set import created, read_keywords, read_mailbox_ids, read_received
from .objects import Outcome, check_state, ids_of, objects_of, state_of
from .protocol import Arguments, Call, MethodError, SetError

_COPIED = ("id", "mailboxIds", "keywords", "receivedAt")


def _source(call: Call) -> str:
    """Read the account to copy from."""
    account_id = call.arguments.get("fromAccountId")
    if not isinstance(account_id, str):
        raise MethodError("invalidArguments", "'fromAccountId' is missing.")
    if account_id not in call.exchange.accounts:
        raise MethodError("fromAccountNotFound")
    return account_id


def copy_blobs(call: Call) -> Arguments:
    """Make blobs of one account uploads of another."""
    call.check_known("fromAccountId", "blobIds")
    source = _source(call)
    wanted = ids_of(call, "blobIds")
    if wanted is None:
        raise MethodError("invalidArguments", "'blobIds' is missing.")
    copied: dict[str, str] = {}
    missing: dict[str, Any] = {}
    for blob_id in wanted:
        try:
            content = find_blob(source, blob_id)
        except NotFound:
            missing[blob_id] = {"type": "blobNotFound"}
            continue
        row = store_upload(call.actor, call.account_id, [content.read()], content.media_type)
        copied[blob_id] = message_blob_id(row.blob)
    return {
        "fromAccountId": source,
        "accountId": call.account_id,
        "copied": copied or None,
        "notCopied": missing or None,
    }


def copy_emails(call: Call) -> Arguments:
    """File messages of one account in another."""
    source = _check(call)
    with transaction.atomic():
        outcome = Outcome(call, check_state(call))
        boxes = frozenset(
            Mailbox.objects.filter(account_id=call.account_id).values_list("id", flat=True)
        )
        with writing(call.account_id) as write:
            for key, document in objects_of(call, "create").items():
                outcome.create(key, partial(_copy, call, write, source, document, boxes))
        answer = outcome.answer()
    kept = ("accountId", "oldState", "newState", "created", "notCreated")
    result = {"fromAccountId": source, **{name: answer[name] for name in kept}}
    implied = _destroyed(call, source, outcome)
    return {**result, "_then": implied} if implied else result


def _check(call: Call) -> str:
    call.check_known(
        "fromAccountId",
        "ifFromInState",
        "ifInState",
        "create",
        "onSuccessDestroyOriginal",
        "destroyFromIfInState",
    )
    source = _source(call)
    if source == call.account_id:
        raise MethodError("invalidArguments", "Messages are copied between different accounts.")
    expected = call.arguments.get("ifFromInState")
    if expected is not None and expected != state_of(source):
        raise MethodError("stateMismatch")
    return source


def _copy(
    call: Call, write: Write, source: str, document: Arguments, boxes: frozenset[str]
) -> Arguments:
    wrong = sorted(set(document) - set(_COPIED))
    if wrong:
        raise SetError("invalidProperties", properties=wrong)
    email_id = call.exchange.resolve(str(document.get("id")))
    email = Email.objects.filter(account_id=source, id=email_id).first()
    if email is None:
        raise SetError("notFound")
    mailbox_ids = read_mailbox_ids(call, document.get("mailboxIds"), boxes)
    keywords = document.get("keywords")
    known = Email.objects.filter(account_id=call.account_id, fingerprint=email.fingerprint)
    twin = known.exclude(fingerprint="").values_list("id", flat=True).first()
    if twin is not None:
        raise SetError("alreadyExists", existingId=twin)
    filing = Filing(
        blob=blobs.BlobRef(email.blob, email.size_bytes),
        message=parse(blobs.read(email.blob)),
        mailbox_ids=sorted(mailbox_ids),
        keywords=email.keywords if keywords is None else sorted(read_keywords(keywords)),
        received_at=read_received(document) if document.get("receivedAt") else email.received_at,
        fingerprint=email.fingerprint,
        trust=email.trust,
    )
    return created(file_email(write, filing))


def _destroyed(call: Call, source: str, outcome: Outcome) -> Arguments | None:
    """Return the Email/set that removes what was copied, where that is wished."""
    if not call.arguments.get("onSuccessDestroyOriginal") or not outcome.created:
        return None
    documents = objects_of(call, "create")
    doomed = [call.exchange.resolve(str(documents[key]["id"])) for key in outcome.created]
    implied: Arguments = {"accountId": source, "destroy": doomed}
    expected = call.arguments.get("destroyFromIfInState")
    return implied if expected is None else {**implied, "ifInState": expected}
