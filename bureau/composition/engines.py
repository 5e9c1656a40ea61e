"""Introduces the engines to one another: they lie in one layer and never import each other."""

from bureau import automation, notifications, provisioning
from bureau.automation import Action, ActionCall, Trigger
from bureau.people import Person
from bureau.provisioning import LeavingStep

from . import comment_mail

NOTIFY = {
    "type": "object",
    "required": ["person_ids", "title"],
    "properties": {
        "person_ids": {
            "type": "array",
            "title": "Whom",
            "items": {"type": "string"},
            "minItems": 1,
        },
        "kind": {"type": "string", "title": "Kind", "maxLength": 60},
        "title": {"type": "string", "title": "Title", "maxLength": 200},
        "body": {"type": "string", "title": "Text"},
        "url": {"type": "string", "title": "Link inside the workspace", "maxLength": 300},
    },
}
PERSON_FIELDS = {
    "name": "Name",
    "email": "Address",
    "title": "Job title",
    "country": "Country",
    "unit_id": "Unit",
    "manager_id": "Manager",
}
PERSON_EVENTS = {
    "person.created": "An account is made",
    "person.joined": "A person signs in for the first time",
    "person.suspended": "A person is suspended",
}


def connect() -> None:
    """Register what one engine offers to another; called once, before the apps register."""
    automation.register_action(Action("notify", "Notify people", NOTIFY, _notify))
    for event, title in PERSON_EVENTS.items():
        automation.register_trigger(Trigger(event, title, PERSON_FIELDS))
    comment_mail.connect()
    provisioning.register_leaving_step(
        LeavingStep("automation.rules", _preview_rules, _hand_over_rules)
    )


def _notify(call: ActionCall) -> None:
    given = call.arguments
    notifications.notify(
        given["person_ids"],
        given.get("kind", "rule.notice"),
        given["title"],
        given.get("body", ""),
        given.get("url", ""),
    )


def _preview_rules(person: Person, to: Person) -> list[str]:
    count = automation.Rule.objects.filter(owner=person).count()
    return [f"{count} rules will belong to {to.name}."] if count else []


def _hand_over_rules(person: Person, to: Person) -> None:
    automation.hand_over_rules(person, to)
