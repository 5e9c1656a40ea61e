"""Invitations and answers inside the organisation: delivered where they are written."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bureau import access
from bureau.calendar.actions.answer import Answer, answer, decline_proposal
from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.actions.objects import delete_object, put_object
from bureau.calendar.errors import BadObject
from bureau.calendar.ical import parse_object
from bureau.calendar.models import (
    Calendar,
    CalendarObject,
    CalendarSettings,
    InboxItem,
    Occurrence,
    Tombstone,
)
from bureau.notifications import Notification
from bureau.people import (
    SYSTEM,
    NewPerson,
    Person,
    actor_for,
    add_member,
    create_group,
    create_person,
)
from bureau.platform import jobs
from bureau.platform.jobs import Job

from .itip import GUESTS, guest, params_of, raw, series, statuses, vevent

SECOND = "20261130T080000Z"


def make(name: str, **fields: Any) -> Person:
    email = f"{name.lower()}@demo.example"
    return create_person(SYSTEM, NewPerson(email=email, name=name, state="active", **fields))


@pytest.fixture
def alice(db: None) -> Person:
    return make("Alice")


@pytest.fixture
def bob(db: None) -> Person:
    return make("Bob")


def put(person: Person, *components: str, name: str = "meeting.ics") -> CalendarObject:
    calendar = open_default_calendar(person)
    return put_object(actor_for(person), calendar, name, raw(*components)).object


def copy_of(person: Person, uid: str = "meeting-1") -> CalendarObject:
    return CalendarObject.objects.get(uid=uid, calendar__owner=person)


def has_copy(person: Person, uid: str = "meeting-1") -> bool:
    return CalendarObject.objects.filter(uid=uid, calendar__owner=person).exists()


def words_of(person: Person) -> list[str]:
    rows = Notification.objects.filter(person=person).order_by("id")
    return list(rows.values_list("title", flat=True))


def answers(person: Person) -> dict[str, dict[str, str]]:
    return statuses(parse_object(bytes(copy_of(person).raw)))


def test_a_guest_here_gets_the_event_an_inbox_item_and_a_word(alice: Person, bob: Person) -> None:
    put(alice, vevent())
    mine = copy_of(bob)
    assert mine.calendar == open_default_calendar(bob)
    assert mine.organizer == "alice@demo.example"
    detail = mine.details.get()
    assert (detail.title, detail.my_status, detail.busy) == (
        "Planning",
        "needs-action",
        "tentative",
    )
    assert Occurrence.objects.filter(object=mine).count() == 1
    assert words_of(bob) == ["Alice invites you: Planning"]
    item = InboxItem.objects.get(person=bob)
    assert b"METHOD:REQUEST\r\n" in bytes(item.raw)
    assert CalendarSettings.objects.get(person=bob).inbox_seq == item.seq == 1
    assert words_of(alice) == []


def test_the_organizers_copy_says_what_became_of_the_messages(alice: Person, bob: Person) -> None:
    nobody = guest("nobody@demo.example")
    stored = put(alice, vevent(guests=(*GUESTS, nobody)))
    text = bytes(stored.raw).replace(b"\r\n ", b"").decode()
    found = dict(re.findall(r"SCHEDULE-STATUS=\"?([\d.]+)\"?.*?:mailto:(\S+)", text))
    assert {address: status for status, address in found.items()} == {
        "bob@demo.example": "1.2",
        "carol@elsewhere.example": "1.1",
        "nobody@demo.example": "3.7",
    }


def test_who_accepts_is_seen_by_the_organizer_and_tag_stays(alice: Person, bob: Person) -> None:
    before = put(alice, vevent())
    answer(actor_for(bob), copy_of(bob).id, Answer("accepted", "Gladly"))
    after = copy_of(alice)
    assert answers(alice)[""]["bob@demo.example"] == "ACCEPTED"
    assert after.schedule_tag == before.schedule_tag
    assert after.etag != before.etag
    note = Notification.objects.get(person=alice)
    assert (note.title, note.body) == ("Bob accepted: Planning", "Gladly")
    assert copy_of(bob).details.get().my_status == "accepted"


def test_other_guests_learn_of_answers_a_moment_later(alice: Person, bob: Person) -> None:
    dan = make("Dan")
    put(alice, vevent(guests=(*GUESTS, guest("dan@demo.example"))))
    tag = copy_of(dan).schedule_tag
    answer(actor_for(bob), copy_of(bob).id, Answer("accepted"))
    Job.objects.filter(name="calendar.spread").update(run_at=datetime.now(UTC))
    jobs.drain()
    assert answers(dan)[""]["bob@demo.example"] == "ACCEPTED"
    assert copy_of(dan).schedule_tag == tag
    assert answers(bob)[""]["bob@demo.example"] == "ACCEPTED"
    assert words_of(dan) == ["Alice invites you: Planning"]


def test_a_moved_event_asks_anew_and_keeps_what_is_the_guests_own(
    alice: Person, bob: Person
) -> None:
    put(alice, vevent())
    mine = copy_of(bob)
    own = bytes(mine.raw).replace(
        b"END:VEVENT",
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT",
    )
    own = own.replace(b"NEEDS-ACTION:mailto:bob", b"ACCEPTED:mailto:bob")
    put_object(actor_for(bob), mine.calendar, mine.name, own)
    put(alice, vevent(start="20261124T090000", end="20261124T100000"))
    changed = copy_of(bob)
    assert b"BEGIN:VALARM" in bytes(changed.raw)
    assert answers(bob)[""]["bob@demo.example"] == "NEEDS-ACTION"
    start = Occurrence.objects.get(object=changed).start_at
    assert start == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert words_of(bob)[-1] == "Changed by Alice: Planning"


def test_a_cancelled_event_goes_away(alice: Person, bob: Person) -> None:
    stored = put(alice, vevent())
    mine = copy_of(bob)
    delete_object(actor_for(alice), stored.calendar, stored.name)
    assert not has_copy(bob)
    assert Tombstone.objects.filter(calendar=mine.calendar, name=mine.name).exists()
    assert words_of(bob)[-1] == "Cancelled by Alice: Planning"
    assert b"METHOD:CANCEL" in bytes(InboxItem.objects.filter(person=bob).latest("seq").raw)


def test_a_guest_who_deletes_declines_and_the_organizer_sees_it(alice: Person, bob: Person) -> None:
    put(alice, vevent())
    mine = copy_of(bob)
    delete_object(actor_for(bob), mine.calendar, mine.name)
    assert answers(alice)[""]["bob@demo.example"] == "DECLINED"
    assert words_of(alice) == ["Bob declined: Planning"]


def test_one_occurrence_of_a_series_is_declined_alone(alice: Person, bob: Person) -> None:
    put(alice, series())
    answer(actor_for(bob), copy_of(bob).id, Answer("accepted"))
    answer(actor_for(bob), copy_of(bob).id, Answer("declined", recurrence_id=SECOND))
    found = answers(alice)
    assert found[""]["bob@demo.example"] == "ACCEPTED"
    assert found[SECOND]["bob@demo.example"] == "DECLINED"
    rows = Occurrence.objects.filter(object=copy_of(bob))
    assert rows.filter(busy="free").count() == 1
    assert rows.filter(busy="busy").count() == 9


def test_an_answer_to_one_occurrence_outlives_a_new_title(alice: Person, bob: Person) -> None:
    put(alice, series())
    answer(actor_for(bob), copy_of(bob).id, Answer("declined", recurrence_id=SECOND))
    current = bytes(copy_of(alice).raw).replace(b"SUMMARY:Planning", b"SUMMARY:Budget")
    stored = copy_of(alice)
    put_object(actor_for(alice), stored.calendar, stored.name, current)
    assert answers(bob)[SECOND]["bob@demo.example"] == "DECLINED"
    assert "Budget" in copy_of(bob).details.get(recurrence_id=SECOND).title


def test_a_proposed_time_reaches_the_organizer_who_may_keep_the_old_one(
    alice: Person, bob: Person
) -> None:
    put(alice, vevent())
    start = datetime(2026, 11, 23, 14, tzinfo=UTC)
    said = Answer("tentative", "Later?", "", start, start + timedelta(hours=1))
    answer(actor_for(bob), copy_of(bob).id, said)
    bobs = params_of(parse_object(bytes(copy_of(alice).raw)), "bob@demo.example")
    assert bobs["X-BUREAU-PROPOSED-START"] == "20261123T140000Z"
    assert bobs["X-BUREAU-PROPOSED-END"] == "20261123T150000Z"
    assert bobs["PARTSTAT"] == "TENTATIVE"
    assert words_of(alice) == ["Bob proposes another time: Planning"]
    decline_proposal(actor_for(alice), copy_of(alice).id, "bob@demo.example")
    assert b"PROPOSED" not in bytes(copy_of(alice).raw)
    assert words_of(bob)[-1] == "Alice keeps the time: Planning"


def test_a_refused_change_changes_nothing(alice: Person, bob: Person) -> None:
    put(alice, vevent())
    mine = copy_of(bob)
    hijacked = bytes(mine.raw).replace(b"SUMMARY:Planning", b"SUMMARY:Party")
    with pytest.raises(BadObject) as refused:
        put_object(actor_for(bob), mine.calendar, mine.name, hijacked)
    assert refused.value.precondition.endswith("}allowed-attendee-scheduling-object-change")
    assert copy_of(bob).etag == mine.etag
    assert b"Planning" in bytes(copy_of(alice).raw)


def test_an_invitation_is_in_one_calendar_only(alice: Person, bob: Person) -> None:
    put(alice, vevent())
    other = Calendar.objects.create(owner=bob, scope_id="s" * 26, slug="other", name="Other")
    with pytest.raises(BadObject) as refused:
        put_object(actor_for(bob), other, "again.ics", bytes(copy_of(bob).raw))
    assert refused.value.precondition.endswith("}unique-scheduling-object-resource")
    assert CalendarObject.objects.filter(calendar=other).count() == 0


def test_a_group_comes_as_its_members_with_its_size(alice: Person, bob: Person) -> None:
    dan = make("Dan")
    group = create_group(SYSTEM, "Sales", "sales@demo.example")
    for person in (alice, bob, dan):
        add_member(SYSTEM, group, person)
    stored = put(alice, vevent(guests=(guest("sales@demo.example", more=";CUTYPE=GROUP"),)))
    assert has_copy(bob)
    assert has_copy(dan)
    assert set(answers(alice)[""]) == {
        "sales@demo.example",
        "bob@demo.example",
        "dan@demo.example",
    }
    text = bytes(stored.raw).replace(b"\r\n ", b"")
    assert b"X-BUREAU-GROUP-SIZE=3" in text
    assert b'MEMBER="mailto:sales@demo.example"' in text
    put(alice, vevent(guests=(guest("bob@demo.example"),)))
    assert has_copy(bob)
    assert not has_copy(dan)


def test_a_write_that_is_told_to_be_quiet_updates_copies_without_a_word(
    alice: Person, bob: Person
) -> None:
    stored = put(alice, vevent())
    told = words_of(bob)
    delete_object(actor_for(alice), stored.calendar, stored.name, notifies=False)
    assert not has_copy(bob)
    assert words_of(bob) == told


def test_outside_guests_get_a_mail_each_by_jobs_of_the_same_transaction(alice: Person) -> None:
    put(alice, vevent(guests=(GUESTS[1], guest("erin@elsewhere.example"))))
    (job,) = Job.objects.filter(name="calendar.mail_out")
    assert job.arguments["recipients"] == ["carol@elsewhere.example", "erin@elsewhere.example"]
    assert job.arguments["method"] == "REQUEST"


def test_who_organizes_in_a_calendar_of_others_is_heard_and_told(
    alice: Person, bob: Person
) -> None:
    dan = make("Dan")
    team = open_default_calendar(dan)
    access.set_grant(team.scope_id, alice.id, access.Role.EDITOR)
    put_object(actor_for(alice), team, "team.ics", raw(vevent()))
    assert has_copy(bob)
    assert not has_copy(alice)
    answer(actor_for(bob), copy_of(bob).id, Answer("accepted"))
    assert answers(dan)[""]["bob@demo.example"] == "ACCEPTED"
    assert words_of(alice) == ["Bob accepted: Planning"]
