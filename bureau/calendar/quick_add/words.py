"""The words of each language, as regular expressions; days and months begin at 0."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What a language calls things."""

    code: str
    days: Mapping[str, int]
    months: Mapping[str, int]
    today: Mapping[str, int]
    """Words for days, as the number of days from today."""
    numbers: Mapping[str, int]
    every: tuple[tuple[str, str], ...]
    """Recurrence: expression -> rule; {day} and {n} stand for days and numbers."""
    until: str
    next_day: str
    """A weekday of the coming week; {day} stands for it."""
    on: str
    """What may stand before a date."""
    ahead: str
    """In so many days or weeks: {n}; groups n and unit."""
    weeks: str
    date_range: str
    """What stands between two days, and before the first: two expressions, with `|` inside."""
    between: str
    from_: str
    at: str
    """What may stand before a time."""
    clock_words: Mapping[str, int]
    """Words for times, as minutes of the day."""
    for_: str
    hours: str
    minutes: str
    halves: Mapping[str, int]
    """Words for durations, in minutes."""
    with_: str
    and_: str
    places: tuple[str, ...]
    """What stands before a place."""
    all_day: str

    @property
    def day(self) -> str:
        """Any weekday."""
        return either(self.days)

    @property
    def month(self) -> str:
        """Any month."""
        return either(self.months)

    @property
    def number(self) -> str:
        """A number in digits or in a word."""
        return rf"(?:\d{{1,3}}|{either(self.numbers)})"


def either(words: Mapping[str, int]) -> str:
    """Return an expression for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _numbered(*groups: str) -> dict[str, int]:
    return {word: number for number, group in enumerate(groups) for word in group.split()}


EN_DAYS = _numbered(
    "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri",
    "saturday sat", "sunday sun",
)  # fmt: skip
EN_MONTHS = _numbered(
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
FR_DAYS = _numbered(
    "lundi lun", "mardi mar", "mercredi mer", "jeudi jeu", "vendredi ven", "samedi sam",
    "dimanche dim",
)  # fmt: skip
FR_MONTHS = _numbered(
    "janvier janv", "février fevrier févr fevr fév fev", "mars", "avril avr", "mai", "juin",
    "juillet juil", "août aout", "septembre sept", "octobre oct", "novembre nov",
    "décembre decembre déc dec",
)  # fmt: skip
EN_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "other": 2,
    "second": 2,
}  # fmt: skip
FR_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}

ENGLISH = Language(
    code="en",
    days=EN_DAYS,
    months=EN_MONTHS,
    today={"today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2},
    numbers=EN_NUMBERS,
    every=(
        (r"every\s+(?:week|work|working\s+)day|on\s+weekdays|weekdays", "WEEKDAYS"),
        (r"every\s+(?P<n>{n})\s+(?P<unit>day|week|month|year)s?", "UNIT"),
        (r"every\s+(?:(?P<n>other|second|2nd)\s+)?(?P<days>{day}s?(?:\s*(?:,|and|&)\s*{day}s?)*)",
         "DAYS"),
        (r"every\s+(?P<unit>day|week|month|year)", "UNIT"),
        (r"on\s+(?P<days>{day}s(?:\s*(?:,|and|&)\s*{day}s)*)", "DAYS"),
        (r"fortnightly|biweekly", "FREQ=WEEKLY;INTERVAL=2"),
        (r"daily", "FREQ=DAILY"),
        (r"weekly", "FREQ=WEEKLY"),
        (r"monthly", "FREQ=MONTHLY"),
        (r"yearly|annually", "FREQ=YEARLY"),
    ),
    until=r"(?:until|till)",
    next_day=r"(?:on\s+)?next\s+(?P<day>{day})",
    on=r"(?:on\s+(?:the\s+)?|the\s+)?",
    ahead=r"in\s+(?P<n>{n})\s+(?P<unit>day|week)s?",
    weeks="week",
    date_range=r"(?:from\s+)?",
    between=r"(?:-|–|to|until|till)",
    from_=r"(?:from\s+)?",
    at=r"(?:at|@)\s*",
    clock_words={"noon": 720, "midday": 720, "midnight": 0},
    for_=r"(?:for\s+)?",
    hours=r"(?:hours|hour|hrs|hr|h)",
    minutes=r"(?:minutes|minute|mins|min|m)",
    halves={"half an hour": 30, "half hour": 30, "a quarter of an hour": 15},
    with_=r"with",
    and_=r"(?:,|&|\band\b)",
    places=(r"at\s+", r"@\s*", r"in\s+(?=(?:the\s+)?(?:[A-Z\d]|room))"),
    all_day=r"all[\s-]day",
)  # fmt: skip

FRENCH = Language(
    code="fr",
    days=FR_DAYS,
    months=FR_MONTHS,
    today={
        "aujourd'hui": 0, "aujourd’hui": 0, "ce soir": 0, "demain": 1, "après-demain": 2,
        "apres-demain": 2, "après demain": 2,
    },
    numbers=FR_NUMBERS,
    every=(
        (r"(?:tous\s+les\s+jours\s+(?:ouvrés|ouvrables)|chaque\s+jour\s+(?:ouvré|ouvrable)|"
         r"en\s+semaine)", "WEEKDAYS"),
        (r"(?:tous|toutes)\s+les\s+(?P<n>{n})\s+(?P<unit>jour|semaine|mois|an)s?", "UNIT"),
        (r"(?:tous\s+les|chaque)\s+(?P<days>{day}s?(?:\s*(?:,|et)\s*(?:les\s+)?{day}s?)*)", "DAYS"),
        (r"(?:un|le)\s+(?P<days>{day})\s+sur\s+(?P<n>deux|2)", "DAYS"),
        (r"(?:tous\s+les|toutes\s+les|chaque)\s+(?P<unit>jour|semaine|mois|année|ans|an)s?",
         "UNIT"),
        (r"quotidienne?(?:ment)?", "FREQ=DAILY"),
        (r"hebdomadaire(?:ment)?|hebdo", "FREQ=WEEKLY"),
        (r"mensuel(?:le)?(?:ment)?", "FREQ=MONTHLY"),
        (r"annuel(?:le)?(?:ment)?", "FREQ=YEARLY"),
    ),
    until=r"jusqu(?:'|’)(?:au|à)",
    next_day=r"(?:le\s+)?(?P<day>{day})\s+prochain",
    on=r"(?:le\s+)?",
    ahead=r"dans\s+(?P<n>{n})\s+(?P<unit>jour|semaine)s?",
    weeks="semaine",
    date_range=r"(?:du\s+)?",
    between=r"(?:-|–|à|au|jusqu(?:'|’)(?:à|au))",
    from_=r"(?:de\s+|entre\s+)?",
    at=r"(?:à|a|vers|dès)\s*",
    clock_words={"midi": 720, "minuit": 0},
    for_=r"(?:pendant\s+|durant\s+|durée\s+)?",
    hours=r"(?:heures|heure|h)",
    minutes=r"(?:minutes|minute|mins|min|mn)",
    halves={"une demi-heure": 30, "demi-heure": 30, "un quart d'heure": 15},
    with_=r"avec",
    and_=r"(?:,|&|\bet\b)",
    places=(
        r"(?:à|au|aux)\s+(?=(?:la\s+|l'|l’|le\s+)?(?:[A-ZÀ-Ý\d]|salle|bureau))",
        r"chez\s+", r"@\s*", r"(?:en|dans\s+la)\s+(?=salle)",
    ),
    all_day=r"toute\s+la\s+journée",
)  # fmt: skip

LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "fr": FRENCH}
