"""One change to everything that a filter finds, its progress and its undoing; kept searches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from django.utils import timezone

from bureau.people import Person
from bureau.platform import jobs
from bureau.platform.jobs import Job
from tests.fixtures.http import Answer

from ..actions.relabel import relabel
from ..actions.target import Target
from ..ledger import Write
from ..models import Email
from .conftest import JmapOf
from .jmap_client import Jmap
from .test_jmap_query import ids, put


@pytest.fixture
def jmap(jmap_of: JmapOf, anna: Person) -> Jmap:
    return jmap_of(anna)


def start(jmap: Jmap, condition: Any, update: Any) -> Answer:
    body = {"accountId": jmap.account_id, "filter": condition, "update": update}
    return jmap.api.post("/mail/bulk", body)


def run_all() -> None:
    """Run what is due and, without their pauses, the steps of bulk actions."""
    while True:
        steps = Job.objects.filter(name="mail.bulk_step", state=Job.State.READY, attempts=0)
        steps.update(run_at=timezone.now())
        if not jobs.drain():
            return


def test_all_matching_are_changed_and_changed_back(
    jmap: Jmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.mail.actions.bulk.PER_STEP", 2)
    inbox, archive = jmap.mailbox("inbox"), jmap.mailbox("archive")
    made = [put(jmap, number, Subject=f"Invoice {number}") for number in range(5)][::-1]
    other = put(jmap, 9, Subject="Lunch", keywords={"work": True})
    update = {
        "keywords/$seen": True,
        f"mailboxIds/{inbox}": None,
        f"mailboxIds/{archive}": True,
    }
    begun = start(jmap, {"query": "subject:invoice in:inbox"}, update)
    assert (begun.status, begun.json["total"], begun.json["state"]) == (201, 5, "running")
    run_all()
    now = jmap.api.get(f"/mail/bulk/{begun.json['id']}").json
    assert (now["state"], now["done"], now["is_undone"]) == ("done", 5, False)
    assert ids(jmap, {"inMailbox": archive, "hasKeyword": "$seen"}) == made
    assert ids(jmap, {"inMailbox": inbox}) == [other]

    assert jmap.api.post(f"/mail/bulk/{begun.json['id']}/undo").json["state"] == "running"
    run_all()
    after = jmap.api.get(f"/mail/bulk/{begun.json['id']}").json
    assert (after["state"], after["done"], after["is_undone"]) == ("done", 0, True)
    assert ids(jmap, {"inMailbox": inbox, "notKeyword": "$seen"}) == [other, *made]
    assert jmap.api.post(f"/mail/bulk/{begun.json['id']}/undo").status == 422


def try_until_dead() -> None:
    """Let a failing job come to its last try."""
    while Job.objects.exclude(state=Job.State.DEAD).exists():
        Job.objects.update(run_at=timezone.now())
        run_all()


def test_what_fails_for_good_says_so_and_can_be_undone(
    jmap: Jmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.mail.actions.bulk.PER_STEP", 2)
    made = [put(jmap, number) for number in range(5)][::-1]

    def relabel_most(write: Write, emails: Sequence[Email], targets: Mapping[str, Target]) -> None:
        if made[3] in targets and "$flagged" in targets[made[3]].keywords:
            raise RuntimeError("the disk is on fire")
        relabel(write, emails, targets)

    monkeypatch.setattr("bureau.mail.actions.bulk.relabel", relabel_most)
    begun = start(jmap, {"inMailbox": jmap.mailbox("inbox")}, {"keywords/$flagged": True}).json
    try_until_dead()
    failed = jmap.api.get(f"/mail/bulk/{begun['id']}").json
    assert failed == {**begun, "state": "failed", "done": 2, "is_undone": False}
    assert ids(jmap, {"hasKeyword": "$flagged"}) == made[:2]
    assert list(Job.objects.values_list("name", "state")) == [("mail.bulk_step", "dead")]

    jobs.replay(Job.objects.values_list("id", flat=True))
    run_all()
    assert jmap.api.get(f"/mail/bulk/{begun['id']}").json == failed

    assert jmap.api.post(f"/mail/bulk/{begun['id']}/undo").json["state"] == "running"
    run_all()
    undone = jmap.api.get(f"/mail/bulk/{begun['id']}").json
    assert (undone["state"], undone["done"], undone["is_undone"]) == ("done", 0, True)
    assert ids(jmap, {"hasKeyword": "$flagged"}) == []


def test_the_browser_hears_how_far_it_is(jmap: Jmap, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[int, str]] = []

    def publish(people: Iterable[str], topic: str, **message: Any) -> None:
        if "bulk" in message:
            assert (list(people), topic) == ([jmap.account_id], "mail")
            state = jmap.api.get(f"/mail/bulk/{message['bulk']}").json["state"]
            heard.append((message["done"], state))

    monkeypatch.setattr("bureau.mail.actions.bulk.PER_STEP", 2)
    monkeypatch.setattr("bureau.platform.live.publish", publish)
    for number in range(5):
        put(jmap, number)
    start(jmap, {"inMailbox": jmap.mailbox("inbox")}, {"keywords/$flagged": True})
    run_all()
    assert heard == [(2, "running"), (4, "running"), (5, "running"), (5, "done")]


def test_a_message_is_never_left_without_a_label(jmap: Jmap) -> None:
    one = put(jmap, 1)
    start(jmap, {}, {f"mailboxIds/{jmap.mailbox('inbox')}": None})
    run_all()
    assert ids(jmap, {"inMailbox": jmap.mailbox("inbox")}) == [one]


@pytest.mark.parametrize(
    ("condition", "update"),
    [
        ({"colour": "red"}, {"keywords/$seen": True}),
        ({}, {"subject": "Hello"}),
        ({}, {"keywords/two words": True}),
        ({}, {"mailboxIds/nowhere": True}),
    ],
)
def test_wrong_bulk_actions_change_nothing(jmap: Jmap, condition: Any, update: Any) -> None:
    put(jmap, 1)
    assert start(jmap, condition, update).status == 422
    run_all()
    assert ids(jmap, {"hasKeyword": "$seen"}) == []


def test_a_bulk_action_of_somebody_else_is_not_there(
    jmap: Jmap, jmap_of: JmapOf, ben: Person
) -> None:
    begun = start(jmap, {}, {"keywords/$seen": True}).json["id"]
    theirs = jmap_of(ben)
    assert theirs.api.get(f"/mail/bulk/{begun}").status == 404
    assert theirs.api.post(f"/mail/bulk/{begun}/undo").status == 404
    body = {"accountId": jmap.account_id, "filter": {}, "update": {"keywords/$seen": True}}
    assert theirs.api.post("/mail/bulk", body).status == 404


def test_searches_are_kept_renewed_and_removed(jmap: Jmap, jmap_of: JmapOf, ben: Person) -> None:
    kept = jmap.api.post("/mail/searches", {"name": "Late", "query": "is:unread older_than:2d"})
    assert kept.status == 201
    jmap.api.post("/mail/searches", {"name": "Late", "query": "is:unread"})
    items = jmap.api.get("/mail/searches").json["items"]
    assert items == [{"id": kept.json["id"], "name": "Late", "query": "is:unread"}]
    theirs = jmap_of(ben)
    assert theirs.api.get("/mail/searches").json["items"] == []
    assert theirs.api.delete(f"/mail/searches/{kept.json['id']}").status == 404
    assert jmap.api.delete(f"/mail/searches/{kept.json['id']}").status == 204
    assert jmap.api.get("/mail/searches").json["items"] == []
