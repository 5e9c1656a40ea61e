"""JMAP submissions, identities and copies (RFC 8621) in raw JSON: what each takes and refuses."""

from typing import Any

import pytest

from bureau.people import SYSTEM, Person

from ..actions.share import delegate
from .conftest import JmapOf
from .jmap_client import Jmap
from .test_jmap import post
from .test_jmap_objects import email, filed, jmap, written

Json = Any

__all__ = ["jmap"]


def identity(jmap: Jmap) -> str:
    return str(jmap.call("Identity/get")["list"][0]["id"])


def submitted(jmap: Jmap, anna: Person, ben: Person, **more: Json) -> Json:
    made = written(jmap, ben)
    document = {"identityId": identity(jmap), "emailId": made["id"], **more}
    answer = jmap.call("EmailSubmission/set", create={"s": document})
    return (answer["created"] or answer["notCreated"])["s"]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"identityId": "x"}, {"type": "invalidProperties", "properties": ["identityId"]}),
        ({"emailId": "x"}, {"type": "invalidProperties", "properties": ["emailId"]}),
        (
            {"envelope": {"mailFrom": {"email": "ceo@demo.example"}, "rcptTo": []}},
            {"type": "forbiddenMailFrom"},
        ),
        (
            {"envelope": {"mailFrom": {"email": "anna@demo.example"}, "rcptTo": []}},
            {"type": "noRecipients"},
        ),
        (
            {
                "envelope": {
                    "mailFrom": {"email": "anna@demo.example"},
                    "rcptTo": [{"email": "no address"}, {"email": "ben@demo.example"}],
                }
            },
            {"type": "invalidRecipients", "invalidRecipients": ["no address"]},
        ),
        (
            {
                "envelope": {
                    "mailFrom": {"email": "anna@demo.example"},
                    "rcptTo": [{"email": f"a{number}@x.example"} for number in range(501)],
                }
            },
            {"type": "tooManyRecipients", "maxRecipients": 500},
        ),
    ],
)
def test_a_wrong_submission_sends_nothing(
    jmap: Jmap, jmap_of: JmapOf, anna: Person, ben: Person, more: Json, error: Json
) -> None:
    assert submitted(jmap, anna, ben, **more) == error
    assert jmap.call("EmailSubmission/get")["list"] == []
    assert jmap_of(ben).call("Email/query")["ids"] == []


def test_submissions_are_found_sorted_and_tell_what_became_of_them(
    jmap: Jmap, anna: Person, ben: Person
) -> None:
    before = jmap.call("EmailSubmission/query")["queryState"]
    first, second = (submitted(jmap, anna, ben)["id"] for _ in range(2))
    one = jmap.call("EmailSubmission/get", ids=[first])["list"][0]
    assert one["undoStatus"] == "final"
    assert one["deliveryStatus"]["ben@demo.example"]["delivered"] == "yes"
    by_time = {"sort": [{"property": "sentAt", "isAscending": True}], "calculateTotal": True}
    found = jmap.call("EmailSubmission/query", **by_time)
    assert (found["ids"], found["total"]) == ([first, second], 2)
    condition = {
        "operator": "AND",
        "conditions": [{"emailIds": [one["emailId"]]}, {"undoStatus": "final"}],
    }
    assert jmap.call("EmailSubmission/query", filter=condition)["ids"] == [first]
    assert jmap.call("EmailSubmission/query", filter={"undoStatus": "pending"})["ids"] == []
    changed = jmap.call("EmailSubmission/queryChanges", sinceQueryState=before, **by_time)
    assert [entry["id"] for entry in changed["added"]] == [first, second]
    assert changed["total"] == 2


def test_what_was_sent_stays_traceable(jmap: Jmap, anna: Person, ben: Person) -> None:
    made = submitted(jmap, anna, ben)["id"]
    answer = jmap.call(
        "EmailSubmission/set", destroy=[made, "x"], update={made: {"undoStatus": "canceled"}}
    )
    assert answer["notDestroyed"] == {made: {"type": "forbidden"}, "x": {"type": "notFound"}}
    assert answer["notUpdated"] == {made: {"type": "cannotUnsend"}}


def test_an_identity_takes_addresses_only(jmap: Jmap) -> None:
    one = identity(jmap)
    for value in ("x", [{"name": "x"}], [1], {"email": "a@x"}):
        answer = jmap.call("Identity/set", update={one: {"replyTo": value}})
        assert answer["notUpdated"][one] == {"type": "invalidProperties", "properties": ["replyTo"]}
    good = {"bcc": [{"name": None, "email": "log@demo.example"}], "email": "anna@demo.example"}
    assert jmap.call("Identity/set", update={one: good})["notUpdated"] is None
    foreign = jmap.call("Identity/set", create={"k": {"email": "ben@demo.example"}})
    assert foreign["notCreated"]["k"]["type"] == "forbiddenFrom"


def test_a_message_is_copied_between_accounts(
    jmap: Jmap, jmap_of: JmapOf, anna: Person, ben: Person
) -> None:
    delegate(SYSTEM, ben.id, anna.id, True)
    one = filed(jmap, "One", keywords={"$seen": True})
    theirs = jmap_of(anna, ben)
    box = theirs.mailbox("inbox")
    arguments = {
        "fromAccountId": anna.id,
        "create": {
            "k": {"id": one, "mailboxIds": {box: True}},
            "n": {"id": "x", "mailboxIds": {box: True}},
        },
        "onSuccessDestroyOriginal": True,
    }
    copied, destroyed = theirs.request(("Email/copy", arguments))
    assert copied[1]["notCreated"] == {"n": {"type": "notFound"}}
    made = copied[1]["created"]["k"]["id"]
    assert (destroyed[0], destroyed[1]["accountId"], destroyed[1]["destroyed"]) == (
        "Email/set",
        anna.id,
        [one],
    )
    assert email(theirs, made, "keywords")["keywords"] == {"$seen": True}
    assert post(ben, anna)
