"""Whoever is written to is learned: mail announces what is sent, contacts count it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bureau import people
from bureau.contacts.models import Correspondent
from bureau.mail.actions.open_account import open_account
from bureau.mail.actions.send import send
from bureau.mail.tests.letters import letter_of
from bureau.people import SYSTEM, Person
from tests.fixtures.http import Api

pytestmark = pytest.mark.django_db


def _person(name: str) -> Person:
    email = f"{name.split()[0].lower()}@demo.example"
    made = people.create_person(SYSTEM, people.NewPerson(email, name, state="active"))
    open_account(made)
    return made


def test_sent_mail_ranks_completion(api: Api, drain: Callable[[], int]) -> None:
    lena = _person("Lena Berg")
    _person("Sam Abel")
    sam = _person("Samuel Stone")
    asked = api.signed_in(lena)

    def first() -> str:
        return str(asked.get("/contacts/complete", q="sam").json["items"][0]["email"])

    assert first() == "sam@demo.example"
    letter = letter_of(lena, "Lunch", f"Sammy <{sam.email}>")
    send(replace(letter, recipients=[sam.email]))
    drain()
    assert first() == "samuel@demo.example"
    known = Correspondent.objects.get()
    assert (known.person_id, known.email, known.name) == (lena.id, sam.email, "Sammy")
    assert asked.get("/contacts/others").json["items"] == []


def test_automatic_mail_teaches_nothing(drain: Callable[[], int]) -> None:
    lena, sam = _person("Lena Berg"), _person("Sam Abel")
    send(letter_of(lena, "Away", sam.email, is_automatic=True))
    drain()
    assert not Correspondent.objects.exists()
