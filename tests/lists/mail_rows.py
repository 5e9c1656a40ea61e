"""Rows of what administrators see of mail."""

from django.utils import timezone

from bureau import people
from bureau.mail.models import (
    HeldMessage,
    MailAlias,
    MailDomain,
    Recipient,
    RoutingRule,
    SendingCount,
    Submission,
    Suppression,
    TraceEntry,
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
