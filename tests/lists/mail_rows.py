"""Rows of what administrators, persons and teams see of mail beside messages."""

from django.utils import timezone

from bureau import people
from bureau.mail.models import (
    GroupSender,
    HeldMessage,
    MailAlias,
    MailDomain,
    Recipient,
    RoutingRule,
    SavedSearch,
    SendingCount,
    Submission,
    Suppression,
    Template,
    Thread,
    ThreadCare,
    ThreadNote,
    TraceEntry,
    Transfer,
)


def add_mail_rows(number: int) -> None:
    """Add a row to every list."""
    now, email = timezone.now(), f"outside{number}@vendor.example"
    MailDomain.objects.create(name=f"domain{number}.example")
    MailAlias.objects.create(
        email=f"alias{number}@demo.example", domain="demo.example", targets=[email]
    )
    RoutingRule.objects.create(name=f"Rule {number}", position=number, action="reject")
    HeldMessage.objects.create(
        blob="0", size_bytes=1, sender=email, reason="dmarc", held_at=now, subject="Held"
    )
    TraceEntry.objects.create(step=TraceEntry.Step.REFUSED, at=now, sender=email)
    Suppression.objects.create(email=email, reply="550 5.1.1 Nobody here", since=now)
    submission = Submission.objects.create(
        blob="0", message_id=f"{number}@demo.example", author="a@demo.example", send_at=now
    )
    Recipient.objects.create(submission=submission, email=email, domain="vendor.example")
    sender = people.Person.objects.order_by("-id").exclude(
        id__in=SendingCount.objects.values("sender")
    )
    SendingCount.objects.create(sender=sender[0].id, day=timezone.localdate(), count=number)


def add_personal_rows(account_id: str, group_id: str, number: int) -> None:
    """Add a template, a search, an export and a sender of the group."""
    Template.objects.create(account_id=account_id, name=f"Template {number}")
    SavedSearch.objects.create(account_id=account_id, name=f"Search {number}", query="parcel")
    Transfer.objects.create(account_id=account_id, kind=Transfer.Kind.EXPORT)
    GroupSender.objects.create(
        group_id=group_id, principal_id=people.Person.objects.order_by("-id")[0].id
    )


def add_thread(account_id: str, person_id: str) -> str:
    """Add a conversation that somebody takes care of; return its id."""
    thread = Thread.objects.create(account_id=account_id)
    ThreadCare.objects.create(thread=thread, account_id=account_id, assignee_id=person_id)
    return thread.id


def add_note(account_id: str, thread_id: str, person_id: str) -> None:
    """Add a comment on a conversation."""
    ThreadNote.objects.create(
        account_id=account_id, thread_id=thread_id, author_id=person_id, text="Seen"
    )
