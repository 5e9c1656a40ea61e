"""Builds the smallest company with a form, a rule and a queue, in the present installation.

Run as a program; prints the form's address and the ids that a test needs, as JSON.
"""

import json
import os
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bureau.automation import RuleFields


def build() -> dict[str, str]:
    """Make an administrator, a service team with its queue, and a published form with its rule."""
    from bureau import automation, desk, forms, people
    from bureau.people import SYSTEM, actor_for

    admin = people.create_person(
        SYSTEM, people.NewPerson("ada@demo.example", "Ada", state="active", role="admin")
    )
    care = people.create_person(
        SYSTEM, people.NewPerson("care@demo.example", "Seller care", kind="shared", state="active")
    )
    sender = people.create_person(
        SYSTEM, people.NewPerson("forms@demo.example", "Forms", kind="service", state="active")
    )
    owner = actor_for(admin)
    queue = desk.create_queue(owner, "Seller care", "SC", care.id)
    form = forms.create_form(owner, "Report an order problem", blocks=BLOCKS, settings=SETTINGS)
    forms.publish(owner, form.id)
    automation.save_rule(owner, _rule(form.id, sender.id))
    form.refresh_from_db()
    return {"slug": form.slug, "form_id": form.id, "queue_id": queue.id}


BLOCKS: list[object] = [
    {
        "id": "issue",
        "kind": "choice",
        "key": "issue",
        "label": "What is wrong?",
        "required": True,
        "options": [
            {"key": "missing", "label": "Missing parcel"},
            {"key": "battery", "label": "Battery does not hold charge"},
        ],
    },
    {"id": "number", "kind": "short_text", "key": "number", "label": "Order", "required": True},
    {"id": "mail", "kind": "email", "key": "mail", "label": "E-mail", "required": True},
]
SETTINGS = {"minimum_fill_s": 0}


def _rule(form_id: str, sender_id: str) -> "RuleFields":
    from bureau.automation import RuleFields

    return RuleFields(
        title="Battery problems go to seller care",
        scope=f"form:{form_id}",
        events=["form.answered"],
        condition_tree={"field": "answers.issue", "op": "is", "value": "battery"},
        actions=[
            {
                "action": "mail.send",
                "arguments": {
                    "from_person_id": sender_id,
                    "to": ["care@demo.example"],
                    "reply_to": "{{answers.mail}}",
                    "subject": "Battery: order {{answers.number}}",
                    "text": "{{answers_text}}",
                    "message_id": "{{response_id}}@forms.demo.example",
                    "headers": {"X-Bureau-Form-Response": "{{response_id}}"},
                    "attachments": "{{files}}",
                    "automatic": True,
                },
            }
        ],
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    django.setup()
    print(json.dumps(build()))
