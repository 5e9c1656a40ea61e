"""What lists show of a component: the columns of `EventDetail`, worked out of its properties."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from icalendar import Component
from icalendar.prop import vCalAddress

from .data import address_of, instant_of, organizer_of, text_of, values_of
from .properties import color_of
from .times import start_of

KINDS = frozenset({"out_of_office", "focus_time", "working_location", "training", "birthday"})
_CONFERENCES = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK",
)
_BUSY_WORDS = {
    "FREE": "free",
    "WORKINGELSEWHERE": "free",
    "TENTATIVE": "tentative",
    "BUSY": "busy",
    "OOF": "unavailable",
}


@dataclass(frozen=True)
class Described:
    """A component in the columns of `EventDetail`; texts cut to what fits."""

    kind: str
    title: str
    location: str
    color: str
    status: str
    busy: str
    visibility: str
    is_all_day: bool
    organizer: str
    guests: int
    my_status: str
    conference_url: str
    has_attachments: bool
    due_at: datetime | None
    completed_at: datetime | None
    priority: int


def describe(component: Component, owner_addresses: Collection[str]) -> Described:
    """What lists show of a component in a calendar whose owner has these (lower-case) addresses."""
    start = start_of(component)
    organizer = organizer_of(component)
    my_status = _my_status(component, owner_addresses)
    kind = _kind(component)
    return Described(
        kind=kind,
        title=text_of(component, "SUMMARY")[:1000],
        location=text_of(component, "LOCATION")[:1000],
        color=color_of(component),
        status=text_of(component, "STATUS").lower()[:12],
        busy=_busy(component, kind, my_status),
        visibility=_visibility(component),
        is_all_day=bool(start and start.is_all_day),
        organizer=organizer[:254],
        guests=len(guests_of(component)),
        my_status=my_status,
        conference_url=conference_of(component)[:2000],
        has_attachments="ATTACH" in component,
        due_at=instant_of(component, "DUE"),
        completed_at=instant_of(component, "COMPLETED"),
        priority=_priority(component),
    )


def guests_of(component: Component) -> list[vCalAddress]:
    """Who is invited: ATTENDEEs, each address once, without the organizer's own entry."""
    organizer = organizer_of(component)
    guests = {
        address_of(value): value
        for value in values_of(component, "ATTENDEE")
        if hasattr(value, "params")
    }
    return [value for address, value in guests.items() if address != organizer]


def conference_of(component: Component) -> str:
    """Where one joins: CONFERENCE (RFC 7986 §5.11) or what Google and Microsoft write."""
    found = (str(value) for name in _CONFERENCES for value in values_of(component, name))
    return next((url for url in found if url.lower().startswith(("https:", "http:"))), "")


def partstat_of(value: object) -> str:
    """PARTSTAT of an ATTENDEE in lower case; `needs-action` where it says nothing."""
    given = getattr(value, "params", {}).get("PARTSTAT", "NEEDS-ACTION")
    return str(given or "NEEDS-ACTION").lower()


def _my_status(component: Component, owner_addresses: Collection[str]) -> str:
    for value in values_of(component, "ATTENDEE"):
        if address_of(value) in owner_addresses:
            return partstat_of(value)[:12]
    return ""


def _kind(component: Component) -> str:
    if component.name == "VTODO":
        return "task"
    own = text_of(component, "X-BUREAU-KIND").strip().lower()
    if own in KINDS:
        return own
    is_away = text_of(component, "X-MICROSOFT-CDO-BUSYSTATUS").upper() == "OOF"
    return "out_of_office" if is_away else "event"


def _busy(component: Component, kind: str, my_status: str) -> str:
    status = text_of(component, "STATUS").upper()
    is_free = text_of(component, "TRANSP").upper() == "TRANSPARENT"
    if component.name != "VEVENT" or is_free or status == "CANCELLED" or my_status == "declined":
        return "free"
    if kind == "out_of_office":
        return "unavailable"
    if kind == "working_location":
        return "free"
    if status == "TENTATIVE" or my_status in ("tentative", "needs-action"):
        return "tentative"
    return _BUSY_WORDS.get(text_of(component, "X-MICROSOFT-CDO-BUSYSTATUS").upper(), "busy")


def _visibility(component: Component) -> str:
    given = text_of(component, "CLASS").upper() or "PUBLIC"
    return given.lower() if given in ("PUBLIC", "CONFIDENTIAL") else "private"


def _priority(component: Component) -> int:
    given = text_of(component, "PRIORITY").strip()
    return int(given) if given.isdecimal() and len(given) == 1 else 0
