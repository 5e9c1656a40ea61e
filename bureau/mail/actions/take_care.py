"""Working together on the conversations of an account: who takes care, notes, who is there now."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.people import Actor
from bureau.platform import events, live
from bureau.platform.db import prepared, upsert
from bureau.platform.errors import BadInput, Forbidden, NotFound
from bureau.platform.events import Event

from ..ledger import readers_of, writing
from ..models import Change, Thread, ThreadCare, ThreadNote, ThreadPresence
from ..policies import check_reads, may_write

ATTENTION = timedelta(seconds=30)
"""How long somebody counts as present after their browser last said so."""


def assign(actor: Actor, account_id: str, thread_id: str, assignee_id: str) -> None:
    """Give a conversation to a reader of the account, or to nobody (empty); audited."""
    _check(actor, account_id, thread_id)
    if assignee_id and assignee_id not in readers_of(account_id):
        message = "This person does not read the mailbox. Share it with them first."
        raise BadInput(errors=[{"field": "assignee_id", "message": message}])
    _change(account_id, thread_id, "assignee_id", assignee_id)


def set_state(actor: Actor, account_id: str, thread_id: str, state: ThreadCare.State) -> None:
    """Say that a conversation is done, or open again; audited."""
    _check(actor, account_id, thread_id)
    _change(account_id, thread_id, "state", state)


def _change(account_id: str, thread_id: str, field: str, value: str) -> None:
    with transaction.atomic(), writing(account_id) as write:
        row, _ = ThreadCare.objects.get_or_create(
            thread_id=thread_id, defaults={"account_id": account_id}
        )
        before = getattr(row, field)
        if before == value:
            return
        setattr(row, field, value)
        row.save()
        write.changed(Change.Kind.THREAD, thread_id)
        events.emit(
            "mail.conversation_changed",
            stream=f"account:{account_id}",
            subject=("thread", thread_id),
            payload={"account_id": account_id, "thread_id": thread_id, field: value},
            changes={field.removesuffix("_id"): [before, value]},
        )
    _tell(account_id, thread_id)


def _check(actor: Actor, account_id: str, thread_id: str) -> None:
    check_reads(actor, account_id)
    if not may_write(actor):
        raise Forbidden()
    if not Thread.objects.filter(account_id=account_id, id=thread_id).exists():
        raise NotFound()


def _tell(account_id: str, thread_id: str, **more: object) -> None:
    live.publish(readers_of(account_id), "mail", account=account_id, thread=thread_id, **more)


def is_done(event: Event) -> bool:
    """Tell whether mail arrived in a conversation that was done. One query by primary key."""
    return bool(_done(event.payload.get("thread_id", "")))


@prepared
def _done(thread_id: str) -> QuerySet[ThreadCare, str]:
    done = ThreadCare.objects.filter(pk=thread_id, state=ThreadCare.State.DONE)
    return done.values_list("thread_id", flat=True)


def reopen(event: Event) -> None:
    """Open a conversation again in which mail arrived."""
    account_id, thread_id = event.payload["account_id"], event.payload["thread_id"]
    with writing(account_id) as write:
        done = ThreadCare.objects.filter(pk=thread_id, state=ThreadCare.State.DONE)
        if done.update(state=ThreadCare.State.OPEN, changed_at=timezone.now()):
            write.changed(Change.Kind.THREAD, thread_id)
    _tell(account_id, thread_id)


def write_note(actor: Actor, account_id: str, thread_id: str, text: str) -> ThreadNote:
    """Add a comment that only the account's readers see."""
    _check(actor, account_id, thread_id)
    with transaction.atomic(), writing(account_id) as write:
        note = ThreadNote.objects.create(
            account_id=account_id, thread_id=thread_id, author_id=actor.person_id, text=text
        )
        write.changed(Change.Kind.THREAD, thread_id)
        _tell(account_id, thread_id)
    return note


def change_note(actor: Actor, account_id: str, note_id: str, text: str) -> ThreadNote:
    """Change the text of one's own comment."""
    with transaction.atomic():
        note = _own_note(actor, account_id, note_id)
        note.text, note.edited_at = text, timezone.now()
        note.save(update_fields=["text", "edited_at"])
        _tell(account_id, note.thread_id)
    return note


def remove_note(actor: Actor, account_id: str, note_id: str) -> None:
    """Remove one's own comment."""
    with transaction.atomic(), writing(account_id) as write:
        note = _own_note(actor, account_id, note_id)
        note.delete()
        write.changed(Change.Kind.THREAD, note.thread_id)
        _tell(account_id, note.thread_id)


def _own_note(actor: Actor, account_id: str, note_id: str) -> ThreadNote:
    check_reads(actor, account_id)
    note = ThreadNote.objects.filter(account_id=account_id, id=note_id).first()
    if note is None:
        raise NotFound()
    if note.author_id != actor.person_id:
        raise Forbidden("Only its author changes a comment.")
    return note


def attend(
    actor: Actor, account_id: str, thread_id: str, doing: ThreadPresence.Doing | None
) -> list[ThreadPresence]:
    """Say what one does with a conversation just now (None: left it); return who else is there.

    The others' browsers hear of it when it is news. About six queries.
    """
    check_reads(actor, account_id)
    if not Thread.objects.filter(account_id=account_id, id=thread_id).exists():
        raise NotFound()
    now = timezone.now()
    with transaction.atomic():
        there = list(
            ThreadPresence.objects.filter(thread_id=thread_id, seen_at__gt=now - ATTENTION)
        )
        own = next((one for one in there if one.person_id == actor.person_id), None)
        others = [one for one in there if one is not own]
        _note_presence(actor, thread_id, doing)
        if (own.doing if own else None) != doing:
            _tell_others(actor, account_id, thread_id, doing)
    return others


def _note_presence(actor: Actor, thread_id: str, doing: ThreadPresence.Doing | None) -> None:
    if doing is None:
        ThreadPresence.objects.filter(thread_id=thread_id, person_id=actor.person_id).delete()
        return
    row = ThreadPresence(
        thread_id=thread_id, person_id=actor.person_id, doing=doing, seen_at=timezone.now()
    )
    upsert([row], unique=["thread_id", "person_id"], update=["doing", "seen_at"])


def _tell_others(
    actor: Actor, account_id: str, thread_id: str, doing: ThreadPresence.Doing | None
) -> None:
    others: Iterable[str] = readers_of(account_id) - {actor.person_id}
    presence = {"person_id": actor.person_id, "name": actor.name, "doing": doing}
    live.publish(others, "mail", account=account_id, thread=thread_id, presence=presence)


def forget_presence() -> None:
    """Remove what nobody looks at any more."""
    ThreadPresence.objects.filter(seen_at__lt=timezone.now() - 10 * ATTENTION).delete()
