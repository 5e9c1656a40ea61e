"""Junk: learnt from what people say, by the web, JMAP and IMAP's moves; never friends."""

import pytest

from bureau.people import Person, actor_for
from bureau.platform import jobs
from bureau.platform.mime import MailAddress

from ..actions.deliver import deliver
from ..actions.write_letter import Draft, write_letter
from ..events import Arrival
from ..models import Email, SpamLesson, SpamToken
from ..spam.tokens import ALL
from .arriving import arrives, email_of, places
from .conftest import JmapOf

pytestmark = pytest.mark.django_db

JUNK_BODY = "Casino winner! Claim your lottery inheritance and cheap miracle pills now"
GOOD_BODY = "The minutes of our project meeting and the agenda for the budget review"


def learnt() -> tuple[int, int]:
    row = SpamToken.objects.filter(token=ALL).first()
    return (row.junk, row.good) if row else (0, 0)


def trained(person: Person, jmap_of: JmapOf, each: int = 10) -> None:
    """Let the person call some messages junk and rescue others."""
    jmap = jmap_of(person)
    for number in range(each):
        arrives(1000 + number, body=f"{JUNK_BODY} {number}", author="Win <win@offers.example>")
        arrives(2000 + number, body=f"{GOOD_BODY} {number}", author="Pia <pia@partner.example>")
        bad, good = email_of(person, 1000 + number), email_of(person, 2000 + number)
        jmap.call("Email/set", update={bad.id: {"keywords/$junk": True}})
        jmap.call("Email/set", update={good.id: {"keywords/$notjunk": True}})
    jobs.drain()


def test_moving_to_junk_and_back_is_learnt_and_unlearnt(anna: Person, jmap_of: JmapOf) -> None:
    arrives(1)
    jmap, email_id = jmap_of(anna), email_of(anna, 1).id
    inbox, junk = jmap.mailbox("inbox"), jmap.mailbox("junk")
    jmap.call("Email/set", update={email_id: {"mailboxIds": {junk: True}}})
    jobs.drain()
    assert (learnt(), SpamLesson.objects.get().is_junk) == ((1, 0), True)
    assert places(anna, 1) == ["junk"]
    jmap.call("Email/set", update={email_id: {"mailboxIds": {inbox: True}}})
    jobs.drain()
    assert (learnt(), SpamLesson.objects.get().is_junk) == ((0, 1), False)
    assert places(anna, 1) == ["inbox", "primary"]
    assert SpamToken.objects.filter(junk__lt=0).count() == 0
    assert SpamToken.objects.filter(junk__gt=0).count() == 0


def test_saying_it_twice_is_learnt_once(anna: Person, jmap_of: JmapOf) -> None:
    arrives(1)
    jmap, email_id = jmap_of(anna), email_of(anna, 1).id
    for value in (True, None, True):
        jmap.call("Email/set", update={email_id: {"keywords/$junk": value}})
        jobs.drain()
    assert learnt() == (1, 0)


def test_throwing_junk_away_teaches_nothing(anna: Person, jmap_of: JmapOf) -> None:
    arrives(1)
    jmap, email_id = jmap_of(anna), email_of(anna, 1).id
    for role in ("junk", "trash"):
        boxes = {jmap.mailbox(role): True}
        jmap.call("Email/set", update={email_id: {"mailboxIds": boxes}})
        jobs.drain()
    assert learnt() == (1, 0)


def test_what_was_learnt_sorts_what_comes(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    trained(anna, jmap_of)
    assert learnt() == (10, 10)
    arrives(1, body=JUNK_BODY, author="Luck <luck@offers.example>", to=ben.email)
    arrives(2, body=GOOD_BODY, author="Paul <paul@partner.example>", to=ben.email)
    assert places(ben, 1) == ["junk"]
    trust = email_of(ben, 1).trust
    assert trust["spam"] >= 0.9
    assert trust["reasons"][0].startswith("words: ")
    assert "casino" in trust["reasons"][0]
    assert places(ben, 2) == ["inbox", "primary"]
    assert email_of(ben, 2).trust["spam"] < 0.1


def test_whom_one_writes_to_is_never_junk(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    trained(anna, jmap_of)
    draft = Draft(ben.id, [MailAddress("", "luck@offers.example")], "Hi", "Hello")
    write_letter(actor_for(ben), draft)
    arrives(1, body=JUNK_BODY, author="Luck <luck@offers.example>", to=ben.email)
    assert places(ben, 1) == ["inbox", "primary"]
    assert email_of(ben, 1).trust["spam"] >= 0.9


def test_a_friend_whose_address_was_forged_is_junk(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    trained(anna, jmap_of)
    draft = Draft(ben.id, [MailAddress("", "luck@offers.example")], "Hi", "Hello")
    write_letter(actor_for(ben), draft)
    arrives(1, body=JUNK_BODY, author="Luck <luck@offers.example>", to=anna.email)
    sample = email_of(anna, 1)
    hand_in(sample, ben, {"author": "failed", "policy": "reject", "external": True})
    assert places(ben, 1) == ["junk"]


def test_the_organisations_verdict_is_obeyed(anna: Person, ben: Person) -> None:
    arrives(1)
    trust = {
        "author": "failed",
        "disposition": "junk",
        "external": True,
        "reasons": ["dmarc_failed"],
    }
    hand_in(email_of(anna, 1), ben, trust)
    assert places(ben, 1) == ["junk"]
    assert email_of(ben, 1).trust["reasons"] == ["dmarc_failed", "organisation", "author_failed"]


def hand_in(email: Email, person: Person, trust: dict[str, object]) -> None:
    """Deliver the bytes of a message to another account, with another verdict."""
    from bureau.platform import blobs
    from bureau.platform.mime import parse

    arrival = Arrival(
        blob=blobs.BlobRef(email.blob, email.size_bytes),
        message=parse(blobs.read(email.blob)),
        fingerprint=email.fingerprint,
        envelope_from="x@far.example",
        received_at=email.received_at,
        is_internal=False,
        trust=trust,
    )
    deliver(arrival, [(person.id, person.email)])


def test_mail_from_inside_is_not_judged(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    trained(anna, jmap_of)
    write_letter(actor_for(anna), Draft(anna.id, [MailAddress("", ben.email)], "Win", JUNK_BODY))
    email = Email.objects.get(account_id=ben.id, subject="Win")
    assert email.trust["spam"] == 0.0
    assert email.label_rows.filter(mailbox__role="inbox").exists()
