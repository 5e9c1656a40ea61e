"""Calendar objects for the tests."""

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"


def event(uid: str = "one", *lines: str, start: str = "20261201T090000Z", **more: str) -> str:
    """Return an event of an hour with further lines."""
    end = more.get("end", "")
    body = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261101T000000Z",
        f"DTSTART:{start}" if ":" not in start else f"DTSTART;{start}",
        *([f"DTEND:{end}"] if end else [] if "VALUE=DATE:" in start else ["DURATION:PT1H"]),
        f"SUMMARY:{more.get('summary', 'Meeting')}",
        *lines,
        "END:VEVENT",
    ]
    return HEAD + "\r\n".join(body) + "\r\nEND:VCALENDAR\r\n"


def task(uid: str = "todo", *lines: str) -> str:
    """Return a task."""
    body = ["BEGIN:VTODO", f"UID:{uid}", "DTSTAMP:20261101T000000Z", "SUMMARY:Do it", *lines]
    return HEAD + "\r\n".join([*body, "END:VTODO"]) + "\r\nEND:VCALENDAR\r\n"
