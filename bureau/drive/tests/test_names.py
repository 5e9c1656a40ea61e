"""Names: what is allowed, what is the same, how they sort."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.drive.errors import BadName
from bureau.drive.names import clean_name, first_free, name_hash, sort_key


@pytest.mark.parametrize(
    "name", ["", "  ", ".", "..", "a/b", "a\nb", "a\x00b", "x" * 256, "\u202egpj.exe"]
)
def test_such_a_name_is_refused(name: str) -> None:
    with pytest.raises(BadName):
        clean_name(name)


def test_names_that_differ_in_case_or_unicode_form_are_the_same() -> None:
    assert name_hash("Café") == name_hash("CAFE\u0301")
    assert name_hash("a") != name_hash("b")


def test_numbers_sort_by_value_and_accents_beside_their_letter() -> None:
    names = ["page 10", "Zebra", "page 2", "Éclair", "page 2b", "eclipse", "page 1"]
    assert sorted(names, key=sort_key) == [
        "Éclair", "eclipse", "page 1", "page 2", "page 2b", "page 10", "Zebra",
    ]  # fmt: skip


def test_a_second_name_is_numbered_before_the_extension() -> None:
    taken = [name_hash("a.txt"), name_hash("A (1).txt")]
    assert first_free("a.txt", False, taken) == "a (2).txt"
    assert first_free("a.b", True, [name_hash("a.b")]) == "a.b (1)"


@given(st.text(max_size=300))
def test_a_clean_name_is_clean_and_its_numbered_forms_fit(name: str) -> None:
    try:
        clean = clean_name(name)
    except BadName:
        return
    assert clean_name(clean) == clean
    numbered = first_free(clean, False, [name_hash(clean)])
    assert len(numbered) <= 255
    assert len(sort_key(clean)) <= 200
