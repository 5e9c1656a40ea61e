"""Calendar objects for tests, written line by line as clients do."""

from bureau.calendar.ical import CalendarData, parse_object


def calendar(*lines: str) -> bytes:
    """A VCALENDAR with these lines, folded nowhere."""
    every = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN", *lines, "END:VCALENDAR"]
    return "".join(f"{line}\r\n" for line in every).encode()


def event(*lines: str) -> list[str]:
    """A VEVENT of the UID `one`."""
    own = [] if any(line.startswith("UID") for line in lines) else ["UID:one"]
    return ["BEGIN:VEVENT", *own, "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"]


def parsed(*parts: list[str], zones: list[str] | None = None) -> CalendarData:
    """The object of some components."""
    return parse_object(calendar(*(zones or []), *(line for part in parts for line in part)))


def zone(tzid: str, *observances: tuple[str, str, str, str, str]) -> list[str]:
    """A VTIMEZONE: kind, start, offset before, offset after and rule of each observance."""
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}"]
    for kind, start, before, after, rule in observances:
        lines += [f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}"]
        lines += [f"TZOFFSETTO:{after}", *([f"RRULE:{rule}"] if rule else []), f"END:{kind}"]
    return [*lines, "END:VTIMEZONE"]
