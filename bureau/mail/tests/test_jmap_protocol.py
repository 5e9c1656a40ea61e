"""JMAP core (RFC 8620) in raw JSON: requests, references, states, patches, blobs."""

import json
from typing import Any

import pytest

from bureau.people import Person

from .conftest import JmapOf
from .jmap_client import USING, Jmap

Json = Any
ERROR = "urn:ietf:params:jmap:error:"


@pytest.fixture
def jmap(jmap_of: JmapOf, anna: Person) -> Jmap:
    return jmap_of(anna)


def posted(jmap: Jmap, body: str | bytes, media_type: str = "application/json") -> tuple[int, Json]:
    answer = jmap.api.client.post("/jmap/api", body, content_type=media_type)
    return answer.status_code, json.loads(answer.content)


def asked(jmap: Jmap, *calls: Json, **more: Json) -> Json:
    body = {"using": USING, "methodCalls": list(calls), **more}
    status, answer = posted(jmap, json.dumps(body))
    assert status == 200, answer
    return answer


def label(jmap: Jmap, name: str, **more: Json) -> Json:
    return {"accountId": jmap.account_id, "create": {"k": {"name": name, **more}}}


@pytest.mark.parametrize(
    ("body", "media_type", "error"),
    [
        ("{", "application/json", "notJSON"),
        (b'{"using":["\xff"]}', "application/json", "notJSON"),
        ("{}", "text/plain", "notJSON"),
        ("[]", "application/json", "notRequest"),
        ("{}", "application/json", "notRequest"),
        ('{"using": "x", "methodCalls": []}', "application/json", "notRequest"),
        ('{"using": [1], "methodCalls": []}', "application/json", "notRequest"),
        ('{"using": [], "methodCalls": [["Core/echo", {}]]}', "application/json", "notRequest"),
        (
            '{"using": [], "methodCalls": [["Core/echo", [], "0"]]}',
            "application/json",
            "notRequest",
        ),
        ('{"using": [], "methodCalls": [], "createdIds": [1]}', "application/json", "notRequest"),
        ('{"using": ["urn:x"], "methodCalls": []}', "application/json", "unknownCapability"),
    ],
)
def test_a_broken_request_is_refused_whole(
    jmap: Jmap, body: str | bytes, media_type: str, error: str
) -> None:
    status, answer = posted(jmap, body, media_type)
    assert (status, answer["type"], answer["status"]) == (400, ERROR + error, 400)


def test_too_many_calls_and_too_many_bytes_name_their_limit(jmap: Jmap) -> None:
    calls = [["Core/echo", {}, str(number)] for number in range(33)]
    _, answer = posted(jmap, json.dumps({"using": USING, "methodCalls": calls}))
    assert (answer["type"], answer["limit"]) == (f"{ERROR}limit", "maxCallsInRequest")
    _, answer = posted(jmap, b" " * ((10 << 20) + 1))
    assert (answer["type"], answer["limit"]) == (f"{ERROR}limit", "maxSizeRequest")


def test_an_upload_that_is_too_large_names_its_limit(jmap: Jmap) -> None:
    path = f"/jmap/upload/{jmap.account_id}"
    answer = jmap.api.client.post(path, b"x", content_type="text/plain", CONTENT_LENGTH="99999999")
    found = json.loads(answer.content)
    assert (answer.status_code, found["type"]) == (413, f"{ERROR}limit")
    assert found["limit"] == "maxSizeUpload"


def test_the_session_says_what_is_enforced(jmap: Jmap) -> None:
    session = jmap.api.call("GET", "/.well-known/jmap", site=True).json
    core = session["capabilities"]["urn:ietf:params:jmap:core"]
    assert core["maxCallsInRequest"] == 32
    assert core["maxObjectsInGet"] == core["maxObjectsInSet"] == 500
    assert {"{accountId}", "{blobId}", "{name}", "{type}"} <= {
        part for part in session["downloadUrl"].replace("?type=", "/").split("/") if "{" in part
    }
    assert session["uploadUrl"].endswith("/{accountId}")
    state = asked(jmap, ["Core/echo", {}, "0"])["sessionState"]
    assert session["state"] == state


def test_an_echo_and_an_unknown_method_beside_it(jmap: Jmap) -> None:
    found = asked(jmap, ["Core/echo", {"a": [1, None]}, "x"], ["Mailbox/paint", {}, "y"])
    assert found["methodResponses"] == [
        ["Core/echo", {"a": [1, None]}, "x"],
        ["error", {"type": "unknownMethod"}, "y"],
    ]
    assert "createdIds" not in found


def test_a_method_needs_its_capability(jmap: Jmap) -> None:
    body = {
        "using": ["urn:ietf:params:jmap:core"],
        "methodCalls": [["Mailbox/get", {"accountId": jmap.account_id, "ids": []}, "0"]],
    }
    _, answer = posted(jmap, json.dumps(body))
    assert answer["methodResponses"][0][1]["type"] == "unknownMethod"


GOOD = {"resultOf": "a", "name": "Core/echo", "path": "/list/*/id"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/list/*/id", ["1", "2"]),
        ("/list/0/id", "1"),
        ("/nested/*/ids", ["1", "2", "3", None]),
        ("/a~1b/m~0n", 5),
        ("/list/*/sub/*/x", [1, 2, 3]),
        ("/empty/*/x", []),
    ],
)
def test_a_reference_is_followed(jmap: Jmap, path: str, expected: Json) -> None:
    source = {
        "list": [{"id": "1", "sub": [{"x": 1}]}, {"id": "2", "sub": [{"x": 2}, {"x": 3}]}],
        "nested": [{"ids": ["1", "2"]}, {"ids": "3"}, {"ids": None}],
        "a/b": {"m~n": 5},
        "empty": [],
    }
    found = asked(
        jmap, ["Core/echo", source, "a"], ["Core/echo", {"#v": {**GOOD, "path": path}}, "b"]
    )
    assert found["methodResponses"][1] == ["Core/echo", {"v": expected}, "b"]


@pytest.mark.parametrize(
    "reference",
    [
        {**GOOD, "resultOf": "z"},
        {**GOOD, "name": "Mailbox/get"},
        {**GOOD, "path": "/nothing"},
        {**GOOD, "path": "/list/2/id"},
        {**GOOD, "path": "/list/00/id"},
        {**GOOD, "path": "/list/-1/id"},
        {**GOOD, "path": "list"},
        {**GOOD, "path": "/list/*/other"},
        {"resultOf": "a"},
        "a",
    ],
)
def test_a_reference_to_nothing_fails_its_call_alone(jmap: Jmap, reference: Json) -> None:
    found = asked(
        jmap,
        ["Core/echo", {"list": [{"id": "1"}]}, "a"],
        ["Core/echo", {"#v": reference}, "b"],
        ["Core/echo", {"on": True}, "c"],
    )["methodResponses"]
    assert found[1] == ["error", {"type": "invalidResultReference"}, "b"]
    assert found[2] == ["Core/echo", {"on": True}, "c"]


def test_an_argument_is_given_once(jmap: Jmap) -> None:
    found = asked(jmap, ["Core/echo", {"v": 1, "#v": GOOD}, "a"])["methodResponses"]
    assert found[0][1]["type"] == "invalidArguments"


def test_created_ids_are_known_in_the_request_and_beyond(jmap: Jmap) -> None:
    child = {"accountId": jmap.account_id, "create": {"c": {"name": "Child", "parentId": "#k"}}}
    found = asked(
        jmap, ["Mailbox/set", label(jmap, "Top"), "0"], ["Mailbox/set", child, "1"], createdIds={}
    )
    top = found["methodResponses"][0][1]["created"]["k"]["id"]
    made = found["methodResponses"][1][1]["created"]["c"]["id"]
    assert found["createdIds"] == {"k": top, "c": made}
    again = asked(
        jmap,
        ["Mailbox/get", {"accountId": jmap.account_id, "ids": ["#mine", "#other"]}, "0"],
        createdIds={"mine": made},
    )["methodResponses"][0][1]
    assert [box["parentId"] for box in again["list"]] == [top]
    assert again["notFound"] == ["#other"]


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("Mailbox/get", {"ids": "x"}, "invalidArguments"),
        ("Mailbox/get", {"ids": [1]}, "invalidArguments"),
        ("Mailbox/get", {"properties": ["nosuch"]}, "invalidArguments"),
        ("Mailbox/get", {"properties": ["header:x"]}, "invalidArguments"),
        ("Mailbox/get", {"properties": [[]]}, "invalidArguments"),
        ("Mailbox/get", {"other": 1}, "invalidArguments"),
        ("Mailbox/get", {"ids": [str(n) for n in range(501)]}, "requestTooLarge"),
        ("Mailbox/set", {"destroy": [str(n) for n in range(501)]}, "requestTooLarge"),
        ("Mailbox/set", {"create": []}, "invalidArguments"),
        ("Mailbox/set", {"update": {"x": 1}}, "invalidArguments"),
        ("Mailbox/set", {"ifInState": "nosuch"}, "stateMismatch"),
        ("Email/set", {"ifInState": "nosuch"}, "stateMismatch"),
        ("EmailSubmission/set", {"onSuccessUpdateEmail": []}, "invalidArguments"),
        ("EmailSubmission/set", {"onSuccessDestroyEmail": "x"}, "invalidArguments"),
        ("Email/changes", {}, "invalidArguments"),
        ("Email/changes", {"sinceState": 1}, "invalidArguments"),
        ("Email/changes", {"sinceState": "0", "maxChanges": 0}, "invalidArguments"),
        ("Email/changes", {"sinceState": "0", "maxChanges": -1}, "invalidArguments"),
        ("Email/changes", {"sinceState": "nosuch"}, "cannotCalculateChanges"),
        ("Email/changes", {"sinceState": "999999999"}, "cannotCalculateChanges"),
        ("Email/queryChanges", {"sinceQueryState": "nosuch"}, "cannotCalculateChanges"),
        ("Email/queryChanges", {"sinceQueryState": "0", "upToId": 7}, "invalidArguments"),
        ("Email/query", {"limit": -1}, "invalidArguments"),
        ("Email/query", {"position": "1"}, "invalidArguments"),
        ("Email/query", {"anchor": "nosuch"}, "anchorNotFound"),
        ("Email/query", {"calculateTotal": "yes"}, "invalidArguments"),
        ("Email/query", {"collapseThreads": "yes"}, "invalidArguments"),
        ("Email/query", {"filter": {"color": "red"}}, "unsupportedFilter"),
        ("Email/query", {"filter": {"operator": "XOR", "conditions": []}}, "invalidArguments"),
        ("Email/query", {"sort": [{"property": "color"}]}, "unsupportedSort"),
        ("Email/query", {"sort": [{"property": "size", "collation": "i;x"}]}, "unsupportedSort"),
        ("Email/query", {"sort": [{"property": "size", "collation": []}]}, "invalidArguments"),
        ("Email/query", {"sort": [{"property": "hasKeyword"}]}, "invalidArguments"),
        ("Email/get", {"ids": [], "maxBodyValueBytes": -1}, "invalidArguments"),
        ("Email/get", {"ids": [], "fetchAllBodyValues": "x"}, "invalidArguments"),
        ("Email/get", {"ids": [], "properties": ["header:Subject:asDate"]}, "invalidArguments"),
        ("Email/get", {"ids": [], "properties": ["header:X:asText:some"]}, "invalidArguments"),
        ("Email/import", {}, "invalidArguments"),
        ("Email/parse", {}, "invalidArguments"),
        ("Email/copy", {"create": {}}, "invalidArguments"),
        ("Email/copy", {"create": {}, "fromAccountId": "x"}, "fromAccountNotFound"),
        ("Blob/copy", {"fromAccountId": "x", "blobIds": []}, "fromAccountNotFound"),
        ("SearchSnippet/get", {}, "invalidArguments"),
        ("EmailSubmission/query", {"filter": {"color": 1}}, "unsupportedFilter"),
        ("EmailSubmission/query", {"filter": {"before": "soon"}}, "invalidArguments"),
        ("EmailSubmission/query", {"sort": [{"property": "color"}]}, "unsupportedSort"),
        ("Mailbox/query", {"sort": [{"property": "color"}]}, "unsupportedSort"),
        ("Mailbox/query", {"filter": {"color": 1}}, "unsupportedFilter"),
    ],
)
def test_each_wrong_argument_has_its_error(
    jmap: Jmap, name: str, arguments: Json, error: str
) -> None:
    assert jmap.call(name, **arguments)["type"] == error


def test_the_account_must_be_named_and_there(jmap: Jmap) -> None:
    found = asked(
        jmap, ["Email/get", {"ids": []}, "0"], ["Email/get", {"accountId": "x", "ids": []}, "1"]
    )["methodResponses"]
    assert [one[1]["type"] for one in found] == ["invalidArguments", "accountNotFound"]


def test_a_set_tells_states_and_only_what_the_server_chose(jmap: Jmap) -> None:
    before = jmap.call("Mailbox/get", ids=[])["state"]
    answer = jmap.call("Mailbox/set", ifInState=before, create={"k": {"name": "Bills"}})
    assert answer["oldState"] == before
    assert answer["newState"] == jmap.call("Mailbox/get", ids=[])["state"] != before
    made = answer["created"]["k"]
    assert "name" not in made
    assert made["sortOrder"] == 100
    assert made["isSubscribed"] is True
    assert made["myRights"]["mayDelete"] is True
    for part in ("updated", "destroyed", "notCreated", "notUpdated", "notDestroyed"):
        assert answer[part] is None


def test_portions_of_changes_end_at_the_present_state(jmap: Jmap) -> None:
    start = jmap.call("Mailbox/get", ids=[])["state"]
    names = [f"Label {number}" for number in range(7)]
    made = [
        jmap.call("Mailbox/set", create={"k": {"name": name}})["created"]["k"]["id"]
        for name in names
    ]
    jmap.call("Mailbox/set", destroy=[made[0]])
    jmap.call("Mailbox/set", update={made[1]: {"name": "Renamed"}})
    state, created, rounds = start, [], 0
    while True:
        answer = jmap.call("Mailbox/changes", sinceState=state, maxChanges=2)
        assert len(answer["created"] + answer["updated"] + answer["destroyed"]) <= 2
        assert answer["oldState"] == state
        state, rounds = answer["newState"], rounds + 1
        created += answer["created"]
        assert not answer["updated"]
        # Made before the second portion: the client cannot be sure not to have it.
        assert set(answer["destroyed"]) <= {made[0]}
        if not answer["hasMoreChanges"]:
            break
    assert sorted(created) == sorted(made[1:])
    assert rounds == 4
    assert state == jmap.call("Mailbox/get", ids=[])["state"]


def test_a_blob_comes_back_as_it_went_and_only_from_its_account(
    jmap: Jmap, jmap_of: JmapOf, ben: Person
) -> None:
    path = f"/jmap/upload/{jmap.account_id}"
    answer = jmap.api.client.post(path, b"\x00\xffbytes", content_type="image/x-own; a=b")
    made = json.loads(answer.content)
    assert (made["accountId"], made["type"], made["size"]) == (jmap.account_id, "image/x-own", 7)
    where = f"/jmap/download/{jmap.account_id}/{made['blobId']}/a%22%3Bb.txt?type=text/html"
    got = jmap.api.client.get(where)
    assert got["Content-Type"].startswith("text/html")
    assert "sandbox" in got["Content-Security-Policy"]
    assert got["Content-Disposition"] == "attachment; filename*=UTF-8''a%22%3Bb.txt"
    other = jmap_of(ben)
    assert other.api.client.get(where).status_code == 404
    stolen = where.replace(jmap.account_id, ben.id)
    assert other.api.client.get(stolen).status_code == 404
