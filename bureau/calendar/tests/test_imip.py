"""Scheduling messages that come by mail, in the style of other makers' programs."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.actions.objects import put_object
from bureau.calendar.ical import parse_object
from bureau.calendar.imip.letter import Occasion, write_letter
from bureau.calendar.imip.links import AnswerLink, read_token, token_of
from bureau.calendar.imip.receiving import has_message, on_mail_received
from bureau.calendar.models import CalendarObject, Occurrence
from bureau.notifications import Notification
from bureau.people import SYSTEM, NewPerson, Person, actor_for, create_person
from bureau.platform import blobs, jobs
from bureau.platform.events import Event
from bureau.platform.mime import CalendarPart, MailAddress, build_message, parse

from .imip_samples import APPLE, GOOGLE, GOOGLE_REPLY, OUTLOOK, OUTLOOK_REPLY
from .itip import guest, params_of, raw, series, statuses, vevent
from .test_delivery import copy_of, has_copy, words_of

SECOND = "20261130T080000Z"
CAROL = "carol@elsewhere.example"


@pytest.fixture
def alice(db: None) -> Person:
    new = NewPerson(email="alice@demo.example", name="Alice", state="active")
    return create_person(SYSTEM, new)


def arrive(
    person: Person,
    method: str,
    ics: bytes,
    *,
    sender: str = CAROL,
    author: str = "proven",
    envelope: str = "",
) -> None:
    """Deliver a mail with a scheduling message."""
    letter = build_message(
        sender=MailAddress("Carol", sender),
        to=[MailAddress("", person.email)],
        subject="Event",
        text="See the event.",
        html="<p>See the event.</p>",
        calendar=CalendarPart(method, ics),
        sent_at=timezone.now(),
        message_id="x@elsewhere.example",
    )
    sections = [
        part.section
        for part in parse(letter).root.walk()
        if part.media_type in ("text/calendar", "application/ics")
    ]
    payload: dict[str, Any] = {
        "account_id": person.id,
        "blob": blobs.put(letter).hash,
        "from": {"name": "Carol", "email": sender},
        "envelope_from": envelope or sender,
        "is_internal": False,
        "author": author,
        "calendar_parts": sections,
    }
    event = Event(name="mail.received", payload=payload)
    assert has_message(event)
    on_mail_received(event)


def invitation(*components: str) -> bytes:
    text = components or (
        vevent(
            organizer=f"ORGANIZER;CN=Carol:mailto:{CAROL}",
            guests=(guest("alice@demo.example", more=";RSVP=TRUE"),),
        ),
    )
    return raw(*text, method="REQUEST")


def reply(partstat: str, more: tuple[str, ...] = (), **fields: Any) -> bytes:
    guests = (guest(CAROL, partstat),)
    return raw(vevent(guests=guests, more=more, **fields), method="REPLY")


def meeting(alice: Person, *components: str) -> CalendarObject:
    calendar = open_default_calendar(alice)
    return put_object(actor_for(alice), calendar, "m.ics", raw(*(components or (vevent(),)))).object


def carols(alice: Person, key: str = "") -> str:
    return statuses(parse_object(bytes(copy_of(alice).raw)))[key][CAROL]


def test_an_invitation_lands_in_the_calendar_once(alice: Person) -> None:
    arrive(alice, "REQUEST", invitation())
    arrive(alice, "REQUEST", invitation())
    mine = copy_of(alice)
    assert mine.organizer == CAROL
    assert mine.details.get().my_status == "needs-action"
    assert words_of(alice) == ["Carol invites you: Planning"]


@pytest.mark.parametrize(
    ("sender", "author", "envelope"),
    [
        (CAROL, "failed", ""),
        (CAROL, "unproven", "bounce@other.example"),
        ("mallory@other.example", "unproven", ""),
    ],
)
def test_what_cannot_be_believed_changes_nothing(
    alice: Person, sender: str, author: str, envelope: str
) -> None:
    arrive(alice, "REQUEST", invitation(), sender=sender, author=author, envelope=envelope)
    assert not has_copy(alice)
    assert words_of(alice) == []


def test_a_service_may_invite_for_the_organizer_and_later_change_and_cancel(
    alice: Person,
) -> None:
    service = "noreply@calendars.example"
    arrive(alice, "REQUEST", invitation(), sender=service)
    assert has_copy(alice)
    cancel = invitation().replace(b"METHOD:REQUEST", b"METHOD:CANCEL")
    arrive(alice, "CANCEL", cancel, sender="mallory@other.example")
    assert has_copy(alice)
    arrive(alice, "CANCEL", cancel, sender=service)
    assert not has_copy(alice)


def test_a_cancellation_by_mail_takes_the_event_away(alice: Person) -> None:
    arrive(alice, "REQUEST", invitation())
    arrive(alice, "CANCEL", invitation().replace(b"METHOD:REQUEST", b"METHOD:CANCEL"))
    assert not has_copy(alice)
    assert words_of(alice)[-1] == "Cancelled by Carol: Planning"


def test_an_older_invitation_that_comes_late_changes_nothing(alice: Person) -> None:
    newer = invitation(
        vevent(
            organizer=f"ORGANIZER:mailto:{CAROL}",
            guests=(guest("alice@demo.example"),),
            sequence=2,
            start="20261124T090000",
            end="20261124T100000",
        )
    )
    arrive(alice, "REQUEST", newer)
    arrive(alice, "REQUEST", invitation())
    start = Occurrence.objects.get(object=copy_of(alice)).start_at
    assert start == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_an_answer_by_mail_reaches_the_event_and_only_from_the_guest(alice: Person) -> None:
    meeting(alice)
    arrive(alice, "REPLY", reply("ACCEPTED"), sender="mallory@other.example")
    assert carols(alice) == "NEEDS-ACTION"
    arrive(alice, "REPLY", reply("ACCEPTED", ("COMMENT:With pleasure",)))
    assert carols(alice) == "ACCEPTED"
    told = Notification.objects.get(person=alice)
    assert (told.title, told.body) == ("Carol accepted: Planning", "With pleasure")
    older = reply("DECLINED").replace(b"DTSTAMP:20261101", b"DTSTAMP:20261031")
    arrive(alice, "REPLY", older)
    assert carols(alice) == "ACCEPTED"


def test_a_stranger_who_answers_is_not_let_in(alice: Person) -> None:
    meeting(alice)
    stranger = reply("ACCEPTED").replace(CAROL.encode(), b"eve@elsewhere.example")
    arrive(alice, "REPLY", stranger, sender="eve@elsewhere.example")
    assert b"eve@" not in bytes(copy_of(alice).raw)


def test_an_answer_to_one_occurrence(alice: Person) -> None:
    meeting(alice, series())
    one = reply(
        "DECLINED",
        start="20261130T090000",
        end="20261130T100000",
        recurrence_id="20261130T090000",
    )
    arrive(alice, "REPLY", one)
    assert carols(alice) == "NEEDS-ACTION"
    assert carols(alice, SECOND) == "DECLINED"


def test_a_counter_is_kept_beside_the_guest(alice: Person) -> None:
    meeting(alice)
    counter = raw(
        vevent(guests=(guest(CAROL),), start="20261123T140000", end="20261123T150000"),
        method="COUNTER",
    )
    arrive(alice, "COUNTER", counter)
    found = params_of(parse_object(bytes(copy_of(alice).raw)), CAROL)
    assert found["X-BUREAU-PROPOSED-START"] == "20261123T130000Z"
    assert found["X-BUREAU-PROPOSED-END"] == "20261123T140000Z"
    assert found["PARTSTAT"] == "TENTATIVE"
    assert words_of(alice) == ["Carol proposes another time: Planning"]


def test_an_added_occurrence(alice: Person) -> None:
    weekly = vevent(
        organizer=f"ORGANIZER:mailto:{CAROL}",
        guests=(guest("alice@demo.example"),),
        more=("RRULE:FREQ=WEEKLY;COUNT=3",),
    )
    arrive(alice, "REQUEST", invitation(weekly))
    extra = vevent(
        organizer=f"ORGANIZER:mailto:{CAROL}",
        guests=(guest("alice@demo.example"),),
        start="20261125T090000",
        end="20261125T100000",
        sequence=1,
    )
    arrive(alice, "ADD", raw(extra, method="ADD"))
    arrive(alice, "ADD", raw(extra, method="ADD"))
    assert Occurrence.objects.filter(object=copy_of(alice)).count() == 4


def test_a_refresh_sends_the_event_again(alice: Person) -> None:
    meeting(alice)
    while jobs.drain():
        pass
    before = jobs.Job.objects.filter(name="calendar.mail_out").count()
    arrive(alice, "REFRESH", raw(vevent(guests=(guest(CAROL),)), method="REFRESH"))
    sent = jobs.Job.objects.filter(name="calendar.mail_out")
    assert sent.count() == before + 1
    latest = sent.latest("id")
    assert latest.arguments["recipients"] == [CAROL]


@pytest.mark.parametrize("ics", [GOOGLE, OUTLOOK, APPLE], ids=["google", "outlook", "apple"])
def test_invitations_of_other_makers(alice: Person, ics: bytes) -> None:
    arrive(alice, "REQUEST", ics)
    mine = copy_of(alice)
    row = Occurrence.objects.get(object=mine)
    assert (row.start_at, row.end_at) == (
        datetime(2026, 11, 23, 8, tzinfo=UTC),
        datetime(2026, 11, 23, 9, tzinfo=UTC),
    )
    detail = mine.details.get()
    assert (detail.title, detail.my_status, mine.organizer) == ("Planning", "needs-action", CAROL)
    cancel = ics.replace(b"METHOD:REQUEST", b"METHOD:CANCEL").replace(b"SEQUENCE:0", b"SEQUENCE:1")
    arrive(alice, "CANCEL", cancel)
    assert not has_copy(alice)


@pytest.mark.parametrize("ics", [GOOGLE_REPLY, OUTLOOK_REPLY], ids=["google", "outlook"])
def test_answers_of_other_makers(alice: Person, ics: bytes) -> None:
    meeting(alice)
    arrive(alice, "REPLY", ics)
    assert carols(alice) == "ACCEPTED"
    assert Notification.objects.get(person=alice).body == "Fine"


def test_a_letter_says_what_when_and_how_to_answer_in_both_languages() -> None:
    data = parse_object(raw(vevent(more=("LOCATION:Pier <4>",))))
    link = "https://demo.example/calendar/answer/abc"
    occasion = Occasion(
        "REQUEST", data, "Alice", "alice@demo.example", "fr", is_new=True, note="Venez", link=link
    )
    letter = write_letter(occasion)
    assert letter.subject == "Invitation : Planning"
    assert "lundi 23 novembre 2026, 09:00 – 10:00 (Europe/Paris)" in letter.text
    assert f"Oui: {link}?answer=accepted" in letter.text
    assert "Pier &lt;4&gt;" in letter.html
    assert f'href="{link}?answer=declined"' in letter.html
    english = Occasion("CANCEL", data, "Alice", "alice@demo.example", "en")
    assert write_letter(english).subject == "Cancelled: Planning"


def test_only_our_own_links_are_read() -> None:
    link = AnswerLink("0" * 26, "meeting-1", CAROL)
    token = token_of(link)
    assert read_token(token) == link
    assert read_token(f"A{token[1:]}") in (None, link)
    assert read_token(token[:-2]) is None
    assert read_token("") is None
