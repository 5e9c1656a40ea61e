"""Making a rule's criteria from what somebody searched for."""

import re
from dataclasses import dataclass, field

from .criteria import Criteria

_PART = re.compile(r'(-)?(?:([a-z_]+):)?(?:"([^"]*)"|(\([^)]*\))|(\S+))', re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,12})([kmg]?)b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_TEXTS = {"from": "from", "to": "to", "cc": "to", "subject": "subject", "list": "list_id"}
_SIZES = {"larger": "larger", "size": "larger", "smaller": "smaller"}


@dataclass(slots=True)
class FromSearch:
    """The criteria, and the parts of the search that no rule can ask for."""

    criteria: Criteria
    left_out: list[str] = field(default_factory=list)


def criteria_from_search(query: str) -> FromSearch:
    """Read a search; dates, places, states and alternatives are left out."""
    found: dict[str, list[str]] = {}
    left_out: list[str] = []
    for match in _PART.finditer(query[:1_000]):
        is_not, name, phrase, group, word = match.groups()
        value = phrase if phrase is not None else word or group.strip("()")
        key = _key(bool(is_not), (name or "").lower(), value)
        if key is None or (not name and word in ("OR", "AND")):
            left_out.append(match[0])
            continue
        is_words = key in ("has", "has_not")
        found.setdefault(key, []).append(f'"{value}"' if is_words and " " in value else value)
    return FromSearch(Criteria.from_json(_joined(found)), left_out)


def _key(is_not: bool, name: str, value: str) -> str | None:
    if not name:
        return "has_not" if is_not else "has"
    if is_not:
        return None
    if name == "has" and value.lower() == "attachment":
        return "has_attachment"
    if name in _SIZES and _SIZE.fullmatch(value):
        return _SIZES[name]
    return _TEXTS.get(name)


def _joined(found: dict[str, list[str]]) -> dict[str, object]:
    joined: dict[str, object] = {}
    for key, values in found.items():
        if key in ("larger", "smaller"):
            match = _SIZE.fullmatch(values[-1])
            assert match is not None
            joined[key] = int(match[1]) * _UNITS[match[2].lower()]
        elif key == "has_attachment":
            joined[key] = True
        else:
            joined[key] = " ".join(values)
    return joined
