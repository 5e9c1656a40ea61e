"""CARDDAV:filter (RFC 6352 §10.5): which cards a query finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bureau.platform.dav import BadXml, DavError, Element, carddav, children_of

from ..vcard import Property, VCard
from .names import COLLATIONS

_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_MATCHES: dict[str, Callable[[str, str], bool]] = {
    "equals": lambda text, part: text == part,
    "contains": lambda text, part: part in text,
    "starts-with": lambda text, part: text.startswith(part),
    "ends-with": lambda text, part: text.endswith(part),
}


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A text to compare with (RFC 6352 §10.5.4)."""

    text: str
    """As the collation compares it."""
    collation: str
    kind: str
    is_negated: bool


@dataclass(frozen=True, slots=True)
class ParamFilter:
    """What a parameter must be (RFC 6352 §10.5.2); without a match it must be there."""

    name: str
    is_absent: bool
    match: TextMatch | None


@dataclass(frozen=True, slots=True)
class PropFilter:
    """What a property must be (RFC 6352 §10.5.1); without conditions it must be there."""

    name: str
    group: str
    is_absent: bool
    wants_all: bool
    matches: tuple[TextMatch, ...]
    params: tuple[ParamFilter, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """All conditions, of which all or any must hold."""

    wants_all: bool
    props: tuple[PropFilter, ...]


def filter_of(element: Element | None) -> Filter:
    """Read a filter; raises `BadXml` and 403 with the precondition that failed."""
    if element is None:
        raise BadXml()
    for child in children_of(element):
        if child.tag != carddav("prop-filter"):
            raise DavError(403, carddav("supported-filter"))
    props = tuple(_prop(one) for one in element.iterfind(carddav("prop-filter")))
    return Filter(_wants_all(element), props)


def _wants_all(element: Element) -> bool:
    test = element.get("test", "anyof")
    if test not in ("anyof", "allof"):
        raise BadXml()
    return bool(test == "allof")


def _name(element: Element) -> str:
    name = str(element.get("name", "")).strip().upper()
    if not name:
        raise BadXml()
    return name


def _prop(element: Element) -> PropFilter:
    group, _, name = _name(element).rpartition(".")
    matches = tuple(_match(one) for one in element.iterfind(carddav("text-match")))
    params = tuple(_param(one) for one in element.iterfind(carddav("param-filter")))
    is_absent = element.find(carddav("is-not-defined")) is not None
    return PropFilter(name, group, is_absent, _wants_all(element), matches, params)


def _param(element: Element) -> ParamFilter:
    match = element.find(carddav("text-match"))
    is_absent = element.find(carddav("is-not-defined")) is not None
    return ParamFilter(_name(element), is_absent, None if match is None else _match(match))


def _match(element: Element) -> TextMatch:
    collation = element.get("collation", "i;unicode-casemap")
    collation = "i;unicode-casemap" if collation == "default" else collation
    if collation not in COLLATIONS:
        raise DavError(403, carddav("supported-collation"))
    kind = element.get("match-type", "contains")
    if kind not in _MATCHES:
        raise BadXml()
    is_negated = element.get("negate-condition", "no") == "yes"
    return TextMatch(collated(element.text or "", collation), collation, kind, is_negated)


def collated(text: str, collation: str) -> str:
    """Return the text as the collation compares it (RFC 4790 §9, RFC 5051)."""
    if collation == "i;ascii-casemap":
        return text.translate(_LOWER)
    return text.casefold() if collation == "i;unicode-casemap" else text


def fulfils(card: VCard, asked: Filter) -> bool:
    """Tell whether a card is one of those that the filter asks for; all are where it is empty."""
    if not asked.props:
        return True
    return _all_or_any(asked.wants_all, (_holds(card, one) for one in asked.props))


def _all_or_any(wants_all: bool, verdicts: Iterable[bool]) -> bool:
    return all(verdicts) if wants_all else any(verdicts)


def _holds(card: VCard, asked: PropFilter) -> bool:
    found = [
        one for one in card.all(asked.name) if not asked.group or one.group.upper() == asked.group
    ]
    if asked.is_absent:
        return not found
    return any(_suits(one, asked) for one in found)


def _suits(one: Property, asked: PropFilter) -> bool:
    verdicts = [_matches(one.text, match) for match in asked.matches]
    verdicts += [_param_holds(one, param) for param in asked.params]
    return not verdicts or _all_or_any(asked.wants_all, verdicts)


def _param_holds(one: Property, asked: ParamFilter) -> bool:
    values = one.param(asked.name)
    if asked.is_absent:
        return not values
    if asked.match is None:
        return bool(values)
    parts = [part for value in values for part in (value, *value.split(","))]
    found = any(_compared(part, asked.match) for part in parts)
    return bool(values) and found != asked.match.is_negated


def _matches(text: str, match: TextMatch) -> bool:
    return _compared(text, match) != match.is_negated


def _compared(text: str, match: TextMatch) -> bool:
    return _MATCHES[match.kind](collated(text, match.collation), match.text)


def needles_of(asked: Filter) -> list[str] | None:
    """Return texts of which a card that fulfils the filter must have one in its octets, compared
    as `haystack`; None where nothing can be told so.
    """
    found: list[str] = []
    for one in asked.props:
        needle = "" if one.is_absent or one.params else _needle(one)
        if needle:
            if asked.wants_all:
                return [needle]
            found.append(needle)
        elif not asked.wants_all:
            return None
    return found or None


def _needle(one: PropFilter) -> str:
    plain = [match for match in one.matches if not match.is_negated]
    if not plain or (not one.wants_all and len(one.matches) > 1):
        return ""
    lines = plain[0].text.casefold().replace("\\", "").splitlines()
    return max(lines, key=len, default="")


def haystack(raw: bytes) -> str:
    """Return the octets of a card as needles are looked for in them: unfolded and case-folded,
    without escapes.
    """
    text = raw.decode("utf-8", "replace").replace("\r\n ", "").replace("\r\n\t", "")
    text = text.replace("\n ", "").replace("\n\t", "")
    return text.replace("\\", "").casefold()
