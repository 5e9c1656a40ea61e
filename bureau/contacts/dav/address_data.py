"""CARDDAV:address-data (RFC 6352 §10.4): a card in the wanted version, whole or in parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Protocol

from bureau.platform.dav import Call, DavError, Element, carddav, escaped

from ..vcard import VCard, converted, read_card
from .names import DATA, VERSIONS

DEFAULT = "3.0"
"""What address-data means without a version (RFC 6352 §10.4)."""
_TYPES = ("text/vcard", "text/x-vcard", "text/directory")
_VERSION = re.compile(r";\s*version\s*=\s*\"?([\d.]+)\"?", re.IGNORECASE)
NOT_SUPPORTED = carddav("supported-address-data")


class HasBytes(Protocol):
    """A resource with the octets of a card."""

    def raw(self) -> bytes:
        """Return the octets as stored."""
        ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request wants of each card."""

    version: str
    properties: dict[str, bool] | None
    """By name; true where only the name is wanted, without a value. None for all."""


def wish_of(element: Element | None) -> Wish:
    """Read address-data; raises 403 with CARDDAV:supported-address-data."""
    if element is None:
        return Wish(DEFAULT, None)
    version = element.get("version", DEFAULT)
    if element.get("content-type", "text/vcard").lower() not in _TYPES or version not in VERSIONS:
        raise DavError(403, NOT_SUPPORTED)
    props = list(element.iterfind(carddav("prop")))
    if not props or element.find(carddav("allprop")) is not None:
        return Wish(version, None)
    return Wish(
        version, {one.get("name", "").upper(): one.get("novalue") == "yes" for one in props}
    )


def address_data(one: HasBytes, call: Call) -> str:
    """Return the card as the request wants it, as the content of an element."""
    wish = call.memo.get("wish")
    if not isinstance(wish, Wish):
        wish = call.memo["wish"] = wish_of(call.asked.get(DATA))
    return escaped(shaped(one.raw(), wish).decode("utf-8", "replace"))


def shaped(raw: bytes, wish: Wish) -> bytes:
    """Return the octets of a card in a version, with the wanted properties alone."""
    if wish.properties is None and _is_in(raw, wish.version):
        return raw
    card = converted(read_card(raw), wish.version)
    return (card if wish.properties is None else _parts(card, wish.properties)).to_bytes()


def _is_in(raw: bytes, version: str) -> bool:
    """Tell without reading the card whether it is in the version; doubt means no."""
    return raw.count(b"\nVERSION:") == 1 and b"\nVERSION:" + version.encode() + b"\r" in raw


def _parts(card: VCard, wanted: dict[str, bool]) -> VCard:
    kept = []
    for one in card.properties:
        grouped = f"{one.group}.{one.name}".upper() if one.group else one.name
        name = grouped if grouped in wanted else one.name
        if one.name == "VERSION":
            kept.append(one)
        elif name in wanted:
            kept.append(replace(one, value="", source=b"") if wanted[name] else one)
    return VCard(kept)


def version_for(accept: str) -> str | None:
    """Return the version that Accept asks for, None for the card as it is; raises 406 with
    CARDDAV:supported-address-data-conversion where we have none of what it takes.
    """
    asked = [part for part in accept.lower().split(",") if part.strip().startswith(_TYPES)]
    if not asked:
        return None
    versions = [found[1] if (found := _VERSION.search(part)) else None for part in asked]
    known = [version for version in versions if version in (None, *VERSIONS)]
    if not known:
        raise DavError(406, carddav("supported-address-data-conversion"))
    return known[0]
