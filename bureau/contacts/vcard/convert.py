"""From version 3 to 4 and back (RFC 6350 appendix A, RFC 2426); what has no counterpart is kept."""

import re
from collections.abc import Callable
from dataclasses import replace

from .card import KIND_NAMES, MEMBER_NAMES, URN, VCard
from .lines import Params, Property

_DATA = re.compile(r"data:(?P<type>[^;,]*)(?P<rest>(?:;[^,]*)?),(?P<value>.*)$", re.DOTALL | re.I)
_BASIC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)$")
_LONG_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)$")
_BINARY = ("PHOTO", "LOGO", "SOUND", "KEY")
_DATES = ("BDAY", "ANNIVERSARY", "DEATHDATE")
OMITTED_YEAR = "1604"
"""What Apple writes where the year of a birthday is unknown, with X-APPLE-OMIT-YEAR."""


def converted(card: VCard, version: str) -> VCard:
    """Return the card in version 3.0 or 4.0; one that is in it already is returned as it is."""
    if card.version == version:
        return card
    change: Callable[[Property], Property] = _to_4 if version == "4.0" else _to_3
    made = [change(one) for one in card.properties]
    return VCard([_version(version), *(one for one in made if one.name != "VERSION")])


def _version(version: str) -> Property:
    return Property("VERSION", version)


def _changed(old: Property, new: Property) -> Property:
    """Keep the octets where the meaning of the line stayed."""
    return old if new == old else replace(new, source=b"")


def _to_4(one: Property) -> Property:
    new = _renamed(one, KIND_NAMES[1], "KIND")
    new = _renamed(new, MEMBER_NAMES[1], "MEMBER")
    new = _without_transfer_encoding(new)
    if one.name in _BINARY:
        new = _embedded_as_uri(new)
    elif one.name in _DATES:
        new = _date_of_4(new)
    return _changed(one, replace(new, params=_preference_of_4(new.params)))


def _to_3(one: Property) -> Property:
    new = _renamed(one, "KIND", KIND_NAMES[1])
    new = _renamed(new, "MEMBER", MEMBER_NAMES[1])
    new = _without_transfer_encoding(new)
    if new.name == MEMBER_NAMES[1] and "=" not in new.value and ":" not in new.value:
        new = replace(new, value=URN + new.value)
    if one.name in _BINARY:
        new = _uri_as_embedded(new)
    elif one.name in _DATES:
        new = _date_of_3(new)
    return _changed(one, replace(new, params=_preference_of_3(new.params)))


def _renamed(one: Property, old: str, name: str) -> Property:
    return replace(one, name=name) if one.name == old else one


def _without_transfer_encoding(one: Property) -> Property:
    """Undo what only version 2.1 had."""
    if "QUOTED-PRINTABLE" not in {value.upper() for value in one.param("ENCODING")}:
        return one
    kept = tuple(pair for pair in one.params if pair[0] not in ("ENCODING", "CHARSET"))
    return replace(one, value=one.plain.replace("\r", "").replace("\n", "\\n"), params=kept)


def _embedded_as_uri(one: Property) -> Property:
    if not {value.upper() for value in one.param("ENCODING")} & {"B", "BASE64"}:
        return replace(one, params=_without(one.params, "VALUE"))
    subtype = next(iter(one.types), "jpeg")
    kind = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}.get(one.name, "application")
    media = subtype if "/" in subtype else f"{kind}/{subtype}"
    kept = _without(one.params, "ENCODING", "TYPE", "VALUE")
    return replace(one, value=f"data:{media};base64,{one.value.strip()}", params=kept)


def _uri_as_embedded(one: Property) -> Property:
    found = _DATA.match(one.value)
    if found is None or "base64" not in found["rest"].lower():
        return replace(one, params=(*_without(one.params, "VALUE"), ("VALUE", ("uri",))))
    subtype = found["type"].rpartition("/")[2].upper() or "JPEG"
    params = (("ENCODING", ("b",)), ("TYPE", (subtype,)), *_without(one.params, "MEDIATYPE"))
    return replace(one, value=found["value"], params=params)


def _without(params: Params, *names: str) -> Params:
    return tuple(pair for pair in params if pair[0] not in names)


def _date_of_4(one: Property) -> Property:
    found = _LONG_DATE.match(one.value)
    if found is None:
        return one
    if OMITTED_YEAR in (found[1], *one.param("X-APPLE-OMIT-YEAR")) and found[1] == OMITTED_YEAR:
        kept = _without(one.params, "X-APPLE-OMIT-YEAR", "VALUE")
        return replace(one, value=f"--{found[2]}{found[3]}", params=kept)
    return replace(one, value="".join(found.groups()), params=_without(one.params, "VALUE"))


def _date_of_3(one: Property) -> Property:
    if found := _BASIC_DATE.match(one.value):
        return replace(one, value="-".join(found.groups()))
    if found := _NO_YEAR.match(one.value):
        omitted = (("X-APPLE-OMIT-YEAR", (OMITTED_YEAR,)),)
        value = f"{OMITTED_YEAR}-{found[1]}-{found[2]}"
        return replace(one, value=value, params=(*one.params, *omitted))
    return one


def _preference_of_4(params: Params) -> Params:
    """TYPE=pref becomes PREF=1 (RFC 6350 §5.3); names of types are written small."""
    is_preferred = False
    kept: list[tuple[str, tuple[str, ...]]] = []
    for name, values in params:
        if name != "TYPE":
            kept.append((name, values))
            continue
        parts = [part for value in values for part in value.split(",")]
        is_preferred = is_preferred or any(part.lower() == "pref" for part in parts)
        rest = tuple(part.lower() for part in parts if part.lower() not in ("pref", "internet", ""))
        kept += [("TYPE", rest)] if rest else []
    has_own = any(name == "PREF" for name, _ in kept)
    return (*kept, ("PREF", ("1",))) if is_preferred and not has_own else tuple(kept)


def _preference_of_3(params: Params) -> Params:
    if ("PREF", ("1",)) not in params:
        return params
    return (*_without(params, "PREF"), ("TYPE", ("pref",)))
