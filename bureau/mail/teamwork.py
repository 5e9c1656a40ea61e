"""Reads of what a team keeps beside conversations, each with its query count."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Count, QuerySet

from bureau.people import Actor, PrincipalCard, describe_principals
from bureau.platform.db import Page, paginate
from bureau.platform.errors import NotFound

from .ledger import readers_of
from .models import Delegation, Email, Mailbox, Thread, ThreadCare, ThreadNote, ThreadPresence
from .policies import readable_accounts

Document = dict[str, Any]


def shared_accounts(actor: Actor) -> list[Document]:
    """Return the accounts of others that the actor reads, by name. Seven queries."""
    accounts = {one: may for one, may in readable_accounts(actor).items() if one != actor.person_id}
    cards = describe_principals(accounts)
    unread = Mailbox.objects.filter(account_id__in=accounts, role=Mailbox.Role.INBOX)
    counts = dict(unread.values_list("account_id", "unread_threads"))
    mine = _open_of(accounts, actor.person_id)
    found = [
        {
            "account_id": one,
            "name": cards[one].name,
            "email": cards[one].email,
            "kind": cards[one].kind,
            "may_send": may_send,
            "unread": counts.get(one, 0),
            "mine": mine.get(one, 0),
        }
        for one, may_send in accounts.items()
        if one in cards
    ]
    return sorted(found, key=lambda one: str(one["name"]).lower())


def _open_of(account_ids: Iterable[str], person_id: str) -> dict[str, int]:
    rows = ThreadCare.objects.filter(
        account_id__in=list(account_ids), state=ThreadCare.State.OPEN, assignee_id=person_id
    )
    return dict(rows.values_list("account_id").annotate(Count("thread_id")))


def cares(
    account_id: str, state: str | None, assignee_id: str | None, cursor: str | None, limit: int
) -> Page[ThreadCare]:
    """Return conversations that somebody took care of, changed last first. One query.

    Index `thread_care` with state and assignee, `thread_care_newest` without.
    """
    rows = ThreadCare.objects.filter(account_id=account_id)
    if state is not None:
        rows = rows.filter(state=state)
    if assignee_id is not None:
        rows = rows.filter(assignee_id=assignee_id)
    return paginate(rows, ("-changed_at", "-thread_id"), cursor, limit)


def described_cares(rows: Sequence[ThreadCare]) -> list[Document]:
    """Return them as the API shows them. Three queries."""
    cards = describe_principals({row.assignee_id for row in rows if row.assignee_id})
    notes = _note_counts([row.thread_id for row in rows])
    return [
        {
            "thread_id": row.thread_id,
            "assignee": _person(cards, row.assignee_id),
            "state": row.state,
            "notes": notes.get(row.thread_id, 0),
            "changed_at": row.changed_at,
        }
        for row in rows
    ]


def care_of(account_id: str, thread_id: str) -> Document:
    """Return what is kept of one conversation. Five queries. Raises `NotFound`."""
    _check_thread(account_id, thread_id)
    row = ThreadCare.objects.filter(pk=thread_id).first()
    return described_cares([row or ThreadCare(thread_id=thread_id)])[0]


def _check_thread(account_id: str, thread_id: str) -> None:
    if not Thread.objects.filter(pk=thread_id, account_id=account_id).exists():
        raise NotFound()


def _note_counts(thread_ids: Collection[str]) -> dict[str, int]:
    rows = ThreadNote.objects.filter(thread_id__in=thread_ids)
    return dict(rows.values_list("thread_id").annotate(Count("id")))


def _person(cards: dict[str, PrincipalCard], person_id: str) -> Document | None:
    card = cards.get(person_id)
    return {"id": card.id, "name": card.name, "email": card.email} if card else None


def notes_of(account_id: str, thread_id: str) -> QuerySet[ThreadNote]:
    """Return the comments on a conversation, oldest first. Index `thread_note`.

    Raises `NotFound`.
    """
    _check_thread(account_id, thread_id)
    return ThreadNote.objects.filter(thread_id=thread_id).order_by("created_at", "id")


def described_notes(rows: Sequence[ThreadNote], actor: Actor) -> list[Document]:
    """Return comments as the API shows them. Two queries."""
    cards = describe_principals({row.author_id for row in rows})
    return [
        {
            "id": row.id,
            "author": _person(cards, row.author_id),
            "text": row.text,
            "created_at": row.created_at,
            "edited_at": row.edited_at,
            "may_change": row.author_id == actor.person_id,
        }
        for row in rows
    ]


def described_presence(rows: Sequence[ThreadPresence]) -> list[Document]:
    """Return who is there. Two queries."""
    cards = describe_principals({row.person_id for row in rows})
    return [
        {"person": _person(cards, row.person_id), "doing": row.doing}
        for row in rows
        if row.person_id in cards
    ]


def people_of(account_id: str) -> list[Document]:
    """Return the persons who read an account, by name: those it can be assigned to."""
    cards = describe_principals(readers_of(account_id))
    persons = [card for card in cards.values() if card.kind == "person"]
    found = sorted(persons, key=lambda card: card.name.lower())
    return [{"id": card.id, "name": card.name, "email": card.email} for card in found]


def is_shared(account_id: str) -> bool:
    """Tell whether anybody reads the account beside its owner. One query."""
    return Delegation.objects.filter(account_id=account_id).exists()


def cares_of_emails(account_id: str, email_ids: Sequence[str]) -> dict[str, Document]:
    """Return what is kept of the conversations of messages, by message. At most five queries."""
    if not is_shared(account_id):
        return {}
    rows = Email.objects.filter(account_id=account_id, id__in=email_ids)
    threads = dict(rows.values_list("id", "thread_id"))
    kept = list(ThreadCare.objects.filter(thread_id__in=set(threads.values())))
    by_thread = {one["thread_id"]: one for one in described_cares(kept)}
    bare = set(threads.values()) - by_thread.keys()
    for thread_id, count in _note_counts(bare).items():
        by_thread[thread_id] = {"assignee": None, "state": "open", "notes": count}
    shown = ("assignee", "state", "notes")
    return {
        email_id: {name: by_thread[thread_id][name] for name in shown}
        for email_id, thread_id in threads.items()
        if thread_id in by_thread
    }
