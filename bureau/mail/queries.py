"""Reads of mail for its routes, each with its query count."""

from typing import Any

from django.db.models import Q

from bureau.people import Actor

from .models import Template
from .policies import readable_accounts

MOST_TEMPLATES = 500


def templates_for(actor: Actor) -> list[dict[str, Any]]:
    """Return the templates that the actor may begin a message with, by name. Four queries.

    Indexes `template_account` and `template_shared`.
    """
    sendable = [one for one, may_send in readable_accounts(actor).items() if may_send]
    rows = Template.objects.filter(Q(account_id__in=sendable) | Q(is_shared=True))
    found = rows.order_by("name", "id")[:MOST_TEMPLATES]
    return [describe_template(row, row.account_id in sendable) for row in found]


def describe_template(row: Template, may_change: bool) -> dict[str, Any]:
    """Return a template as the API shows it."""
    return {
        "id": row.id,
        "account_id": row.account_id,
        "name": row.name,
        "subject": row.subject,
        "html": row.html,
        "shared": row.is_shared,
        "changed_at": row.changed_at,
        "may_change": may_change,
    }
