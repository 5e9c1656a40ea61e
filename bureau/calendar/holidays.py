"""Public holidays of any country, by the library `holidays`."""

from datetime import date
from functools import cache
from typing import Any

COUNTRIES_BY_NAME = {
    "united_states": "United States",
    "hongkong": "Hong Kong",
    "timor_leste": "Timor-Leste",
    "guinea_bissau": "Guinea-Bissau",
}
SMALL_WORDS = frozenset({"and", "of", "the"})


@cache
def _names() -> dict[str, str]:
    """Return names of countries by their two letters (ISO 3166-1)."""
    from holidays.registry import COUNTRIES

    return {entry[1]: _name(key) for key, entry in COUNTRIES.items()}


def _name(key: str) -> str:
    words = key.split("_")
    return COUNTRIES_BY_NAME.get(key) or " ".join(
        word if word in SMALL_WORDS else word.capitalize() for word in words
    )


def countries() -> list[dict[str, str]]:
    """Return all countries by name."""
    rows = sorted((name, code) for code, name in _names().items())
    return [{"code": code, "name": name} for name, code in rows]


def name_of(region: str) -> str:
    """Return the name of a region such as `DE` or `DE-BY`; raises `KeyError`."""
    code, _, part = region.partition("-")
    name = _names()[code]
    if part and part not in _class_of(code).subdivisions:
        raise KeyError(region)
    return f"{name} ({part})" if part else name


def language_for(region: str, wished: str) -> str:
    """Return the language in which names of holidays are given: the wished one, else English,
    else that of the country.
    """
    known = _class_of(region.partition("-")[0]).supported_languages
    for language in (wished, "en_US", "en_GB", "en"):
        for one in known:
            if one == language or one.partition("_")[0] == language:
                return str(one)
    return ""


def holidays_of(region: str, language: str, years: range) -> dict[date, str]:
    """Return names by day; several holidays of a day share a name with commas."""
    from holidays import country_holidays

    code, _, part = region.partition("-")
    found = country_holidays(code, subdiv=part or None, years=years, language=language or None)
    return {day: ", ".join(found.get_list(day)) for day in sorted(found)}


def _class_of(code: str) -> Any:
    import holidays

    return getattr(holidays, code)
