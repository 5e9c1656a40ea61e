"""Writing the properties of an event that are not about time, and reading them back.

Only the property that is set changes; parameters a client added to a guest (PARTSTAT, SCHEDULE-*)
stay with that guest.
"""

from collections.abc import Callable
from datetime import timedelta

from icalendar import Alarm, Component, Parameters
from icalendar.prop import vCalAddress, vCategory, vDuration, vText, vUnknown, vUri

from bureau.platform.mime import html_to_text

from .changes import Attachment, Guest, Reminder
from .colors import css_color, hex_color
from .data import address_of, text_of, values_of
from .lines import unescaped

HTML = "X-ALT-DESC"
NO_REMINDERS = "X-BUREAU-REMINDERS"
GUESTS_CAN = "X-BUREAU-GUESTS-CAN"
EXACT_COLOR = "X-BUREAU-COLOR"
NODE_ID = "X-BUREAU-NODE"
DEFAULT_RIGHTS = frozenset({"invite", "see_guests"})


def set_property(component: Component, field: str, value: object) -> None:
    """Sets what a field of `EventChanges` says; fields of time and the rule are not for here."""
    _WRITERS[field](component, value)


def writes(field: str) -> bool:
    """Whether `set_property` knows a field."""
    return field in _WRITERS


def has_same(component: Component, other: Component, field: str) -> bool:
    """Whether two components agree in what a field of `EventChanges` is about."""
    if field == "reminders":
        return reminders_of(component) == reminders_of(other)
    if field == "guests":
        return _addresses(component) == _addresses(other)
    return all(
        [str(value) for value in values_of(component, name)]
        == [str(value) for value in values_of(other, name)]
        for name in _NAMES[field]
    )


def _addresses(component: Component) -> set[str]:
    return {address_of(value) for value in values_of(component, "ATTENDEE")}


def _text(name: str, make: Callable[[str], object] = vText) -> Callable[[Component, object], None]:
    def write(component: Component, value: object) -> None:
        put(component, name, make(str(value)) if value else None)

    return write


def put(component: Component, name: str, value: object) -> None:
    """Sets a property in its place; None takes it away."""
    if value is None:
        component.pop(name, None)
    else:
        component[name] = value


def _upper(text: str) -> vText:
    return vText(text.upper())


def _description(component: Component, value: object) -> None:
    source = str(value or "")
    put(component, "DESCRIPTION", vText(html_to_text(source).strip()) if source else None)
    is_rich = "<" in source
    html = vText(source)
    html.params = Parameters({"FMTTYPE": "text/html"})
    others = [each for each in values_of(component, HTML) if not _is_html(each)]
    kept = [*others, html] if is_rich else others
    put(component, HTML, kept[0] if len(kept) == 1 else kept or None)


def _is_html(value: object) -> bool:
    return str(getattr(value, "params", {}).get("FMTTYPE", "")).lower() == "text/html"


def description_of(component: Component) -> tuple[str, bool]:
    """The description, and whether it is HTML (not cleaned) or plain text."""
    for value in values_of(component, HTML):
        if _is_html(value):
            return text_value(value), True
    return text_of(component, "DESCRIPTION"), False


def text_value(value: object) -> str:
    """A TEXT value that was read as unknown, unescaped."""
    return unescaped(str(value)) if isinstance(value, vUnknown) else str(value)


def _busy(component: Component, value: object) -> None:
    put(component, "TRANSP", vText("TRANSPARENT" if value == "free" else "OPAQUE"))
    component.pop("X-MICROSOFT-CDO-BUSYSTATUS", None)


def _color(component: Component, value: object) -> None:
    color = hex_color(str(value or ""))
    put(component, "COLOR", vText(css_color(color)) if color else None)
    put(component, EXACT_COLOR, vText(color) if color else None)


def color_of(component: Component) -> str:
    """The colour as #rrggbb; COLOR only has the names of CSS, ours is exact while they agree."""
    named, exact = text_of(component, "COLOR"), text_of(component, EXACT_COLOR)
    if hex_color(exact) and css_color(hex_color(exact)) == named.strip().lower():
        return hex_color(exact)
    return hex_color(named)


def _kind(component: Component, value: object) -> None:
    word = str(value or "event").lower()
    put(component, "X-BUREAU-KIND", vText(word.upper()) if word not in ("event", "task") else None)


def _conference(component: Component, value: object) -> None:
    for name in ("CONFERENCE", "X-GOOGLE-CONFERENCE"):
        component.pop(name, None)
    if value:
        url = vUri(str(value))
        url.params = Parameters({"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]})
        component["CONFERENCE"] = url


def _reminders(component: Component, value: object) -> None:
    component.subcomponents = [each for each in component.subcomponents if each.name != "VALARM"]
    reminders = value if isinstance(value, tuple) else ()
    component.subcomponents.extend(_alarm(component, reminder) for reminder in reminders)
    put(component, NO_REMINDERS, vText("NONE") if value == () else None)


def _alarm(component: Component, reminder: Reminder) -> Alarm:
    alarm = Alarm()
    title = text_of(component, "SUMMARY") or "-"
    alarm["ACTION"] = vText("EMAIL" if reminder.method == "email" else "DISPLAY")
    alarm["TRIGGER"] = vDuration(-timedelta(minutes=reminder.minutes))
    alarm["DESCRIPTION"] = vText(title)
    if reminder.method == "email":
        alarm["SUMMARY"] = vText(title)
        own = text_of(component, "ORGANIZER")
        alarm["ATTENDEE"] = vCalAddress(own or "mailto:owner@invalid")
    return alarm


def reminders_of(component: Component) -> tuple[Reminder, ...] | None:
    """The reminders before the start; None where the calendar's own count."""
    found = []
    for alarm in component.subcomponents:
        minutes = _minutes(alarm) if alarm.name == "VALARM" else None
        if minutes is not None:
            is_mail = text_of(alarm, "ACTION").upper() == "EMAIL"
            found.append(Reminder("email" if is_mail else "popup", minutes))
    if found:
        return tuple(dict.fromkeys(found))
    return () if text_of(component, NO_REMINDERS).upper() == "NONE" else None


def _minutes(alarm: Component) -> int | None:
    trigger = values_of(alarm, "TRIGGER")[0] if "TRIGGER" in alarm else None
    before = getattr(trigger, "td", None)
    if not isinstance(before, timedelta) or before > timedelta(0):
        return None
    return int(-before.total_seconds() // 60)


def _organizer(component: Component, value: object) -> None:
    if isinstance(value, Guest):
        address = vCalAddress(f"mailto:{value.email}")
        address.params = Parameters({"CN": value.name} if value.name else {})
        component["ORGANIZER"] = address


def _guests(component: Component, value: object) -> None:
    wanted = (
        [guest for guest in value if isinstance(guest, Guest)] if isinstance(value, tuple) else []
    )
    known = {address_of(each): each for each in values_of(component, "ATTENDEE")}
    organizer = address_of(text_of(component, "ORGANIZER"))
    guests = {
        guest.email.lower(): _guest(known.get(guest.email.lower()), guest) for guest in wanted
    }
    if organizer in known and wanted:
        guests.setdefault(organizer, known[organizer])
    values = list(guests.values())
    put(component, "ATTENDEE", values[0] if len(values) == 1 else values or None)


def _guest(known: object, guest: Guest) -> vCalAddress:
    address = vCalAddress(str(known) if known is not None else f"mailto:{guest.email}")
    params = Parameters(
        getattr(known, "params", None) or {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    )
    if guest.name:
        params["CN"] = guest.name
    params["CUTYPE"] = guest.kind.upper()
    params["ROLE"] = "OPT-PARTICIPANT" if guest.is_optional else "REQ-PARTICIPANT"
    address.params = params
    return address


def _guests_can(component: Component, value: object) -> None:
    rights = sorted(str(each) for each in value) if isinstance(value, frozenset) else []
    is_default = frozenset(rights) == DEFAULT_RIGHTS
    put(component, GUESTS_CAN, None if is_default else vText(" ".join(rights) or "nothing"))


def guests_can_of(component: Component) -> frozenset[str]:
    """What guests may: of `modify`, `invite` and `see_guests`."""
    if GUESTS_CAN not in component:
        return DEFAULT_RIGHTS
    return frozenset(text_of(component, GUESTS_CAN).split()) & {"modify", *DEFAULT_RIGHTS}


def _attachments(component: Component, value: object) -> None:
    files = (
        [each for each in value if isinstance(each, Attachment)] if isinstance(value, tuple) else []
    )
    inline = [each for each in values_of(component, "ATTACH") if not _url(each)]
    known = {_url(each): each for each in values_of(component, "ATTACH")}
    values = [*inline, *(known.get(each.url) or _attach(each) for each in files)]
    put(component, "ATTACH", values[0] if len(values) == 1 else values or None)


def _attach(file: Attachment) -> vUri:
    url = vUri(file.url)
    given = {"FILENAME": file.name, "FMTTYPE": file.media_type, NODE_ID: file.node_id}
    url.params = Parameters({name: word for name, word in given.items() if word})
    return url


def _url(value: object) -> str:
    return str(value) if str(value).lower().startswith(("http:", "https:", "cid:")) else ""


def attachments_of(component: Component) -> tuple[Attachment, ...]:
    """The files an event links to."""
    found = []
    for value in values_of(component, "ATTACH"):
        params = getattr(value, "params", {})
        words = [str(params.get(name, "")) for name in ("FILENAME", NODE_ID, "FMTTYPE")]
        if url := _url(value):
            found.append(Attachment(url, words[0] or url.rsplit("/", 1)[-1], words[1], words[2]))
    return tuple(found)


def _categories(component: Component, value: object) -> None:
    words = [str(word) for word in value] if isinstance(value, tuple) else []
    put(component, "CATEGORIES", vCategory(words) if words else None)


_WRITERS: dict[str, Callable[[Component, object], None]] = {
    "title": _text("SUMMARY"),
    "description_html": _description,
    "location": _text("LOCATION"),
    "busy": _busy,
    "status": _text("STATUS", _upper),
    "visibility": _text("CLASS", _upper),
    "color": _color,
    "kind": _kind,
    "conference_url": _conference,
    "reminders": _reminders,
    "organizer": _organizer,
    "guests": _guests,
    "guests_can": _guests_can,
    "attachments": _attachments,
    "categories": _categories,
    "url": _text("URL", vUri),
}

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("SUMMARY",),
    "description_html": ("DESCRIPTION", HTML),
    "location": ("LOCATION",),
    "busy": ("TRANSP",),
    "status": ("STATUS",),
    "visibility": ("CLASS",),
    "color": ("COLOR",),
    "kind": ("X-BUREAU-KIND",),
    "conference_url": ("CONFERENCE", "X-GOOGLE-CONFERENCE"),
    "organizer": ("ORGANIZER",),
    "guests_can": (GUESTS_CAN,),
    "attachments": ("ATTACH",),
    "categories": ("CATEGORIES",),
    "url": ("URL",),
}
