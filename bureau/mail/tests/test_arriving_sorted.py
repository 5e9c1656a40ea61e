"""Categories, importance and mute: decided from what a message says, and taught by its reader."""

import pytest

from bureau.people import Person, SystemMail, actor_for
from bureau.platform.mime import MailAddress, ParsedMessage, parse

from ..actions.system_mail import send_system_mail
from ..actions.write_letter import Draft, write_letter
from ..models import Email, Mailbox, SenderHint
from ..rules.category import category_of
from ..rules.importance import importance_of
from .arriving import arrives, email_of, places
from .conftest import JmapOf

LIST = ("List-Id: <talk.lists.example>", "List-Post: <mailto:talk@lists.example>")
BULK = ("List-Unsubscribe: <https://shop.example/u>",)


def message(author: str, subject: str, *headers: str) -> ParsedMessage:
    lines = [f"From: {author}", "To: anna@demo.example", f"Subject: {subject}", *headers]
    return parse(("\r\n".join(lines) + "\r\n\r\nHello\r\n").encode())


@pytest.mark.parametrize(
    ("author", "subject", "headers", "category", "why"),
    [
        ("vera@vendor.example", "Our order", (), "primary", "person"),
        ("a@lists.example", "Re: idea", LIST, "forums", "mailing_list"),
        ("x@facebookmail.com", "New friend", (), "social", "social_network"),
        ("x@e.mail.linkedin.com", "You appear", BULK, "social", "social_network"),
        ("x@notfacebook.com", "Hi", (), "primary", "person"),
        ("x@shop.example", "Summer news", BULK, "promotions", "sent_to_many"),
        ("x@shop.example", "Hats: 30% off", ("Precedence: bulk",), "promotions", "sent_to_many"),
        ("x@shop.example", "Your order has shipped", BULK, "updates", "transaction"),
        ("x@shop.example", "Votre facture", BULK, "updates", "transaction"),
        ("x@shop.example", "Save on your next order", BULK, "promotions", "sent_to_many"),
        ("no-reply@bank.example", "Your statement", (), "updates", "transaction"),
        ("noreply@bank.example", "Hello", (), "updates", "automatic"),
        ("bot@x.example", "Done", ("Auto-Submitted: auto-generated",), "updates", "automatic"),
        ("norelyn@x.example", "Hello", (), "primary", "person"),
    ],
)
def test_a_message_is_sorted_by_what_it_says(
    author: str, subject: str, headers: tuple[str, ...], category: str, why: str
) -> None:
    found = category_of(message(author, subject, *headers), is_known=False)
    assert (found.category, found.why) == (category, why)


def test_people_one_writes_to_are_primary_and_teaching_wins() -> None:
    robot = message("no-reply@bank.example", "Your statement")
    assert category_of(robot, is_known=True).category == "primary"
    assert category_of(message("x@shop.example", "News", *BULK), is_known=True).category == (
        "promotions"
    )
    assert category_of(robot, is_known=True, taught="forums") == ("forums", "taught")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (False, "")),
        ({"is_known": True}, (True, "you_write_to_sender")),
        ({"is_colleague": True}, (True, "colleague_to_you")),
        ({"is_known": True, "own": frozenset({"ben@demo.example"})}, (False, "not_to_you")),
        ({"is_known": True, "category": "promotions"}, (False, "sent_to_many")),
        ({"is_own_thread": True, "category": "forums"}, (True, "your_thread")),
        ({"is_known": True, "taught": False}, (False, "taught")),
        ({"taught": True}, (True, "taught")),
    ],
)
def test_importance_is_explained(changes: dict[str, object], expected: tuple[bool, str]) -> None:
    given: dict[str, object] = {
        "own": frozenset({"anna@demo.example"}),
        "category": "primary",
        "is_own_thread": False,
        "is_known": False,
        "is_colleague": False,
        **changes,
    }
    assert importance_of(message("v@vendor.example", "Hi"), **given) == expected  # type: ignore[arg-type]


@pytest.mark.django_db
def test_mail_about_the_own_account_is_primary_and_only_from_the_house(anna: Person) -> None:
    send_system_mail(SystemMail(anna.email, "Your account is ready", "Welcome"))
    assert Email.objects.get().trust["category"] == {"is": "primary", "why": "your_account"}
    arrives(2, author="no-reply@demo.example", subject="Your account is ready")
    assert email_of(anna, 2).trust["category"] == {"is": "updates", "why": "transaction"}


@pytest.mark.django_db
def test_moving_a_message_to_another_category_teaches(anna: Person, jmap_of: JmapOf) -> None:
    arrives(1)
    arrives(2, *BULK, author="Shop <news@shop.example>", subject="News")
    assert places(anna, 2) == ["inbox", "promotions"]
    boxes = {box.category: box.id for box in Mailbox.objects.exclude(category="")}
    jmap, email = jmap_of(anna), email_of(anna, 1)
    jmap.call("Email/set", update={email.id: {f"mailboxIds/{boxes['promotions']}": True}})
    assert places(anna, 1) == ["inbox", "promotions"]
    assert SenderHint.objects.get().email == "vera@vendor.example"
    arrives(3)
    assert places(anna, 3) == ["inbox", "promotions"]
    assert email_of(anna, 3).trust["category"] == {"is": "promotions", "why": "taught"}


@pytest.mark.django_db
def test_the_category_goes_and_comes_with_the_inbox(anna: Person, jmap_of: JmapOf) -> None:
    arrives(1, *BULK, subject="News")
    jmap, email_id = jmap_of(anna), email_of(anna, 1).id
    inbox, archive = jmap.mailbox("inbox"), jmap.mailbox("archive")
    patch = {f"mailboxIds/{inbox}": None, f"mailboxIds/{archive}": True}
    jmap.call("Email/set", update={email_id: patch})
    assert places(anna, 1) == ["archive"]
    assert Mailbox.objects.get(category="promotions").total_emails == 0
    patch = {f"mailboxIds/{inbox}": True, f"mailboxIds/{archive}": None}
    jmap.call("Email/set", update={email_id: patch})
    assert places(anna, 1) == ["inbox", "promotions"]
    jmap.call("Email/set", update={email_id: {f"mailboxIds/{inbox}": None}})
    assert places(anna, 1) == ["archive"]
    assert SenderHint.objects.count() == 0


@pytest.mark.django_db
def test_marking_as_important_teaches(anna: Person, jmap_of: JmapOf) -> None:
    draft = Draft(anna.id, [MailAddress("", "vera@vendor.example")], "Hi", "Hello")
    write_letter(actor_for(anna), draft)
    arrives(1)
    assert places(anna, 1) == ["important", "inbox", "primary"]
    jmap, email_id = jmap_of(anna), email_of(anna, 1).id
    important = Mailbox.objects.get(role="important").id
    jmap.call("Email/set", update={email_id: {f"mailboxIds/{important}": None}})
    arrives(2)
    assert places(anna, 2) == ["inbox", "primary"]
    jmap.call("Email/set", update={email_id: {f"mailboxIds/{important}": True}})
    arrives(3)
    assert places(anna, 3) == ["important", "inbox", "primary"]
    assert email_of(anna, 3).trust["important"] == {"is": True, "why": "taught"}


@pytest.mark.django_db
def test_an_answer_to_what_one_wrote_is_important(anna: Person) -> None:
    draft = Draft(
        anna.id, [MailAddress("", "x@far.example")], "Plan", "Hello", message_id="p@demo.example"
    )
    write_letter(actor_for(anna), draft)
    arrives(1, "In-Reply-To: <p@demo.example>", *BULK, subject="Re: Plan")
    assert places(anna, 1) == ["important", "inbox", "primary"]
    assert email_of(anna, 1).trust["important"] == {"is": True, "why": "your_thread"}


@pytest.mark.django_db
def test_an_answer_in_a_muted_thread_stays_out_of_the_inbox(anna: Person, jmap_of: JmapOf) -> None:
    arrives(1, subject="Party")
    jmap = jmap_of(anna)
    jmap.call("Email/set", update={email_of(anna, 1).id: {"keywords/$muted": True}})
    arrives(2, "In-Reply-To: <1@vendor.example>", subject="Re: Party")
    assert places(anna, 2) == ["archive"]
    assert email_of(anna, 2).keywords == ["$muted"]
    arrives(3, "References: <2@vendor.example>", subject="Re: Party")
    assert (places(anna, 3), email_of(anna, 3).keywords) == (["archive"], ["$muted"])
    arrives(4, "In-Reply-To: <1@vendor.example>", subject="Something else")
    assert places(anna, 4) == ["inbox", "primary"]


@pytest.mark.django_db
def test_one_person_mutes_for_themselves_alone(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    arrives(1, subject="Party", recipients=[anna.email, ben.email])
    jmap_of(anna).call("Email/set", update={email_of(anna, 1).id: {"keywords/$muted": True}})
    both = [anna.email, ben.email]
    arrives(2, "In-Reply-To: <1@vendor.example>", subject="Re: Party", recipients=both)
    assert places(anna, 2) == ["archive"]
    assert places(ben, 2) == ["inbox", "primary"]


@pytest.mark.django_db
def test_every_message_of_the_inbox_has_one_category(anna: Person, jmap_of: JmapOf) -> None:
    arrives(1)
    arrives(2, *BULK, subject="News")
    arrives(3, *LIST)
    inbox = Mailbox.objects.get(account_id=anna.id, role="inbox")
    categories = Mailbox.objects.filter(account_id=anna.id).exclude(category="")
    assert sum(box.total_emails for box in categories) == inbox.total_emails == 3
    for email in Email.objects.all():
        assert email.label_rows.exclude(mailbox__category="").count() == 1
