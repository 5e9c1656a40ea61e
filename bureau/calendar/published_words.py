"""What the pages of published calendars say, by language."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "language": "en",
        "zone": "Times are those of",
        "all_day": "All day",
        "busy": "Busy",
        "untitled": "(no title)",
        "empty": "Nothing in the next two months.",
    },
    "fr": {
        "language": "fr",
        "zone": "Les heures sont celles de",
        "all_day": "Toute la journée",
        "busy": "Occupé",
        "untitled": "(sans titre)",
        "empty": "Rien dans les deux mois à venir.",
    },
}
