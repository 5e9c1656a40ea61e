"""Second factors and recovery by mail, through the sign-in API."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from bureau.people import Person, SystemMail
from bureau.platform.events import Event
from tests.fixtures.http import Api

from .conftest import PASSWORD

Committing = Callable[..., AbstractContextManager[list[Callable[[], object]]]]

BASE = "/_allauth/browser/v1"


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Committing) -> Committing:
    """Return a block that ends as if its transaction had committed."""
    return django_capture_on_commit_callbacks


def signed_in(person: Person) -> Api:
    api = Api(Client())
    body = {"email": person.email, "password": PASSWORD}
    assert api.post(f"{BASE}/auth/login", body, site=True).status == 200
    return api


def code(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def set_up_totp(api: Api) -> str:
    secret = str(api.get(f"{BASE}/account/authenticators/totp", site=True).json["meta"]["secret"])
    answer = api.post(f"{BASE}/account/authenticators/totp", {"code": code(secret)}, site=True)
    assert answer.status == 200
    return secret


def test_totp_is_asked_for_once_it_is_set_up(
    admin: Person, sent: list[SystemMail], committing: Committing
) -> None:
    api = signed_in(admin)
    with committing(execute=True):
        secret = set_up_totp(api)
    assert api.get("/me").json["reminders"] == []
    assert secret not in str(list(Authenticator.objects.values()))
    assert [mail.to for mail in sent] == [admin.email]
    later = Api(Client())
    body = {"email": admin.email, "password": PASSWORD}
    assert later.post(f"{BASE}/auth/login", body, site=True).status == 401
    assert later.get("/me").status == 401
    again = {"code": code(secret, 1)}
    assert later.post(f"{BASE}/auth/2fa/authenticate", again, site=True).status == 200
    assert later.get("/me").status == 200


def test_a_recovery_code_replaces_a_lost_device_once(admin: Person, sent: list[SystemMail]) -> None:
    api = signed_in(admin)
    set_up_totp(api)
    codes = api.get(f"{BASE}/account/authenticators/recovery-codes", site=True).json["data"]
    spare = {"code": codes["unused_codes"][0]}
    for expected in (200, 400):
        later = Api(Client())
        later.post(f"{BASE}/auth/login", {"email": admin.email, "password": PASSWORD}, site=True)
        assert later.post(f"{BASE}/auth/2fa/authenticate", spare, site=True).status == expected


def test_changes_of_the_factors_are_audited(
    admin: Person, sent: list[SystemMail], committing: Committing
) -> None:
    with committing(execute=True):
        set_up_totp(signed_in(admin))
    changes = [event.changes for event in Event.objects.filter(name="person.secured")]
    assert {"sign_in": [None, "totp_activated"]} in changes


def test_the_help_desk_removes_lost_factors(
    helper: Person, member: Person, sent: list[SystemMail]
) -> None:
    api = signed_in(member)
    set_up_totp(api)
    answer = signed_in(helper).post(f"/people/{member.id}/remove-factors")
    assert answer.status == 204
    assert api.get("/me").status == 401
    assert signed_in(member).get("/me").json["mfa"]["enabled"] is False


def test_a_forgotten_password_is_recovered_by_a_code(
    member: Person, sent: list[SystemMail]
) -> None:
    Person.objects.filter(id=member.id).update(recovery_email="bob@home.example")
    api = Api(Client())
    api.post(f"{BASE}/auth/password/request", {"email": member.email}, site=True)
    assert [mail.to for mail in sent] == [member.email, "bob@home.example"]
    found = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4}|[A-Z0-9]{6})$", sent[1].text, re.MULTILINE)
    assert found, sent[1].text
    body = {"key": found[1], "password": "a brand new secret"}
    api.post(f"{BASE}/auth/password/reset", body, site=True)
    fresh = {"email": member.email, "password": "a brand new secret"}
    assert Api(Client()).post(f"{BASE}/auth/login", fresh, site=True).status == 200
    former = {"email": member.email, "password": PASSWORD}
    assert Api(Client()).post(f"{BASE}/auth/login", former, site=True).status == 400


def test_recovery_does_not_tell_who_exists(member: Person, sent: list[SystemMail]) -> None:
    answers = [
        Api(Client()).post(f"{BASE}/auth/password/request", {"email": email}, site=True)
        for email in (member.email, "nobody@demo.example")
    ]
    assert answers[0].status == answers[1].status
    assert answers[0].json == answers[1].json
    assert [mail.to for mail in sent] == [member.email]
