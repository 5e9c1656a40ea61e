"""Templates: texts to begin a message with, of a person or of a shared mailbox."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bureau.people import Actor, Person
from bureau.platform.errors import NotFound

from ..errors import NoSuchAccount
from ..models import Template
from ..policies import readable_accounts
from ..queries import describe_template
from ..written_html import clean_written
from .open_account import open_account

Fields = Mapping[str, Any]


def make_template(actor: Actor, account_id: str | None, fields: Fields) -> dict[str, Any]:
    """Keep a template for the actor or for an account that they may send as."""
    with transaction.atomic():
        owner = account_id or actor.person_id
        if owner == actor.person_id:
            open_account(Person.objects.get(id=owner))
        if not readable_accounts(actor).get(owner):
            raise NoSuchAccount()
        row = Template.objects.create(account_id=owner, **_cleaned(fields))
    return describe_template(row, may_change=True)


def change_template(actor: Actor, template_id: str, fields: Fields) -> dict[str, Any]:
    """Replace the fields of a template."""
    with transaction.atomic():
        row = _own(actor, template_id)
        for name, value in _cleaned(fields).items():
            setattr(row, name, value)
        row.save()
    return describe_template(row, may_change=True)


def remove_template(actor: Actor, template_id: str) -> None:
    """Remove a template for good."""
    with transaction.atomic():
        _own(actor, template_id).delete()


def _own(actor: Actor, template_id: str) -> Template:
    row = Template.objects.filter(id=template_id).first()
    if row is None or not readable_accounts(actor).get(row.account_id):
        raise NotFound()
    return row


def _cleaned(fields: Fields) -> dict[str, Any]:
    return {**fields, "html": clean_written(fields["html"])}
