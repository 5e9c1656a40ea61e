"""What lists, search and completion need of a card, derived from it. Never raises."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bureau.platform.text import fold, words

from .card import VCard
from .convert import OMITTED_YEAR
from .lines import Property, split_value, unescaped

MOST_WORDS = 40
_DATE = re.compile(r"(\d{4}|--?)-?(\d\d)-?(\d\d)")
_DATA = re.compile(r"data:image/([\w.+-]+)(?:;[^,]*)?;base64,(.*)$", re.DOTALL | re.I)
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+$")


@dataclass(frozen=True, slots=True)
class Described:
    """The columns of a card."""

    name: str
    kind: str
    organization: str
    title: str
    emails: tuple[str, ...]
    """Lower case, the preferred one first."""
    phones: tuple[str, ...]
    labels: tuple[str, ...]
    birthday: str
    """`1980-05-17`, `--05-17` without a year, or empty."""
    has_photo: bool
    members: tuple[str, ...]
    texts: tuple[str, ...]
    """What one finds it by, besides addresses: names and organisation."""


def describe(card: VCard) -> Described:
    """Return what is derived of a card."""
    emails = _emails(card)
    phones = tuple(clean(one.text) for one in _preferred(card, "TEL") if one.text.strip())
    organization = clean(" ".join(filter(None, components(card.first("ORG"))[:1])))
    names = [clean(" ".join(reversed(components(card.first("N"))[:2]))), *_nicknames(card)]
    return Described(
        name=shown_name(card)[:300],
        kind=card.kind[:20],
        organization=organization[:200],
        title=clean(card.text("TITLE"))[:200],
        emails=emails,
        phones=phones,
        labels=labels_of(card),
        birthday=birthday_of(card.first("BDAY")),
        has_photo=photo_of(card) is not None,
        members=tuple(dict.fromkeys(one[:255] for one in card.members if one))[:5000],
        texts=tuple(text for text in (shown_name(card), *names, organization) if text),
    )


def clean(text: str) -> str:
    """Take out what a column cannot hold or a line should not show."""
    return " ".join(
        "".join(one if one.isprintable() or one.isspace() else "" for one in text).split()
    )


def components(one: Property | None) -> list[str]:
    """Return the components of a structured value as text (N, ORG, ADR)."""
    return [unescaped(part).strip() for part in split_value(one.plain, ";")] if one else []


def listed(one: Property) -> list[str]:
    """Return the texts of a value that is a list (CATEGORIES, NICKNAME)."""
    return [text for part in split_value(one.plain, ",") if (text := unescaped(part).strip())]


def shown_name(card: VCard) -> str:
    """Return what to call the card: its name, organisation, address or number."""
    parts = components(card.first("N"))
    family, given = (*parts, "", "")[:2]
    candidates = (
        card.text("FN"),
        f"{given} {family}",
        " ".join(components(card.first("ORG"))[:1]),
        card.text("NICKNAME"),
        card.text("EMAIL"),
        card.text("TEL"),
    )
    return next((name for one in candidates if (name := clean(one))), "")


def labels_of(card: VCard) -> tuple[str, ...]:
    """Return the CATEGORIES of a card, each once."""
    found = (clean(text)[:100] for one in card.all("CATEGORIES") for text in listed(one))
    return tuple(dict.fromkeys(text for text in found if text))


def _nicknames(card: VCard) -> list[str]:
    return [clean(text) for one in card.all("NICKNAME") for text in listed(one)]


def preference(one: Property) -> int:
    """Return how preferred a property is, 1 the most (RFC 6350 §5.3)."""
    if "pref" in one.types:
        return 1
    found = next(iter(one.param("PREF")), "")
    return int(found) if found.isdecimal() and len(found) < 4 else 101


def _preferred(card: VCard, name: str) -> list[Property]:
    return sorted(card.all(name), key=preference)


def address_of(one: Property) -> str:
    """Return an e-mail address in lower case, empty where it is none."""
    text = one.text.strip()
    text = text[7:] if text.lower().startswith("mailto:") else text
    return text.lower() if _ADDRESS.match(text) and len(text) <= 254 else ""


def _emails(card: VCard) -> tuple[str, ...]:
    found = (clean(address_of(one)) for one in _preferred(card, "EMAIL"))
    return tuple(dict.fromkeys(one for one in found if one))


def birthday_of(one: Property | None) -> str:
    """Return a date as `1980-05-17` or, without a year, `--05-17`; empty for anything else."""
    found = _DATE.match(one.text.strip()) if one else None
    if found is None or one is None:
        return ""
    year, month, day = found.groups()
    if not ("01" <= month <= "12" and "01" <= day <= "31"):
        return ""
    is_omitted = year == OMITTED_YEAR or year in one.param("X-APPLE-OMIT-YEAR")
    return f"--{month}-{day}" if is_omitted or year.startswith("-") else f"{year}-{month}-{day}"


def photo_of(card: VCard) -> tuple[str, bytes] | None:
    """Return subtype and octets of the picture within a card; pictures elsewhere are not
    fetched.
    """
    return next((found for one in card.all("PHOTO") if (found := _embedded(one))), None)


def _embedded(one: Property) -> tuple[str, bytes] | None:
    if found := _DATA.match(one.text):
        subtype, text = found[1], found[2]
    elif {value.upper() for value in one.param("ENCODING")} & {"B", "BASE64"}:
        subtype, text = next(iter(sorted(one.types)), "jpeg"), one.value
    else:
        return None
    try:
        octets = base64.b64decode("".join(text.split()) + "===")
    except (binascii.Error, ValueError):
        return None
    return (subtype.rpartition("/")[2].lower(), octets) if octets else None


def digits(phone: str) -> str:
    """Return the last nine digits of a number, which tell it apart; empty for short ones."""
    found = "".join(one for one in phone if one.isdigit() and one.isascii())
    return found[-9:] if len(found) >= 7 else ""


def search_words(texts: Iterable[str], emails: Iterable[str]) -> list[str]:
    """Return the words that find a card, folded: those of names, those with a hyphen or apostrophe
    whole too; of addresses the whole, the parts before the sign and the domain.
    """
    found: list[str] = []
    for text in texts:
        found += [*words(text), *(one.strip(".,;()") for one in fold(text).split())]
    for email in emails:
        local, _, domain = email.rpartition("@")
        found += [email, *re.split(r"[._+\-]", local)[1:], domain]
    return list(dict.fromkeys(word[:80] for word in found if word))[:MOST_WORDS]
