"""What guests see of a component, and which changes of it matter (RFC 5546 §2.1.4)."""

import re
from collections.abc import Collection

from icalendar import Component
from icalendar.prop import vRecur

from ..ical.parsing import rule_text
from .attendees import address_of, attendees_of, organizer_of
from .instances import keys_in, times_of

Seen = dict[str, object]

_TEXTS = ("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS")
_SHOWN = (*_TEXTS, "GEO", "URL", "CLASS", "PRIORITY", "ATTACH", "CONFERENCE", "X-ALT-DESC")
_UNTIL = frozenset({"UNTIL", "COUNT"})


def seen(component: Component) -> Seen:
    """Return all that guests see, in a form that does not depend on how it is written."""
    return {
        **timing(component),
        **{name: _texts(component, name) for name in _SHOWN},
        "GUESTS": frozenset(_guest(one.params, address_of(one)) for one in attendees_of(component)),
    }


def _guest(params: dict[str, object], address: str) -> tuple[str, str, str]:
    role = str(params.get("ROLE", "REQ-PARTICIPANT")).upper()
    return address, role, str(params.get("CUTYPE", "INDIVIDUAL")).upper()


def timing(component: Component) -> Seen:
    """Return when it happens, without what is excluded."""
    return {
        "TIMES": times_of(component),
        "RRULE": rule_of(component),
        "RDATE": frozenset(keys_in(component, "RDATE")),
    }


def rule_of(component: Component) -> frozenset[tuple[str, str]]:
    """Return the parts of the recurrence rule."""
    rules = component.get("RRULE", [])
    parts = set()
    for rule in rules if isinstance(rules, list) else [rules]:
        if isinstance(rule, vRecur):
            written = rule_text(rule).upper()
            named = (part.partition("=") for part in written.split(";"))
            parts |= {(name, value) for name, _, value in named}
    return frozenset(part for part in parts if part != ("INTERVAL", "1"))


def _texts(component: Component, name: str) -> tuple[str, ...]:
    found = component.get(name, [])
    values = found if isinstance(found, list) else [found]
    texts = (re.sub(r"\s+", " ", _text(value)).strip() for value in values)
    return tuple(sorted(text for text in texts if text and text not in _DEFAULTS.get(name, ())))


_DEFAULTS: dict[str, Collection[str]] = {"CLASS": ("PUBLIC",), "PRIORITY": ("0",)}


def _text(value: object) -> str:
    to_ical = getattr(value, "to_ical", None)
    written = to_ical() if to_ical else value
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)


def is_rescheduled(old: Component, new: Component) -> bool:
    """Tell whether guests must answer anew: other times, or another rule than a shorter one."""
    before, after = timing(old), timing(new)
    before["RRULE"], after["RRULE"] = _endless(old), _endless(new)
    return before != after


def _endless(component: Component) -> frozenset[tuple[str, str]]:
    return frozenset(part for part in rule_of(component) if part[0] not in _UNTIL)


def counts_up(old: Component, new: Component) -> bool:
    """Tell whether SEQUENCE must grow: times, rule, exceptions or status (RFC 5546 §2.1.4)."""
    before, after = timing(old), timing(new)
    before["EXDATE"], after["EXDATE"] = keys_in(old, "EXDATE"), keys_in(new, "EXDATE")
    before["STATUS"], after["STATUS"] = _texts(old, "STATUS"), _texts(new, "STATUS")
    return before != after


_FIXED = ("TIMES", "RRULE", "RDATE", *_TEXTS)


def fixed_for_guests(component: Component) -> Seen:
    """Return what a guest may not change (RFC 6638 §3.2.2.1)."""
    shown = seen(component)
    addresses = frozenset(address_of(one) for one in attendees_of(component))
    return {
        **{name: shown[name] for name in _FIXED},
        "GUESTS": addresses,
        "ORGANIZER": organizer_of(component),
    }


def sequence_of(component: Component) -> int:
    """Return SEQUENCE, 0 where there is none or it is no number."""
    try:
        return int(str(component.get("SEQUENCE", 0)))
    except ValueError:
        return 0
