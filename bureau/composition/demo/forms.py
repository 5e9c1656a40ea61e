"""The two forms of the company, published, with the rules that mail their answers to a team."""

import json
from importlib.resources import files
from typing import Any

from django.db import transaction

from bureau.automation import RuleFields, save_rule
from bureau.forms import Form, create_form, publish
from bureau.people import Actor, actor_for
from bureau.platform.config import config

from .people import Cast, address


def load(cast: Cast) -> None:
    """Make and publish the forms that are missing, with their rules."""
    admin = actor_for(cast.admin)
    wanted = json.loads(files(__package__).joinpath("texts/forms.json").read_text("utf-8"))
    for slug, content in wanted.items():
        if Form.objects.filter(slug=slug).exists():
            continue
        _make(admin, slug, content)


@transaction.atomic
def _make(admin: Actor, slug: str, content: dict[str, Any]) -> None:
    """Make one form with its rules; whole, so that a second load finds all of it or nothing."""
    form = create_form(
        admin,
        content["title"],
        blocks=content["blocks"],
        settings=content["settings"],
        audience=content["audience"],
        slug=slug,
    )
    publish(admin, form.id)
    for position, rule in enumerate(content["rules"]):
        _add_rule(admin, form, position, rule, content)


def _add_rule(
    admin: Actor, form: Form, position: int, rule: dict[str, str], content: dict[str, Any]
) -> None:
    option = rule["option"]
    save_rule(
        admin,
        RuleFields(
            title=rule["title"],
            scope=f"form:{form.id}",
            events=["form.answered"],
            condition_tree={"field": "answers.issue", "op": "is", "value": option}
            if option
            else None,
            position=position,
            actions=[{"action": "mail.send", "arguments": _mail(rule["subject"], content)}],
        ),
    )


def _mail(subject: str, content: dict[str, Any]) -> dict[str, Any]:
    """The answers go to the team's address; a reply goes to whoever filled the form in."""
    is_public = content["audience"] == "public"
    topic = "{{answers.order_number}}" if is_public else "{{answers_written.issue}}"
    who = "answers" if is_public else "respondent"
    return {
        "to": [address(content["mail_to"])],
        "from_name": content["title"],
        "subject": f"{subject}: {topic}",
        "text": "{{answers_text}}",
        "attachments": "{{files}}",
        "reply_to": f'"{{{{{who}.name}}}}" <{{{{{who}.email}}}}>',
        "message_id": f"form-{{{{response_id}}}}@{config().domain}",
        "automatic": True,
        "headers": {"X-Bureau-Form-Response": "{{response_id}}"},
    }
