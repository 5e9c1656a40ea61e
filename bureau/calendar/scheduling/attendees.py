"""Reading and writing ATTENDEE and ORGANIZER (RFC 5545 §3.8.4, RFC 6638 §7)."""

from collections.abc import Collection, Iterable, Sequence

from icalendar import Component, vCalAddress

NOTE = "X-RESPONSE-COMMENT"
"""The parameter that Google uses as well."""
PROPOSED_START, PROPOSED_END = "X-BUREAU-PROPOSED-START", "X-BUREAU-PROPOSED-END"
HEARD_AT = "X-BUREAU-HEARD-AT"
"""DTSTAMP of the last message from this calendar user (RFC 5546 §2.1.5)."""
GROUP_SIZE = "X-BUREAU-GROUP-SIZE"
_BOOKKEEPING = ("SCHEDULE-AGENT", "SCHEDULE-STATUS", "SCHEDULE-FORCE-SEND", HEARD_AT)


def address_of(value: object) -> str:
    """Return the lower-case address of a calendar user, whatever the scheme's case."""
    text = str(value).strip()
    return (text[7:] if text[:7].lower() == "mailto:" else text).strip().lower()


def attendees_of(component: Component) -> list[vCalAddress]:
    """Return the ATTENDEE properties, in order."""
    found = component.get("ATTENDEE", [])
    values = found if isinstance(found, list) else [found]
    return [value for value in values if isinstance(value, vCalAddress)]


def set_attendees(component: Component, attendees: Iterable[vCalAddress]) -> None:
    """Replace the ATTENDEE properties."""
    values = list(attendees)
    if values:
        component["ATTENDEE"] = values
    else:
        component.pop("ATTENDEE", None)


def attendee_in(component: Component, addresses: Collection[str]) -> vCalAddress | None:
    """Return the first attendee that is one of the addresses."""
    found = (one for one in attendees_of(component) if address_of(one) in addresses)
    return next(found, None)


def organizer_of(component: Component) -> str:
    """Return the organizer's address, empty without one."""
    return address_of(component["ORGANIZER"]) if "ORGANIZER" in component else ""


def partstat_of(attendee: vCalAddress) -> str:
    """Return PARTSTAT in upper case; NEEDS-ACTION where there is none (RFC 5545 §3.2.12)."""
    return str(attendee.params.get("PARTSTAT", "NEEDS-ACTION")).upper()


def note_of(attendee: vCalAddress) -> str:
    """Return what the attendee wrote with the answer."""
    return str(attendee.params.get(NOTE, ""))


def proposal_of(attendee: vCalAddress) -> tuple[str, str]:
    """Return the proposed new start and end as UTC texts, empty without a proposal."""
    params = attendee.params
    return str(params.get(PROPOSED_START, "")), str(params.get(PROPOSED_END, ""))


def is_served(calendar_user: vCalAddress) -> bool:
    """Tell whether the server schedules for this user (RFC 6638 §7.1)."""
    return str(calendar_user.params.get("SCHEDULE-AGENT", "SERVER")).upper() == "SERVER"


def forces(calendar_user: vCalAddress) -> str:
    """Return which message the client insists on: REQUEST, REPLY or nothing (RFC 6638 §7.2)."""
    return str(calendar_user.params.get("SCHEDULE-FORCE-SEND", "")).upper()


def changed(calendar_user: vCalAddress, **params: str) -> vCalAddress:
    """Return a copy with these parameters (`_` for `-`); an empty one is removed."""
    copy = vCalAddress(str(calendar_user))
    for name, value in calendar_user.params.items():
        copy.params[name] = value
    for name, value in params.items():
        key = name.replace("_", "-").upper()
        if value:
            copy.params[key] = value
        else:
            copy.params.pop(key, None)
    return copy


def without_bookkeeping(calendar_user: vCalAddress) -> vCalAddress:
    """Return the user as others are told of it."""
    return changed(calendar_user, **dict.fromkeys(_BOOKKEEPING, ""))


def replace_attendee(component: Component, new: vCalAddress) -> None:
    """Put an attendee in the place of the one with the same address, or at the end."""
    address = address_of(new)
    others = attendees_of(component)
    kept: list[vCalAddress] = [new if address_of(one) == address else one for one in others]
    if all(address_of(one) != address for one in others):
        kept.append(new)
    set_attendees(component, kept)


def first_of(components: Sequence[Component], addresses: Collection[str]) -> vCalAddress | None:
    """Return the first attendee of any component that is one of the addresses."""
    found = (attendee_in(component, addresses) for component in components)
    return next((one for one in found if one is not None), None)
