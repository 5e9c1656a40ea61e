"""A card as people edit it: fields out of properties, and changes of fields into them.

A change touches only the properties of its field; a value that stays keeps its octets.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .card import KIND_NAMES, MEMBER_NAMES, URN, VCard
from .convert import OMITTED_YEAR
from .describe import birthday_of, components, labels_of, listed, preference, shown_name
from .lines import Params, Property, escaped, folded, property_of

NAME_PARTS = ("family_name", "given_name", "middle_name", "prefix", "suffix")
ADDRESS_PARTS = (
    "po_box",
    "extended",
    "street",
    "locality",
    "region",
    "postal_code",
    "country",
)
MANY = {"emails": "EMAIL", "phones": "TEL", "urls": "URL", "addresses": "ADR"}
TEXTS = {"title": "TITLE", "note": "NOTE"}
_TYPES = ("home", "work", "cell", "fax", "pager", "main", "other", "school")
_APPLE = re.compile(r"_\$!<(.*)>!\$_$")
_WRITTEN = {"EMAIL": ("INTERNET",), "TEL": (), "URL": (), "ADR": ()}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with what it is for; `parts` only of postal addresses."""

    value: str
    type: str = ""
    """home, work, cell, fax, …, or words of one's own."""
    is_primary: bool = False
    parts: tuple[str, ...] = ()


def read_fields(card: VCard) -> dict[str, Any]:
    """Return all fields of a card as plain values."""
    names = (*components(card.first("N")), *[""] * 5)
    organization = (*components(card.first("ORG")), "", "")
    return {
        "name": shown_name(card),
        **dict(zip(NAME_PARTS, names, strict=False)),
        "nickname": ", ".join(text for one in card.all("NICKNAME") for text in listed(one)),
        "organization": organization[0],
        "department": organization[1],
        **{field: card.text(name) for field, name in TEXTS.items()},
        "birthday": birthday_of(card.first("BDAY")),
        "labels": list(labels_of(card)),
        **{field: [_read(card, one) for one in card.all(name)] for field, name in MANY.items()},
    }


def _read(card: VCard, one: Property) -> dict[str, Any]:
    read: dict[str, Any] = {"type": _type_of(card, one), "is_primary": preference(one) == 1}
    if one.name != "ADR":
        text = one.text.strip()
        return {"value": text.removeprefix("tel:").removeprefix("mailto:"), **read}
    parts = (*components(one), *[""] * 7)
    return {**dict(zip(ADDRESS_PARTS, parts, strict=False)), **read}


def _type_of(card: VCard, one: Property) -> str:
    label = card.labels.get(one.group.lower(), "") if one.group else ""
    if label:
        found = _APPLE.match(label)
        return found[1].lower() if found else label
    return next((name for name in ("fax", "cell", *_TYPES) if name in one.types), "")


def change_fields(card: VCard, changes: Mapping[str, Any]) -> None:
    """Write the named fields into the card; what is not named stays as it is."""
    old = card.text("FN")
    had_own_name = old not in _substitutes(card)
    had_parts = _has_parts(card)
    _change_name(card, changes)
    for field, name in TEXTS.items():
        if field in changes:
            card.set_text(name, changes[field])
    if "nickname" in changes:
        _set_list(card, "NICKNAME", changes["nickname"].split(","))
    if "labels" in changes:
        set_labels(card, changes["labels"])
    if {"organization", "department"} & changes.keys():
        _change_parts(card, "ORG", ("organization", "department"), changes)
    if "birthday" in changes:
        _set_birthday(card, changes["birthday"])
    for field, name in MANY.items():
        if field in changes:
            _set_many(card, name, changes[field])
    is_nameless = not _has_parts(card) and (had_parts or not had_own_name)
    if is_nameless and not changes.get("name"):
        card.set_text("FN", next(filter(None, (*_substitutes(card), old)), ""))
    mend_name(card)


def _has_parts(card: VCard) -> bool:
    return any(components(card.first("N"))[:5])


def _substitutes(card: VCard) -> tuple[str, ...]:
    """Return what a card without a name is called by, the best first."""
    firm = "".join(components(card.first("ORG"))[:1])
    return (firm, card.text("NICKNAME"), card.text("EMAIL"), card.text("TEL"))


def _change_name(card: VCard, changes: Mapping[str, Any]) -> None:
    if set(NAME_PARTS) & changes.keys():
        _change_parts(card, "N", NAME_PARTS, changes)
    if changes.get("name"):
        card.set_text("FN", changes["name"])
    elif set(NAME_PARTS) & changes.keys():
        family, given, middle, prefix, suffix = (*components(card.first("N")), *[""] * 5)[:5]
        whole = " ".join(filter(None, (prefix, given, middle, family, suffix)))
        card.set_text("FN", whole or card.text("FN"))


def mend_name(card: VCard) -> None:
    """See to it that there is an FN, and an N where version 3 asks for one."""
    if not card.text("FN"):
        card.set_text("FN", shown_name(card) or "?")
    if card.version != "4.0" and card.first("N") is None:
        parts = (*_named_parts(card), "", "", "")
        card.put([*card.properties, property_of("N", ";".join(map(escaped, parts)))])


def _named_parts(card: VCard) -> tuple[str, str]:
    """Return family and given name of one called so; none where it is called by its firm, address
    or number.
    """
    name = card.text("FN")
    if card.kind != "individual":
        return name, ""
    if name in _substitutes(card):
        return "", ""
    given, _, family = name.rpartition(" ")
    return family, given


def _change_parts(
    card: VCard, name: str, fields: Sequence[str], changes: Mapping[str, Any]
) -> None:
    """Change components of a structured value; those without a field of their own stay."""
    found = card.first(name)
    old = components(found)
    parts = [*old, *[""] * (len(fields) - len(old))]
    for at, field in enumerate(fields):
        parts[at] = changes.get(field, parts[at]) or ""
    if _trimmed(parts) == _trimmed(old):
        return
    parts = _trimmed(parts) if name == "ORG" else parts
    value = ";".join(map(escaped, parts))
    base = replace(found, value=value, source=b"") if found else property_of(name, value)
    card.replace_all([name], [base] if any(parts) else [])


def _trimmed(parts: list[str]) -> list[str]:
    """Return the parts without empty ones at the end."""
    return parts[: max((at for at, part in enumerate(parts, start=1) if part), default=0)]


def set_labels(card: VCard, labels: Iterable[str]) -> None:
    """Give the card these CATEGORIES."""
    _set_list(card, "CATEGORIES", labels)


def _set_list(card: VCard, name: str, texts: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if wanted == [text for one in card.all(name) for text in listed(one)]:
        return
    value = ",".join(map(escaped, wanted))
    card.replace_all([name], [property_of(name, value)] if wanted else [])


def _set_birthday(card: VCard, birthday: str) -> None:
    if birthday == birthday_of(card.first("BDAY")):
        return
    made: list[Property] = []
    if birthday.startswith("--"):
        no_year = property_of("BDAY", birthday.replace("-", "").rjust(6, "-"))
        omitted = Property(
            "BDAY", OMITTED_YEAR + birthday[1:], (("X-APPLE-OMIT-YEAR", (OMITTED_YEAR,)),)
        )
        made = [no_year if card.version == "4.0" else omitted]
    elif birthday:
        is_basic = card.version == "4.0"
        made = [property_of("BDAY", birthday.replace("-", "") if is_basic else birthday)]
    card.replace_all(["BDAY"], made)


def _set_many(card: VCard, name: str, wanted: Sequence[Labelled]) -> None:
    """Give a property that may stand many times these values, in this order."""
    left = list(card.all(name))
    labels: list[Property] = []
    made = [_matched(card, name, one, left, labels) for one in wanted]
    if made == list(card.all(name)):
        return
    gone = {one.group.lower() for one in left if one.group}
    still = {one.group.lower() for one in card.properties if one.group and one.name != "X-ABLABEL"}
    orphans = gone - {one.group.lower() for one in made} - (still - gone)
    relabelled = {one.group.lower() for one in labels}
    kept = [
        one
        for one in card.properties
        if one.name != "X-ABLABEL" or one.group.lower() not in orphans | relabelled
    ]
    if kept != card.properties or labels:
        card.put([*kept, *labels])
    card.replace_all([name], made)


def _matched(
    card: VCard, name: str, wanted: Labelled, left: list[Property], labels: list[Property]
) -> Property:
    value = _value_of(name, wanted)
    found = next((one for one in left if _same(one, wanted)), None)
    if found is None:
        base = Property(name, value, (("TYPE", _WRITTEN[name]),) if _WRITTEN[name] else ())
        return _typed(card, base, wanted, labels)
    left.remove(found)
    is_same = _type_of(card, found) == wanted.type
    if is_same and (preference(found) == 1) == wanted.is_primary:
        return found
    return _typed(card, replace(found, source=b""), wanted, labels)


def _value_of(name: str, wanted: Labelled) -> str:
    if name == "ADR":
        return ";".join(map(escaped, wanted.parts))
    return wanted.value.strip() if name == "URL" else escaped(wanted.value.strip())


def _same(one: Property, wanted: Labelled) -> bool:
    if one.name == "ADR":
        return tuple((*components(one), *[""] * 7)[:7]) == tuple(wanted.parts)
    text = one.text.strip().removeprefix("tel:").removeprefix("mailto:")
    return text == wanted.value.strip()


def _typed(card: VCard, one: Property, wanted: Labelled, labels: list[Property]) -> Property:
    """Say what a value is for: by TYPE, or in Apple's way for words of one's own."""
    if one.group.lower() in card.labels or (wanted.type and wanted.type not in _TYPES):
        taken = {it.group.lower() for it in (*card.properties, *labels) if it.group}
        group = one.group or next(
            name for at in range(1, 9999) if (name := f"item{at}") not in taken
        )
        one = replace(one, group=group)
        if wanted.type:
            labels.append(_own_label(group, wanted.type))
        params = _with_type(one.params, "")
    else:
        params = _with_type(one.params, wanted.type)
    return replace(one, params=_with_preference(params, wanted.is_primary, card.version))


def _own_label(group: str, words: str) -> Property:
    """Write a label as Apple's programs spell its name."""
    value = escaped(words)
    return Property("X-ABLABEL", value, (), group, folded(f"{group}.X-ABLabel:{value}"))


def _with_type(params: Params, type_: str) -> Params:
    kept = _map_types(params, lambda value: value.lower() not in _TYPES)
    return (*kept, ("TYPE", (type_,))) if type_ else kept


def _with_preference(params: Params, is_primary: bool, version: str) -> Params:
    kept = _map_types(params, lambda value: value.lower() != "pref")
    kept = tuple(pair for pair in kept if pair[0] != "PREF")
    if not is_primary:
        return kept
    return (*kept, ("PREF", ("1",)) if version == "4.0" else ("TYPE", ("pref",)))


def _map_types(params: Params, keeps: Any) -> Params:
    made = []
    for name, values in params:
        if name == "TYPE":
            values = tuple(part for value in values for part in value.split(",") if keeps(part))
        if values:
            made.append((name, values))
    return tuple(made)


def make_group(card: VCard) -> None:
    """Make the card a group, in the way of its version."""
    name = KIND_NAMES[0] if card.version == "4.0" else KIND_NAMES[1]
    card.replace_all(KIND_NAMES, [Property(name, "group")])


def set_members(card: VCard, uids: Iterable[str]) -> None:
    """Give a group these members; those that stay keep their octets."""
    old = dict(zip(card.members, card.all(*MEMBER_NAMES), strict=True))
    name = MEMBER_NAMES[0] if card.version == "4.0" else MEMBER_NAMES[1]
    made = [
        old.get(uid) or Property(name, uid if ":" in uid else URN + uid)
        for uid in dict.fromkeys(uids)
    ]
    card.replace_all(MEMBER_NAMES, made)


def set_photo(card: VCard, subtype: str, octets: bytes) -> None:
    """Give the card a picture of its own; no octets take it away."""
    import base64

    text = base64.b64encode(octets).decode()
    if card.version == "4.0":
        made = Property("PHOTO", f"data:image/{subtype};base64,{text}")
    else:
        made = Property("PHOTO", text, (("ENCODING", ("b",)), ("TYPE", (subtype.upper(),))))
    card.replace_all(["PHOTO"], [made] if octets else [])
