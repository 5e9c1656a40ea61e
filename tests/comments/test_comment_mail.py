"""Somebody comments; those it concerns hear of it, answer by mail, and the answer is a comment,
once. Programs that answer are not heard.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bureau.access import Role
from bureau.comments.models import Comment
from bureau.composition.own_words import without_quote
from bureau.docs import create_document
from bureau.drive import share
from bureau.mail import Draft, write_letter
from bureau.mail.models import Email
from bureau.notifications import Notification
from bureau.people import SYSTEM, NewPerson, Person, actor_for, create_person
from bureau.platform import blobs, mime
from bureau.platform.mime import MailAddress, ParsedMessage
from tests.fixtures.http import Api

Drain = Callable[[], int]


@dataclass
class Office:
    """Ada made a document; Ben comments on it; Vera may only read, Sam nothing."""

    people: dict[str, Person]
    clients: dict[str, Api]
    document: str
    drain: Drain

    def comments(self, by: str, text: str, *mentions: str, thread: str = "") -> str:
        """Comment, let everybody hear of it; returns the thread."""
        body = {"text": text, "mentions": [self.people[name].id for name in mentions]}
        path = f"threads/{thread}/comments" if thread else f"doc/{self.document}/threads"
        made = self.clients[by].post(f"/comments/{path}", body)
        assert made.status == 201
        self.drain()
        found: str = made.json["id"]
        return found

    def inbox(self, name: str) -> list[ParsedMessage]:
        wanted = Email.objects.filter(account_id=self.people[name].id).order_by("id")
        mails = [mime.parse(blobs.read(email.blob)) for email in wanted]
        return [mail for mail in mails if mail.addresses("from")[0].email.startswith("comments@")]

    def answers(self, by: str, to: ParsedMessage, text: str, **more: Any) -> None:
        """Answer a mail as a mail program does."""
        [reply_to] = to.addresses("reply-to")
        write_letter(
            actor_for(self.people[by]),
            Draft(
                from_person_id=self.people[by].id,
                to=[MailAddress("", reply_to.email)],
                subject=f"Re: {to.subject}",
                text=f"{text}\n\nOn Monday, somebody wrote:\n> {to.text}",
                in_reply_to=to.message_id,
                **more,
            ),
        )
        self.drain()

    def said(self) -> list[tuple[str, str, bool]]:
        rows = Comment.objects.order_by("id")
        return [(row.author_name, row.text, row.source is not None) for row in rows]


@pytest.fixture
def office(db: None, api: Api, drain: Drain) -> Office:
    def person(name: str) -> Person:
        new = NewPerson(email=f"{name}@demo.example", name=name.title(), state="active")
        return create_person(SYSTEM, new)

    people = {name: person(name) for name in ("ada", "ben", "vera", "sam")}
    ada = actor_for(people["ada"])
    document = create_document(ada, name="Plan").id
    share(ada, document, [people["ben"].id], Role.CONTRIBUTOR)
    share(ada, document, [people["vera"].id], Role.VIEWER)
    drain()
    return Office(people, {name: api.signed_in(people[name]) for name in people}, document, drain)


def bell(office: Office, name: str) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(person=office.people[name], kind__startswith="comment")
    return [(row.title, row.url) for row in rows.order_by("id")]


def test_those_it_concerns_hear_of_a_comment(office: Office) -> None:
    thread = office.comments("ben", "Is this right, Vera and Sam?", "vera", "sam")
    url = f"/docs/{office.document}?thread={thread}"
    assert bell(office, "ada") == [("Ben commented on “Plan”", url)]
    assert bell(office, "vera") == [("Ben mentioned you in “Plan”", url)]
    assert bell(office, "sam") == bell(office, "ben") == []
    [mail] = office.inbox("ada")
    assert mail.subject == "Comment on “Plan”"
    assert "Is this right, Vera and Sam?" in mail.text
    assert url in mail.text
    assert mail.header("auto-submitted") == "auto-generated"
    assert office.inbox("sam") == office.inbox("ben") == []


def test_an_answer_by_mail_is_a_comment_once(office: Office) -> None:
    office.comments("ben", "Is this right?")
    [mail] = office.inbox("ada")
    for _ in range(2):
        office.answers("ada", mail, "Yes, it is.", message_id="answer-1@ada.example")
    assert office.said() == [("Ben", "Is this right?", False), ("Ada", "Yes, it is.", True)]
    assert [mail.subject for mail in office.inbox("ben")] == ["Comment on “Plan”"]
    assert len(office.inbox("ada")) == 1  # nobody hears of what they said themselves


def test_programs_that_answer_are_not_heard(office: Office) -> None:
    office.comments("ben", "Is this right?")
    [mail] = office.inbox("ada")
    office.answers("ada", mail, "I am away.", is_automatic=True)
    office.answers("ada", mail, "List.", headers={"List-Id": "<list.demo.example>"})
    assert office.said() == [("Ben", "Is this right?", False)]


def test_nobody_answers_with_the_mail_of_another(office: Office) -> None:
    office.comments("ben", "Is this right?")
    [mail] = office.inbox("ada")
    office.answers("sam", mail, "I am Ada.")
    assert office.said() == [("Ben", "Is this right?", False)]


def test_who_may_not_comment_hears_that_the_answer_is_not_there(office: Office) -> None:
    office.comments("ben", "Look, Vera.", "vera")
    [mail] = office.inbox("vera")
    office.answers("vera", mail, "I see.")
    assert office.said() == [("Ben", "Look, Vera.", False)]
    assert bell(office, "vera")[-1][0] == "Your answer by mail could not be added as a comment"


def test_who_is_put_in_charge_hears_of_it(office: Office) -> None:
    thread = office.comments("ada", "Please check.")
    assert bell(office, "ben") == []
    ben = office.people["ben"].id
    office.clients["ada"].patch(f"/comments/threads/{thread}", {"assignee": ben})
    office.drain()
    assert [title for title, _ in bell(office, "ben")] == [
        "A comment on “Plan” was assigned to you"
    ]
    assert len(office.inbox("ben")) == 1


def test_mail_is_in_the_language_of_its_reader(office: Office) -> None:
    Person.objects.filter(id=office.people["ada"].id).update(language="fr")
    office.comments("ben", "C’est juste ?")
    assert office.inbox("ada")[0].subject == "Commentaire sur « Plan »"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nOn Mon, 3 Mar 2026 at 10:00, Ben <b@x.example>\nwrote:\n> old", "Yes."),
        ("Oui.\n\nLe lun. 3 mars 2026 à 10:00, Ben a écrit :\n> vieux", "Oui."),
        ("Yes\n> quoted in between\nand more\n> old", "Yes\n> quoted in between\nand more"),
        ("Yes\n-- \nAda\nRelume", "Yes"),
        ("Yes\n\n-----Original Message-----\nFrom: Ben", "Yes"),
        ("Yes\n________________________________\nFrom: Ben", "Yes"),
        ("On time, as I wrote: good", "On time, as I wrote: good"),
    ],
)
def test_only_what_is_new_in_an_answer_counts(text: str, own: str) -> None:
    assert without_quote(text) == own
