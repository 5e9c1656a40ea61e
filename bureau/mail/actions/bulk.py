"""One change to very many messages, in steps of a transaction each, and the way back."""

import time
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau.platform import live
from bureau.platform.db import insert
from bureau.platform.errors import BadInput

from ..ledger import writing
from ..models import BulkAction, BulkStep, Email
from .relabel import labels_of, load, relabel
from .target import Target

PER_STEP = 100
STEPS_AT_ONCE = 100
UNDOABLE = timedelta(days=1)
State = BulkAction.State


class NotUndoable(BadInput):
    """It was undone before."""

    code = "mail_bulk_not_undoable"
    title = "This cannot be undone any more."


def start_bulk(
    account_id: str, person_id: str, email_ids: Iterable[str], update: Mapping[str, Any]
) -> BulkAction:
    """Store the messages of now and begin with the first step."""
    with transaction.atomic():
        bulk = BulkAction(account_id=account_id, person_id=person_id, update=dict(update), total=0)
        bulk.save(force_insert=True)
        bulk.total = _store_steps(bulk.id, iter(email_ids))
        bulk.state = State.RUNNING if bulk.total else State.DONE
        bulk.save(update_fields=["total", "state"])
        _go_on(bulk)
    return bulk


def _store_steps(bulk_id: str, ids: Iterable[str]) -> int:
    total = 0
    rows: list[BulkStep] = []
    waiting = iter(ids)
    while chunk := list(islice(waiting, PER_STEP)):
        rows.append(BulkStep(bulk_id=bulk_id, number=total // PER_STEP, email_ids=chunk))
        total += len(chunk)
        if len(rows) == STEPS_AT_ONCE:
            insert(*rows)
            rows.clear()
    if rows:
        insert(*rows)
    return total


def _go_on(bulk: BulkAction, pause_s: float = 0.0) -> None:
    from ..jobs import bulk_step

    if bulk.state in (State.RUNNING, State.UNDOING):
        at = timezone.now() + timedelta(seconds=pause_s) if pause_s else None
        bulk_step.at(at, serial=f"mail.bulk:{bulk.id}").enqueue(bulk_id=bulk.id)


def run_step(bulk_id: str) -> None:
    """Do, or undo, one step, and enqueue the next; in the caller's transaction. The next one waits
    as long as this one took: a database with one writer is others' half of the time.
    """
    started = time.monotonic()
    bulk = BulkAction.objects.select_for_update().filter(id=bulk_id).first()
    if bulk is None or bulk.state not in (State.RUNNING, State.UNDOING):
        return
    is_undoing = bulk.state == State.UNDOING
    steps = BulkStep.objects.filter(bulk=bulk, before__isnull=not is_undoing)
    step = steps.order_by("-number" if is_undoing else "number").first()
    if step is None:
        _end(bulk, State.UNDONE if is_undoing else State.DONE)
        return
    if is_undoing:
        _undo(bulk.account_id, step)
    else:
        _do(bulk, step)
    bulk.done += -len(step.email_ids) if is_undoing else len(step.email_ids)
    bulk.save(update_fields=["done"])
    _tell(bulk)
    _go_on(bulk, time.monotonic() - started)


def fail_bulk(bulk_id: str) -> None:
    """Note that a step failed for good; what was done stays, and can be undone. In the caller's
    transaction.
    """
    bulk = BulkAction.objects.select_for_update().filter(id=bulk_id).first()
    if bulk is not None and bulk.state in (State.RUNNING, State.UNDOING):
        _end(bulk, State.FAILED)


def _end(bulk: BulkAction, state: State) -> None:
    bulk.state = state
    bulk.save(update_fields=["state"])
    _tell(bulk)


def _tell(bulk: BulkAction) -> None:
    """Tell the browsers of who started it how far it is."""
    live.publish([bulk.person_id], "mail", account=bulk.account_id, bulk=bulk.id, done=bulk.done)


def _do(bulk: BulkAction, step: BulkStep) -> None:
    emails = load(bulk.account_id, step.email_ids)
    labels = labels_of(emails)
    targets = {}
    for email_id, email in emails.items():
        target = patched(email.keywords, labels[email_id], bulk.update)
        # A message without any label would be lost; it stays as it is.
        if target.mailbox_ids:
            targets[email_id] = target
    step.before = [
        [one, emails[one].keywords, sorted(labels[one])] for one in step.email_ids if one in targets
    ]
    _bring(bulk.account_id, emails, targets)
    step.save(update_fields=["before"])


def _undo(account_id: str, step: BulkStep) -> None:
    before = {
        one: Target(frozenset(words), frozenset(boxes)) for one, words, boxes in step.before or ()
    }
    emails = load(account_id, before)
    _bring(account_id, emails, {one: before[one] for one in emails})
    step.before = None
    step.save(update_fields=["before"])


def _bring(account_id: str, emails: Mapping[str, Email], targets: Mapping[str, Target]) -> None:
    if targets:
        with writing(account_id) as write:
            relabel(write, [emails[one] for one in targets], targets)


def patched(
    keywords: Iterable[str], mailbox_ids: Iterable[str], patch: Mapping[str, Any]
) -> Target:
    """Apply a patch that was checked: whole sets, or single members by their path."""
    chosen = {"keywords": set(keywords), "mailboxIds": set(mailbox_ids)}
    for path, value in patch.items():
        name, _, escaped = path.partition("/")
        member = escaped.replace("~1", "/").replace("~0", "~")
        if not member:
            chosen[name] = set(value)
        elif value:
            chosen[name].add(member)
        else:
            chosen[name].discard(member)
    words = frozenset(keyword.lower() for keyword in chosen["keywords"])
    return Target(words, frozenset(chosen["mailboxIds"]))


def undo_bulk(bulk_id: str) -> BulkAction:
    """Begin to take everything back that was done so far."""
    with transaction.atomic():
        bulk = BulkAction.objects.select_for_update().get(id=bulk_id)
        if bulk.state in (State.UNDOING, State.UNDONE):
            raise NotUndoable()
        was_running = bulk.state == State.RUNNING
        bulk.state = State.UNDOING
        bulk.save(update_fields=["state"])
        if not was_running:
            _go_on(bulk)
    return bulk


def forget_bulk() -> None:
    """Forget actions that are too old to be undone."""
    BulkAction.objects.filter(created_at__lt=timezone.now() - UNDOABLE).delete()
