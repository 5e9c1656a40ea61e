"""From components back to bytes: the order, the names and the words that came in.

Dates and times that nobody changed are written as they were read, so that `PT24H` stays exact and
a zone keeps the name its client gave it.
"""

from collections.abc import Iterator
from datetime import datetime

from icalendar import Calendar, Component, Parameters
from icalendar.prop import vDDDLists, vDDDTypes, vDuration, vRecur

from .lines import fold
from .vtimezones import zone_lines

_ALWAYS_QUOTED = frozenset(Parameters.always_quoted)
_QUOTABLE = frozenset(",;:")
_CARETS = str.maketrans({"^": "^^", "\n": "^n", '"': "^'"})


def write_calendar(calendar: Calendar) -> bytes:
    """A VCALENDAR with CRLF, folded; zones that are used and not defined are added."""
    defined = {str(zone.get("TZID", "")) for zone in calendar.walk("VTIMEZONE")}
    zones = [line for tzid in _used(calendar) - defined for line in zone_lines(tzid)]
    lines = ["BEGIN:VCALENDAR", *_properties(calendar), *zones]
    for component in calendar.subcomponents:
        lines.extend(_component(component))
    lines.append("END:VCALENDAR")
    return b"".join(map(fold, lines))


def write_component(component: Component) -> bytes:
    """A component alone, for comparing."""
    return b"".join(map(fold, _component(component)))


def _component(component: Component) -> Iterator[str]:
    yield f"BEGIN:{component.name}"
    yield from _properties(component)
    for inner in component.subcomponents:
        yield from _component(inner)
    yield f"END:{component.name}"


def _properties(component: Component) -> Iterator[str]:
    for name, values in component.items():
        for value in values if isinstance(values, list) else (values,):
            yield f"{name}{_parameters(value)}:{_text(value)}"


def _text(value: object) -> str:
    source = getattr(value, "__dict__", {}).get("source")
    if source and source[1] == _content(value):
        return str(source[0])
    written = value.to_ical() if hasattr(value, "to_ical") else str(value)
    text = written.decode() if isinstance(written, bytes) else str(written)
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def _content(value: object) -> object:
    if isinstance(value, vDDDLists):
        return tuple(moment.dt for moment in value.dts)
    if isinstance(value, vRecur):
        return dict(value)
    return value.td if isinstance(value, vDuration) else getattr(value, "dt", None)


def _parameters(value: object) -> str:
    params: Parameters = getattr(value, "params", None) or Parameters()
    is_utc = _text(value).endswith("Z") if "TZID" in params else False
    return "".join(
        f";{name}={_parameter(name, given)}"
        for name, given in params.items()
        if not (name == "TZID" and is_utc)
    )


def _parameter(name: str, given: object) -> str:
    words = given if isinstance(given, list | tuple) else [given]
    return ",".join(_word(str(word), name in _ALWAYS_QUOTED) for word in words)


def _word(word: str, is_quoted: bool) -> str:
    escaped = word.translate(_CARETS)
    return f'"{escaped}"' if is_quoted or _QUOTABLE & set(escaped) else escaped


def _used(calendar: Calendar) -> set[str]:
    used: set[str] = set()
    for component in calendar.walk():
        if component.name in ("VTIMEZONE", "STANDARD", "DAYLIGHT"):
            continue
        for values in component.values():
            for value in values if isinstance(values, list) else (values,):
                if isinstance(value, vDDDTypes | vDDDLists) and _is_zoned(value):
                    used.add(str(value.params["TZID"]))
    return used


def _is_zoned(value: vDDDTypes | vDDDLists) -> bool:
    if "TZID" not in value.params:
        return False
    moment = value.dts[0].dt if isinstance(value, vDDDLists) and value.dts else None
    moment = value.dt if isinstance(value, vDDDTypes) else moment
    return isinstance(moment, datetime | tuple)
