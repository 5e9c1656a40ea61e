"""Names of persons and firms, drawn from lists of our own."""

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the company with the names that are usual there."""

    code: str
    language: str
    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name and where they work."""

    given: str
    family: str
    country: Country

    @property
    def local_part(self) -> str:
        """The part of an address before the @."""
        return f"{plain(self.given)}.{plain(self.family)}"


@cache
def countries() -> tuple[Country, ...]:
    """Return the countries in a fixed order."""
    text = files(__package__).joinpath("texts/names.txt").read_text("utf-8")
    return tuple(_country(line) for line in text.splitlines())


def _country(line: str) -> Country:
    left, right = line.split("|")
    code, language, *given = left.split()
    return Country(code, language, tuple(given), tuple(right.split()))


def plain(name: str) -> str:
    """Write a name in the letters of an address."""
    text = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    return re.sub(r"[^a-z]+", "-", text.encode("ascii", "ignore").decode()).strip("-")


def draw(rng: random.Random) -> Iterator[Name]:
    """Yield names for ever, no address twice, spread over the countries."""
    taken: set[str] = set()
    while True:
        for country in countries():
            name = Name(rng.choice(country.given), rng.choice(country.family), country)
            if name.local_part not in taken:
                taken.add(name.local_part)
                yield name


FIRST = [
    "Nova",
    "Echo",
    "Volta",
    "Lumen",
    "Circo",
    "Retro",
    "Green",
    "Second",
    "Blue",
    "Rapid",
    "Orbit",
    "Pixel",
    "Smart",
    "Alto",
    "Terra",
    "Kappa",
]
SECOND = [
    "Phones",
    "Tech",
    "Mobile",
    "Devices",
    "Electronics",
    "Recycling",
    "Repair",
    "Store",
    "Outlet",
    "Systems",
]
FORMS = ["SARL", "GmbH", "SL", "Srl", "Lda", "Ltd", "BV", "SA", "AB", "Oy"]


def vendors(rng: random.Random, count: int) -> list[dict[str, str]]:
    """Return outside firms that sell on the marketplace."""
    names = draw(rng)
    rows = []
    for number in range(1, count + 1):
        name = next(names)
        firm = f"{rng.choice(FIRST)} {rng.choice(SECOND)}"
        rows.append(
            {
                "number": f"V{number:05}",
                "firm": f"{firm} {name.family} {rng.choice(FORMS)}",
                "contact": f"{name.given} {name.family}",
                "email": f"{name.local_part}@{plain(firm.replace(' ', ''))}{number}.example",
                "country": name.country.code,
                "rating": f"{rng.uniform(3.2, 5):.1f}",
            }
        )
    return rows
