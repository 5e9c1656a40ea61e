"""Counts what reached the tables, in the installation of the environment. Prints JSON."""

import json
import os

import django


def census() -> dict[str, object]:
    """Return order numbers of responses, subjects of tickets, and counts of their messages."""
    from bureau.desk.models import Ticket, TicketMessage
    from bureau.forms.models import Response
    from bureau.platform.jobs import Job

    return {
        "responses": [
            answers["number"] for answers in Response.objects.values_list("answers", flat=True)
        ],
        "tickets": list(Ticket.objects.values_list("subject", flat=True)),
        "incoming": TicketMessage.objects.filter(kind="incoming").count(),
        "automatic": TicketMessage.objects.filter(kind="automatic").count(),
        "dead": list(Job.objects.filter(state="dead").values_list("name", "error")),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    django.setup()
    print(json.dumps(census()))
