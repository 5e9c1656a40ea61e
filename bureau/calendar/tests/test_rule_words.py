"""Recurrence rules in words."""

import pytest

from bureau.calendar.presenting.rule_words import rule_in_words


@pytest.mark.parametrize(
    ("rule", "english", "french"),
    [
        ("FREQ=DAILY", "Every day", "Tous les jours"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO",
            "Every 2 weeks on Monday and Thursday",
            "Toutes les 2 semaines le lundi et jeudi",
        ),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday", "Tous les jours ouvrés"),
        (
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=6",
            "Every month on last Friday (6 times)",
            "Tous les mois le dernier vendredi (6 fois)",
        ),
        (
            "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2",
            "Every month on second Tuesday",
            "Tous les mois le deuxième mardi",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "Every month on day 1 and 15",
            "Tous les mois le 1 et 15",
        ),
        (
            "FREQ=YEARLY;UNTIL=20301224T225959Z",
            "Every year until 24 December 2030",
            "Tous les ans jusqu’au 24 décembre 2030",
        ),
        ("", "", ""),
        ("FREQ=SOMETIMES", "", ""),
        ("FREQ=WEEKLY;BYDAY=XX,9", "Every week on ", "Toutes les semaines le "),
    ],
)
def test_a_rule_is_said_in_both_languages(rule: str, english: str, french: str) -> None:
    assert rule_in_words(rule, "en") == english.strip().removesuffix(" on")
    assert rule_in_words(rule, "fr-CA") == french.strip().removesuffix(" le")
