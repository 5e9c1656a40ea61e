"""Every JMAP method against every kind of caller on somebody's account: who is refused, how, and
that nobody who is refused changes anything.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from bureau.mail.actions.open_account import open_account
from bureau.mail.actions.share import delegate
from bureau.mail.http.jmap.methods import METHODS
from bureau.mail.http.jmap.protocol import CAPABILITIES
from bureau.people import SYSTEM, NewPerson, Person, actor_for, create_person, create_token, suspend
from tests.fixtures.http import Api

pytestmark = pytest.mark.django_db

Json = Any
Verdict = str
"""`yes`, or the type of the error; for uploads and downloads the HTTP status."""

READS = (
    "Mailbox/get",
    "Mailbox/changes",
    "Mailbox/query",
    "Mailbox/queryChanges",
    "Thread/get",
    "Thread/changes",
    "Email/get",
    "Email/changes",
    "Email/query",
    "Email/queryChanges",
    "Email/parse",
    "SearchSnippet/get",
    "VacationResponse/get",
    "Identity/get",
    "Identity/changes",
    "EmailSubmission/get",
    "EmailSubmission/changes",
    "EmailSubmission/query",
    "EmailSubmission/queryChanges",
)
SORTS = ("Mailbox/set", "Email/set", "Email/import", "Email/copy", "Blob/copy")
"""What brings order into an account: all who read it may."""
SPEAKS = ("VacationResponse/set", "Identity/set", "EmailSubmission/set")
"""What others see as the account's word: only who may send as it."""

OWN = ("PushSubscription/get", "PushSubscription/set")
"""The caller's own, whatever accounts there are."""

CALLERS: dict[str, tuple[Verdict, Verdict, Verdict]] = {
    "owner": ("yes", "yes", "yes"),
    "sending delegate": ("yes", "yes", "yes"),
    "reading delegate": ("yes", "yes", "forbidden"),
    "reading token of the owner": ("yes", "accountReadOnly", "accountReadOnly"),
    "writing token of the owner": ("yes", "yes", "yes"),
    "stranger": ("accountNotFound",) * 3,
    "administrator": ("accountNotFound",) * 3,
    "service": ("accountNotFound",) * 3,
    "suspended delegate": ("401",) * 3,
    "token of other things": ("403",) * 3,
    "nobody": ("401",) * 3,
}


@dataclass(frozen=True)
class House:
    """An account with mail in it, and those who might wish to touch it."""

    owner: Person
    callers: dict[str, Api]
    things: dict[str, str]
    sources: dict[str, str]
    """By caller: an account of their own to copy from."""


def person(local: str, **fields: str) -> Person:
    new = NewPerson(f"{local}@demo.example", local.title(), state="active", **fields)  # type: ignore[arg-type]
    made = create_person(SYSTEM, new)
    open_account(made)
    return made


def run(api: Api, account_id: str, name: str, arguments: Json) -> tuple[str, Json]:
    """Return the verdict and the answer of one method call."""
    return run_own(api, name, {"accountId": account_id, **arguments})


def run_own(api: Api, name: str, arguments: Json) -> tuple[str, Json]:
    """Return the verdict and the answer of one method call that names no account."""
    call = [name, arguments, "0"]
    body = {"using": list(CAPABILITIES), "methodCalls": [call]}
    answer = api.call("POST", "/jmap/api", body, site=True)
    if answer.status != 200:
        return str(answer.status), answer.json
    answered, result, _ = answer.json["methodResponses"][0]
    return (result["type"] if answered == "error" else "yes"), result


def filled(owner: Person, api: Api) -> dict[str, str]:
    """Put a label, a message, an upload into the account; return their ids."""
    path = f"/jmap/upload/{owner.id}"
    raw = b"Message-ID: <one@x>\r\nFrom: a@x.example\r\nSubject: Secret\r\n\r\nThe text\r\n"
    blob = json.loads(api.client.post(path, raw, content_type="message/rfc822").content)["blobId"]
    boxes = run(api, owner.id, "Mailbox/get", {})[1]["list"]
    inbox = next(box["id"] for box in boxes if box["role"] == "inbox")
    made = run(
        api,
        owner.id,
        "Email/import",
        {"emails": {"k": {"blobId": blob, "mailboxIds": {inbox: True}}}},
    )[1]["created"]["k"]
    label = run(api, owner.id, "Mailbox/set", {"create": {"k": {"name": "Own"}}})[1]
    identity = run(api, owner.id, "Identity/get", {})[1]["list"][0]["id"]
    return {
        "blob": blob,
        "inbox": inbox,
        "email": made["id"],
        "thread": made["threadId"],
        "label": label["created"]["k"]["id"],
        "identity": identity,
    }


@pytest.fixture
def house(api: Api) -> House:
    owner, sender, reader = person("owner"), person("sender"), person("reader")
    left, stranger = person("left"), person("stranger")
    admin, robot = person("admin", role="admin"), person("robot", kind="service")
    delegate(SYSTEM, owner.id, sender.id, True)
    for one in (reader, left):
        delegate(SYSTEM, owner.id, one.id, False)

    def token(who: Person, scope: str) -> Api:
        maker = SYSTEM if who.kind == "service" else actor_for(who)
        return api.bearing(create_token(maker, who, scope, [scope])[1])

    callers = {
        "owner": api.signed_in(owner),
        "sending delegate": api.signed_in(sender),
        "reading delegate": api.signed_in(reader),
        "reading token of the owner": token(owner, "mail.read"),
        "writing token of the owner": token(owner, "mail.write"),
        "stranger": api.signed_in(stranger),
        "administrator": api.signed_in(admin),
        "service": token(robot, "mail.write"),
        "suspended delegate": api.signed_in(left),
        "token of other things": token(owner, "drive.read"),
        "nobody": api,
    }
    suspend(SYSTEM, left)
    things = filled(owner, callers["owner"])
    sources = dict.fromkeys(callers, stranger.id) | {"sending delegate": sender.id}
    return House(owner, callers, things, sources)


def arguments_of(house: House, name: str) -> Json:
    """Return arguments with which the method would show or change something."""
    things = house.things
    letter = {"mailboxIds": {things["inbox"]: True}, "subject": "New"}
    known: dict[str, Json] = {
        "Thread/get": {"ids": [things["thread"]]},
        "Email/get": {"ids": [things["email"]]},
        "Email/parse": {"blobIds": [things["blob"]]},
        "SearchSnippet/get": {"emailIds": [things["email"]], "filter": {"text": "secret"}},
        "Mailbox/set": {
            "create": {"k": {"name": "Theirs"}},
            "update": {things["label"]: {"name": "Other"}},
            "destroy": [things["label"]],
        },
        "Email/set": {"create": {"k": letter}, "destroy": [things["email"]]},
        "Email/import": {
            "emails": {"k": {"blobId": things["blob"], "mailboxIds": {things["label"]: True}}}
        },
        "VacationResponse/set": {
            "update": {"singleton": {"isEnabled": True, "textBody": "I am out"}}
        },
        "Identity/set": {"update": {things["identity"]: {"name": "Somebody"}}},
        "EmailSubmission/set": {
            "create": {"k": {"identityId": things["identity"], "emailId": things["email"]}},
            "onSuccessDestroyEmail": ["#k"],
        },
    }
    return known.get(name, {})


def complete(house: House, caller: str, name: str) -> Json:
    """Add what only the running server knows: states, and an account to copy from."""
    arguments = dict(arguments_of(house, name))
    if name.endswith("/changes"):
        arguments["sinceState"] = "0"
    elif name.endswith("/queryChanges"):
        arguments["sinceQueryState"] = "0"
    elif name == "Email/copy":
        copied = {"id": house.things["email"], "mailboxIds": {house.things["inbox"]: True}}
        arguments = {"fromAccountId": house.sources[caller], "create": {"k": copied}}
    elif name == "Blob/copy":
        arguments = {"fromAccountId": house.sources[caller], "blobIds": [house.things["blob"]]}
    return arguments


def expected(caller: str) -> Iterator[tuple[str, Verdict]]:
    """Yield every method with its verdict; what only reads comes first."""
    for names, verdict in zip((READS, SORTS, SPEAKS), CALLERS[caller], strict=True):
        for name in names:
            # They may change this account, but do not read the one they would copy from.
            is_blind = name.endswith("/copy") and caller != "sending delegate"
            yield name, "fromAccountNotFound" if is_blind and verdict == "yes" else verdict


def stored() -> dict[str, list[Any]]:
    """Return all that stands in the tables of mail."""
    found = {}
    with connection.cursor() as cursor:
        names = [one for one in connection.introspection.table_names() if one.startswith("mail_")]
        for name in sorted(names):
            if name.startswith("mail_words"):
                continue
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = sorted(map(repr, cursor.fetchall()))
    return found


def test_every_method_is_in_the_matrix() -> None:
    assert sorted((*READS, *SORTS, *SPEAKS, *OWN)) == sorted(METHODS)


@pytest.mark.parametrize("caller", CALLERS)
def test_everybody_sees_and_ends_subscriptions_of_their_own_alone(
    house: House, caller: str
) -> None:
    given = {"deviceClientId": "phone", "url": "https://push.example/1"}
    made = run_own(house.callers["owner"], "PushSubscription/set", {"create": {"k": given}})[1]
    subscription = made["created"]["k"]["id"]
    before = stored()
    refused = CALLERS[caller][0] if CALLERS[caller][0] in ("401", "403") else "yes"
    is_owner = house.callers[caller] is house.callers["owner"] or "of the owner" in caller
    found, shown = run_own(house.callers[caller], "PushSubscription/get", {})
    assert found == refused
    if refused == "yes":
        assert [row["id"] for row in shown["list"]] == ([subscription] if is_owner else [])
    found, answer = run_own(
        house.callers[caller], "PushSubscription/set", {"destroy": [subscription]}
    )
    assert found == refused
    if not is_owner:
        assert stored() == before
    elif refused == "yes":
        assert answer["destroyed"] == [subscription]


@pytest.mark.parametrize("caller", CALLERS)
def test_who_calls_what(house: House, caller: str) -> None:
    before = stored()
    for name, verdict in expected(caller):
        arguments = complete(house, caller, name)
        found, answer = run(house.callers[caller], house.owner.id, name, arguments)
        assert (name, found) == (name, verdict)
        if verdict != "yes":
            assert "Secret" not in json.dumps(answer)
            assert stored() == before, name
        before = stored() if verdict == "yes" else before


def test_a_delegate_writes_no_identity_of_the_owner_under_a_foreign_address(house: House) -> None:
    before = stored()["mail_identity"]
    create = {"create": {"k": {"email": "sender@demo.example"}}}
    api = house.callers["sending delegate"]
    _, answer = run(api, house.owner.id, "Identity/set", create)
    assert answer["notCreated"]["k"]["type"] == "forbiddenFrom"
    assert stored()["mail_identity"] == before


def test_files_go_up_and_down_by_the_same_rights(house: House) -> None:
    account, blob = house.owner.id, house.things["blob"]
    statuses = {}
    for caller, api in house.callers.items():
        got = api.call("GET", f"/jmap/download/{account}/{blob}/x", site=True).status
        put = api.call("POST", f"/jmap/upload/{account}", {}, site=True).status
        statuses[caller] = (got, put)
    assert statuses == {
        "owner": (200, 201),
        "sending delegate": (200, 201),
        "reading delegate": (200, 201),
        "reading token of the owner": (200, 403),
        "writing token of the owner": (200, 201),
        "stranger": (404, 404),
        "administrator": (404, 404),
        "service": (404, 404),
        "suspended delegate": (401, 401),
        "token of other things": (403, 403),
        "nobody": (401, 401),
    }


def test_the_session_lists_what_is_readable_and_no_more(house: House) -> None:
    def accounts(caller: str) -> set[str]:
        found = house.callers[caller].call("GET", "/.well-known/jmap", site=True)
        return set(found.json["accounts"])

    owner = house.owner.id
    for caller in ("owner", "sending delegate", "reading delegate", "reading token of the owner"):
        assert owner in accounts(caller)
    for caller in ("stranger", "administrator", "service"):
        assert owner not in accounts(caller)
