"""Signing in and being shut out, by the API that the browser uses."""

from django.test import Client

from bureau.people import SYSTEM, Person, invite, suspend
from tests.fixtures.http import Api

from .conftest import PASSWORD, MakePerson

AUTH = "/_allauth/browser/v1/auth"
CONFIG = "/_allauth/browser/v1/config"


def sign_in(api: Api, email: str, password: str = PASSWORD, **headers: str) -> int:
    body = {"email": email, "password": password}
    return api.post(f"{AUTH}/login", body, site=True, **headers).status


def test_a_member_signs_in_and_is_known(api: Api, member: Person) -> None:
    assert sign_in(api, "BOB@demo.example") == 200
    answer = api.get("/me")
    assert answer.status == 200
    assert answer.json["email"] == "bob@demo.example"
    assert answer.json["reminders"] == []
    assert answer.json["abilities"] == {"administer": False, "help": False}


def test_a_wrong_password_and_an_unknown_address_answer_alike(api: Api, member: Person) -> None:
    wrong = api.post(f"{AUTH}/login", {"email": member.email, "password": "x"}, site=True)
    unknown = api.post(f"{AUTH}/login", {"email": "no@demo.example", "password": "x"}, site=True)
    assert wrong.status == unknown.status == 400
    assert wrong.json == unknown.json


def test_nobody_signs_up(api: Api, db: None) -> None:
    body = {"email": "eve@demo.example", "password": PASSWORD}
    assert api.post(f"{AUTH}/signup", body, site=True).status == 403
    assert not Person.objects.exists()


def test_a_guest_is_asked_to_sign_in(api: Api, db: None) -> None:
    answer = api.get("/me")
    assert answer.status == 401
    assert answer.json["code"] == "sign_in_required"


def test_an_invited_person_cannot_sign_in_yet(api: Api, make_person: MakePerson) -> None:
    person = make_person("ida", state="invited")
    assert sign_in(api, person.email) == 401
    assert api.get("/me").status == 401


def test_a_shared_mailbox_has_no_sign_in(api: Api, make_person: MakePerson) -> None:
    sales = make_person("sales", kind="shared")
    assert sign_in(api, sales.email) == 401
    assert api.get("/me").status == 401


def test_suspension_ends_open_sessions_and_forbids_new_ones(api: Api, member: Person) -> None:
    sign_in(api, member.email)
    suspend(SYSTEM, member)
    assert api.get("/me").status == 401
    assert sign_in(api, member.email) == 401
    assert api.get("/me").status == 401


def test_a_session_whose_row_survived_is_still_refused(api: Api, member: Person) -> None:
    """CVE-2025-65430 was a check at sign-in only; here the state is read with every request."""
    sign_in(api, member.email)
    Person.objects.filter(id=member.id).update(state="suspended")
    assert api.get("/me").status == 401
    assert api.get(f"{AUTH}/sessions", site=True).status == 401


def test_a_changed_password_ends_other_sessions(api: Api, member: Person) -> None:
    other = api.signed_in(member)
    assert other.get("/me").status == 200
    member.set_password("another long secret")
    member.save()
    assert other.get("/me").status == 401


def test_sessions_are_listed_and_can_be_revoked(api: Api, member: Person) -> None:
    other = Api(Client())
    sign_in(api, member.email)
    sign_in(other, member.email)
    listed = api.get(f"{AUTH}/sessions", site=True).json["data"]
    assert len(listed) == 2
    ids = [session["id"] for session in listed if not session["is_current"]]
    api.call("DELETE", f"{AUTH}/sessions", {"sessions": ids}, site=True)
    assert other.get("/me").status == 401
    assert api.get("/me").status == 200


def test_guessing_is_slowed_down_whatever_the_forwarded_address_says(
    api: Api, member: Person
) -> None:
    """A spoofed X-Forwarded-For must not start a fresh count for each guess."""
    statuses = [
        sign_in(api, member.email, "wrong", X_Forwarded_For=f"203.0.113.{n}") for n in range(6)
    ]
    assert statuses[:5] == [400] * 5
    assert sign_in(api, member.email, PASSWORD, X_Forwarded_For="203.0.113.99") == 400
    assert api.get("/me").status == 401


def test_a_browser_needs_the_csrf_token_for_changes(member: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(CONFIG)
    token = browser.cookies["csrftoken"].value
    body = {"email": member.email, "password": PASSWORD}
    login = browser.post(f"{AUTH}/login", body, "application/json", headers={"X-CSRFToken": token})
    assert login.status_code == 200
    refused = browser.patch("/api/v1/me", {"phone": "1"}, "application/json")
    assert refused.status_code == 403
    assert refused.json()["code"] == "stale_page"
    token = browser.cookies["csrftoken"].value
    changed = browser.patch(
        "/api/v1/me", {"phone": "1"}, "application/json", headers={"X-CSRFToken": token}
    )
    assert changed.status_code == 200
    assert Person.objects.get(id=member.id).phone == "1"


def test_persons_do_not_change_their_own_addresses(api: Api, member: Person) -> None:
    sign_in(api, member.email)
    answer = api.post("/_allauth/browser/v1/account/email", {"email": "x@evil.example"}, site=True)
    assert answer.status == 403


def test_an_administrator_without_second_factor_is_reminded(api: Api, admin: Person) -> None:
    me = api.signed_in(admin).get("/me").json
    assert me["mfa"] == {"enabled": False, "factors": [], "required": True}
    assert me["reminders"] == ["set_up_second_factor"]


def test_a_link_of_a_suspended_invitee_is_dead(api: Api, make_person: MakePerson) -> None:
    person = make_person("ida", state="invited")
    token = invite(SYSTEM, person).link.rpartition("/")[2]
    suspend(SYSTEM, person)
    assert api.get(f"/invitations/{token}").status == 404
