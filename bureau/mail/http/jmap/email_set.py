"""Email/set and Email/import (RFC 8621 sections 4.6 and 4.8): drafts, keywords, mailboxes,
destroying.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.errors import NotFound
from bureau.platform.mime import parse

from ...actions.file_email import Filing, file_email, fingerprint_of
from ...actions.relabel import Target, destroy, labels_of, load, relabel
from ...blob_ids import find_blob, message_blob_id
from ...ledger import Write, writing
from ...models import Email, Mailbox
from .compose import compose
from .email_columns import COLUMNS, described, read_rows
from .extensions import parse_extensions, store_extensions
from .objects import Outcome, check_state, ids_of, objects_of, read_utc
from .protocol import Arguments, Call, MethodError, SetError

_KEYWORD = re.compile(r"[!#$&'+-\[^-z|}~]{1,100}")
"""RFC 8621 section 4.1.1: printable ASCII but `( ) { ] % * " \\`."""
MOST_KEYWORDS = 30
LONGEST_KEYWORDS = 1_900
"""All together, as they are one column."""
_CHANGING = ("keywords", "mailboxIds")


def set_(call: Call) -> Arguments:
    """Create drafts, change keywords and mailboxes, destroy; all in one transaction and one
    state. Beyond the RFC, `onSuccessDestroy` names messages that go only when everything before
    was done: the draft that a new one takes the place of.
    """
    with transaction.atomic():
        outcome = Outcome(call, check_state(call))
        boxes = _boxes(call)
        with writing(call.account_id) as write:
            for key, document in objects_of(call, "create").items():
                outcome.create(key, partial(_create, call, write, document, boxes))
            _update(call, write, outcome, boxes)
            _destroy(call, write, outcome)
        return outcome.answer()


def _boxes(call: Call) -> frozenset[str]:
    rows = Mailbox.objects.filter(account_id=call.account_id)
    return frozenset(rows.values_list("id", flat=True))


def _create(call: Call, write: Write, document: Arguments, boxes: frozenset[str]) -> Arguments:
    mailbox_ids = read_mailbox_ids(call, document.get("mailboxIds"), boxes)
    keywords = read_keywords(document.get("keywords") or {})
    extended = parse_extensions(document)
    raw = compose(call, {name: one for name, one in document.items() if name not in extended})
    received_at = read_received(document)
    filing = Filing(
        blob=blobs.put(raw),
        message=parse(raw),
        mailbox_ids=sorted(mailbox_ids),
        keywords=sorted(keywords),
        received_at=received_at,
    )
    email = file_email(write, filing)
    store_extensions(write, email, extended)
    return created(email)


def read_received(document: Arguments) -> datetime:
    """Read `receivedAt`; now where there is none."""
    value = document.get("receivedAt")
    if value is None:
        return timezone.now()
    try:
        return read_utc(value)
    except MethodError:
        raise SetError("invalidProperties", properties=["receivedAt"]) from None


def created(email: Email) -> Arguments:
    """Return what the server set on a new message."""
    return {
        "id": email.id,
        "blobId": message_blob_id(email.blob),
        "threadId": email.thread_id,
        "size": email.size_bytes,
    }


def read_mailbox_ids(call: Call, value: Any, boxes: frozenset[str]) -> frozenset[str]:
    """Read a set of mailboxes of the account, at least one."""
    if not isinstance(value, dict) or not value or not all(one is True for one in value.values()):
        raise SetError("invalidProperties", properties=["mailboxIds"])
    found = frozenset(call.exchange.resolve(one) for one in value)
    if not found <= boxes:
        raise SetError("invalidProperties", "There is no such mailbox.", properties=["mailboxIds"])
    return found


def read_keywords(value: Any) -> frozenset[str]:
    """Read a set of keywords."""
    is_set = isinstance(value, dict) and all(one is True for one in value.values())
    if not is_set or not all(_KEYWORD.fullmatch(one) for one in value):
        raise SetError("invalidProperties", properties=["keywords"])
    if len(value) > MOST_KEYWORDS or sum(map(len, value)) > LONGEST_KEYWORDS:
        raise SetError("tooManyKeywords", f"A message has {MOST_KEYWORDS} keywords at most.")
    return frozenset(one.lower() for one in value)


def _update(call: Call, write: Write, outcome: Outcome, boxes: frozenset[str]) -> None:
    patches = {
        call.exchange.resolve(key): patch for key, patch in objects_of(call, "update").items()
    }
    emails = load(call.account_id, patches)
    labels = labels_of(emails)
    targets: dict[str, Target] = {}
    extended: dict[str, Arguments] = {}

    def change(email_id: str, patch: Arguments) -> None:
        if email_id not in emails:
            raise SetError("notFound")
        email = emails[email_id]
        values = parse_extensions(patch)
        own = {path: value for path, value in patch.items() if path not in values}
        own = _without_same(email, own)
        targets[email_id] = _target(call, email.keywords, labels[email_id], own, boxes)
        extended[email_id] = values

    for email_id, patch in patches.items():
        outcome.update(email_id, partial(change, email_id, patch))
    if targets:
        relabel(write, [emails[email_id] for email_id in targets], targets)
    for email_id, values in extended.items():
        store_extensions(write, emails[email_id], values)


def _without_same(email: Email, patch: Arguments) -> Arguments:
    """Leave out properties that nobody can change and that are given as they are (RFC 8620
    section 5.3).
    """
    fixed = frozenset(path for path in patch if path in COLUMNS and path not in _CHANGING)
    if not fixed:
        return patch
    row = read_rows(email.account_id, [email.id], fixed)[email.id]
    present = described(row, (), fixed)
    same = {path for path in fixed if patch[path] == present[path]}
    return {path: value for path, value in patch.items() if path not in same}


def check_patch(call: Call, patch: Arguments) -> None:
    """Refuse a patch of keywords and mailboxes that no message of the account could have."""
    boxes = _boxes(call)
    _target(call, [], set(boxes), patch, boxes)


def _target(
    call: Call,
    keywords: list[str],
    mailbox_ids: set[str],
    patch: Mapping[str, Any],
    boxes: frozenset[str],
) -> Target:
    """Apply a patch: whole sets, or single members by `keywords/$seen` and `mailboxIds/<id>`."""
    _check_paths(patch)
    words: dict[str, Any] = dict.fromkeys(keywords, True)
    labels: dict[str, Any] = dict.fromkeys(mailbox_ids, True)
    for path, value in patch.items():
        name, _, member = path.partition("/")
        chosen = {"keywords": words, "mailboxIds": labels}.get(name)
        if chosen is None or (member and value not in (True, None)):
            raise SetError("invalidProperties", properties=[path])
        if not member:
            chosen.clear()
            chosen.update(value if isinstance(value, dict) else {"": False})
        else:
            member = member.replace("~1", "/").replace("~0", "~")
            member = member.lower() if name == "keywords" else call.exchange.resolve(member)
            chosen.pop(member, None)
            chosen.update({member: True} if value else {})
    return Target(read_keywords(words), read_mailbox_ids(call, labels, boxes))


def _check_paths(patch: Mapping[str, Any]) -> None:
    """No path of a patch may be the beginning of another (RFC 8620 section 5.3)."""
    members = [path for path in patch if "/" in path]
    if any(path.partition("/")[0] in patch for path in members):
        raise SetError("invalidPatch", "A property and a part of it are both given.")
    if any(path.count("/") > 1 for path in members):
        raise SetError("invalidPatch", "There is nothing within a keyword or mailbox.")


def _destroy(call: Call, write: Write, outcome: Outcome) -> None:
    ids = ids_of(call, "destroy") or []
    replaced = ids_of(call, "onSuccessDestroy") or []
    if not (outcome.not_created or outcome.not_updated):
        ids += [one for one in replaced if one not in ids]
    emails = load(call.account_id, ids)

    def remove(email_id: str) -> None:
        if email_id not in emails:
            raise SetError("notFound")

    for email_id in ids:
        outcome.destroy(email_id, partial(remove, email_id))
    if emails:
        destroy(write, list(emails.values()))


def import_(call: Call) -> Arguments:
    """File uploaded messages as they are."""
    if not isinstance(call.arguments.get("emails"), dict):
        raise MethodError("invalidArguments", "'emails' is missing.", arguments=["emails"])
    with transaction.atomic():
        outcome = Outcome(call, check_state(call))
        boxes = _boxes(call)
        with writing(call.account_id) as write:
            for key, document in objects_of(call, "emails").items():
                outcome.create(key, partial(_import, call, write, document, boxes))
        answer = outcome.answer()
    kept = ("accountId", "oldState", "newState", "created", "notCreated")
    return {name: answer[name] for name in kept}


def _check_import(document: Arguments) -> None:
    """Refuse what has no or a wrong blob or mailboxes, naming all that is wrong."""
    wrong = [] if isinstance(document.get("blobId"), str) else ["blobId"]
    wrong += [] if isinstance(document.get("mailboxIds"), dict) else ["mailboxIds"]
    known = ("blobId", "mailboxIds", "keywords", "receivedAt")
    wrong += sorted(set(document) - set(known))
    if wrong:
        raise SetError("invalidProperties", properties=wrong)


def _import(call: Call, write: Write, document: Arguments, boxes: frozenset[str]) -> Arguments:
    _check_import(document)
    mailbox_ids = read_mailbox_ids(call, document.get("mailboxIds"), boxes)
    keywords = read_keywords(document.get("keywords") or {})
    received_at = read_received(document)
    try:
        content = find_blob(call.account_id, call.exchange.resolve(document["blobId"]))
    except NotFound:
        raise SetError("invalidProperties", properties=["blobId"]) from None
    raw = content.read()
    message = parse(raw)
    if not message.headers:
        raise SetError("invalidEmail", "The file is not a message.")
    fingerprint = fingerprint_of(raw, message)
    known = Email.objects.filter(account_id=call.account_id, fingerprint=fingerprint).first()
    if known is not None:
        raise SetError("alreadyExists", existingId=known.id)
    filing = Filing(
        blob=blobs.put(raw),
        message=message,
        mailbox_ids=sorted(mailbox_ids),
        keywords=sorted(keywords),
        received_at=received_at,
        fingerprint=fingerprint,
    )
    return created(file_email(write, filing))
