"""Who shares an account, over the API: its owner and administrators, nobody else."""

import pytest

from bureau.people import Person
from tests.fixtures.http import Api

from ..models import Delegation
from .conftest import MakePerson

pytestmark = pytest.mark.django_db


def test_the_owner_shares_and_unshares_an_account(api: Api, anna: Person, ben: Person) -> None:
    path = f"/mail/accounts/{anna.id}/delegates"
    mine = api.signed_in(anna)
    assert mine.post(path, {"principal_id": ben.id, "may_send": True}).status == 204
    assert mine.get(path).json["items"] == [
        {
            "principal_id": ben.id,
            "kind": "person",
            "name": "Ben Braun",
            "email": "ben@demo.example",
            "may_send": True,
            "on_behalf": False,
        }
    ]
    assert mine.delete(f"{path}/{ben.id}").status == 204
    assert mine.get(path).json["items"] == []


def test_a_colleague_cannot_share_the_account(api: Api, anna: Person, ben: Person) -> None:
    path = f"/mail/accounts/{anna.id}/delegates"
    answer = api.signed_in(ben).post(path, {"principal_id": ben.id})
    assert (answer.status, answer.json["code"]) == (404, "mail_account_not_found")
    assert api.signed_in(ben).get(path).status == 404
    assert Delegation.objects.count() == 0


def test_only_administrators_say_who_writes_to_a_list(
    api: Api, anna: Person, make_person: MakePerson
) -> None:
    group_id = anna.id
    assert api.signed_in(anna).put(f"/mail/lists/{group_id}", {"posting": "anybody"}).status == 403
    assert api.signed_in(anna).get(f"/mail/lists/{group_id}").json["posting"] == "inside"
    admin = make_person("root", role="admin")
    answer = api.signed_in(admin).put(f"/mail/lists/{group_id}", {"posting": "anybody"})
    assert answer.json == {"group_id": group_id, "posting": "anybody"}
