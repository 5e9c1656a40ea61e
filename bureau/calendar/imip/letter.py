"""What a letter with a scheduling message says to people whose program does not read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from django.utils.formats import date_format
from django.utils.translation import override
from icalendar import Component

from ..ical import CalendarData, conference_of, length_of, start_of, text_of
from ..scheduling import address_of, attendees_of, partstat_of
from ..scheduling.attendees import attendee_in
from ..scheduling_words import word

MOST_GUESTS = 30
LONGEST_DESCRIPTION = 4_000
_NAMES = {
    "CANCEL": "cancelled",
    "COUNTER": "countered",
    "DECLINECOUNTER": "counter_declined",
    "REFRESH": "refresh",
}
_ANSWERS = ("accepted", "tentative", "declined")
_CHOICES = (("accepted", "yes"), ("tentative", "maybe"), ("declined", "no"))


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body of a mail."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a letter is about."""

    method: str
    data: CalendarData
    who: str
    """The name of whoever sends it."""
    sender: str
    language: str
    is_new: bool = False
    note: str = ""
    link: str = ""
    """Where the guest answers; empty where nothing is asked."""


def write_letter(occasion: Occasion) -> Letter:
    """Write the letter, in the language of whoever sends it."""
    part, language = occasion.data.first, occasion.language
    name = name_of(occasion)
    title = text_of(part, "SUMMARY") or word(language, "no_title")
    said = word(language, f"says_{name}", who=occasion.who)
    rows = _rows(occasion, part)
    return Letter(
        word(language, f"mail_{name}", title=title),
        _text(occasion, title, said, rows),
        _html(occasion, title, said, rows),
    )


def name_of(occasion: Occasion) -> str:
    """Return what happens: new, changed, cancelled, accepted and so on."""
    if occasion.method == "REQUEST":
        return "new" if occasion.is_new else "changed"
    if occasion.method != "REPLY":
        return _NAMES.get(occasion.method, "changed")
    me = attendee_in(occasion.data.first, {occasion.sender})
    answer = partstat_of(me).lower() if me is not None else ""
    return answer if answer in _ANSWERS else "answered"


def _rows(occasion: Occasion, part: Component) -> list[tuple[str, str]]:
    language = occasion.language
    guests = [_name(one) for one in attendees_of(part)]
    more = f" … ({len(guests)})" if len(guests) > MOST_GUESTS else ""
    rows = [
        (word(language, "when"), when_text(part, language)),
        (word(language, "where"), text_of(part, "LOCATION")),
        (word(language, "join"), conference_of(part)),
        (word(language, "organizer"), _name(part.get("ORGANIZER", ""))),
        (word(language, "guests"), ", ".join(guests[:MOST_GUESTS]) + more),
    ]
    if occasion.method == "REPLY":
        rows = rows[:1]
    return [(label, value) for label, value in rows if value]


def _name(user: object) -> str:
    name = str(getattr(user, "params", {}).get("CN", "")).strip()
    return name or address_of(user)


def when_text(part: Component, language: str) -> str:
    """Write out when something happens, in its own zone, which is named."""
    start = start_of(part)
    if start is None:
        return ""
    end = length_of(part).end_of(start)
    with override(language[:2]):
        if start.is_all_day:
            last = (end - timedelta(days=1)).date()
            first = start.local.date()
            days = [
                date_format(one, "l j F Y") for one in ((first, last) if last > first else (first,))
            ]
            return " – ".join(days)
        begins = start.value
        assert isinstance(begins, datetime)
        ends = end.astimezone(begins.tzinfo) if begins.tzinfo else end
        zone = f" ({begins.tzinfo})" if begins.tzinfo else ""
        same_day = begins.date() == ends.date()
        until = date_format(ends, "H:i" if same_day else "l j F Y, H:i")
        repeats = f" – {word(language, 'repeats')}" if "RRULE" in part else ""
        return f"{date_format(begins, 'l j F Y, H:i')} – {until}{zone}{repeats}"


def _text(occasion: Occasion, title: str, said: str, rows: list[tuple[str, str]]) -> str:
    lines = [said, "", title, *(f"{label}: {value}" for label, value in rows)]
    if occasion.note:
        lines += ["", occasion.note]
    description = text_of(occasion.data.first, "DESCRIPTION")[:LONGEST_DESCRIPTION]
    if description and occasion.method == "REQUEST":
        lines += ["", description]
    if occasion.link:
        lines += ["", word(occasion.language, "going")]
        lines += [
            f"{word(occasion.language, name)}: {occasion.link}?answer={value}"
            for value, name in _CHOICES
        ]
    return "\n".join(lines) + "\n"


_BUTTON = (
    '<a href="{url}" style="display:inline-block;padding:8px 18px;margin:0 8px 8px 0;'
    'border:1px solid #1d4ed8;border-radius:6px;color:#1d4ed8;text-decoration:none">{label}</a>'
)


def _html(occasion: Occasion, title: str, said: str, rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><td style="padding:2px 12px 2px 0;color:#555;vertical-align:top">{escape(label)}</td>'
        f"<td>{_linked(value)}</td></tr>"
        for label, value in rows
    )
    parts = [
        '<div style="font-family:sans-serif;max-width:600px">',
        f"<p>{escape(said)}</p>",
        f'<h2 style="margin:8px 0">{escape(title)}</h2>',
        f"<table>{cells}</table>",
    ]
    if occasion.note:
        parts.append(f"<p>{_paragraphs(occasion.note)}</p>")
    if occasion.method == "REQUEST":
        description = text_of(occasion.data.first, "DESCRIPTION")[:LONGEST_DESCRIPTION]
        parts.append(f"<p>{_paragraphs(description)}</p>" if description else "")
    if occasion.link:
        parts.append(
            f"<p>{escape(word(occasion.language, 'going'))}</p><p>{_buttons(occasion)}</p>"
        )
    return "".join([*parts, "</div>"])


def _buttons(occasion: Occasion) -> str:
    return "".join(
        _BUTTON.format(
            url=escape(f"{occasion.link}?answer={value}"),
            label=escape(word(occasion.language, name)),
        )
        for value, name in _CHOICES
    )


def _paragraphs(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _linked(value: str) -> str:
    shown = escape(value)
    return f'<a href="{shown}">{shown}</a>' if value.startswith("https://") else shown
