"""Sentences in English and French, said on Monday the 23rd of November 2026 at ten past two."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.calendar.quick_add import Sentence, read_sentence

NOW = datetime(2026, 11, 23, 14, 10, tzinfo=ZoneInfo("Europe/Paris"))


def read(text: str) -> Sentence:
    return read_sentence(text, NOW, 30, ["en", "fr"])


def when(one: Sentence) -> str:
    if one.is_all_day:
        return f"{one.start} {one.end}"
    return f"{one.start:%Y-%m-%dT%H:%M} {one.end:%H:%M}"


@pytest.mark.parametrize(
    ("text", "title", "times"),
    [
        ("Training Tue 15:00 1h with sales", "Training", "2026-11-24T14:00 15:00"),
        ("Dentist 24 Nov 3pm for 45 min", "Dentist", "2026-11-24T14:00 14:45"),
        ("Review from 3 to 4pm today", "Review", "2026-11-23T14:00 15:00"),
        ("Yoga next Tue at 7", "Yoga", "2026-12-01T18:00 18:30"),
        ("Breakfast Mon at 9", "Breakfast", "2026-11-30T08:00 08:30"),
        ("Fair 24-26 November", "Fair", "2026-11-24 2026-11-27"),
        ("Trip in 2 weeks", "Trip", "2026-12-07 2026-12-08"),
        ("Call Bob", "Call Bob", "2026-11-23T13:30 14:00"),
        ("Call at 13:00", "Call", "2026-11-24T12:00 12:30"),
        ("Check in guests", "Check in guests", "2026-11-23T13:30 14:00"),
        ("Party 31/12 22:00-02:00", "Party", "2026-12-31T21:00 01:00"),
        ("Réunion mardi à 15h pendant 2h", "Réunion", "2026-11-24T14:00 16:00"),
        ("Point lundi 10h 1h30", "Point", "2026-11-30T09:00 10:30"),
        ("Vacances du 3 au 5 décembre", "Vacances", "2026-12-03 2026-12-06"),
        ("Déjeuner demain midi", "Déjeuner", "2026-11-24T11:00 11:30"),
        ("Fête 24/12 à 20h30", "Fête", "2026-12-24T19:30 20:00"),
        ("Bilan lundi prochain de 9h à 10h30", "Bilan", "2026-11-30T08:00 09:30"),
        ("Appel dans 3 jours à 9h", "Appel", "2026-11-26T08:00 08:30"),
        # Summer time: the same hour on the clock is another one in UTC.
        ("Call 2027-03-30 15:00", "Call", "2027-03-30T13:00 13:30"),
    ],
)
def test_days_and_times_are_understood(text: str, title: str, times: str) -> None:
    found = read(text)
    assert (found.title, when(found)) == (title, times)


@pytest.mark.parametrize(
    ("text", "rule", "start"),
    [
        ("Stand-up every weekday 9:30-9:45", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-24"),
        ("Board every other friday 9am", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27"),
        ("Gym every mon and wed 18:00", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-23"),
        ("Pay every 3 months on 1 Dec", "FREQ=MONTHLY;INTERVAL=3", "2026-12-01"),
        ("Sync weekly until 18 dec", "FREQ=WEEKLY;UNTIL=20261218", "2026-11-23"),
        ("Point tous les lundis 10h", "FREQ=WEEKLY;BYDAY=MO", "2026-11-30"),
        ("Sport un mardi sur deux 18h", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-24"),
        ("Anniversaire le 12 janvier chaque année", "FREQ=YEARLY", "2027-01-12"),
        ("Revue toutes les 2 semaines jeudi 9h", "FREQ=WEEKLY;INTERVAL=2", "2026-11-26"),
    ],
)
def test_recurrence_is_understood(text: str, rule: str, start: str) -> None:
    found = read(text)
    assert (found.recurrence, str(found.start)[:10]) == (rule, start)


@pytest.mark.parametrize(
    ("text", "guests", "place"),
    [
        ("Lunch with Anna at Chez Paul tomorrow at 12:30", ("Anna",), "Chez Paul"),
        ("Plan with Anna, Ben and Cleo at 3pm", ("Anna", "Ben", "Cleo"), ""),
        (
            "Réunion mardi 15h avec Marie et Paul à Salle Lumière",
            ("Marie", "Paul"),
            "Salle Lumière",
        ),
        ("Dîner chez Paul demain", (), "Paul"),
        ("1:1 with Maya Thursday 2-2:30pm in Room Turing", ("Maya",), "Room Turing"),
    ],
)
def test_guests_and_places_are_understood(text: str, guests: tuple[str, ...], place: str) -> None:
    found = read(text)
    assert (found.guests, found.location) == (guests, place)


def test_what_was_understood_is_pointed_at() -> None:
    text = "Training Tue 15:00 1h with sales"
    found = read(text)
    assert [(one.part, one.text) for one in found.understood] == [
        ("date", "Tue"),
        ("time", "15:00"),
        ("duration", "1h"),
        ("guest", "with sales"),
    ]
    assert all(text[one.start : one.end] == one.text for one in found.understood)


@given(st.text(max_size=120))
def test_any_text_at_all_gives_an_event(text: str) -> None:
    found = read(text)
    assert found.end > found.start
    assert all(text[one.start : one.end] == one.text for one in found.understood)
