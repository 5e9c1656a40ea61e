"""What replies and counter-proposals do to the organizer's object (RFC 5546 §3.2.3, §3.2.7)."""

from dataclasses import dataclass

from icalendar import Component, vCalAddress

from ..ical import CalendarData
from ..ical.times import length_of, start_of
from .attendees import (
    HEARD_AT,
    NOTE,
    PROPOSED_END,
    PROPOSED_START,
    address_of,
    attendee_in,
    changed,
    note_of,
    partstat_of,
    replace_attendee,
)
from .comparing import sequence_of
from .instances import keys_in, occurrence_of, stamp_of
from .messages import ITip, components_of, message_data


@dataclass(frozen=True, slots=True)
class Answer:
    """What one guest said about the series or one occurrence."""

    address: str
    key: str
    partstat: str
    note: str = ""
    proposed_start: str = ""
    proposed_end: str = ""


def apply_answers(own: CalendarData, message: ITip) -> tuple[CalendarData, tuple[Answer, ...]]:
    """Write what the sender answered into the organizer's object; nothing where it is stale."""
    stored = own.copy()
    components = dict(components_of(stored))
    answers: list[Answer] = []
    for key, said in components_of(message.data).items():
        guest = attendee_in(said, {message.sender})
        target = _target(components, key)
        if guest is None or target is None or sequence_of(said) < sequence_of(target):
            continue
        answer = _answer(key, guest, said, is_counter=message.method == "COUNTER")
        if _note(target, guest, answer, stamp_of(said)):
            components[key] = target
            answers.append(answer)
            if key == "":
                _follow(components, answer, stamp_of(said))
    return message_data(stored, components.values()), tuple(answers)


def _target(components: dict[str, Component], key: str) -> Component | None:
    if key in components:
        return components[key]
    if "" not in components or key in keys_in(components[""], "EXDATE"):
        return None
    return occurrence_of(components[""], key)


def _answer(key: str, guest: vCalAddress, said: Component, *, is_counter: bool) -> Answer:
    comment = said.get("COMMENT", "")
    note = note_of(guest) or str(comment[0] if isinstance(comment, list) else comment)
    start = start_of(said) if is_counter else None
    if start is None:
        return Answer(address_of(guest), key, partstat_of(guest), note[:2000])
    end = length_of(said).end_of(start)
    times = start.text, end.strftime("%Y%m%dT%H%M%SZ") if not start.is_all_day else f"{end:%Y%m%d}"
    partstat = partstat_of(guest)
    given = "TENTATIVE" if partstat == "NEEDS-ACTION" else partstat
    return Answer(address_of(guest), key, given, note[:2000], *times)


def _note(target: Component, guest: vCalAddress, answer: Answer, stamp: str) -> bool:
    known = attendee_in(target, {answer.address})
    if known is None:
        known = _delegate(target, guest)
    if known is None or stamp < str(known.params.get(HEARD_AT, "")):
        return False
    replace_attendee(target, _with(known, answer, stamp))
    return True


def _with(known: vCalAddress, answer: Answer, stamp: str) -> vCalAddress:
    return changed(
        known,
        **{
            "PARTSTAT": answer.partstat,
            "RSVP": "",
            "SCHEDULE-STATUS": "2.0",
            NOTE: answer.note.replace('"', "'").replace("\r", "").replace("\n", " "),
            PROPOSED_START: answer.proposed_start,
            PROPOSED_END: answer.proposed_end,
            HEARD_AT: stamp,
        },
    )


def _delegate(target: Component, guest: vCalAddress) -> vCalAddress | None:
    """Take in somebody to whom a guest passed the invitation on (RFC 5546 §3.2.2.3)."""
    given = guest.params.get("DELEGATED-FROM", [])
    sources = {address_of(one) for one in (given if isinstance(given, list) else [given])}
    source = attendee_in(target, sources)
    if source is None:
        return None
    replace_attendee(target, changed(source, PARTSTAT="DELEGATED", DELEGATED_TO=str(guest)))
    return guest


def _follow(components: dict[str, Component], answer: Answer, stamp: str) -> None:
    """An answer to the series counts for its exceptions that were not answered yet."""
    for key, component in components.items():
        guest = attendee_in(component, {answer.address})
        if key and guest is not None and partstat_of(guest) == "NEEDS-ACTION":
            replace_attendee(component, _with(guest, answer, stamp))
