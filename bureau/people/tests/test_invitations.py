"""Joining by invitation, with a password or a passkey."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bureau.people import SYSTEM, Person, SystemMail, invite
from bureau.people.models import Invitation
from bureau.platform.events import Event
from tests.fixtures.http import Api

from .authenticator import Passkey
from .conftest import PASSWORD, MakePerson

AUTH = "/_allauth/browser/v1/auth"


@pytest.fixture
def invited(make_person: MakePerson) -> Person:
    return make_person("ida", state="invited", password=None)


@pytest.fixture
def token(invited: Person) -> str:
    return invite(SYSTEM, invited).link.rpartition("/")[2]


def test_the_link_shows_who_is_invited(api: Api, token: str) -> None:
    shown = api.get(f"/invitations/{token}").json
    assert (shown["name"], shown["email"]) == ("Ida", "ida@demo.example")
    assert shown["organisation"] == "demo.example"


def test_only_a_hash_of_the_token_is_stored(token: str) -> None:
    assert token not in str(Invitation.objects.values().get())
    assert token not in str(list(Event.objects.values()))


def test_accepting_with_a_password_signs_in_and_announces(api: Api, token: str) -> None:
    answer = api.post(f"/invitations/{token}/password", {"password": PASSWORD})
    assert answer.status == 200
    assert api.get("/me").json["email"] == "ida@demo.example"
    joined = Event.objects.get(name="person.joined")
    assert joined.changes == {"state": ["invited", "active"], "with": [None, "password"]}
    assert joined.actor_id == answer.json["id"]
    again = Api(Client())
    body = {"email": "ida@demo.example", "password": PASSWORD}
    assert again.post(f"{AUTH}/login", body, site=True).status == 200


def test_the_link_works_once(api: Api, token: str) -> None:
    api.post(f"/invitations/{token}/password", {"password": PASSWORD})
    other = Api(Client())
    second = other.post(f"/invitations/{token}/password", {"password": "another long secret"})
    assert second.status == 404
    assert second.json["code"] == "invitation_gone"
    assert other.get("/me").status == 401


def test_an_easy_password_is_refused_and_the_link_stays_good(api: Api, token: str) -> None:
    refused = api.post(f"/invitations/{token}/password", {"password": "password"})
    assert refused.status == 422
    assert {error["field"] for error in refused.json["errors"]} == {"password"}
    assert Person.objects.get(email="ida@demo.example").state == "invited"
    assert api.post(f"/invitations/{token}/password", {"password": PASSWORD}).status == 200


def test_a_link_expires_after_two_weeks(api: Api, token: str) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert api.get(f"/invitations/{token}").status == 404
    refused = api.post(f"/invitations/{token}/password", {"password": PASSWORD})
    assert refused.status == 404


def test_sending_again_replaces_the_link_and_goes_outside(
    api: Api, admin: Person, invited: Person, token: str, sent: list[SystemMail]
) -> None:
    Person.objects.filter(id=invited.id).update(recovery_email="ida@home.example")
    answer = api.signed_in(admin).post(f"/people/{invited.id}/invite")
    assert answer.status == 200
    assert [mail.to for mail in sent] == ["ida@home.example"]
    assert answer.json["link"] in sent[0].text
    assert api.get(f"/invitations/{token}").status == 404
    fresh = answer.json["link"].rpartition("/")[2]
    assert api.get(f"/invitations/{fresh}").status == 200


def test_a_member_cannot_invite(api: Api, member: Person, invited: Person) -> None:
    assert api.signed_in(member).post(f"/people/{invited.id}/invite").status == 403
    assert not Invitation.objects.exists()


def test_accepting_with_a_passkey_signs_in_now_and_later(api: Api, token: str) -> None:
    passkey = Passkey()
    options = api.post(f"/invitations/{token}/passkey/options").json["creation_options"]
    body = {"name": "Laptop", "credential": passkey.create(options)}
    assert api.post(f"/invitations/{token}/passkey", body).status == 200
    assert api.get("/me").json["mfa"]["factors"] == ["webauthn"]
    later = Api(Client())
    asked = later.get(f"{AUTH}/webauthn/login", site=True).json["data"]["request_options"]
    credential = passkey.get(asked, options["publicKey"]["user"]["id"])
    answer = later.post(f"{AUTH}/webauthn/login", {"credential": credential}, site=True)
    assert answer.status == 200
    assert later.get("/me").json["email"] == "ida@demo.example"


@pytest.mark.parametrize(
    "passkey", [Passkey(origin="https://evil.example"), Passkey("evil.example")]
)
def test_a_passkey_made_elsewhere_is_refused(api: Api, token: str, passkey: Passkey) -> None:
    options = api.post(f"/invitations/{token}/passkey/options").json["creation_options"]
    body = {"credential": passkey.create(options)}
    refused = api.post(f"/invitations/{token}/passkey", body)
    assert refused.json["code"] == "passkey_refused"
    assert Person.objects.get(email="ida@demo.example").state == "invited"
    assert api.get("/me").status == 401


def test_a_passkey_for_another_challenge_is_refused(api: Api, token: str) -> None:
    options = api.post(f"/invitations/{token}/passkey/options").json["creation_options"]
    api.post(f"/invitations/{token}/passkey/options")
    body = {"credential": Passkey().create(options)}
    assert api.post(f"/invitations/{token}/passkey", body).status == 422
