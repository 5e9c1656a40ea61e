"""What is suggested to a writer, and what never is."""

from collections.abc import Sequence

import pytest

from ..engine.calibration import Calibration
from ..engine.guards import Guard
from ..engine.ngrams import NgramModel, Sample, build
from ..engine.search import caret_of
from ..engine.style import Addressee, Habit, Me, Style, habit_of
from ..engine.subject import subjects_for
from ..engine.tokens import tokens
from ..engine.writer import Context, Shared, Suggestion, Writer, is_foreign

NOA = Me("Noa", "Noa Levi")
LEA = Addressee.of("Léa Fontaine", "lea@demo.example")
TO_LEA = Context(recipients=(LEA,))


def writer(*texts: str, language: str = "en", **more: object) -> Writer:
    model = NgramModel(build([Sample(tokens(text)) for text in texts])) if texts else None
    shared = Shared(calibration=Calibration((), (), 0.4))
    return Writer(shared, model, me=NOA, language=language, **more)  # type: ignore[arg-type]


def best(found: Sequence[Suggestion]) -> str:
    return found[0][0] if found else ""


OWN = ["The quarterly figures look promising."] * 8


def test_a_word_that_the_person_often_writes_is_finished() -> None:
    assert best(writer(*OWN).suggest("Hi,\nthe quart", Context())).startswith("erly")


def test_a_known_phrase_goes_on_over_several_words() -> None:
    assert best(writer(*OWN).suggest("Hi,\nThe quarterly ", Context())).startswith(
        "figures look promising"
    )


def test_after_a_whole_word_the_suggestion_begins_with_a_blank() -> None:
    assert best(writer(*OWN).suggest("Hi,\nThe quarterly", Context())).startswith(" figures")


def test_a_sentence_begins_with_a_capital_letter() -> None:
    assert best(writer(*OWN).suggest("Done. The q", Context())).startswith("uarterly")
    assert best(writer(*["Well. Surely this works."] * 9).suggest("Well. ", Context())).startswith(
        "Surely"
    )


def test_a_word_in_whose_middle_nothing_is_known_is_left_alone() -> None:
    assert writer(*OWN).suggest("Hi,\nthe qzx", Context()) == []


def test_french_is_finished_in_french() -> None:
    assert best(writer(language="fr").suggest("Je ne peux malheureus", Context())) == "ement"


@pytest.mark.parametrize(
    "prefix",
    [
        "> he wrote the quart",
        "see `the quart",
        "ask quart@the.quart",
        "https://the.quart",
        "/srv/quart",
        "the 3quart",
        "#quart",
    ],
)
def test_nothing_is_suggested_in_quotes_code_addresses_and_numbers(prefix: str) -> None:
    assert is_foreign(prefix)
    assert writer(*OWN).suggest(prefix, Context()) == []


def test_numbers_and_addresses_are_in_no_model() -> None:
    model = build([Sample(tokens("pin 4711, write to joe@demo.example or https://x.example/a1"))])
    for secret in (b"4711", b"joe", b"demo", b"x.example", b"a1"):
        assert secret not in model


def test_a_strangers_name_is_never_suggested_but_the_recipients_is() -> None:
    habit = ["We should ask Ottilie about it."] * 9
    assert "Ottilie" not in best(writer(*habit).suggest("Hi,\nWe should ask ", Context()))
    to = Context(recipients=(Addressee.of("Ottilie Braun", "o@demo.example"),))
    assert best(writer(*habit).suggest("Hi,\nWe should ask ", to)).startswith("Ottilie")


def test_a_name_of_the_directory_is_no_beginning_of_a_sentence() -> None:
    guard = Guard(names=frozenset({"maya"}))
    assert not guard.admits("maya", ".")
    assert not guard.admits("Maya", "the")


@pytest.mark.parametrize("word", ["he", "She", "her", "elle", "il", "fucking", "putain"])
def test_pronouns_with_a_gender_and_insults_are_never_suggested(word: str) -> None:
    assert not Guard().admits(word, "that")
    habit = [f"I know that {word.lower()} will come."] * 9
    assert best(writer(*habit).suggest("I know that ", Context())) == ""


def test_a_caret_is_read_with_its_begun_word() -> None:
    caret = caret_of("Thank you for y")
    assert (caret.before, caret.typed) == (("Thank", "you", "for"), "y")
    assert caret_of("Thank you ").has_space
    assert not caret_of("Thank you,").has_space
    assert caret_of("J’").typed == ""


def test_the_usual_greeting_has_the_recipients_name() -> None:
    assert best(writer().suggest("Hel", TO_LEA)) == "lo Léa,"
    assert best(writer(language="fr").suggest("Bonj", TO_LEA)) == "our Léa,"


def greeted(greeting: str, times: int, to: str = "lea@demo.example") -> list[Habit]:
    return [Habit(greeting=greeting, to=to)] * times


def test_somebody_is_greeted_as_always() -> None:
    style = Style.of([*greeted("Salut {given} !", 6), *greeted("Hi {given},", 20, "x@y.example")])
    assert best(writer(style=style).suggest("", TO_LEA)) == "Salut Léa !"


def test_a_greeting_of_the_day_is_for_its_hour_and_for_who_uses_it() -> None:
    style = Style.of(greeted("Good morning {given},", 9))
    at = {hour: Context(recipients=(LEA,), hour=hour) for hour in (9, 15)}
    assert best(writer(style=style).suggest("Go", at[9])) == "od morning Léa,"
    assert "morning" not in best(writer(style=style).suggest("Go", at[15]))
    assert "morning" not in best(writer().suggest("Go", at[9]))


def test_several_recipients_are_not_called_by_one_name() -> None:
    both = Context(recipients=(LEA, Addressee.of("Tom", "t@demo.example")))
    found = [text for text, _ in writer().suggest("Hi", both)]
    assert all("Léa" not in text for text in found)


def test_one_person_is_not_greeted_as_a_team() -> None:
    style = Style.of(greeted("Hello team,", 20, "team@demo.example"))
    assert best(writer(style=style).suggest("Hel", TO_LEA)) == "lo Léa,"
    team = Context(recipients=(Addressee("team@demo.example"),))
    assert best(writer(style=style).suggest("Hel", team)) == "lo team,"


def test_leave_is_taken_as_always_with_the_own_name() -> None:
    style = Style.of([Habit(closing="Cheers,\n{me}", openers=("che",))] * 5)
    assert best(writer(style=style).suggest("Hi Léa,\nAll done.\nCh", TO_LEA)) == "eers,\nNoa"


def test_with_a_signature_the_name_is_not_written_twice() -> None:
    context = Context(recipients=(LEA,), has_signature=True)
    style = Style.of([Habit(closing="Cheers,\n{me}", openers=("che",))] * 5)
    assert best(writer(style=style).suggest("Hi Léa,\nAll done.\nCh", context)) == "eers,"


@pytest.mark.parametrize(
    ("body", "greeting", "closing"),
    [
        ("Hi Léa,\nAll done.\nBest regards,\nNoa", "Hi {given},", "Best regards,\n{me}"),
        ("Dear Ms Fontaine,\nAll done.\nKind regards\nNoa Levi", "", "Kind regards\n{name}"),
        (
            "Bonjour Madame Fontaine,\nOui.\nCordialement",
            "Bonjour Madame {family},",
            "Cordialement",
        ),
        ("Hello Ottilie,\nAll done.", "", ""),
        ("All done.\nThanks Ottilie", "", ""),
    ],
)
def test_habits_are_read_without_anybodys_name(body: str, greeting: str, closing: str) -> None:
    habit = habit_of(body, [LEA], NOA)
    expected = greeting or ("Dear Ms {family}," if body.startswith("Dear") else "")
    assert (habit.greeting, habit.closing) == (expected, closing)


def test_a_style_is_kept_as_it_was_counted() -> None:
    style = Style.of([*greeted("Hi {given},", 3), Habit(closing="Best,\n{me}", openers=("bes",))])
    assert Style.from_json(style.to_json()) == style


BODY = (
    "Hi Léa,\nThe refurbished laptops for Berlin arrive on Thursday. "
    "Could you prepare the warehouse for the laptops?\nBest,\nNoa"
)


def test_a_subject_is_found_in_the_text() -> None:
    found = writer().suggest("", Context(field="subject", body=BODY))
    assert "laptops" in found[0].text.lower()
    assert all("Léa" not in text and "Noa" not in text for text, _ in found)


def test_a_short_text_has_no_subject() -> None:
    assert subjects_for("Thanks!", "en", Guard()) == []


def test_the_words_of_the_text_help_to_finish_the_subject() -> None:
    found = writer().suggest("Refurb", Context(field="subject", body=BODY))
    assert best(found).startswith("ished")


def test_the_subject_helps_to_finish_the_text() -> None:
    about = Context(subject="Zanzibar timetable")
    assert best(writer().suggest("Hi,\nHere is the timet", about)).startswith("able")
