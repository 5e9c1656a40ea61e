"""Keeping what a person chose for mail."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from bureau import compose
from bureau.people import Actor, Person
from bureau.platform import live
from bureau.platform.errors import BadInput

from ..models import Identity, MailSettings
from ..settings import IMAGE_SENDERS, Settings, read_settings
from .open_account import open_account

MOST_SENDERS = 1_000


def choose(actor: Actor, changes: Mapping[str, Any]) -> Settings:
    """Change some of one's own settings; the browsers of the person hear of it."""
    account_id = actor.person_id
    _check_identity(account_id, changes.get("default_identity_id"))
    with transaction.atomic():
        open_account(Person.objects.get(id=account_id))
        MailSettings.objects.get_or_create(pk=account_id)
        row = MailSettings.objects.select_for_update().get(pk=account_id)
        row.chosen = {**row.chosen, **changes}
        settings = _checked(row.chosen)
        row.save(update_fields=["chosen"])
        live.publish([account_id], "mail", account=account_id, settings=True)
        if "smart_compose_on" in changes:
            _switch_suggestions(account_id)
    return settings


def _switch_suggestions(person_id: str) -> None:
    """Have what was learned dropped, or learned, and the next question see it."""
    compose.learn_person.at(None, serial="compose").enqueue(person_id=person_id)
    transaction.on_commit(partial(compose.forget_writer, person_id))


def show_images_of(actor: Actor, author: str) -> None:
    """Have pictures of the web shown in all mail of an author; the latest thousand are kept."""
    with transaction.atomic():
        open_account(Person.objects.get(id=actor.person_id))
        MailSettings.objects.get_or_create(pk=actor.person_id)
        row = MailSettings.objects.select_for_update().get(pk=actor.person_id)
        known = [one for one in row.chosen.get(IMAGE_SENDERS, ()) if one != author.lower()]
        row.chosen = {**row.chosen, IMAGE_SENDERS: [*known, author.lower()][-MOST_SENDERS:]}
        row.save(update_fields=["chosen"])


def _checked(chosen: Mapping[str, Any]) -> Settings:
    try:
        return read_settings(chosen)
    except ValidationError as error:
        errors = [{"field": str(item["loc"][0]), "message": item["msg"]} for item in error.errors()]
        raise BadInput(errors=errors) from None


def _check_identity(account_id: str, identity_id: str | None) -> None:
    if identity_id is None:
        return
    if not Identity.objects.filter(account_id=account_id, id=identity_id).exists():
        message = "Choose one of your own identities."
        raise BadInput(errors=[{"field": "default_identity_id", "message": message}])
