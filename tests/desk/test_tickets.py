"""Agents answer, note, change and assign; others see what they may and change nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from bureau import access
from bureau.desk.actions.hand_over import hand_over, preview
from bureau.desk.actions.queues import set_role
from bureau.desk.models import Queue, Ticket, TicketMessage
from bureau.mail.tests.mail_servers import Stranger
from bureau.people import SYSTEM
from bureau.platform import mime
from bureau.platform.ids import new_id
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from .conftest import CUSTOMER, Outside, Team, kinds, only_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(outside: Outside) -> Ticket:
    outside.write()
    return only_ticket()


def test_an_agent_sees_the_queue_with_its_counts(team: Team, ticket: Ticket, api: Api) -> None:
    queues = api.signed_in(team.agent).get("/desk/queues").json
    assert [(queue["key"], queue["unsolved"], queue["unassigned"]) for queue in queues] == [
        ("SC", 1, 1)
    ]
    assert queues[0]["abilities"] == {"read": True, "work": True, "manage": False}


def test_an_answer_is_mailed_and_the_customers_reply_comes_back(
    team: Team,
    ticket: Ticket,
    api: Api,
    outside: Outside,
    world: Stranger,
    drain: Callable[[], int],
) -> None:
    agent = api.signed_in(team.agent)
    sent = agent.post(f"/desk/tickets/{ticket.id}/replies", {"text": "We are looking for it."})
    assert sent.status == 201
    drain()
    answer = TicketMessage.objects.get(kind="reply")
    mail = mime.parse(world.received[-1][2])
    assert (mail.text.strip(), mail.message_id) == ("We are looking for it.", answer.message_id)
    assert mail.addresses("from")[0].name == "Lena (Seller care)"
    now = only_ticket()
    assert (now.status, now.assignee_id) == ("pending", team.agent.id)
    outside.write(In_Reply_To=f"<{answer.message_id}>", text="Thank you!")
    assert kinds(ticket) == ["incoming", "automatic", "reply", "incoming"]
    assert only_ticket().status == "open"


def test_an_answer_can_solve_and_carry_a_file(team: Team, ticket: Ticket, api: Api) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    agent = api.signed_in(team.agent)
    file = SimpleUploadedFile("label.txt", b"return label", "text/plain")
    upload = agent.client.post("/api/v1/desk/uploads", {"file": file}).json()
    body = {"text": "Use this label.", "status": "solved", "uploads": [upload["upload"]]}
    message = agent.post(f"/desk/tickets/{ticket.id}/replies", body).json
    assert [file["name"] for file in message["attachments"]] == ["label.txt"]
    assert only_ticket().status == "solved"
    found = agent.get(message["attachments"][0]["url"], site=True)
    assert found.status == 200
    assert found.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in found.headers["Content-Disposition"]


def test_another_persons_upload_cannot_be_attached(team: Team, ticket: Ticket, api: Api) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("secret.txt", b"secret", "text/plain")
    stolen = api.signed_in(team.admin).client.post("/api/v1/desk/uploads", {"file": file}).json()
    body = {"text": "mine", "uploads": [stolen["upload"]]}
    refused = api.signed_in(team.agent).post(f"/desk/tickets/{ticket.id}/replies", body)
    assert (refused.status, refused.json["code"]) == (422, "unknown_upload")
    assert kinds(ticket) == ["incoming", "automatic"]


def test_a_note_is_never_mailed(team: Team, ticket: Ticket, api: Api) -> None:
    from bureau.mail.models import Email

    before = Email.objects.count()
    noted = api.signed_in(team.agent).post(
        f"/desk/tickets/{ticket.id}/notes", {"text": "Known customer."}
    )
    assert (noted.status, noted.json["kind"]) == (201, "note")
    assert Email.objects.count() == before
    assert only_ticket().status == "new"


def test_changes_are_shown_in_the_history(team: Team, ticket: Ticket, api: Api) -> None:
    agent = api.signed_in(team.agent)
    body = {"priority": "high", "assignee_id": team.agent.id, "version": 1}
    changed = agent.patch(f"/desk/tickets/{ticket.id}", body)
    assert (changed.status, changed.json["priority"], changed.json["version"]) == (200, "high", 2)
    assert changed.json["status"] == "open"
    (change,) = changed.json["history"]
    assert change["actor"] == "Lena"
    assert change["changes"]["priority"] == ["normal", "high"]
    assert change["changes"]["assignee_id"] == [None, "Lena"]


def test_a_change_of_an_old_version_is_refused(team: Team, ticket: Ticket, api: Api) -> None:
    agent = api.signed_in(team.agent)
    agent.patch(f"/desk/tickets/{ticket.id}", {"priority": "high", "version": 1})
    late = agent.patch(f"/desk/tickets/{ticket.id}", {"priority": "low", "version": 1})
    assert (late.status, late.json["code"]) == (409, "ticket_changed")
    assert only_ticket().priority == "high"


def test_a_ticket_goes_only_to_agents_of_its_queue(team: Team, ticket: Ticket, api: Api) -> None:
    agent = api.signed_in(team.agent)
    for person in (team.viewer, team.stranger):
        refused = agent.patch(f"/desk/tickets/{ticket.id}", {"assignee_id": person.id})
        assert (refused.status, refused.json["code"]) == (422, "not_assignable")
    assert only_ticket().assignee_id is None


def test_a_viewer_reads_but_changes_nothing(team: Team, ticket: Ticket, api: Api) -> None:
    viewer = api.signed_in(team.viewer)
    assert viewer.get(f"/desk/tickets/{ticket.id}").status == 200
    for path, body in (("replies", {"text": "hi"}), ("notes", {"text": "hi"})):
        refused = viewer.post(f"/desk/tickets/{ticket.id}/{path}", body)
        assert (refused.status, refused.json["code"]) == (403, "not_an_agent")
    assert viewer.patch(f"/desk/tickets/{ticket.id}", {"priority": "low"}).status == 403
    assert kinds(ticket) == ["incoming", "automatic"]
    assert only_ticket().priority == "normal"


def test_for_a_stranger_the_desk_is_empty(team: Team, ticket: Ticket, api: Api) -> None:
    stranger = api.signed_in(team.stranger)
    assert stranger.get("/desk/queues").json == []
    assert stranger.get("/desk/tickets").json == {"items": [], "next": None}
    for answer in (
        stranger.get(f"/desk/tickets/{ticket.id}"),
        stranger.patch(f"/desk/tickets/{ticket.id}", {"priority": "low"}),
        stranger.post(f"/desk/tickets/{ticket.id}/replies", {"text": "hi"}),
        stranger.get(f"/desk/tickets/{new_id()}"),
    ):
        assert (answer.status, answer.json["code"]) == (404, "unknown_ticket")
    assert only_ticket().priority == "normal"


def test_nobody_reads_without_signing_in(ticket: Ticket, api: Api) -> None:
    assert api.get("/desk/tickets").status == 401


def test_an_empty_answer_is_refused(team: Team, ticket: Ticket, api: Api) -> None:
    refused = api.signed_in(team.agent).post(f"/desk/tickets/{ticket.id}/replies", {"text": "  "})
    assert (refused.status, refused.json["code"]) == (422, "empty_message")


def test_the_list_is_paged_and_costs_a_fixed_number_of_queries(
    team: Team, outside: Outside, api: Api, count_queries: CountQueries
) -> None:
    for number in range(5):
        outside.write(Subject=f"request {number}")
    agent = api.signed_in(team.agent)
    with count_queries(5, at_most=True):
        first = agent.get("/desk/tickets", limit=3).json
    second = agent.get("/desk/tickets", limit=3, cursor=first["next"]).json
    subjects = [row["subject"] for row in (*first["items"], *second["items"])]
    assert subjects == [f"request {number}" for number in (4, 3, 2, 1, 0)]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "unsolved"}, 1),
        ({"status": "solved"}, 0),
        ({"assignee": "nobody"}, 1),
        ({"assignee": "me"}, 0),
        ({"q": "phone nora"}, 1),
        ({"q": "sc-1001"}, 1),
        ({"q": "tablet"}, 0),
        ({"requester": CUSTOMER}, 1),
        ({"priority": "urgent"}, 0),
    ],
)
def test_the_list_can_be_narrowed(
    team: Team, ticket: Ticket, api: Api, query: dict[str, Any], found: int
) -> None:
    assert len(api.signed_in(team.agent).get("/desk/tickets", **query).json["items"]) == found


def test_an_agent_opens_a_ticket_for_a_caller(team: Team, api: Api) -> None:
    body = {
        "queue_id": team.queue.id,
        "requester_email": "Caller@Buyer.example",
        "subject": "By telephone",
        "text": "The battery.",
    }
    made = api.signed_in(team.agent).post("/desk/tickets", body)
    assert (made.status, made.json["requester_email"]) == (201, "caller@buyer.example")
    refused = api.signed_in(team.stranger).post("/desk/tickets", body)
    assert (refused.status, Ticket.objects.count()) == (404, 1)


def test_only_administrators_make_queues(team: Team, api: Api) -> None:
    body = {"name": "Mine", "key": "ME", "account_id": team.agent.id}
    assert api.signed_in(team.agent).post("/desk/queues", body).status == 403
    refused = api.signed_in(team.admin).post("/desk/queues", body)
    assert refused.json["errors"] == [
        {"field": "account_id", "message": "Choose a shared mailbox; its mail becomes tickets."}
    ]
    assert Queue.objects.count() == 1


def test_a_manager_gives_roles(team: Team, api: Api) -> None:
    set_role(SYSTEM, team.queue.id, team.agent.id, access.Role.MANAGER)
    manager = api.signed_in(team.agent)
    path = f"/desk/queues/{team.queue.id}/roles"
    assert manager.put(path, {"principal_id": team.stranger.id, "role": "agent"}).status == 204
    names = {row["name"]: row["role"] for row in manager.get(path).json}
    assert names == {"Lena": "manager", "Viktor": "viewer", "Sam": "agent"}
    assert api.signed_in(team.viewer).get(path).status == 403
    agents = manager.get(f"/desk/queues/{team.queue.id}/agents").json
    assert [agent["name"] for agent in agents] == ["Lena", "Sam"]


def test_a_leavers_tickets_go_to_the_successor_who_works_there(team: Team, ticket: Ticket) -> None:
    Ticket.objects.update(assignee=team.agent, status="open")
    assert preview(team.agent, team.stranger) == [
        "1 open tickets go back to their queues, where Sam is no agent"
    ]
    set_role(SYSTEM, team.queue.id, team.stranger.id, access.Role.EDITOR)
    assert preview(team.agent, team.stranger) == ["1 open tickets are assigned to Sam"]
    hand_over(team.agent, team.stranger)
    assert only_ticket().assignee_id == team.stranger.id
    assert preview(team.agent, team.stranger) == []
