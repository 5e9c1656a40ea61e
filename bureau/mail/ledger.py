"""The one way to change an account: a write raises its modseq once and settles all that is derived
from it.

    with writing(account_id) as write:
        …change label rows…
        write.touch(thread_id); write.made(Change.Kind.EMAIL, email.id)

On leaving the block, counters and thread rows are folded again for the touched threads, `Change`
is written,
and the readers' browsers are told after commit. Runs in the caller's transaction, which also
orders writers
of one account: the first statement locks the account's row.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import connection
from django.db.models import QuerySet

from bureau.people import members_by_group
from bureau.platform import live
from bureau.platform.db import increment, insert, prepared, upsert

from . import keyword_rows
from .errors import NoSuchAccount
from .models import (
    Account,
    Change,
    Delegation,
    Email,
    EmailLabel,
    Expunged,
    Thread,
    ThreadLabel,
)

Key = tuple[str, str]
Listener = Callable[[str, Collection[str]], None]

_listeners: list[Listener] = []
_BOX = Change.Kind.MAILBOX
AT_ONCE = 500
_COUNT = (
    "UPDATE mail_mailbox SET total_emails = total_emails + %s, unread_emails = unread_emails + %s,"
    " total_threads = total_threads + %s, unread_threads = unread_threads + %s WHERE id = %s"
)

_COPY = (
    "UPDATE mail_emaillabel SET modseq = %s,"
    " keyword_line = (SELECT keyword_line FROM mail_email WHERE id = email_id)"
    " WHERE email_id IN ({}) AND keyword_line <>"
    " (SELECT keyword_line FROM mail_email WHERE id = email_id)"
)


@dataclass(slots=True)
class Write:
    """What a running write has changed so far."""

    account_id: str
    modseq: int
    _threads: set[str] = field(default_factory=set)
    _begun: dict[str, list[EmailLabel]] = field(default_factory=dict)
    _changes: dict[Key, bool] = field(default_factory=dict)
    _counted: set[str] = field(default_factory=set)

    def touch(self, *thread_ids: str) -> None:
        """Note that label rows of these threads changed."""
        self._threads.update(thread_ids)
        for thread_id in thread_ids:
            self._begun.pop(thread_id, None)

    def begin(self, thread_id: str, labels: list[EmailLabel]) -> None:
        """Note a thread that this write began with one message, and all its label rows."""
        self._begun[thread_id] = labels

    def counted(self, mailbox_id: str) -> None:
        """Note a mailbox whose counters alone changed."""
        self._counted.add(mailbox_id)

    def changed(self, kind: Change.Kind, *ids: str) -> None:
        """Note objects that were made or changed."""
        for object_id in ids:
            self._changes.setdefault((kind, object_id), False)

    def gone(self, kind: Change.Kind, *ids: str) -> None:
        """Note objects that were destroyed."""
        for object_id in ids:
            self._changes[(kind, object_id)] = True

    @property
    def changed_emails(self) -> list[str]:
        """Messages that were made or changed, and are still there."""
        return [
            object_id
            for (kind, object_id), is_gone in self._changes.items()
            if kind == Change.Kind.EMAIL and not is_gone
        ]

    @property
    def changed_kinds(self) -> list[str]:
        """The types of all objects that changed."""
        kinds = {str(kind) for kind, _ in self._changes}
        return sorted(kinds | {str(_BOX)} if self._counted else kinds)

    def drop_labels(self, rows: QuerySet[EmailLabel]) -> None:
        """Take label rows away, and keep their uids for programs that are told later (QRESYNC).
        The one way to do so; the caller touches the threads.
        """
        found = list(rows.values_list("mailbox_id", "uid"))
        for start in range(0, len(found), AT_ONCE):
            part = found[start : start + AT_ONCE]
            insert(*(Expunged(mailbox_id=box, uid=uid, modseq=self.modseq) for box, uid in part))
        rows.delete()


def on_written(listener: Listener) -> None:
    """Call with the account and its readers at the end of every write, in its transaction."""
    _listeners.append(listener)


@contextmanager
def writing(account_id: str) -> Iterator[Write]:
    """Open a write on an account. About 6 queries beyond those of the block."""
    modseq = increment(Account, "modseq", account_id)
    if modseq is None:
        raise NoSuchAccount()
    write = Write(account_id, modseq)
    yield write
    _copy_to_labels(write)
    keyword_rows.renew(write.account_id, write.changed_emails)
    _settle(write)
    _record(write)
    readers = readers_of(account_id)
    for listener in _listeners:
        listener(account_id, readers)
    live.publish(
        readers,
        "mail",
        account=account_id,
        state=str(modseq),
        types=write.changed_kinds,
    )


def _copy_to_labels(write: Write) -> None:
    """Label rows repeat keywords and modseq of their messages, as IMAP reads them."""
    changed = write.changed_emails
    for start in range(0, len(changed), AT_ONCE):
        ids = changed[start : start + AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(_COPY.format(", ".join(["%s"] * len(ids))), [write.modseq, *ids])


def readers_of(account_id: str) -> set[str]:
    """Return the persons who may read the account. At most two queries."""
    delegates = _delegates(account_id)
    members = members_by_group(delegates) if delegates else {}
    return {account_id, *delegates, *chain.from_iterable(members.values())}


@prepared
def _delegates(account_id: str) -> QuerySet[Delegation, str]:
    return Delegation.objects.filter(account_id=account_id).values_list("principal_id", flat=True)


@dataclass(slots=True)
class _Fold:
    """The label rows of one thread in one mailbox, added up."""

    emails: int = 0
    unread: int = 0
    newest: tuple[datetime, str] | None = None

    def add(self, email_id: str, received_at: datetime, is_unread: bool) -> None:
        """Count one label row."""
        self.emails += 1
        self.unread += is_unread
        if self.newest is None or (received_at, email_id) > self.newest:
            self.newest = (received_at, email_id)


def _settle(write: Write) -> None:
    """Fold the touched threads again and add the differences to the mailboxes' counters."""
    if not write._threads and not write._begun:
        return
    fresh = _fold(write._threads)
    for label in (label for labels in write._begun.values() for label in labels):
        key = (label.mailbox_id, label.thread_id)
        fresh[key].add(label.email_id, label.received_at, label.is_unread)
    deltas: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for key in _store(fresh, write._threads, deltas):
        _add(deltas[key[0]], fresh[key], 1)
    _apply(write, deltas)
    left = _with_emails(write._threads, {thread_id for _, thread_id in fresh})
    write.changed(Change.Kind.THREAD, *left, *write._begun)
    empty = write._threads - left
    if empty:
        write.gone(Change.Kind.THREAD, *empty)
        Thread.objects.filter(id__in=empty).delete()


def _with_emails(thread_ids: set[str], labelled: set[str]) -> set[str]:
    """Return the threads that still have messages; only those without labels are looked up."""
    bare = thread_ids - labelled
    if not bare:
        return set(thread_ids)
    filed = Email.objects.filter(thread_id__in=bare)
    return (thread_ids & labelled) | set(filed.values_list("thread_id", flat=True))


def _fold(thread_ids: set[str]) -> defaultdict[Key, _Fold]:
    folds: defaultdict[Key, _Fold] = defaultdict(_Fold)
    if not thread_ids:
        return folds
    for mailbox_id, thread_id, email_id, received_at, is_unread in _labels(thread_ids):
        folds[mailbox_id, thread_id].add(email_id, received_at, is_unread)
    return folds


@prepared
def _labels(
    thread_ids: Collection[str],
) -> QuerySet[EmailLabel, tuple[str, str, str, datetime, bool]]:
    return EmailLabel.objects.filter(thread_id__in=thread_ids).values_list(
        "mailbox_id", "thread_id", "email_id", "received_at", "is_unread"
    )


def _add(delta: list[int], fold: "_Fold | ThreadLabel", sign: int) -> None:
    delta[0] += sign * fold.emails
    delta[1] += sign * fold.unread
    delta[2] += sign
    delta[3] += sign * bool(fold.unread)


def _store(
    fresh: dict[Key, _Fold], thread_ids: set[str], deltas: dict[str, list[int]]
) -> list[Key]:
    """Write the folds as thread rows; subtract the old ones from the deltas; return all fresh
    keys.
    """
    gone, known = [], {}
    for row in _thread_labels(thread_ids):
        key = (row.mailbox_id, row.thread_id)
        _add(deltas[row.mailbox_id], row, -1)
        known[key] = row
        if key not in fresh:
            gone.append(row.id)
    rows = [
        _fill(known.get(key) or ThreadLabel(mailbox_id=key[0], thread_id=key[1]), fold)
        for key, fold in fresh.items()
    ]
    if gone:
        ThreadLabel.objects.filter(id__in=gone).delete()
    for start in range(0, len(rows), AT_ONCE):
        upsert(
            rows[start : start + AT_ONCE],
            unique=["thread_id", "mailbox_id"],
            update=["emails", "unread", "newest_at", "newest_email_id"],
        )
    return list(fresh)


@prepared
def _thread_labels(thread_ids: Collection[str]) -> QuerySet[ThreadLabel]:
    return ThreadLabel.objects.filter(thread_id__in=thread_ids)


def _fill(row: ThreadLabel, fold: _Fold) -> ThreadLabel:
    assert fold.newest is not None
    row.emails, row.unread = fold.emails, fold.unread
    row.newest_at, row.newest_email_id = fold.newest
    return row


def _apply(write: Write, deltas: dict[str, list[int]]) -> None:
    for mailbox_id, (emails, unread, threads, unread_threads) in deltas.items():
        write.counted(mailbox_id)
        if emails or unread or threads or unread_threads:
            with connection.cursor() as cursor:
                cursor.execute(_COUNT, [emails, unread, threads, unread_threads, mailbox_id])


def _record(write: Write) -> None:
    """Write what changed; where only counters of a mailbox did, `whole` stays as it was."""
    counted = write._counted - {object_id for kind, object_id in write._changes if kind == _BOX}
    rows = [_change(write, key, is_gone) for key, is_gone in write._changes.items()]
    _upsert(rows, ["modseq", "whole", "is_gone"])
    _upsert([_change(write, (_BOX, one), False) for one in sorted(counted)], ["modseq"])


def _change(write: Write, key: Key, is_gone: bool) -> Change:
    kind, object_id = key
    return Change(
        account_id=write.account_id,
        kind=kind,
        object_id=object_id,
        made=write.modseq,
        modseq=write.modseq,
        whole=write.modseq,
        is_gone=is_gone,
    )


def _upsert(rows: list[Change], update: list[str]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        upsert(
            rows[start : start + AT_ONCE],
            unique=["account_id", "kind", "object_id"],
            update=update,
        )
