"""Contacts of a few people: vendors, carriers and suppliers, with labels and a group."""

import json
from importlib.resources import files
from typing import Any

from django.db import transaction

from bureau.contacts import Labelled, create_contact, open_default_book
from bureau.people import Actor, Person, actor_for

from .people import Cast

PARTS = ("po_box", "extended", "street", "locality", "region", "postal_code", "country")


def load(cast: Cast) -> None:
    """Fill the books in which nothing was ever written."""
    wanted = json.loads(files(__package__).joinpath("texts/contacts.json").read_text("utf-8"))
    owners = {"maya": cast.maya, "lead": cast.lead, "admin": cast.admin, "helpdesk": cast.helpdesk}
    for name, person in owners.items():
        _fill(person, wanted[name])


@transaction.atomic
def _fill(person: Person, wanted: dict[str, Any]) -> None:
    book = open_default_book(person)
    if book.seq:
        return
    actor = actor_for(person)
    uids: dict[str, str] = {}
    for fields in wanted["contacts"]:
        card = create_contact(actor, book.id, _fields(fields))
        uids[card.name] = card.uid
    for name, members in wanted["groups"].items():
        _group(actor, book.id, name, [uids[one] for one in members])


def _group(actor: Actor, book_id: str, name: str, uids: list[str]) -> None:
    create_contact(actor, book_id, {"name": name}, members=uids)


def _fields(texts: dict[str, Any]) -> dict[str, Any]:
    fields = dict(texts)
    for name in ("emails", "phones", "urls"):
        fields[name] = [Labelled(value, kind) for value, kind in texts.get(name, ())]
    fields["addresses"] = [
        Labelled("", one["type"], parts=tuple(one.get(part, "") for part in PARTS))
        for one in texts.get("addresses", ())
    ]
    return fields
