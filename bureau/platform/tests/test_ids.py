"""Identifiers: form, order and uniqueness."""

import re
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from bureau.platform.ids import PATTERN, encode, is_id, new_id


def test_a_new_id_has_the_documented_form() -> None:
    fresh = new_id()
    assert re.match(PATTERN, fresh)
    assert is_id(fresh)


def test_ids_of_one_process_sort_in_the_order_they_were_made() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == 10_000


def test_ids_made_on_many_threads_never_repeat() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new_id(), range(20_000)))
    assert len(set(made)) == 20_000


def test_an_id_carries_version_7_and_the_rfc_variant() -> None:
    value = 0
    for character in new_id():
        value = value << 5 | "0123456789abcdefghjkmnpqrstvwxyz".index(character)
    assert value >> 76 & 0xF == 7
    assert value >> 62 & 0b11 == 0b10


@given(st.integers(0, 2**128 - 1), st.integers(0, 2**128 - 1))
def test_text_order_is_number_order(one: int, other: int) -> None:
    assert (encode(one) < encode(other)) == (one < other)


@given(st.text(max_size=30))
def test_only_texts_of_the_documented_form_are_ids(text: str) -> None:
    assert is_id(text) == bool(re.fullmatch(PATTERN[1:-1], text))
