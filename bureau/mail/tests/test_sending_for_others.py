"""Sending from addresses that are not one's own: who may, what recipients see, what is recorded."""

from typing import Any

import pytest

from bureau.people import SYSTEM, Group, Person, create_group
from bureau.platform import blobs
from bureau.platform.events import Event
from bureau.platform.mime import parse
from tests.fixtures.http import Api

from ..models import Delegation, Email, GroupSender, Submission
from .conftest import JmapOf, MakePerson
from .jmap_client import Jmap

pytestmark = pytest.mark.django_db


def send_from(jmap: Jmap, address: str) -> Any:
    identity = jmap.call("Identity/get")["list"][0]["id"]
    document = {
        "mailboxIds": {jmap.mailbox("drafts"): True},
        "from": [{"name": "Sales", "email": address}],
        "to": [{"email": "ben@demo.example"}],
        "subject": "Offer",
        "textBody": [{"partId": "t", "type": "text/plain"}],
        "bodyValues": {"t": {"value": "Ten percent."}},
    }
    email_id = jmap.call("Email/set", create={"d": document})["created"]["d"]["id"]
    submission = {"emailId": email_id, "identityId": identity}
    return jmap.call("EmailSubmission/set", create={"s": submission})


def arrived(person: Person) -> Any:
    return parse(blobs.read(Email.objects.get(account_id=person.id).blob))


@pytest.fixture
def sales(make_person: MakePerson) -> Person:
    return make_person("sales", "Sales", kind="shared")


@pytest.mark.parametrize("inside_the_account", [True, False])
@pytest.mark.parametrize("on_behalf", [True, False])
def test_a_delegate_sends_as_a_shared_mailbox_or_on_its_behalf(
    sales: Person,
    anna: Person,
    ben: Person,
    jmap_of: JmapOf,
    inside_the_account: bool,
    on_behalf: bool,
) -> None:
    Delegation.objects.create(
        account_id=sales.id, principal_id=anna.id, may_send=True, on_behalf=on_behalf
    )
    jmap = jmap_of(anna, sales) if inside_the_account else jmap_of(anna)
    assert "s" in send_from(jmap, "sales@demo.example")["created"]
    message = arrived(ben)
    assert message.addresses("from")[0].email == "sales@demo.example"
    senders = [one.email for one in message.addresses("sender")]
    assert senders == (["anna@demo.example"] if on_behalf else [])
    record = Event.objects.get(name="mail.sent_for")
    assert record.changes == {"on behalf of" if on_behalf else "as": [None, "sales@demo.example"]}


def test_who_only_reads_a_mailbox_does_not_send_as_it(
    sales: Person, anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    Delegation.objects.create(account_id=sales.id, principal_id=anna.id)
    answer = send_from(jmap_of(anna), "sales@demo.example")
    assert answer["notCreated"]["s"]["type"] == "forbiddenFrom"
    assert not Submission.objects.exists()
    assert not Email.objects.filter(account_id=ben.id).exists()


@pytest.fixture
def press(db: None) -> Group:
    return create_group(SYSTEM, name="Press", email="press@demo.example")


def test_senders_of_a_group_are_named_by_administrators(
    api: Api, press: Group, anna: Person, ben: Person, make_person: MakePerson, jmap_of: JmapOf
) -> None:
    path = f"/mail/groups/{press.id}/senders"
    wish = {"principal_id": anna.id, "on_behalf": True}
    assert api.signed_in(anna).post(path, wish).status == 403
    assert send_from(jmap_of(anna), press.email)["notCreated"]["s"]["type"] == "forbiddenFrom"
    root = api.signed_in(make_person("root", role="admin"))
    assert root.post(path, wish).status == 204
    assert root.get(path).json["items"][0]["name"] == "Anna Arendt"
    assert "s" in send_from(jmap_of(anna), press.email)["created"]
    assert arrived(ben).addresses("sender")[0].email == "anna@demo.example"
    assert root.delete(f"{path}/{anna.id}").status == 204
    assert not GroupSender.objects.exists()


def test_the_addresses_to_choose_from(api: Api, sales: Person, press: Group, anna: Person) -> None:
    Delegation.objects.create(account_id=sales.id, principal_id=anna.id, may_send=True)
    GroupSender.objects.create(group_id=press.id, principal_id=anna.id, on_behalf=True)
    items = api.signed_in(anna).get(f"/mail/accounts/{anna.id}/addresses").json["items"]
    assert [(one["email"], one["kind"], one["on_behalf"]) for one in items] == [
        ("anna@demo.example", "primary", False),
        ("sales@demo.example", "account", False),
        ("press@demo.example", "group", True),
    ]


def test_an_identity_has_signatures_for_replies_and_an_address_that_may_be_used(
    sales: Person, anna: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    wish = {"name": "Sales", "email": "sales@demo.example", "replyHtmlSignature": "<p>Bye</p>"}
    refused = mine.call("Identity/set", create={"i": wish})
    assert refused["notCreated"]["i"]["type"] == "forbiddenFrom"
    Delegation.objects.create(account_id=sales.id, principal_id=anna.id, may_send=True)
    made = mine.call("Identity/set", create={"i": wish})["created"]["i"]["id"]
    (shown,) = mine.call("Identity/get", ids=[made])["list"]
    assert (shown["email"], shown["replyHtmlSignature"]) == ("sales@demo.example", "<p>Bye</p>")
