"""Events and messages for the tests of scheduling."""

from datetime import UTC, datetime

from bureau.calendar.ical import CalendarData, parse_message, parse_object
from bureau.calendar.scheduling import ITip, Plan, message_bytes, plan

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
ALICE = frozenset({"alice@demo.example"})
BOB = frozenset({"bob@demo.example"})


def guest(address: str, partstat: str = "NEEDS-ACTION", more: str = "") -> str:
    """Return an ATTENDEE line."""
    return f"ATTENDEE;PARTSTAT={partstat}{more}:mailto:{address}"


GUESTS = (guest("bob@demo.example"), guest("carol@elsewhere.example"))


def vevent(
    *,
    start: str = "20261123T090000",
    end: str = "20261123T100000",
    guests: tuple[str, ...] = GUESTS,
    summary: str = "Planning",
    recurrence_id: str = "",
    sequence: int = 0,
    more: tuple[str, ...] = (),
    organizer: str = "ORGANIZER;CN=Alice:mailto:Alice@demo.example",
) -> str:
    """Return a component."""
    lines = [
        "BEGIN:VEVENT",
        "UID:meeting-1",
        "DTSTAMP:20261101T000000Z",
        f"DTSTART;TZID=Europe/Paris:{start}",
        f"DTEND;TZID=Europe/Paris:{end}",
        *([f"RECURRENCE-ID;TZID=Europe/Paris:{recurrence_id}"] if recurrence_id else []),
        f"SEQUENCE:{sequence}",
        f"SUMMARY:{summary}",
        organizer,
        *guests,
        *more,
        "END:VEVENT",
    ]
    return "\r\n".join(line for line in lines if line)


def raw(*components: str, method: str = "") -> bytes:
    """Return an iCalendar object."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"]
    named = [f"METHOD:{method}"] if method else []
    return "\r\n".join([*head, *named, *components, "END:VCALENDAR", ""]).encode()


def event(*components: str) -> CalendarData:
    """Return an object of a calendar."""
    return parse_object(raw(*(components or (vevent(),))))


def series(*more: str, **fields: object) -> str:
    """Return the master of a weekly series of ten."""
    return vevent(more=("RRULE:FREQ=WEEKLY;COUNT=10", *more), **fields)  # type: ignore[arg-type]


def planned(
    old: CalendarData | None, new: CalendarData | None, own: frozenset[str] = ALICE
) -> Plan:
    """Plan a change that is allowed."""
    found = plan(old, new, own, NOW)
    assert found.precondition is None
    return found


def told(found: Plan) -> list[tuple[str, tuple[str, ...]]]:
    """Return the methods and recipients of the messages."""
    return [(one.method, one.recipients) for one in found.messages]


def only(found: Plan) -> ITip:
    """Return the one message."""
    (message,) = found.messages
    return message


def through_mail(message: ITip) -> ITip:
    """Return the message as it is read on the other side."""
    read = parse_message(message_bytes(message))
    return ITip(read.method, message.sender, message.recipients, read.data)


def params_of(data: CalendarData, address: str) -> dict[str, object]:
    """Return what the first component says of a guest."""
    guests = [one for one in data.attendees(data.first) if str(one).lower().endswith(address)]
    return dict(guests[0].params)


def statuses(data: CalendarData | None) -> dict[str, dict[str, str]]:
    """Return PARTSTAT by component and address."""
    assert data is not None
    parts = {**({"": data.master} if data.master is not None else {}), **data.overrides}
    return {
        key: {
            str(one).lower().removeprefix("mailto:"): str(one.params.get("PARTSTAT", ""))
            for one in data.attendees(part)
        }
        for key, part in parts.items()
    }
