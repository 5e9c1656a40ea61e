"""The administrators' screens: is everything well, and what gave up in the background."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.mail.models import Recipient, Submission
from bureau.people import SYSTEM, NewPerson, Person, create_person
from bureau.platform import jobs
from bureau.platform.events import Event
from bureau.platform.jobs import Job
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

pytestmark = pytest.mark.django_db
broken = True
ran: list[str] = []


@jobs.job("test.fragile", attempts=1)
def fragile(folder_id: str, text: str) -> None:
    """Fail while the world is broken."""
    if broken:
        raise RuntimeError("the disk is full")
    ran.append(folder_id)


@pytest.fixture
def root() -> Person:
    new = NewPerson(email="root@demo.example", name="Root", state="active", role="admin")
    return create_person(SYSTEM, new)


@pytest.fixture
def admin(api: Api, root: Person) -> Api:
    return api.signed_in(root)


@pytest.fixture
def dead() -> list[int]:
    """Two jobs that gave up."""
    for folder in ("F1", "F2"):
        fragile.enqueue(folder_id=folder, text="a letter " * 40)
    jobs.drain()
    return list(
        Job.objects.filter(name="test.fragile").order_by("-id").values_list("id", flat=True)
    )


def test_a_dead_letter_is_shown_with_its_reason_and_without_contents(
    admin: Api, dead: list[int], count_queries: CountQueries
) -> None:
    with count_queries(2):
        found = admin.get("/admin/dead-letters").json["items"]
    assert [one["id"] for one in found] == dead
    assert found[0]["reason"] == "RuntimeError: the disk is full"
    assert (found[0]["attempts"], found[0]["about"]) == (1, {"folder_id": "F2"})
    assert admin.get("/admin/dead-letters", name="other").json["items"] == []
    overview = admin.get("/admin/background-work").json
    assert overview["dead"] == [{"name": "test.fragile", "count": 2}]


def test_one_dead_letter_is_replayed_and_the_record_says_by_whom(
    admin: Api, root: Person, dead: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.broken", False)
    ran.clear()
    assert admin.post("/admin/dead-letters/replay", {"ids": dead[:1]}).json == {"count": 1}
    jobs.drain()
    assert ran == ["F2"]
    event = Event.objects.get(name="jobs.replayed")
    assert (event.actor_id, event.changes) == (root.id, {"jobs": [["test.fragile"], 1]})
    assert admin.post("/admin/dead-letters/replay", {"ids": None}).json == {"count": 1}
    jobs.drain()
    assert ran == ["F2", "F1"]
    assert admin.get("/admin/dead-letters").json["items"] == []


def test_only_dead_letters_are_deleted(admin: Api, dead: list[int]) -> None:
    fragile.at(timezone.now() + timedelta(hours=1)).enqueue(folder_id="F3", text="")
    waiting = Job.objects.get(state="ready", name="test.fragile").id
    answer = admin.post("/admin/dead-letters/discard", {"ids": [*dead, waiting]})
    assert answer.json == {"count": 2}
    assert list(Job.objects.filter(name="test.fragile").values_list("id", flat=True)) == [waiting]


def test_a_queue_that_nobody_works_on_is_a_failure(admin: Api) -> None:
    fragile.enqueue(folder_id="F1", text="")
    Job.objects.filter(name="test.fragile").update(run_at=timezone.now() - timedelta(minutes=5))
    health = admin.get("/admin/health").json
    states = {one["check"]: one["state"] for one in health["findings"]}
    assert (health["state"], states["background work"]) == ("failed", "failed")
    lanes = admin.get("/admin/background-work").json["lanes"]
    assert [(lane["lane"], lane["due"]) for lane in lanes][1:] == [("slow", 0)]
    assert lanes[0]["due"] >= 1


def test_an_administrator_without_a_second_step_is_named(admin: Api) -> None:
    found = {one["check"]: one for one in admin.get("/admin/health").json["findings"]}
    assert found["administrators"]["message"] == "Without a second step: Root."


def test_mail_that_waits_is_shown_by_domain_with_the_last_answer(admin: Api) -> None:
    submission = Submission.objects.create(
        blob="0" * 64, message_id="<a@b>", send_at=timezone.now()
    )
    Submission.objects.update(created_at=timezone.now() - timedelta(hours=6))
    Recipient.objects.create(
        submission=submission, email="v@vendor.test", domain="vendor.test", attempts=2,
        reply="451 4.7.1 Greylisted",
    )  # fmt: skip
    jobs.Job.objects.create(
        name="mail.transmit", lane="slow", run_at=timezone.now() + timedelta(minutes=5),
        arguments={"submission_id": submission.id, "domain": "vendor.test"},
    )  # fmt: skip
    (waiting,) = admin.get("/admin/background-work").json["outbound"]
    assert (waiting["domain"], waiting["messages"]) == ("vendor.test", 1)
    assert waiting["reply"] == "451 4.7.1 Greylisted"
    states = {one["check"]: one["state"] for one in admin.get("/admin/health").json["findings"]}
    assert states["outgoing mail"] == "warning"
