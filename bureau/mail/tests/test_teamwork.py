"""Shared mailboxes: assigned and finished conversations, comments, who is there, and denial."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.automation import perform
from bureau.people import Person, actor_for
from bureau.platform import jobs
from bureau.platform.events import Event
from tests.fixtures.http import Api

from ..actions.open_account import open_account
from ..models import Delegation, Email, ThreadCare, ThreadNote, ThreadPresence
from .conftest import JmapOf, MakePerson
from .test_sending_inside import letter

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Team:
    """A shared mailbox with one conversation, and its people."""

    sales: Person
    thread_id: str
    email: Email

    @property
    def path(self) -> str:
        return f"/mail/shared/{self.sales.id}/threads/{self.thread_id}"


@pytest.fixture
def team(make_person: MakePerson, anna: Person, ben: Person) -> Team:
    sales = make_person("sales", "Sales", kind="shared")
    for person in (anna, ben):
        Delegation.objects.create(account_id=sales.id, principal_id=person.id, may_send=True)
    vendor = make_person("vendor")
    perform("mail.send", letter(vendor, "sales@demo.example"), owner=actor_for(vendor))
    email = Email.objects.get(account_id=sales.id)
    return Team(sales, email.thread_id, email)


def test_a_conversation_is_assigned_and_finished_and_everybody_sees_it(
    api: Api, team: Team, anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine, his = api.signed_in(anna), api.signed_in(ben)
    assert mine.get(team.path).json["assignee"] is None
    answer = mine.patch(team.path, {"assignee_id": ben.id})
    assert (answer.json["assignee"]["name"], answer.json["state"]) == ("Ben Braun", "open")
    (account,) = his.get("/mail/shared").json["items"]
    assert (account["name"], account["unread"], account["mine"]) == ("Sales", 1, 1)
    his.patch(team.path, {"state": "done"})
    listed = mine.get(f"/mail/shared/{team.sales.id}/threads", state="done").json["items"]
    assert [one["thread_id"] for one in listed] == [team.thread_id]
    (shown,) = jmap_of(ben, team.sales).call("Email/get", ids=[team.email.id], properties=["care"])[
        "list"
    ]
    assert shown["care"] == {
        "assignee": {"id": ben.id, "name": "Ben Braun", "email": "ben@demo.example"},
        "state": "done",
        "notes": 0,
    }


def test_who_assigned_it_is_on_record(api: Api, team: Team, anna: Person, ben: Person) -> None:
    api.signed_in(anna).patch(team.path, {"assignee_id": ben.id})
    record = Event.objects.get(name="mail.conversation_changed")
    assert (record.actor_id, record.changes) == (anna.id, {"assignee": ["", ben.id]})


def test_mail_that_arrives_opens_a_finished_conversation_again(
    api: Api, team: Team, anna: Person, make_person: MakePerson
) -> None:
    api.signed_in(anna).patch(team.path, {"state": "done"})
    other = make_person("other")
    answer = letter(
        other, "sales@demo.example", subject="Re: Lunch", in_reply_to=team.email.message_id
    )
    perform("mail.send", answer, owner=actor_for(other))
    assert ThreadCare.objects.get().state == "done"
    jobs.drain()
    assert ThreadCare.objects.get().state == "open"


def test_only_readers_are_assigned_and_only_readers_assign(
    api: Api, team: Team, anna: Person, make_person: MakePerson
) -> None:
    stranger = make_person("stranger")
    assert api.signed_in(anna).patch(team.path, {"assignee_id": stranger.id}).status == 422
    theirs = api.signed_in(stranger)
    assert theirs.patch(team.path, {"assignee_id": stranger.id}).status == 404
    assert theirs.get(team.path).status == 404
    assert theirs.get(f"{team.path}/notes").status == 404
    assert theirs.post(f"{team.path}/notes", {"text": "x"}).status == 404
    assert theirs.post(f"{team.path}/presence", {"doing": "viewing"}).status == 404
    own = team.path.replace(team.sales.id, stranger.id)
    open_account(stranger)
    assert theirs.get(own).status == 404
    assert theirs.patch(own, {"state": "done"}).status == 404
    assert theirs.get(f"{own}/notes").status == 404
    assert not ThreadCare.objects.exclude(assignee_id="").exists()
    assert not ThreadNote.objects.exists()
    assert not ThreadPresence.objects.exists()


def test_comments_are_written_changed_and_removed_by_their_author(
    api: Api, team: Team, anna: Person, ben: Person
) -> None:
    mine, his = api.signed_in(anna), api.signed_in(ben)
    made = mine.post(f"{team.path}/notes", {"text": "Ask the boss"})
    assert (made.status, made.json["author"]["name"]) == (201, "Anna Arendt")
    note = f"/mail/shared/{team.sales.id}/notes/{made.json['id']}"
    assert his.patch(note, {"text": "No"}).status == 403
    assert his.delete(note).status == 403
    assert mine.patch(note, {"text": "Ask Eva"}).json["edited_at"] is not None
    (seen,) = his.get(f"{team.path}/notes").json["items"]
    assert (seen["text"], seen["may_change"]) == ("Ask Eva", False)
    assert mine.delete(note).status == 204
    assert not ThreadNote.objects.exists()


def test_two_who_open_the_same_conversation_learn_of_each_other(
    api: Api, team: Team, anna: Person, ben: Person
) -> None:
    mine, his = api.signed_in(anna), api.signed_in(ben)
    path = f"{team.path}/presence"
    assert mine.post(path, {"doing": "answering"}).json == {"others": []}
    (other,) = his.post(path, {"doing": "viewing"}).json["others"]
    assert (other["person"]["name"], other["doing"]) == ("Anna Arendt", "answering")
    mine.post(path, {"doing": "gone"})
    assert his.post(path, {"doing": "viewing"}).json == {"others": []}


def test_a_list_of_conversations_costs_the_same_however_many(
    api: Api, team: Team, anna: Person, django_assert_num_queries: Any
) -> None:
    mine = api.signed_in(anna)
    path = f"/mail/shared/{team.sales.id}/threads"
    mine.patch(team.path, {"assignee_id": anna.id})
    with CaptureQueriesContext(connection) as first:
        assert len(mine.get(path).json["items"]) == 1
    count = len(first)
    perform(
        "mail.send",
        letter(anna, "sales@demo.example", subject="More"),
        owner=actor_for(anna),
    )
    other = Email.objects.filter(account_id=team.sales.id).latest("id").thread_id
    mine.patch(f"{path}/{other}", {"assignee_id": anna.id})
    with django_assert_num_queries(count):
        assert len(mine.get(path).json["items"]) == 2
