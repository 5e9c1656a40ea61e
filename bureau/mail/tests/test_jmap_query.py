"""Email/query and Email/queryChanges: filters, orders, windows; what changed since."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bureau.people import Person

from .conftest import JmapOf
from .jmap_client import Jmap

START = datetime(2026, 3, 1, tzinfo=UTC)


def letter(number: int, **more: str) -> bytes:
    head = {
        "From": "Ana Lima <ana@suppliers.example>",
        "To": "anna@demo.example",
        "Subject": f"Letter {number}",
        "Message-ID": f"<letter{number}@suppliers.example>",
        **more,
    }
    body = head.pop("body", f"The text of number {number}.")
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{lines}\r\n{body}\r\n".encode()


def put(jmap: Jmap, number: int, box: str = "inbox", **more: Any) -> str:
    """Import one message, received `number` hours after the start."""
    keywords = more.pop("keywords", {})
    upload = jmap.api.client.post(
        f"/jmap/upload/{jmap.account_id}", letter(number, **more), content_type="message/rfc822"
    ).json()
    box_id = box if len(box) == 26 else jmap.mailbox(box)
    answer = jmap.call(
        "Email/import",
        emails={
            "one": {
                "blobId": upload["blobId"],
                "mailboxIds": {box_id: True},
                "keywords": keywords,
                "receivedAt": (START + timedelta(hours=number)).isoformat(),
            }
        },
    )
    return str(answer["created"]["one"]["id"])


def ids(jmap: Jmap, condition: Any = None, **more: Any) -> list[str]:
    answer = jmap.call("Email/query", filter=condition, **more)
    found: list[str] = answer["ids"]
    return found


@pytest.fixture
def jmap(jmap_of: JmapOf, anna: Person) -> Jmap:
    return jmap_of(anna)


def test_words_are_found_in_each_field_and_newest_first(jmap: Jmap) -> None:
    plain = put(jmap, 1, Subject="Übergabe am Freitag", body="Bring the batteries, please.")
    other = put(jmap, 2, From="Zoë <zoe@other.example>", Cc="Ben <ben@demo.example>")
    assert ids(jmap, {"text": "ubergabe"}) == [plain]
    assert ids(jmap, {"subject": "FREI"}) == [plain]
    assert ids(jmap, {"body": "batteries please"}) == [plain]
    assert ids(jmap, {"body": "freitag"}) == []
    assert ids(jmap, {"text": '"the batteries"'}) == [plain]
    assert ids(jmap, {"text": '"batteries the"'}) == []
    assert ids(jmap, {"from": "zoe@other.example"}) == [other]
    assert ids(jmap, {"cc": "ben"}) == [other]
    assert ids(jmap, {"to": "ben"}) == []
    assert ids(jmap, {"to": "anna"}) == [other, plain]


def test_operators_join_and_leave_out(jmap: Jmap) -> None:
    one, two, three = (put(jmap, number) for number in (1, 2, 3))

    def joined(operator: str, *conditions: Any) -> list[str]:
        return ids(jmap, {"operator": operator, "conditions": list(conditions)})

    assert joined("OR", {"text": "number 1"}, {"subject": "3"}) == [three, one]
    assert joined("AND", {"text": "letter"}, {"subject": "2"}) == [two]
    assert joined("NOT", {"subject": "2"}, {"subject": "3"}) == [one]
    assert joined("OR") == []
    assert joined("AND") == [three, two, one]
    nested = {"operator": "NOT", "conditions": [{"text": "1"}]}
    assert joined("AND", nested, {"text": "letter"}) == [three, two]
    assert joined("OR", nested, {"hasKeyword": "$flagged"}) == [three, two]


def test_keywords_of_messages_and_of_threads(jmap: Jmap) -> None:
    first = put(jmap, 1, keywords={"$seen": True, "work": True})
    answer = put(jmap, 2, Subject="Re: Letter 1", **{"In-Reply-To": "<letter1@suppliers.example>"})
    alone = put(jmap, 3, keywords={"$seen": True, "$flagged": True})
    assert ids(jmap, {"hasKeyword": "Work"}) == [first]
    assert ids(jmap, {"notKeyword": "$seen"}) == [answer]
    assert ids(jmap, {"notKeyword": "work"}) == [alone, answer]
    assert ids(jmap, {"someInThreadHaveKeyword": "work"}) == [answer, first]
    assert ids(jmap, {"allInThreadHaveKeyword": "$seen"}) == [alone]
    assert ids(jmap, {"noneInThreadHaveKeyword": "work"}) == [alone]
    inbox = jmap.mailbox("inbox")
    assert ids(jmap, {"inMailbox": inbox, "notKeyword": "$seen"}) == [answer]
    assert ids(jmap, {"inMailbox": inbox}, collapseThreads=True) == [alone, answer]


def test_an_unseen_draft_is_not_seen_but_not_unread(jmap: Jmap) -> None:
    draft = put(jmap, 1, "drafts", keywords={"$draft": True})
    box = jmap.mailbox("drafts")
    assert ids(jmap, {"inMailbox": box, "notKeyword": "$seen"}) == [draft]
    answer = jmap.call(
        "Email/query", filter={"inMailbox": box, "notKeyword": "$seen"}, calculateTotal=True
    )
    assert answer["total"] == 1


def test_mailboxes_dates_sizes_attachments_and_headers(jmap: Jmap) -> None:
    one = put(jmap, 1, body="x" * 3_000)
    two = put(jmap, 2, "archive", **{"X-Ticket": "Order 77 is late", "List-Id": "<news.example>"})
    inbox, archive = jmap.mailbox("inbox"), jmap.mailbox("archive")
    assert ids(jmap, {"inMailboxOtherThan": [inbox]}) == [two]
    assert ids(jmap, {"inMailboxOtherThan": [inbox, archive]}) == []
    moment = (START + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    assert ids(jmap, {"before": moment}) == [one]
    assert ids(jmap, {"after": moment}) == [two]
    assert ids(jmap, {"minSize": 3_000}) == [one]
    assert ids(jmap, {"maxSize": 3_000}) == [two]
    assert ids(jmap, {"hasAttachment": True}) == []
    assert ids(jmap, {"hasAttachment": False}) == [two, one]
    assert ids(jmap, {"header": ["x-ticket"]}) == [two]
    assert ids(jmap, {"header": ["X-Ticket", "ORDER 77"]}) == [two]
    assert ids(jmap, {"header": ["X-Ticket", "order 78"]}) == []
    assert ids(jmap, {"header": ["subject", "letter"]}) == [two, one]


@pytest.mark.parametrize(
    ("comparator", "expected"),
    [
        ({"property": "receivedAt"}, "abc"),
        ({"property": "receivedAt", "isAscending": False}, "cba"),
        ({"property": "subject"}, "bca"),
        ({"property": "from"}, "cab"),
        ({"property": "size"}, "bca"),
        ({"property": "hasKeyword", "keyword": "$flagged", "isAscending": False}, "bca"),
    ],
)
def test_every_order(jmap: Jmap, comparator: Any, expected: str) -> None:
    made = {
        "a": put(jmap, 1, Subject="Re: zebra", From="B <b@x.example>", body="long " * 90),
        "b": put(jmap, 2, Subject="apple", From="c@x.example", keywords={"$flagged": True}),
        "c": put(jmap, 3, Subject="[list] Mango", From="A <z@x.example>", body="mid " * 20),
    }
    order = [comparator, {"property": "receivedAt", "isAscending": False}]
    assert ids(jmap, sort=order) == [made[name] for name in expected]


def test_windows_by_position_and_anchor(jmap: Jmap) -> None:
    made = [put(jmap, number) for number in range(6)][::-1]
    assert ids(jmap, position=2, limit=2) == made[2:4]
    assert ids(jmap, position=-2) == made[-2:]
    assert ids(jmap, position=99) == []
    around = jmap.call("Email/query", anchor=made[3], anchorOffset=-1, limit=2, calculateTotal=True)
    assert (around["ids"], around["position"], around["total"]) == (made[2:4], 2, 6)
    early = jmap.call("Email/query", anchor=made[0], anchorOffset=-3, limit=1)
    assert (early["ids"], early["position"]) == (made[:1], 0)
    assert jmap.call("Email/query", anchor="nobody")["type"] == "anchorNotFound"
    inbox = {"inMailbox": jmap.mailbox("inbox")}
    answer = jmap.call("Email/query", filter=inbox, position=4, limit=50, calculateTotal=True)
    assert (answer["ids"], answer["total"]) == (made[4:], 6)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"limit": -1}, "invalidArguments"),
        ({"filter": []}, "invalidArguments"),
        ({"filter": {"colour": "red"}}, "unsupportedFilter"),
        ({"filter": {"operator": "XOR", "conditions": []}}, "invalidArguments"),
        ({"filter": {"text": 5}}, "invalidArguments"),
        ({"filter": {"inMailbox": "nowhere"}}, "invalidArguments"),
        ({"sort": [{"property": "colour"}]}, "unsupportedSort"),
        ({"sort": [{"property": "subject", "collation": "i;klingon"}]}, "unsupportedSort"),
        ({"sort": [{"property": "hasKeyword"}]}, "invalidArguments"),
        ({"sort": "newest"}, "invalidArguments"),
    ],
)
def test_wrong_queries_get_the_right_errors(jmap: Jmap, arguments: Any, error: str) -> None:
    assert jmap.call("Email/query", **arguments)["type"] == error


def test_what_entered_and_left_a_result(jmap: Jmap) -> None:
    kept, gone = put(jmap, 1, Subject="Apples"), put(jmap, 2, Subject="Apples too")
    query: dict[str, Any] = {"filter": {"subject": "apples"}, "sort": [{"property": "receivedAt"}]}
    before = jmap.call("Email/query", **query)["queryState"]
    unchanged = jmap.call("Email/queryChanges", sinceQueryState=before, **query)
    assert (unchanged["removed"], unchanged["added"]) == ([], [])
    assert unchanged["newQueryState"] == before
    fresh = put(jmap, 3, Subject="More apples")
    jmap.call("Email/set", destroy=[gone])
    changes = jmap.call("Email/queryChanges", sinceQueryState=before, calculateTotal=True, **query)
    assert gone in changes["removed"]
    assert changes["added"] == [{"id": fresh, "index": 1}]
    assert changes["total"] == 2
    assert ids(jmap, **{"condition": query["filter"], "sort": query["sort"]}) == [kept, fresh]


def test_too_many_changes_and_unknown_states_of_a_query(jmap: Jmap) -> None:
    before = jmap.call("Email/query")["queryState"]
    put(jmap, 1)
    put(jmap, 2)
    many = jmap.call("Email/queryChanges", sinceQueryState=before, maxChanges=1)
    assert many["type"] == "tooManyChanges"
    unknown = jmap.call("Email/queryChanges", sinceQueryState="never")
    assert unknown["type"] == "cannotCalculateChanges"


def test_a_thread_s_first_message_is_exchanged_in_a_collapsed_result(jmap: Jmap) -> None:
    first = put(jmap, 1)
    query = {"filter": {"inMailbox": jmap.mailbox("inbox")}, "collapseThreads": True}
    before = jmap.call("Email/query", **query)["queryState"]
    newer = put(jmap, 2, Subject="Re: Letter 1", **{"In-Reply-To": "<letter1@suppliers.example>"})
    changes = jmap.call("Email/queryChanges", sinceQueryState=before, **query)
    assert first in changes["removed"]
    assert changes["added"] == [{"id": newer, "index": 0}]


def test_changes_come_in_portions_within_one_write(jmap: Jmap) -> None:
    made = {str(number): {"name": f"Label {number}"} for number in range(5)}
    since = jmap.call("Mailbox/get", ids=[])["state"]
    created = jmap.call("Mailbox/set", create=made)["created"]
    found: list[str] = []
    has_more = True
    while has_more:
        part = jmap.call("Mailbox/changes", sinceState=since, maxChanges=2)
        assert len(part["created"]) <= 2
        found += part["created"]
        since, has_more = part["newState"], part["hasMoreChanges"]
    assert sorted(found) == sorted(one["id"] for one in created.values())


def test_only_counters_changed(jmap: Jmap) -> None:
    box = jmap.call("Mailbox/set", create={"a": {"name": "Trips"}})["created"]["a"]["id"]
    since = jmap.call("Mailbox/get", ids=[])["state"]
    put(jmap, 1, box)
    changes = jmap.call("Mailbox/changes", sinceState=since)
    assert changes["updated"] == [box]
    assert sorted(changes["updatedProperties"]) == [
        "totalEmails",
        "totalThreads",
        "unreadEmails",
        "unreadThreads",
    ]
    jmap.call("Mailbox/set", update={box: {"name": "Journeys"}})
    assert jmap.call("Mailbox/changes", sinceState=since)["updatedProperties"] is None
