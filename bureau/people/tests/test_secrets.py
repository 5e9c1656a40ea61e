"""Access tokens and app passwords: what they open, and that they die with the person's access."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.people import (
    SYSTEM,
    Person,
    actor_for,
    create_app_password,
    create_token,
    restore,
    suspend,
    verify_app_password,
)
from bureau.people.models import AccessToken, AppPassword
from bureau.platform.errors import TooManyRequests
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from .conftest import MakePerson


def token_of(person: Person, *scopes: str) -> str:
    return create_token(actor_for(person), person, "script", scopes)[1]


def test_a_token_acts_for_its_person(api: Api, member: Person, count_queries: CountQueries) -> None:
    client = api.bearing(token_of(member, "*"))
    assert client.get("/me").json["id"] == member.id
    with count_queries(2):
        client.get("/people")


@pytest.mark.parametrize(
    ("scope", "reads_people", "writes_me"),
    [("*", 200, 200), ("read", 200, 403), ("people.read", 200, 403), ("me", 403, 200),
     ("me.write", 403, 200), ("drive", 403, 403)],
)  # fmt: skip
def test_a_token_opens_what_its_scopes_say(
    api: Api, member: Person, scope: str, reads_people: int, writes_me: int
) -> None:
    client = api.bearing(token_of(member, scope))
    assert client.get("/people").status == reads_people
    assert client.patch("/me", {"phone": "1"}).status == writes_me


def test_a_token_cannot_make_a_stronger_one(api: Api, member: Person) -> None:
    client = api.bearing(token_of(member, "me"))
    answer = client.post("/me/tokens", {"name": "more", "scopes": ["*"]})
    assert answer.status == 403
    assert client.post("/me/app-passwords", {"name": "phone"}).status == 403
    assert (AccessToken.objects.count(), AppPassword.objects.count()) == (1, 0)


def test_a_token_of_a_suspended_person_is_refused_at_once(api: Api, member: Person) -> None:
    client = api.bearing(token_of(member, "*"))
    suspend(SYSTEM, member)
    assert client.get("/me").status == 401
    restore(SYSTEM, member)
    assert client.get("/me").status == 200


def test_an_expired_or_revoked_or_invented_token_is_refused(api: Api, member: Person) -> None:
    expired = token_of(member, "*")
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert api.bearing(expired).get("/me").status == 401
    assert api.bearing("bt_invented").get("/me").status == 401
    client = api.signed_in(member)
    made = client.post("/me/tokens", {"name": "t", "scopes": ["*"]}).json
    assert client.delete(f"/me/tokens/{made['id']}").status == 204
    assert api.bearing(made["secret"]).get("/me").status == 401


def test_the_secret_is_shown_once_and_stored_nowhere(api: Api, member: Person) -> None:
    client = api.signed_in(member)
    secret = client.post("/me/tokens", {"name": "t", "scopes": ["read"]}).json["secret"]
    assert secret not in client.get("/me/tokens").body.decode()
    assert secret not in str(list(AccessToken.objects.values()))


def test_nobody_revokes_the_token_of_another(api: Api, member: Person, helper: Person) -> None:
    token_of(member, "*")
    token_id = AccessToken.objects.get().id
    assert api.signed_in(helper).delete(f"/me/tokens/{token_id}").status == 404
    assert AccessToken.objects.count() == 1


def test_a_service_account_acts_by_its_token_alone(api: Api, admin: Person) -> None:
    client = api.signed_in(admin)
    made = client.post("/service-accounts", {"email": "bot@demo.example", "name": "Bot"}).json
    path = f"/service-accounts/{made['id']}/tokens"
    secret = client.post(path, {"name": "ci", "scopes": ["people.read"]}).json["secret"]
    bot = api.bearing(secret)
    assert bot.get("/people").status == 200
    assert bot.patch("/me", {"phone": "1"}).status == 403
    assert len(client.get(path).json["items"]) == 1


def test_an_app_password_opens_its_protocol_only(
    member: Person, count_queries: CountQueries
) -> None:
    _, secret = create_app_password(actor_for(member), member, "phone", ["mail"])
    assert verify_app_password("BOB@demo.example", secret, "mail") == member
    with count_queries(1):
        assert verify_app_password(member.email, secret.replace("-", " ").upper(), "mail") == member
    assert verify_app_password(member.email, secret, "dav") is None


def test_an_app_password_is_bound_to_the_addresses_of_its_person(
    make_person: MakePerson, member: Person
) -> None:
    ada = make_person("ada", aliases=("countess@demo.example",))
    _, secret = create_app_password(actor_for(ada), ada, "phone", ["mail"])
    assert verify_app_password("countess@demo.example", secret, "mail") == ada
    assert verify_app_password(member.email, secret, "mail") is None


def test_an_app_password_of_a_suspended_person_is_refused(member: Person) -> None:
    _, secret = create_app_password(actor_for(member), member, "phone", ["mail"])
    suspend(SYSTEM, member)
    assert verify_app_password(member.email, secret, "mail") is None


def test_guessing_app_passwords_is_limited(make_person: MakePerson) -> None:
    target = make_person("target")
    _, secret = create_app_password(actor_for(target), target, "phone", ["mail"])
    for n in range(20):
        assert verify_app_password(target.email, f"guess-{n}", "mail") is None
    with pytest.raises(TooManyRequests):
        verify_app_password(target.email, "guess-20", "mail")
    assert verify_app_password(target.email, secret, "mail") == target
