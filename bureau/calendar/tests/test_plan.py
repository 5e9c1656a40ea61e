"""What writes of organisers and guests send (RFC 6638 §3.2, RFC 5546 §3.2)."""

import pytest

from bureau.calendar.ical import parse_object
from bureau.calendar.scheduling import plan

from .itip import (
    ALICE,
    BOB,
    GUESTS,
    NOW,
    event,
    guest,
    only,
    planned,
    series,
    statuses,
    told,
    vevent,
)

BOTH = ("bob@demo.example", "carol@elsewhere.example")
SECOND = "20261130T080000Z"


def text(data: object) -> str:
    return data.to_bytes().decode().replace("\r\n ", "")  # type: ignore[attr-defined, no-any-return]


def test_an_event_without_guests_sends_nothing() -> None:
    data = event(vevent(guests=(), organizer=""))
    found = planned(None, data)
    assert found.messages == ()
    assert found.stored is data


def test_an_event_of_others_without_oneself_is_stored_as_it_is() -> None:
    data = event()
    assert planned(None, data, frozenset({"dan@demo.example"})).stored is data


def test_a_new_meeting_asks_all_guests_with_one_message() -> None:
    found = planned(None, event(vevent(more=("BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM"))))
    message = only(found)
    assert (message.method, message.sender, message.recipients, message.is_new) == (
        "REQUEST",
        "alice@demo.example",
        BOTH,
        True,
    )
    assert "VALARM" not in text(message.data)
    assert "DTSTAMP:20261101T120000Z" in text(message.data)
    assert "VALARM" in text(found.stored)


def test_guests_whom_the_client_serves_get_nothing() -> None:
    quiet = guest("carol@elsewhere.example", more=";SCHEDULE-AGENT=CLIENT")
    none = guest("dan@elsewhere.example", more=";SCHEDULE-AGENT=NONE")
    found = planned(None, event(vevent(guests=(GUESTS[0], quiet, none))))
    assert told(found) == [("REQUEST", ("bob@demo.example",))]
    assert "SCHEDULE-AGENT" not in text(only(found).data)


def test_nothing_that_guests_see_changes_and_nobody_is_told() -> None:
    private = ("BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM", "X-MOZ-LASTACK:20261101T000000Z")
    assert planned(event(), event(vevent(more=private))).messages == ()


def test_another_title_is_told_but_answers_stay() -> None:
    old = event(vevent(guests=(guest("bob@demo.example", "ACCEPTED"),)))
    new = event(vevent(summary="Budget", guests=(guest("bob@demo.example"),)))
    found = planned(old, new)
    assert told(found) == [("REQUEST", ("bob@demo.example",))]
    assert statuses(found.stored)[""] == {"bob@demo.example": "ACCEPTED"}
    assert "SEQUENCE:0" in text(found.stored)


def test_another_time_counts_up_and_asks_anew() -> None:
    old = event(vevent(guests=(guest("bob@demo.example", "ACCEPTED"),)))
    moved = vevent(
        start="20261124T090000",
        end="20261124T100000",
        guests=(guest("bob@demo.example", "ACCEPTED"),),
    )
    found = planned(old, event(moved))
    assert "SEQUENCE:1" in text(found.stored)
    assert statuses(found.stored)[""] == {"bob@demo.example": "NEEDS-ACTION"}
    assert statuses(only(found).data)[""] == {"bob@demo.example": "NEEDS-ACTION"}


def test_a_length_written_otherwise_is_no_change() -> None:
    other = vevent().replace("DTEND;TZID=Europe/Paris:20261123T100000", "DURATION:PT1H")
    assert planned(event(), event(other)).messages == ()


def test_a_shorter_series_keeps_the_answers() -> None:
    yes = (guest("bob@demo.example", "ACCEPTED"),)
    old = event(series(guests=yes))
    new = event(
        series(guests=yes).replace("COUNT=10", "UNTIL=20261215T000000Z"),
    )
    found = planned(old, new)
    assert statuses(found.stored)[""] == {"bob@demo.example": "ACCEPTED"}
    assert "SEQUENCE:1" in text(found.stored)
    assert told(found) == [("REQUEST", ("bob@demo.example",))]


def test_who_is_left_out_gets_a_cancellation_and_the_others_the_new_list() -> None:
    found = planned(event(), event(vevent(guests=GUESTS[:1])))
    cancel, request = (
        found.messages if found.messages[0].method == "CANCEL" else reversed(found.messages)
    )
    assert (cancel.method, cancel.recipients) == ("CANCEL", ("carol@elsewhere.example",))
    assert "STATUS:CANCELLED" in text(cancel.data)
    assert "bob@demo.example" not in text(cancel.data)
    assert (request.method, request.recipients) == ("REQUEST", ("bob@demo.example",))
    assert not request.is_important


def test_a_new_guest_is_invited_and_the_others_learn_of_it_quietly() -> None:
    found = planned(event(vevent(guests=GUESTS[:1])), event())
    assert {(one.recipients, one.is_new, one.is_important) for one in found.messages} == {
        (("carol@elsewhere.example",), True, True),
        (("bob@demo.example",), False, False),
    }


def test_an_excluded_occurrence_is_cancelled_alone() -> None:
    new = event(series("EXDATE;TZID=Europe/Paris:20261130T090000"))
    message = only(planned(event(series()), new))
    assert (message.method, message.recipients) == ("CANCEL", BOTH)
    assert "RECURRENCE-ID;TZID=Europe/Paris:20261130T090000" in text(message.data)
    assert "RRULE:FREQ=WEEKLY" not in text(message.data)
    assert "SEQUENCE:1" in text(message.data)


def test_a_guest_of_one_occurrence_gets_that_one_only() -> None:
    extra = vevent(
        start="20261130T090000",
        end="20261130T100000",
        recurrence_id="20261130T090000",
        guests=(*GUESTS, guest("dan@demo.example")),
    )
    found = planned(event(series()), event(series(), extra))
    for_dan = next(one for one in found.messages if one.recipients == ("dan@demo.example",))
    assert for_dan.is_new
    assert for_dan.data.master is None
    assert list(for_dan.data.overrides) == [SECOND]


def test_who_is_taken_out_of_one_occurrence_gets_it_cancelled_and_the_rest_without_it() -> None:
    one = vevent(
        start="20261130T090000",
        end="20261130T100000",
        recurrence_id="20261130T090000",
        guests=GUESTS[:1],
    )
    found = planned(event(series()), event(series(), one))
    for_carol = [each for each in found.messages if "carol@elsewhere.example" in each.recipients]
    assert [each.method for each in for_carol] == ["CANCEL"]
    assert "RECURRENCE-ID" in text(for_carol[0].data)


def test_a_changed_occurrence_sends_the_series_with_it() -> None:
    moved = vevent(start="20261130T150000", end="20261130T160000", recurrence_id="20261130T090000")
    message = only(planned(event(series()), event(series(), moved)))
    assert (message.method, list(message.data.overrides)) == ("REQUEST", [SECOND])
    assert "SEQUENCE:1" in text(message.data)


def test_deleting_a_meeting_cancels_it_for_all() -> None:
    found = planned(event(), None)
    message = only(found)
    assert found.stored is None
    assert (message.method, message.recipients) == ("CANCEL", BOTH)
    assert "STATUS:CANCELLED" in text(message.data)
    assert "SEQUENCE:1" in text(message.data)


def test_status_cancelled_is_a_cancellation_and_the_later_deletion_is_none() -> None:
    off = event(vevent(more=("STATUS:CANCELLED",)))
    assert told(planned(event(), off)) == [("CANCEL", BOTH)]
    assert planned(off, None).messages == ()


def test_forcing_sends_what_did_not_change() -> None:
    forced = guest("bob@demo.example", more=";SCHEDULE-FORCE-SEND=REQUEST")
    found = planned(event(), event(vevent(guests=(forced, GUESTS[1]))))
    assert told(found) == [("REQUEST", ("bob@demo.example",))]
    assert "FORCE-SEND" not in text(found.stored)


def test_a_meeting_without_guests_any_more_is_cancelled() -> None:
    plain = event(vevent(guests=(), organizer=""))
    assert told(planned(event(), plain)) == [("CANCEL", BOTH)]


def test_another_organizer_is_refused() -> None:
    other = event(vevent(organizer="ORGANIZER:mailto:dan@demo.example"))
    found = plan(event(), other, ALICE, NOW)
    assert found.precondition == "allowed-organizer-scheduling-object-change"


def test_two_organizers_are_refused() -> None:
    other = vevent(recurrence_id="20261130T090000", organizer="ORGANIZER:mailto:dan@demo.example")
    found = plan(None, event(series(), other), ALICE, NOW)
    assert found.precondition == "same-organizer-in-all-components"


def answered(partstat: str, **fields: object) -> str:
    return vevent(guests=(guest("bob@demo.example", partstat), GUESTS[1]), **fields)  # type: ignore[arg-type]


def test_a_guest_who_accepts_tells_the_organizer_alone() -> None:
    found = planned(event(), event(answered("ACCEPTED")), BOB)
    message = only(found)
    assert (message.method, message.sender, message.recipients) == (
        "REPLY",
        "bob@demo.example",
        ("alice@demo.example",),
    )
    assert statuses(message.data) == {"": {"bob@demo.example": "ACCEPTED"}}
    assert "REQUEST-STATUS:2.0\\;Success" in text(message.data) or "2.0;Success" in text(
        message.data
    )


def test_a_guest_who_answers_one_occurrence_replies_for_that() -> None:
    one = answered(
        "DECLINED",
        start="20261130T090000",
        end="20261130T100000",
        recurrence_id="20261130T090000",
    )
    message = only(planned(event(series()), event(series(), one), BOB))
    assert statuses(message.data) == {SECOND: {"bob@demo.example": "DECLINED"}}


def test_a_guest_who_takes_an_occurrence_out_declines_it() -> None:
    new = event(series("EXDATE;TZID=Europe/Paris:20261130T090000"))
    message = only(planned(event(series()), new, BOB))
    assert statuses(message.data) == {SECOND: {"bob@demo.example": "DECLINED"}}


def test_a_guest_who_deletes_declines_unless_it_was_so() -> None:
    message = only(planned(event(), None, BOB))
    assert statuses(message.data) == {"": {"bob@demo.example": "DECLINED"}}
    assert planned(event(answered("DECLINED")), None, BOB).messages == ()
    off = event(vevent(more=("STATUS:CANCELLED",)))
    assert planned(off, None, BOB).messages == ()


def test_what_is_the_guests_own_may_change_without_a_word() -> None:
    own = ("TRANSP:TRANSPARENT", "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM", "X-MINE:1")
    assert planned(event(), event(vevent(more=own)), BOB).messages == ()


@pytest.mark.parametrize(
    "change",
    [
        {"summary": "Mine"},
        {"start": "20261123T080000"},
        {"guests": GUESTS[1:]},
        {"guests": (*GUESTS, guest("dan@demo.example"))},
        {"more": ("LOCATION:Here",)},
        {"more": ("RRULE:FREQ=DAILY",)},
        {"organizer": "ORGANIZER:mailto:bob@demo.example"},
    ],
)
def test_a_guest_changes_nothing_of_the_organizers(change: dict[str, object]) -> None:
    found = plan(event(), event(vevent(**change)), BOB, NOW)  # type: ignore[arg-type]
    assert found.precondition == "allowed-attendee-scheduling-object-change"


def test_answers_of_other_guests_stay_as_the_organizer_told_them() -> None:
    other = (guest("bob@demo.example", "ACCEPTED"), guest("carol@elsewhere.example", "DECLINED"))
    found = planned(event(), event(vevent(guests=other)), BOB)
    assert statuses(found.stored)[""]["carol@elsewhere.example"] == "NEEDS-ACTION"


def test_whom_the_client_answers_itself_gets_no_reply() -> None:
    quiet = "ORGANIZER;SCHEDULE-AGENT=CLIENT:mailto:alice@demo.example"
    old, new = vevent(organizer=quiet), answered("ACCEPTED", organizer=quiet)
    assert planned(event(old), event(new), BOB).messages == ()


def test_what_was_given_never_changes() -> None:
    old, new = event(series()), event(series("EXDATE;TZID=Europe/Paris:20261130T090000"))
    before = old.to_bytes(), new.to_bytes()
    planned(old, new)
    planned(old, new, BOB)
    assert (old.to_bytes(), new.to_bytes()) == before


def test_the_new_half_of_a_split_series_is_an_invitation_that_keeps_answers() -> None:
    yes = (guest("bob@demo.example", "ACCEPTED"),)
    second = series(guests=yes).replace("UID:meeting-1", "UID:meeting-2")
    message = only(planned(None, event(second)))
    assert message.is_new
    assert statuses(message.data)[""] == {"bob@demo.example": "ACCEPTED"}


def test_messages_are_well_formed_objects() -> None:
    found = planned(event(series()), event(series("EXDATE;TZID=Europe/Paris:20261130T090000")))
    for message in found.messages:
        assert parse_object(message.data.to_bytes()).uid == "meeting-1"
        assert "BEGIN:VTIMEZONE" in text(message.data)
