"""Counts what mail is in the tables, in the installation of the environment. Prints JSON."""

import json
import os

import django


def census() -> dict[str, object]:
    """Return Message-IDs of arrived and sent mail, what became of recipients, and broken rows."""
    from bureau.mail.models import Email, Mailbox, Recipient, TraceEntry
    from bureau.platform.blobs.references import missing
    from bureau.platform.jobs import Job

    emails = Email.objects.select_related("account__person")
    arrived = emails.filter(account__person__email="anna@demo.example")
    return {
        "arrived": list(arrived.values_list("message_id", flat=True)),
        "sent": list(
            emails.filter(
                account__person__email="ben@demo.example", label_rows__mailbox__role="sent"
            ).values_list("message_id", flat=True)
        ),
        "states": list(Recipient.objects.values_list("state", flat=True)),
        "filed": list(
            TraceEntry.objects.filter(step="filed", is_incoming=True).values_list(
                "message_id", flat=True
            )
        ),
        "inbox": list(
            Mailbox.objects.filter(
                role="inbox", account__person__email="anna@demo.example"
            ).values_list("total_emails", flat=True)
        ),
        "unreadable": missing(set(emails.values_list("blob", flat=True))),
        "waiting": Job.objects.filter(name="mail.transmit").count(),
        "dead": list(Job.objects.filter(state="dead").values_list("name", "error")),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    django.setup()
    print(json.dumps(census()))
